import type { Account } from "@mockstagram/shared/api/accounts";
import { pathTo } from "@mockstagram/shared/paths";
import type { ReactNode } from "react";
import { Link } from "react-router";
import styles from "./account-row.module.css";
import { Avatar } from "./avatar";

interface AccountRowProps {
  account: Pick<Account, "username" | "name" | "avatar">;
  /** The second line; the account's name when there is nothing better to say. */
  note?: string;
  size?: 44 | 56;
  children?: ReactNode;
}

export function AccountRow({ account, note, size = 44, children }: AccountRowProps) {
  return (
    <div className={styles.row}>
      <Link
        to={pathTo("profile", { username: account.username })}
        className={styles.link}
        data-account={account.username}
      >
        <Avatar avatar={account.avatar} username={account.username} size={size} />
        <span className={styles.names}>
          <span className={styles.username}>{account.username}</span>
          <span className={styles.note}>{note ?? account.name}</span>
        </span>
      </Link>
      {children}
    </div>
  );
}

import type { Mutuals } from "@mockstagram/shared/api/accounts";
import { pathTo } from "@mockstagram/shared/paths";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Avatar } from "@/components/ui/avatar";
import styles from "./mutuals-line.module.css";

const NAMED = 2;

interface MutualsLineProps {
  username: string;
  mutuals: Mutuals;
}

/** Who of those whom the viewer follows follows this account; leads to all of them. */
export function MutualsLine({ username, mutuals: { accounts, count } }: MutualsLineProps) {
  const { t, i18n } = useTranslation();
  if (accounts.length === 0) return null;
  const named = accounts.slice(0, NAMED).map((account) => account.username);
  const others = Math.max(0, count - named.length);
  const names = others > 0 ? named.join(", ") : new Intl.ListFormat(i18n.language).format(named);
  return (
    <Link to={pathTo("mutuals", { username })} preventScrollReset className={styles.line}>
      <span className={styles.faces} aria-hidden="true">
        {accounts.map((account) => (
          <span key={account.id} className={styles.face}>
            <Avatar avatar={account.avatar} username={account.username} size={24} />
          </span>
        ))}
      </span>
      {others > 0 ? t("profile.mutualsMore", { names, count: others }) : t("profile.mutuals", { names })}
    </Link>
  );
}

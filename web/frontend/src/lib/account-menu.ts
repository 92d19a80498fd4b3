import type { Account } from "@mockstagram/shared/api/accounts";
import { createContext, type ReactNode } from "react";

export interface AccountMenuProps {
  account: Account;
  title: string;
  /** On a post one can unfollow its author; on a profile there is a button for that. */
  place: "post" | "profile";
  /** What the place itself offers, below what concerns the account. */
  links: readonly { label: string; act: () => void }[];
  onClose: () => void;
  /** The account's posts are gone from here on. */
  onBlocked?: () => void;
}

/** The menu about another account, for features that know of no follows: the app puts it in. */
export const AccountMenuSlot = createContext<(props: AccountMenuProps) => ReactNode>(() => null);

import type { Avatar as AvatarPicture } from "@mockstagram/shared/api/common";
import clsx from "clsx";
import styles from "./avatar.module.css";
import { Picture } from "./picture";

type Size = 24 | 32 | 44 | 56 | 77 | 150;

interface AvatarProps {
  avatar: AvatarPicture | null;
  username: string;
  size: Size;
  first?: boolean;
}

/** A decoration beside the name it belongs to, so it has no text of its own. */
export function Avatar({ avatar, username, size, first }: AvatarProps) {
  return (
    <span className={clsx(styles.avatar, styles[`s${size}`])} data-tone={toneOf(username)} aria-hidden="true">
      {avatar ? (
        <Picture sources={avatar.sources} blur={avatar.blur} alt="" sizes={`${size}px`} first={first ?? false} />
      ) : (
        <span className={styles.letter}>{username.replace(/[._]/g, "").charAt(0) || "·"}</span>
      )}
    </span>
  );
}

function toneOf(username: string): number {
  let sum = 0;
  for (const char of username) sum += char.charCodeAt(0);
  return sum % 6;
}

import { pathTo } from "@mockstagram/shared/paths";
import clsx from "clsx";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { LinkedText } from "@/components/ui/linked-text";
import { useClipped } from "@/lib/clipped";
import styles from "./caption.module.css";

interface CaptionProps {
  username: string;
  text: string;
  /** Cut to two lines with a way to the rest. */
  short?: boolean;
}

export function Caption({ username, text, short = false }: CaptionProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(!short);
  const [ref, clipped] = useClipped<HTMLParagraphElement>(isLong(username, text));
  return (
    <div>
      <p ref={ref} className={clsx(styles.caption, !open && styles.clamped)}>
        <Link to={pathTo("profile", { username })} className={styles.author} data-account={username}>
          {username}
        </Link>{" "}
        <LinkedText text={text} />
      </p>
      {short && (clipped || open) && (
        <button
          type="button"
          className={styles.more}
          aria-expanded={open}
          onClick={() => {
            setOpen(!open);
          }}
        >
          {t(open ? "post.less" : "post.more")}
        </button>
      )}
    </div>
  );
}

const TWO_LINES = 116;

/** Whether the text takes more than two lines of the feed's column; letters of East Asia count twice. */
function isLong(username: string, text: string): boolean {
  const wide = text.match(/[\u1100-\uffdc]/g)?.length ?? 0;
  return text.split("\n").length > 2 || username.length + text.length + wide > TWO_LINES;
}

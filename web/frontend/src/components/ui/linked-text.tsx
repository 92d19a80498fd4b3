import { pathTo } from "@mockstagram/shared/paths";
import { Link } from "react-router";
import styles from "./linked-text.module.css";

const MENTION = /(?<![A-Za-z0-9._@])@([A-Za-z0-9_](?:[A-Za-z0-9._]{1,28}[A-Za-z0-9_]))(?![A-Za-z0-9_])/g;

/** Text of a person with its @mentions as links. */
export function LinkedText({ text }: { text: string }) {
  const parts: React.ReactNode[] = [];
  let end = 0;
  for (const match of text.matchAll(MENTION)) {
    const username = match[1] ?? "";
    parts.push(
      text.slice(end, match.index),
      <Link key={match.index} to={pathTo("profile", { username })} className={styles.link}>
        @{username}
      </Link>,
    );
    end = match.index + match[0].length;
  }
  return (
    <>
      {parts}
      {text.slice(end)}
    </>
  );
}

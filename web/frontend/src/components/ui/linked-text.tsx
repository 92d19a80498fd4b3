import { parseEntities } from "@mockstagram/shared/entities";
import { pathTo } from "@mockstagram/shared/paths";
import { Link } from "react-router";
import styles from "./linked-text.module.css";

/** Text of a person with its @mentions and #hashtags as links. */
export function LinkedText({ text }: { text: string }) {
  const parts: React.ReactNode[] = [];
  let end = 0;
  for (const entity of parseEntities(text)) {
    const { start, name } = entity;
    const to = entity.kind === "mention" ? pathTo("profile", { username: name }) : pathTo("hashtag", { tag: name });
    parts.push(
      text.slice(end, start),
      <Link key={start} to={to} className={styles.link}>
        {text.slice(start, entity.end)}
      </Link>,
    );
    end = entity.end;
  }
  return (
    <>
      {parts}
      {text.slice(end)}
    </>
  );
}

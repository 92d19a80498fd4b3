/** #hashtags and @mentions in what people write; content/domain/entities.py finds the same (entities.json of its tests). */
export interface Entity {
  kind: "hashtag" | "mention";
  start: number;
  end: number;
  name: string;
}

/** Letters of every script; as many characters as a tag may have, and not one of more. A user name as `user` takes it. */
const ENTITY =
  /[#\uff03]([\p{L}\p{M}\p{N}_]{1,100})(?![\p{L}\p{M}\p{N}_])|(?<![A-Za-z0-9._@])@([A-Za-z0-9_][A-Za-z0-9._]{1,28}[A-Za-z0-9_])(?![A-Za-z0-9_])/gu;
/** What makes of a hash sign before a word something else than a tag: `R#D`, `&#39;`, `example.org/#top`. */
const BEFORE = /[\p{L}\p{M}\p{N}_&/#\uff03]$/u;
const LETTER = /\p{L}/u;

/** All tags and mentions of a text, in their order. Tags may follow each other without a space. */
export function parseEntities(text: string): Entity[] {
  const found: Entity[] = [];
  for (const match of text.matchAll(ENTITY)) {
    const entity = entityOf(match);
    const last = found.at(-1);
    const glued = last?.kind === "hashtag" && last.end === entity.start;
    if (isMeant(entity, text, glued)) found.push(entity);
  }
  return found;
}

/** Names that a text has of a kind, each once. */
export const namesIn = (text: string, kind: Entity["kind"]): string[] => [
  ...new Set(parseEntities(text).flatMap((entity) => (entity.kind === kind ? [entity.name] : []))),
];

function entityOf(match: RegExpExecArray): Entity {
  const [whole, tag, username = ""] = match;
  return {
    kind: tag === undefined ? "mention" : "hashtag",
    start: match.index,
    end: match.index + whole.length,
    name: (tag ?? username).toLowerCase(),
  };
}

function isMeant({ kind, name, start }: Entity, text: string, glued: boolean): boolean {
  if (kind === "mention") return !name.includes("..");
  return LETTER.test(name) && (glued || !BEFORE.test(text.slice(Math.max(0, start - 2), start)));
}

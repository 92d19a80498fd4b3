import { namesIn } from "./entities.ts";
import { LIMITS } from "./limits.ts";

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Number of characters as people count them. */
export function countGraphemes(text: string): number {
  return Array.from(segmenter.segment(text)).length;
}

export const exceeds = (text: string, limit: number) => text.length > limit && countGraphemes(text) > limit;

export type TextProblem =
  "required" | "too_short" | "too_long" | "characters" | "dots" | "email_invalid" | "date_invalid" | "too_young";

/** Checks return what is wrong, or null. They only spare a round trip: the services decide. */
export function checkUsername(username: string): TextProblem | null {
  if (username === "") return "required";
  if (!/^[A-Za-z0-9._]+$/.test(username)) return "characters";
  if (username.length < LIMITS.username.min) return "too_short";
  if (username.length > LIMITS.username.max) return "too_long";
  return /^\.|\.$|\.\./.test(username) ? "dots" : null;
}

export function checkPassword(password: string): TextProblem | null {
  if (password === "") return "required";
  if (countGraphemes(password) < LIMITS.password.min) return "too_short";
  return password.length > LIMITS.password.max ? "too_long" : null;
}

export function checkEmail(email: string): TextProblem | null {
  if (email === "") return "required";
  if (email.length > LIMITS.email) return "too_long";
  return /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email) ? null : "email_invalid";
}

export const checkName = (name: string): TextProblem | null => (exceeds(name, LIMITS.name) ? "too_long" : null);
export const checkBio = (bio: string): TextProblem | null => (exceeds(bio, LIMITS.bio) ? "too_long" : null);
/** Which of its limits a caption breaks, or null. */
export function captionProblem(text: string): "caption_too_long" | "too_many_hashtags" | "too_many_mentions" | null {
  if (exceeds(text, LIMITS.caption)) return "caption_too_long";
  if (namesIn(text, "hashtag").length > LIMITS.hashtags) return "too_many_hashtags";
  return namesIn(text, "mention").length > LIMITS.mentions ? "too_many_mentions" : null;
}

export const checkCaption = (text: string): TextProblem | null => (exceeds(text, LIMITS.caption) ? "too_long" : null);
export const checkAltText = (text: string): TextProblem | null => (exceeds(text, LIMITS.altText) ? "too_long" : null);

export function checkBirthday(birthday: string, today: Date): TextProblem | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(birthday);
  if (!parts) return "date_invalid";
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const born = new Date(Date.UTC(year, month - 1, day));
  if (born.getUTCMonth() !== month - 1 || born.getTime() > today.getTime() || year < 1900) return "date_invalid";
  const oldEnough = Date.UTC(year + LIMITS.minimumAge, month - 1, day);
  return oldEnough > today.getTime() ? "too_young" : null;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

const UNITS: readonly [limit: number, size: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [MINUTE, 1, "second"],
  [HOUR, MINUTE, "minute"],
  [DAY, HOUR, "hour"],
  [WEEK, DAY, "day"],
  [5 * WEEK, WEEK, "week"],
];

/** "3 hours ago"; a date from five weeks on. */
export function formatRelativeTime(iso: string, now: Date, language: string): string {
  const then = new Date(iso);
  const seconds = Math.max(0, Math.round((now.getTime() - then.getTime()) / 1000));
  const found = UNITS.find(([limit]) => seconds < limit);
  if (!found) return formatDate(then, now, language);
  const [, size, unit] = found;
  return new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" }).format(
    -Math.floor(seconds / size),
    unit,
  );
}

function formatDate(then: Date, now: Date, language: string): string {
  const year = then.getFullYear() === now.getFullYear() ? undefined : "numeric";
  return new Intl.DateTimeFormat(language, { year, month: "short", day: "numeric" }).format(then);
}

/** A day as it is written in a sentence: "28 December 2026". */
export function formatDay(iso: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(new Date(iso));
}

/** The exact time, for the tooltip of a relative one. */
export function formatExactTime(iso: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "short" }).format(new Date(iso));
}

/** 1234 → "1,234", 12345 → "12.3K". */
export function formatCount(count: number, language: string): string {
  const notation = count < 10_000 ? "standard" : "compact";
  return new Intl.NumberFormat(language, { notation, maximumFractionDigits: 1 }).format(count);
}

/** 30000000 → "30 MB". */
export function formatBytes(bytes: number, language: string): string {
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1_000, "kilobyte"] : [bytes / 1_000_000, "megabyte"];
  return new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: 1 }).format(value);
}

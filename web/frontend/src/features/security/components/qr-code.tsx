import styles from "./second-factor.module.css";

/** Scanners need this much light around the code, in modules. */
const QUIET = 4;

/** Rows of 1 (dark) and 0, drawn dark on light whatever the theme: many scanners read nothing else. */
export function QrCode({ rows, label }: { rows: readonly string[]; label: string }) {
  const size = rows.length + 2 * QUIET;
  return (
    <svg
      role="img"
      aria-label={label}
      className={styles.qr}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
    >
      <path d={pathOf(rows)} />
    </svg>
  );
}

/** A rectangle for each run of dark modules. */
export function pathOf(rows: readonly string[]): string {
  const runs = rows.flatMap((row, y) => [...row.matchAll(/1+/g)].map(({ 0: run, index }) => ({ x: index, y, run })));
  return runs.map(({ x, y, run }) => `M${x + QUIET} ${y + QUIET}h${run.length}v1h-${run.length}z`).join("");
}

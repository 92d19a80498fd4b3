import clsx from "clsx";
import styles from "./carousel.module.css";

const SHOWN = 5;

/** At most five dots, the outer ones smaller where there are more; the counter has the exact place. */
export function CarouselDots({ length, index }: { length: number; index: number }) {
  const start = Math.max(0, Math.min(index - Math.floor(SHOWN / 2), length - SHOWN));
  const end = Math.min(length, start + SHOWN);
  const dots = Array.from({ length: end - start }, (_, offset) => start + offset);
  return (
    <span className={styles.dots} aria-hidden="true">
      {dots.map((at) => (
        <span
          key={at}
          className={clsx(
            styles.dot,
            at === index && styles.current,
            ((at === start && start > 0) || (at === end - 1 && end < length)) && styles.small,
          )}
        />
      ))}
    </span>
  );
}

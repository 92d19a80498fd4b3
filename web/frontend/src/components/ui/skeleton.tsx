import clsx from "clsx";
import styles from "./skeleton.module.css";

interface SkeletonProps {
  width?: number | string;
  height?: number | string;
  round?: boolean;
  className?: string;
}

export function Skeleton({ width, height = 12, round, className }: SkeletonProps) {
  return (
    <span
      className={clsx(styles.skeleton, round && styles.round, className)}
      style={{ width, height }}
      aria-hidden="true"
    />
  );
}

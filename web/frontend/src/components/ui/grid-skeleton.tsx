import { Skeleton } from "./skeleton";
import styles from "./grid.module.css";

export function GridSkeleton() {
  return (
    <div className={styles.skeletonRow} aria-hidden="true">
      {[0, 1, 2, 3, 4, 5].map((index) => (
        <Skeleton key={index} className={styles.cell} height="auto" />
      ))}
    </div>
  );
}

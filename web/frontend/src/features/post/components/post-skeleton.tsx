import { Skeleton } from "@/components/ui/skeleton";
import styles from "./post-page.module.css";

export function PostSkeleton() {
  return (
    <div className={styles.skeleton} aria-hidden="true">
      <Skeleton className={styles.skeletonMedia} height="auto" />
      <div className={styles.skeletonPanel}>
        <Skeleton width={32} height={32} round />
        <Skeleton width="60%" />
        <Skeleton width="80%" />
        <Skeleton width="40%" />
      </div>
    </div>
  );
}

import { Skeleton } from "@/components/ui/skeleton";
import styles from "./feed.module.css";

export function FeedSkeleton() {
  return (
    <div aria-hidden="true">
      {[0, 1].map((index) => (
        <div key={index} className={styles.skeleton}>
          <div className={styles.skeletonHead}>
            <Skeleton width={32} height={32} round />
            <Skeleton width={140} />
          </div>
          <Skeleton className={styles.skeletonPicture} height="auto" />
          <Skeleton width="70%" />
        </div>
      ))}
    </div>
  );
}

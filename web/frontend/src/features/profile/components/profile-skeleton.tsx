import { Skeleton } from "@/components/ui/skeleton";
import styles from "./profile.module.css";

export function ProfileSkeleton() {
  return (
    <div className={styles.header} aria-hidden="true">
      <div className={styles.avatar}>
        <Skeleton className={styles.avatarSkeleton} height="auto" round />
      </div>
      <div className={styles.top}>
        <Skeleton width={140} height={20} />
      </div>
      <div className={styles.counts}>
        <Skeleton width={200} height={16} />
      </div>
      <div className={styles.about}>
        <Skeleton width={180} />
      </div>
    </div>
  );
}

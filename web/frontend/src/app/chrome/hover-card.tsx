import type { Profile } from "@mockstagram/shared/api/accounts";
import { pathTo } from "@mockstagram/shared/paths";
import { Popover } from "radix-ui";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Avatar } from "@/components/ui/avatar";
import { Picture } from "@/components/ui/picture";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { FollowButton } from "@/features/follow/components/follow-button";
import { MutualsLine } from "@/features/profile/components/mutuals-line";
import { ProfileCounts } from "@/features/profile/components/profile-counts";
import { useGrid, useProfile } from "@/features/profile/hooks/use-profile";
import styles from "./hover-card.module.css";

const PICTURES = 3;

interface HoverCardProps {
  anchor: Element;
  username: string;
  onClose: () => void;
}

/** An account in short, beside its name. */
export default function HoverCard({ anchor, username, onClose }: HoverCardProps) {
  const { t } = useTranslation();
  const measured = useMemo(() => ({ current: anchor }), [anchor]);
  return (
    <Popover.Root open onOpenChange={onClose}>
      <Popover.Anchor virtualRef={measured} />
      <Popover.Portal>
        <Popover.Content
          data-hover-card
          className={styles.card}
          aria-label={t("profile.cardOf", { username })}
          sideOffset={6}
          align="start"
          collisionPadding={12}
          onOpenAutoFocus={keepFocus}
          onCloseAutoFocus={keepFocus}
        >
          <Content username={username} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** The card comes and goes with the mouse: what has the focus keeps it. */
const keepFocus = (event: Event) => {
  event.preventDefault();
};

function Content({ username }: { username: string }) {
  const { data, error, refetch } = useProfile(username);
  if (data) return <Shown profile={data} />;
  if (error) return <ProblemNotice small error={error} onRetry={() => void refetch()} />;
  return (
    <div className={styles.head} aria-hidden="true">
      <Skeleton width={56} height={56} round />
      <div className={styles.lines}>
        <Skeleton width="60%" />
        <Skeleton width="40%" height={10} />
      </div>
    </div>
  );
}

function Shown({ profile }: { profile: Profile }) {
  const { username, name } = profile;
  return (
    <>
      <div className={styles.head}>
        <Avatar avatar={profile.avatar} username={username} size={56} />
        <div className={styles.names}>
          <Link to={pathTo("profile", { username })} className={styles.username}>
            {username}
          </Link>
          <span className={styles.name}>{name}</span>
        </div>
      </div>
      <div className={styles.counts}>
        <ProfileCounts profile={profile} />
      </div>
      <MutualsLine username={username} mutuals={profile.mutuals} />
      {profile.may_see && <Pictures username={username} />}
      {!profile.relation.self && (
        <div className={styles.act}>
          <FollowButton account={profile} />
        </div>
      )}
    </>
  );
}

/** The latest posts; nothing when there are none. */
function Pictures({ username }: { username: string }) {
  const { posts } = useGrid(username, true);
  if (posts?.length === 0) return null;
  return (
    <div className={styles.pictures}>
      {posts
        ? posts.slice(0, PICTURES).map(({ id, code, cover }) => (
            <Link key={id} to={pathTo("post", { code })} className={styles.picture}>
              <Picture sources={cover.sources} blur={cover.blur} alt={cover.alt} sizes="118px" />
            </Link>
          ))
        : Array.from({ length: PICTURES }, (_, index) => <Skeleton key={index} width="100%" height={118} />)}
    </div>
  );
}

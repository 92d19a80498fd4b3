import type { Profile } from "@mockstagram/shared/api/accounts";
import { Ban, Lock } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { EmptyState } from "@/components/ui/empty-state";
import { Loaded } from "@/components/ui/loaded";
import { useBlocking } from "@/lib/overlay";
import { usePageTitle } from "@/lib/page-title";
import { ProfileGrid } from "./profile-grid";
import { ProfileHeader } from "./profile-header";
import { ProfileSkeleton } from "./profile-skeleton";
import styles from "./profile.module.css";
import { useProfile } from "../hooks/use-profile";

interface ProfilePageProps {
  follow: (profile: Profile) => ReactNode;
  /** What concerns the viewer and this account, above everything else. */
  notice: (profile: Profile) => ReactNode;
  absent: ReactNode;
  children: ReactNode;
}

export function ProfilePage({ follow, notice, absent, children }: ProfilePageProps) {
  const { username = "" } = useParams();
  const query = useProfile(username);
  return (
    <Loaded query={query} data={query.data} waiting={<Waiting />} absent={absent}>
      {(profile) => (
        <Shown profile={profile} follow={follow(profile)} notice={notice(profile)}>
          {children}
        </Shown>
      )}
    </Loaded>
  );
}

function Waiting() {
  return (
    <div className={styles.page}>
      <ProfileSkeleton />
    </div>
  );
}

interface ShownProps {
  profile: Profile;
  follow: ReactNode;
  notice: ReactNode;
  children: ReactNode;
}

function Shown({ profile, follow, notice, children }: ShownProps) {
  const { username, name } = profile;
  usePageTitle(`${name || username} (@${username})`);
  return (
    <div className={styles.page}>
      {notice}
      <ProfileHeader profile={profile} follow={follow} />
      <Posts profile={profile} />
      {children}
    </div>
  );
}

/** The posts, or why there are none. */
function Posts({ profile }: { profile: Profile }) {
  const { t } = useTranslation();
  const { username } = profile;
  if (useBlocking(profile))
    return <EmptyState icon={Ban} title={t("block.youBlock", { username })} text={t("block.youBlockText")} />;
  if (!profile.may_see) return <EmptyState icon={Lock} title={t("profile.private")} text={t("profile.privateText")} />;
  return <ProfileGrid username={username} self={profile.relation.self} />;
}

import type { Profile } from "@mockstagram/shared/api/accounts";
import { Lock } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { isAbsent } from "@/lib/api/problem";
import { usePageTitle } from "@/lib/page-title";
import { ProfileGrid } from "./profile-grid";
import { ProfileHeader } from "./profile-header";
import { ProfileSkeleton } from "./profile-skeleton";
import styles from "./profile.module.css";
import { useProfile } from "../hooks/use-profile";

interface ProfilePageProps {
  follow: (profile: Profile) => ReactNode;
  absent: ReactNode;
  children: ReactNode;
}

export function ProfilePage({ follow, absent, children }: ProfilePageProps) {
  const { username = "" } = useParams();
  const { t } = useTranslation();
  const { data: profile, error, refetch } = useProfile(username);
  usePageTitle(profile ? `${profile.name || profile.username} (@${profile.username})` : null);
  if (isAbsent(error)) return absent;
  if (error && !profile) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  return (
    <div className={styles.page}>
      {profile ? <ProfileHeader profile={profile} follow={follow(profile)} /> : <ProfileSkeleton />}
      {profile && !profile.may_see && (
        <EmptyState icon={Lock} title={t("profile.private")} text={t("profile.privateText")} />
      )}
      {profile?.may_see && <ProfileGrid username={profile.username} self={profile.relation.self} />}
      {children}
    </div>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Spinner } from "@/components/ui/spinner";
import { keys } from "@/lib/query";
import { useRequiredViewer } from "@/lib/session";
import { readOwnProfile } from "../api/settings";
import { AvatarField } from "./avatar-field";
import { ProfileForm } from "./profile-form";
import { SettingsFrame } from "./settings-frame";

export function ProfileSettings() {
  const { t } = useTranslation();
  const { username } = useRequiredViewer();
  const { data, error, refetch } = useQuery({
    queryKey: keys.profile(username),
    queryFn: ({ signal }) => readOwnProfile(username, signal),
  });
  return (
    <SettingsFrame title={t("settings.profile")}>
      <AvatarField />
      {error && !data && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!error && !data && <Spinner label={t("common.loading")} />}
      {data && <ProfileForm profile={data} />}
    </SettingsFrame>
  );
}

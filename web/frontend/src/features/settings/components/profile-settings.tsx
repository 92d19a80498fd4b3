import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Loaded } from "@/components/ui/loaded";
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
  const query = useQuery({
    queryKey: keys.profile(username),
    queryFn: ({ signal }) => readOwnProfile(username, signal),
  });
  return (
    <SettingsFrame title={t("settings.profile")}>
      <AvatarField />
      <Loaded query={query} data={query.data} waiting={<Spinner label={t("common.loading")} />}>
        {(profile) => <ProfileForm profile={profile} />}
      </Loaded>
    </SettingsFrame>
  );
}

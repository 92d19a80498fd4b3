import { useTranslation } from "react-i18next";
import { Switch } from "@/components/ui/switch";
import { useRequiredViewer } from "@/lib/session";
import { usePreferences } from "../hooks/use-preferences";
import { SettingsFrame } from "./settings-frame";

export function PrivacySettings() {
  const { t } = useTranslation();
  const viewer = useRequiredViewer();
  const change = usePreferences();
  return (
    <SettingsFrame title={t("settings.privacy")}>
      <Switch
        label={t("settings.private")}
        hint={t("settings.privateHint")}
        checked={viewer.private}
        onChange={(value) => {
          change({ private: value });
        }}
      />
    </SettingsFrame>
  );
}

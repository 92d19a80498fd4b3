import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { AccountSettings } from "@/features/security/components/account-settings";
import { SecuritySettings } from "@/features/security/components/security-settings";
import { AppearanceSettings } from "@/features/settings/components/appearance-settings";
import { BlockedList } from "@/features/follow/components/blocked-list";
import { MutedList } from "@/features/follow/components/muted-list";
import { LanguageSettings } from "@/features/settings/components/language-settings";
import { ListSettings } from "@/features/settings/components/list-settings";
import { PrivacySettings } from "@/features/settings/components/privacy-settings";
import { ProfileSettings } from "@/features/settings/components/profile-settings";
import { SessionsSettings } from "@/features/settings/components/sessions-settings";
import { SettingsFrame } from "@/features/settings/components/settings-frame";
import NotFound from "./not-found";

const SECTIONS: Readonly<Record<string, () => React.ReactNode>> = {
  profile: ProfileSettings,
  privacy: PrivacySettings,
  muted: MutedSettings,
  blocked: BlockedSettings,
  security: Security,
  account: Account,
  sessions: SessionsSettings,
  language: LanguageSettings,
  appearance: AppearanceSettings,
};

function Security() {
  const { t } = useTranslation();
  return (
    <SettingsFrame title={t("security.title")}>
      <SecuritySettings />
    </SettingsFrame>
  );
}

function Account() {
  const { t } = useTranslation();
  return (
    <SettingsFrame title={t("closing.title")}>
      <AccountSettings />
    </SettingsFrame>
  );
}

export default function Settings() {
  const { section = "" } = useParams();
  const Section = SECTIONS[section] ?? NotFound;
  return <Section />;
}

function BlockedSettings() {
  const { t } = useTranslation();
  return (
    <ListSettings title={t("settings.blocked")} lead={t("block.lead")}>
      <BlockedList />
    </ListSettings>
  );
}

function MutedSettings() {
  const { t } = useTranslation();
  return (
    <ListSettings title={t("settings.muted")} lead={t("mute.lead")}>
      <MutedList />
    </ListSettings>
  );
}

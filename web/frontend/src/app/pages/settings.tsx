import { useParams } from "react-router";
import { AppearanceSettings } from "@/features/settings/components/appearance-settings";
import { LanguageSettings } from "@/features/settings/components/language-settings";
import { PrivacySettings } from "@/features/settings/components/privacy-settings";
import { ProfileSettings } from "@/features/settings/components/profile-settings";
import { SessionsSettings } from "@/features/settings/components/sessions-settings";
import NotFound from "./not-found";

const SECTIONS: Readonly<Record<string, () => React.ReactNode>> = {
  profile: ProfileSettings,
  privacy: PrivacySettings,
  sessions: SessionsSettings,
  language: LanguageSettings,
  appearance: AppearanceSettings,
};

export default function Settings() {
  const { section = "" } = useParams();
  const Section = SECTIONS[section] ?? NotFound;
  return <Section />;
}

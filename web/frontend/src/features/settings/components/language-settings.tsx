import { useTranslation } from "react-i18next";
import type { Language } from "@mockstagram/shared/limits";
import { ChoiceList, type Choice } from "@/components/ui/choice-list";
import { useRequiredViewer } from "@/lib/session";
import { usePreferences } from "../hooks/use-preferences";
import { RegionChoice } from "./region-choice";
import { SettingsFrame } from "./settings-frame";
import styles from "./settings.module.css";

/** In their own language, for somebody who cannot read the present one. */
const LANGUAGES: readonly Choice<Language>[] = [
  { value: "en", label: "English", lang: "en" },
  { value: "ko", label: "한국어", lang: "ko" },
];

export function LanguageSettings() {
  const { t } = useTranslation();
  const { language } = useRequiredViewer();
  const change = usePreferences();
  return (
    <SettingsFrame title={t("settings.language")}>
      <div className={styles.stack}>
        <ChoiceList
          label={t("settings.chooseLanguage")}
          value={language}
          choices={LANGUAGES}
          onChange={(value) => {
            change({ language: value });
          }}
        />
        <RegionChoice />
      </div>
    </SettingsFrame>
  );
}

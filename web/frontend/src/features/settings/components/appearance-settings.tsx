import { useTranslation } from "react-i18next";
import type { Theme } from "@mockstagram/shared/limits";
import { ChoiceList, type Choice } from "@/components/ui/choice-list";
import { useRequiredViewer } from "@/lib/session";
import { usePreferences } from "../hooks/use-preferences";
import { SettingsFrame } from "./settings-frame";
import styles from "./settings.module.css";

export function AppearanceSettings() {
  const { t } = useTranslation();
  const { theme } = useRequiredViewer();
  const change = usePreferences();
  const themes: readonly Choice<Theme>[] = [
    { value: "light", label: t("settings.light"), picture: <Swatch theme="light" /> },
    { value: "dark", label: t("settings.dark"), picture: <Swatch theme="dark" /> },
    {
      value: "system",
      label: t("settings.system"),
      note: t("settings.systemNote"),
      picture: <Swatch theme="system" />,
    },
  ];
  return (
    <SettingsFrame title={t("settings.appearance")}>
      <ChoiceList
        label={t("settings.chooseTheme")}
        value={theme}
        choices={themes}
        onChange={(value) => {
          change({ theme: value });
        }}
      />
    </SettingsFrame>
  );
}

function Swatch({ theme }: { theme: Theme }) {
  return (
    <span className={styles.swatch} data-look={theme} aria-hidden="true">
      <span />
      <span />
    </span>
  );
}

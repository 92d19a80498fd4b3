import type { Language } from "@mockstagram/shared/limits";
import i18next from "i18next";
import { initReactI18next } from "react-i18next";

const catalogues = {
  en: () => import("../i18n/en.json"),
  ko: () => import("../i18n/ko.json"),
};

export async function startI18n(language: Language): Promise<void> {
  const { default: translation } = await catalogues[language]();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation } },
    interpolation: { escapeValue: false },
  });
}

export async function changeLanguage(language: Language): Promise<void> {
  const { default: translation } = await catalogues[language]();
  i18next.addResourceBundle(language, "translation", translation);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

import type { Language } from "@mockstagram/shared/limits";
import i18next from "i18next";
import { initReactI18next } from "react-i18next";

/** All texts, or those of the pages for getting in: most of a catalogue is of no use to who only logs in. */
const catalogues = {
  whole: { en: () => import("../i18n/en.json"), ko: () => import("../i18n/ko.json") },
  entrance: { en: () => import("../i18n/en?entrance"), ko: () => import("../i18n/ko?entrance") },
};

export type Texts = keyof typeof catalogues;

let whole = false;

export async function startI18n(language: Language, texts: Texts): Promise<void> {
  whole = texts === "whole";
  const { default: translation } = await catalogues[texts][language]();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation } },
    interpolation: { escapeValue: false },
  });
}

/** Fetches the texts that the start has left out, for whoever goes on to a page with the frame. */
export async function completeTexts(): Promise<void> {
  if (whole) return;
  await addTexts(i18next.language === "ko" ? "ko" : "en");
  whole = true;
}

export async function changeLanguage(language: Language): Promise<void> {
  await addTexts(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

async function addTexts(language: Language): Promise<void> {
  const { default: translation } = await catalogues.whole[language]();
  i18next.addResourceBundle(language, "translation", translation);
}

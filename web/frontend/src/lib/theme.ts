import type { Theme } from "@mockstagram/shared/limits";

export function showTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
}

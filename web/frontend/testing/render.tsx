import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import i18next from "i18next";
import type { ReactNode } from "react";
import { initReactI18next } from "react-i18next";
import { MemoryRouter } from "react-router";
import en from "@/i18n/en.json";
import { createQueryClient } from "@/lib/query";
import { sessionStore } from "@/lib/session";
import { session } from "./fixtures";

/** Renders a part of the client with everything around it that a page gives it, for somebody who is logged in. */
export async function renderPart(part: ReactNode, client: QueryClient = createQueryClient()) {
  await i18next.use(initReactI18next).init({
    lng: "en",
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
  });
  sessionStore.set(session);
  client.setDefaultOptions({ queries: { retry: false }, mutations: { retry: false, networkMode: "always" } });
  const view = render(
    <QueryClientProvider client={client}>
      <MemoryRouter>{part}</MemoryRouter>
    </QueryClientProvider>,
  );
  return { ...view, client };
}

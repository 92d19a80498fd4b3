import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";

/** What the pages without the frame say (BARE in src/app/pages.tsx): sections, or single texts of a section. */
const TEXTS = [
  "auth",
  "check",
  "closing.deactivated",
  "closing.deletionAsked",
  "closing.keepAct",
  "closing.keepText",
  "closing.keepTitle",
  "closing.kept",
  "closing.reopenAct",
  "closing.reopenText",
  "closing.reopenTitle",
  "closing.reopened",
  "common.back",
  "common.loading",
  "common.messages",
  "reset",
  "security.newPassword",
  "system.crashed",
  "system.crashedText",
  "system.notLoaded",
  "system.notLoadedText",
  "system.reload",
];

/** What can go wrong there. That nothing is missing from the two, src/i18n/entrance.test.ts finds out from the code and the contracts. */
const PROBLEMS = [
  "account_deactivated",
  "account_suspended",
  "already_verified",
  "birthday_invalid",
  "body_too_large",
  "code_expired",
  "code_wrong",
  "conflict",
  "cross_site_request",
  "deadline_exceeded",
  "email_invalid",
  "email_taken",
  "idempotency_mismatch",
  "idempotency_running",
  "malformed",
  "method_not_allowed",
  "name_too_long",
  "network",
  "not_found",
  "outcomeUnknown",
  "password_weak",
  "primary_unreachable",
  "rate_limited",
  "region_unknown",
  "reset_code_wrong",
  "timeout",
  "too_young",
  "totp_required",
  "totp_wrong",
  "unauthenticated",
  "unavailable",
  "unknown",
  "unsupported_media_type",
  "username_invalid",
  "username_taken",
  "wrong_credentials",
];

const ASKED = /\?entrance$/;

type Catalogue = Record<string, Record<string, string>>;

/** `i18n/en?entrance` is the part of `i18n/en.json` that the pages for getting in need: they come without the rest. */
export function entranceTexts(): Plugin {
  return {
    name: "entrance-texts",
    enforce: "pre",
    resolveId: {
      filter: { id: ASKED },
      handler: (source, importer) => (importer ? join(dirname(importer), source) : undefined),
    },
    load: {
      filter: { id: ASKED },
      async handler(id) {
        const file = id.replace(ASKED, ".json");
        this.addWatchFile(file);
        const whole = JSON.parse(await readFile(file, "utf8")) as Catalogue;
        const part = pick(whole, [...TEXTS, ...PROBLEMS.map((code) => `problem.${code}`)]);
        return `export default ${JSON.stringify(part)};`;
      },
    },
  };
}

function pick(whole: Catalogue, wanted: readonly string[]): Catalogue {
  const part: Catalogue = {};
  for (const path of wanted) {
    const [section = "", name] = path.split(".");
    const texts = whole[section];
    if (!texts || (name !== undefined && !(name in texts))) throw new Error(`there is no text ${path}`);
    part[section] = { ...part[section], ...(name === undefined ? texts : { [name]: texts[name] ?? "" }) };
  }
  return part;
}

interface Group {
  name: string;
  test: RegExp;
  priority: number;
  includeDependenciesRecursively?: boolean;
}

/** What opens on demand, or belongs to some pages only: it stays out of what every page loads. */
const ON_DEMAND = [
  ...["post-menu", "post-modal", "edit-dialog", "edit-pictures", "edit-problem", "use-edit-post", "features/post/edit"],
  ...["use-archive-post", "use-pin-post", "history-dialog", "use-revisions", "alt-texts", "sortable", "sort-texts"],
  ...["caption-field", "suggestion-list", "use-suggesting", "lib/suggest"],
  ...["unfollow-sheet", "follow-list-dialog", "remove-button", "requests-page", "request-acts"],
  ...["components/account-menu", "account-list", "blocked-list", "muted-list", "use-mute"],
  ...["more-menu", "help-dialog", "hover-card", "chrome/login-prompt", "chrome/failed-writes", "toasts"],
  ...["second-code", "second-code-field", "text-area", "switch", "choice-list", "text-problem", "before-unload"],
  ...["debounced", "clipboard", "copy-link", "font"],
  ...["archive-page", "profile-(page|header|counts|grid|skeleton)", "grid-(rows|skeleton)", "post-grid", "lib/grid"],
  "post-page",
];

/**
 * Few chunks rather than many small ones: a page is `main`, `base`, `common`, the shell, its own code and a language.
 * The pages for getting in do without `common` and the shell.
 */
export const CHUNKS: Group[] = [
  {
    name: "base",
    priority: 30,
    test: new RegExp(
      [
        "node_modules/(react|react-dom|scheduler|react-router|i18next|react-i18next|react-error-boundary|clsx)/",
        "node_modules/(html-parse-stringify|void-elements|use-sync-external-store)/",
        "node_modules/@tanstack/(react-query|query-core)/",
        "vite.preload-helper",
        "node_modules/lucide-react/dist/esm/(?!icons/)",
        "node_modules/lucide-react/dist/esm/icons/(rotate-cw|triangle-alert|eye|eye-off|circle-check|circle-x)\\.",
        "frontend/src/styles/(tokens|base|boot)",
        "shared/src/(causal|limits|paths)|frontend/src/app/crashed",
        "frontend/src/lib/(api|bootstrap|leaving|i18n|idle|offline/(start|owner|waiting)|theme|page-title|problem-text|query|scroll|sequence|session|storage|store|toast)",
        "frontend/src/components/ui/(brand|button|spinner|text-field|password-field|icon-button|empty-state)",
      ].join("|"),
    ),
  },
  {
    name: "dialog",
    priority: 20,
    includeDependenciesRecursively: false,
    test: new RegExp(
      [
        "node_modules/(@radix-ui/react-(dialog|focus|dismissable|portal|presence|id|context|compose|primitive|slot|use-)|@radix-ui/primitive)",
        "node_modules/(react-remove-scroll|react-style-singleton|react-remove-scroll-bar|use-callback-ref|use-sidecar|aria-hidden|get-nonce|tslib)",
        "frontend/src/components/ui/(dialog|action-sheet)",
      ].join("|"),
    ),
  },
  {
    name: "common",
    priority: 10,
    test: new RegExp(
      [
        `^(?!.*/(${ON_DEMAND.join("|")})\\.)`,
        "(?!.*/frontend/src/lib/(upload|offline/(kept|database|entries|queue))[/.])",
        ".*(frontend/src/(lib|components/ui|features/(post|profile|follow))/|frontend/src/app/(chrome/|shell\\.module)",
        "|shared/src/|node_modules/@tanstack/(react-virtual|virtual-core)/)",
      ].join(""),
    ),
  },
];

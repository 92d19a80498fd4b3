import boundaries from "eslint-plugin-boundaries";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import globals from "globals";
import tseslint from "typescript-eslint";

const sizes = {
  complexity: ["error", 8],
  "max-lines": ["error", 250],
  "max-lines-per-function": ["error", 50],
  "max-params": ["error", 5],
};

const elements = [
  { type: "shared", pattern: "shared/src" },
  { type: "pure", pattern: "bff/src/(rules|views)", capture: ["folder"] },
  { type: "model", pattern: "bff/src/model" },
  { type: "clients", pattern: "bff/src/clients" },
  { type: "bff", pattern: "bff/src" },
  { type: "feature", pattern: "frontend/src/features/*", capture: ["feature"] },
  { type: "app", pattern: "frontend/src/app" },
  { type: "client", pattern: "frontend/src" },
];

const from = (type, ...allowed) => ({
  from: { element: { type } },
  allow: { to: { element: { types: { anyOf: allowed } } } },
});

export default tseslint.config(
  { ignores: ["**/dist/**", "**/node_modules/**", "**/coverage/**", "**/test-results/**", "**/playwright-report/**"] },
  tseslint.configs.recommendedTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...sizes,
      eqeqeq: "error",
      "no-console": "error",
      "@typescript-eslint/consistent-type-definitions": ["error", "interface"],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  {
    files: ["{shared,bff,frontend}/src/**/*.{ts,tsx}"],
    plugins: { boundaries },
    settings: {
      "import/resolver-next": [
        createTypeScriptImportResolver({ project: "*/tsconfig.json", noWarnOnMultipleProjects: true }),
      ],
      "boundaries/root-path": import.meta.dirname,
      "boundaries/elements": elements,
    },
    rules: {
      "boundaries/dependencies": [
        "error",
        {
          default: "disallow",
          policies: [
            { allow: { to: { module: { origin: ["external", "core"] } } } },
            from("shared", "shared"),
            from("model", "model", "shared"),
            from("pure", "pure", "model", "shared"),
            from("clients", "clients", "model", "pure", "bff", "shared"),
            from("bff", "bff", "clients", "model", "pure", "shared"),
            from("client", "client", "shared"),
            from("app", "app", "client", "feature", "shared"),
            {
              from: { element: { type: "feature" } },
              allow: { to: { element: { types: { anyOf: ["client", "shared"] } } } },
            },
            {
              from: { element: { type: "feature" } },
              allow: {
                to: { element: { type: "feature", captured: { feature: "{{ from.element.captured.feature }}" } } },
              },
            },
            {
              from: { element: { type: "shared" } },
              disallow: { to: { module: { origin: "core" } } },
            },
          ],
        },
      ],
    },
  },
  {
    files: ["frontend/**/*.{ts,tsx}"],
    plugins: { ...jsxA11y.flatConfigs.strict.plugins, "react-hooks": reactHooks },
    languageOptions: { globals: globals.browser },
    rules: { ...jsxA11y.flatConfigs.strict.rules, ...reactHooks.configs.recommended.rules },
  },
  {
    files: ["frontend/src/**/*.tsx"],
    rules: { "max-lines-per-function": ["error", 100] },
  },
  {
    files: ["**/tests/**", "**/*.test.{ts,tsx}"],
    rules: { "max-lines-per-function": "off" },
  },
  {
    files: ["**/*.js"],
    ...tseslint.configs.disableTypeChecked,
  },
);

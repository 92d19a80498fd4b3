/** The names under which the system is reached; the browser resolves them to this machine without a hosts entry. */
export const NAMES = [
  "mockstagram.com",
  "image.mockstagramcdn.com",
  "mockstagram.localhost",
  "image.mockstagram.localhost",
] as const;

/** How Chromium is started here. */
export const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  // As `--trust-ca` has it: Playwright's own switch leaves out the script of a service worker.
  "--ignore-certificate-errors",
  `--host-resolver-rules=${NAMES.map((name) => `MAP ${name} 127.0.0.1`).join(",")}`,
];

const port = (name: string, usual: number) => {
  const number = Number(process.env[name] ?? usual);
  return number === usual ? "" : `:${number}`;
};

export const HTTP = `http://mockstagram.com${port("JOURNEY_HTTP_PORT", 80)}`;
export const HTTPS = `https://mockstagram.com${port("JOURNEY_HTTPS_PORT", 443)}`;
export const LOCAL = `http://mockstagram.localhost${port("JOURNEY_HTTP_PORT", 80)}`;
export const MAILBOX = process.env.JOURNEY_MAILBOX ?? "http://127.0.1.1:17041";
export const RELAY = process.env.JOURNEY_RELAY ?? "http://127.0.1.1:17049";
/** A folder with `plain.jpg`, `phone.jpg` and `iphone.heic`. */
export const PICTURES = process.env.JOURNEY_PICTURES ?? "";

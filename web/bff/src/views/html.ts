import type { Source } from "@mockstagram/shared/api/common";
import type { Bootstrap } from "@mockstagram/shared/bootstrap";

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);

/** JSON that no HTML parser can leave: `<` never appears in it. */
export const inertJson = (value: unknown) =>
  JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });

export const bootstrapTag = (bootstrap: Bootstrap) =>
  `<script type="application/json" id="bootstrap">${inertJson(bootstrap)}</script>`;

/** What search engines and link previews get; only for what anybody may see. */
export interface PublicCard {
  url: string;
  description: string;
  image: { url: string; width: number; height: number; alt: string } | null;
  type: "profile" | "article";
}

export interface Head {
  title: string;
  card: PublicCard | null;
  firstPicture: Source[] | null;
}

export function headTags({ title, card, firstPicture }: Head): string {
  const tags = [`<title>${escapeHtml(title)}</title>`];
  if (card) tags.push(...cardTags(title, card));
  else tags.push(`<meta name="robots" content="noindex" />`);
  if (firstPicture && firstPicture.length > 0) tags.push(preloadTag(firstPicture));
  return tags.join("");
}

function cardTags(title: string, { url, description, image, type }: PublicCard): string[] {
  const properties: [string, string][] = [
    ["og:site_name", "Mockstagram"],
    ["og:type", type],
    ["og:title", title],
    ["og:description", description],
    ["og:url", url],
  ];
  if (image) {
    properties.push(["og:image", image.url], ["og:image:alt", image.alt]);
    properties.push(["og:image:width", String(image.width)], ["og:image:height", String(image.height)]);
  }
  return [
    `<link rel="canonical" href="${escapeHtml(url)}" />`,
    `<meta name="description" content="${escapeHtml(description)}" />`,
    `<meta name="twitter:card" content="${image ? "summary_large_image" : "summary"}" />`,
    ...properties.map(([name, value]) => `<meta property="${name}" content="${escapeHtml(value)}" />`),
  ];
}

function preloadTag(sources: readonly Source[]): string {
  const set = sources.map(({ avif, width }) => `${avif} ${width}w`).join(", ");
  const sizes = "(min-width: 768px) 470px, 100vw";
  return `<link rel="preload" as="image" type="image/avif" fetchpriority="high" imagesrcset="${escapeHtml(set)}" imagesizes="${sizes}" />`;
}

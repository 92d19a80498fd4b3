import type { TFunction } from "i18next";
import { copyText } from "./clipboard";
import { toast } from "./toast";

/** Copies the address of a page of this site, and says whether that worked. */
export async function copyLink(path: string, t: TFunction): Promise<void> {
  const link = new URL(path, window.location.origin).href;
  const copied = await copyText(link);
  toast(copied ? t("post.linkCopied") : t("post.linkNotCopied", { link }), { tone: copied ? "plain" : "error" });
}

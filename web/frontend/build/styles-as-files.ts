import type { Plugin } from "vite";

/** sonner puts its styles into the page as it is loaded, which the content security policy forbids; the same file is imported instead. */
export function stylesAsFiles(): Plugin {
  return {
    name: "styles-as-files",
    transform(code, id) {
      if (!id.includes("/sonner/dist/index.mjs")) return undefined;
      const changed = code.replace('\n__insertCSS("', '\nvoid ("');
      if (changed === code) this.error("sonner no longer inserts its styles the way this plugin knows");
      return { code: changed, map: null };
    },
  };
}

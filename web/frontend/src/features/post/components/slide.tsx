import type { Media } from "@mockstagram/shared/api/posts";
import { useTranslation } from "react-i18next";
import { Blur, Picture } from "@/components/ui/picture";
import { fitOf } from "../frame";
import styles from "./carousel.module.css";

interface SlideProps {
  item: Media;
  ratio: number;
  username: string;
  sizes: string;
  position?: string;
  /** Only the picture that shows and its neighbours are loaded. */
  near: boolean;
  first: boolean;
}

export function Slide({ item, ratio, username, sizes, position, near, first }: SlideProps) {
  const { t } = useTranslation();
  const fit = fitOf(item, ratio);
  const labels = position ? { role: "group", "aria-label": position } : {};
  return (
    <div {...labels} className={styles.slide}>
      {fit === "contain" && <Blur blur={item.blur} />}
      {near ? (
        <Picture
          className={fit === "contain" ? styles.whole : undefined}
          sources={item.sources}
          blur={item.blur}
          alt={item.alt || t("post.pictureBy", { username })}
          sizes={sizes}
          first={first}
          fit={fit}
        />
      ) : (
        <Blur blur={item.blur} />
      )}
    </div>
  );
}

import type { Source } from "@mockstagram/shared/api/common";
import clsx from "clsx";
import { useState } from "react";
import { useRenewMedia } from "@/lib/renew-media";
import styles from "./picture.module.css";

interface PictureProps {
  sources: readonly Source[];
  alt: string;
  blur: string;
  sizes: string;
  /** The first picture of a page: fetched at once and before the others. */
  first?: boolean;
  fit?: "cover" | "contain";
  className?: string | undefined;
}

const URGENT = { loading: "eager", fetchPriority: "high", decoding: "sync" } as const;
const LATER = { loading: "lazy", decoding: "async" } as const;

/** Fills the box it is put into, which must have its size before the picture arrives. */
export function Picture({ sources, alt, blur, sizes, first = false, fit = "cover", className }: PictureProps) {
  const [shown, setShown] = useState(false);
  const renew = useRenewMedia();
  const widest = sources.at(-1);
  if (!widest) return null;
  const adopt = (image: HTMLImageElement | null) => {
    if (image?.complete && image.naturalWidth > 0) setShown(true);
  };
  return (
    <span className={clsx(styles.box, className)}>
      {!shown && <Blur blur={blur} />}
      <picture>
        <source type="image/avif" srcSet={srcSet(sources, "avif")} sizes={sizes} />
        <img
          ref={adopt}
          className={clsx(styles.image, fit === "contain" && styles.contain)}
          src={widest.jpeg}
          srcSet={srcSet(sources, "jpeg")}
          sizes={sizes}
          width={widest.width}
          height={widest.height}
          alt={alt}
          {...(first ? URGENT : LATER)}
          draggable={false}
          onLoad={() => {
            setShown(true);
          }}
          onError={renew}
        />
      </picture>
    </span>
  );
}

/** The placeholder is a tiny picture as a data URL. */
export function Blur({ blur }: { blur: string }) {
  const style = blur.startsWith("data:") ? { backgroundImage: `url("${blur}")` } : undefined;
  return <span className={styles.blur} style={style} aria-hidden="true" />;
}

const srcSet = (sources: readonly Source[], format: "avif" | "jpeg") =>
  sources.map((source) => `${source[format]} ${source.width}w`).join(", ");

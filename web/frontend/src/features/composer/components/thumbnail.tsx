import { ImageOff } from "lucide-react";
import { useState } from "react";
import type { Item } from "../model";
import styles from "./thumbnail.module.css";

/** The part of the picture that will be shown, small. */
export function Thumbnail({ item }: { item: Item }) {
  // It is looked at long before its turn to be measured.
  const [broken, setBroken] = useState(false);
  if (item.size === false || broken) {
    return (
      <span className={styles.none}>
        <ImageOff size={20} aria-hidden="true" />
      </span>
    );
  }
  return (
    <span className={styles.box}>
      <img
        src={item.url}
        alt=""
        draggable={false}
        className={styles.image}
        style={{ rotate: `${item.framing.turn}deg` }}
        onError={() => {
          setBroken(true);
        }}
      />
    </span>
  );
}

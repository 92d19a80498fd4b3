import { useId } from "react";
import styles from "./brand.module.css";

export function BrandMark({ size = 28 }: { size?: number }) {
  const gradient = useId();
  return (
    <svg className={styles.mark} width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true">
      <defs>
        <linearGradient id={gradient} x1="2" y1="22" x2="22" y2="2" gradientUnits="userSpaceOnUse">
          <stop className={styles.from} />
          <stop className={styles.over} offset=".5" />
          <stop className={styles.to} offset="1" />
        </linearGradient>
      </defs>
      <rect x="1" y="1" width="22" height="22" rx="6.5" fill={`url(#${gradient})`} />
      <path
        className={styles.letter}
        d="M6.5 17v-6.2a2.75 2.75 0 0 1 5.5 0V17m0-6.2a2.75 2.75 0 0 1 5.5 0V17"
        strokeWidth="2.2"
        strokeLinecap="round"
      />
    </svg>
  );
}

export function Wordmark({ large = false }: { large?: boolean }) {
  return <span className={large ? styles.wordmarkLarge : styles.wordmark}>Mockstagram</span>;
}

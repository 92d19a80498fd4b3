import styles from "./auth-art.module.css";

/** Three prints on a table: pure decoration, drawn so that it costs no request. */
export function AuthArt() {
  return (
    <div className={styles.art} aria-hidden="true">
      <svg className={styles.left} viewBox="0 0 240 320">
        <rect width="240" height="320" className={styles.dusk} />
        <circle cx="170" cy="96" r="38" className={styles.sun} />
        <path d="M0 220 62 150l46 52 44-62 88 96v84H0z" className={styles.far} />
        <path d="M0 262 80 204l60 52 46-30 54 40v54H0z" className={styles.near} />
      </svg>
      <svg className={styles.right} viewBox="0 0 240 320">
        <rect width="240" height="320" className={styles.sea} />
        <circle cx="72" cy="84" r="26" className={styles.moon} />
        <path d="M0 190q30-16 60 0t60 0 60 0 60 0v130H0z" className={styles.waveFar} />
        <path d="M0 236q30-18 60 0t60 0 60 0 60 0v84H0z" className={styles.waveNear} />
      </svg>
      <svg className={styles.front} viewBox="0 0 240 320">
        <rect width="240" height="320" className={styles.city} />
        <path
          d="M24 320V150h44v170zM80 320V96h52v224zM144 320V178h34v142zM188 320V128h36v192z"
          className={styles.towers}
        />
        <path
          d="M92 116h8v8h-8zm20 0h8v8h-8zM92 140h8v8h-8zm20 24h8v8h-8zM36 172h8v8h-8zm14 24h8v8h-8zm146-48h8v8h-8zm0 32h8v8h-8zm-44 20h8v8h-8z"
          className={styles.windows}
        />
      </svg>
    </div>
  );
}

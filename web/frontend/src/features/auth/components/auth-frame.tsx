import type { ReactNode } from "react";
import { BrandMark, Wordmark } from "@/components/ui/brand";
import { AuthArt } from "./auth-art";
import styles from "./auth.module.css";

interface AuthFrameProps {
  title: string;
  lead?: string;
  children: ReactNode;
  foot: ReactNode;
}

/** The frame of the pages before one is logged in: a picture beside the form where there is room. */
export function AuthFrame({ title, lead, children, foot }: AuthFrameProps) {
  return (
    <main id="main" className={styles.frame}>
      <AuthArt />
      <div className={styles.column}>
        <div className={styles.card}>
          <div className={styles.brand}>
            <BrandMark size={44} />
            <Wordmark large />
          </div>
          <h1 className={styles.title}>{title}</h1>
          {lead && <p className={styles.lead}>{lead}</p>}
          {children}
        </div>
        <div className={styles.foot}>{foot}</div>
      </div>
    </main>
  );
}

import type { Viewer } from "@mockstagram/shared/api/session";
import { pathTo } from "@mockstagram/shared/paths";
import { Clock, CloudOff, History, MailWarning, type LucideIcon } from "lucide-react";
import { lazy, Suspense, useSyncExternalStore, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { staleStore } from "@/lib/api/stale";
import { startedOffline } from "@/lib/offline/start";
import { waitingStore } from "@/lib/offline/waiting";
import { useStore } from "@/lib/store";
import styles from "./notices.module.css";

const FailedWrites = lazy(() => import("./failed-writes"));

/** What concerns the whole page: no network, an address to confirm, an answer that may be behind. */
export function Notices({ viewer }: { viewer: Viewer | null }) {
  const { t } = useTranslation();
  const stale = useStore(staleStore, (state) => state);
  const failed = useStore(waitingStore, (state) => state.failed.length > 0);
  return (
    <>
      <div role="status">
        <Connection />
        {viewer && !viewer.verified && (
          <Notice icon={MailWarning}>
            {t("auth.unverified")}{" "}
            <Link to={pathTo("verify")} className={styles.link}>
              {t("auth.verify")}
            </Link>
          </Notice>
        )}
      </div>
      <Suspense fallback={null}>{failed && <FailedWrites />}</Suspense>
      <div role="status" className={styles.stalePlace}>
        {stale && (
          <span className={styles.stale} title={t("system.staleText")}>
            <History size={14} aria-hidden="true" />
            {t("system.stale")}
          </span>
        )}
      </div>
    </>
  );
}

function Connection() {
  const { t } = useTranslation();
  const online = useOnline();
  const kept = useStore(startedOffline, (state) => state);
  const waiting = useStore(waitingStore, (state) => state.count);
  return (
    <>
      {(kept || !online) && <Notice icon={CloudOff}>{t(kept ? "system.kept" : "system.offline")}</Notice>}
      {waiting > 0 && <Notice icon={Clock}>{t("queue.waiting", { count: waiting })}</Notice>}
    </>
  );
}

function Notice({ icon: Icon, children }: { icon: LucideIcon; children: ReactNode }) {
  return (
    <div className={styles.notice}>
      <Icon size={18} aria-hidden="true" />
      <p>{children}</p>
    </div>
  );
}

function useOnline(): boolean {
  return useSyncExternalStore(subscribeOnline, () => navigator.onLine);
}

function subscribeOnline(listener: () => void): () => void {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}

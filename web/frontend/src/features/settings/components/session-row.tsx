import type { SessionItem } from "@mockstagram/shared/api/session";
import { Monitor, Smartphone } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { useSession } from "@/lib/session";
import { describeAgent, isHandheld } from "../user-agent";
import styles from "./settings.module.css";

interface SessionRowProps {
  session: SessionItem;
  busy: boolean;
  onRevoke: () => void;
}

export function SessionRow({ session, busy, onRevoke }: SessionRowProps) {
  const { t } = useTranslation();
  const { regions } = useSession();
  const Icon = isHandheld(session.user_agent) ? Smartphone : Monitor;
  const name = describeAgent(session.user_agent) ?? t("settings.unknownDevice");
  const region = regions.find((candidate) => candidate.name === session.region)?.title ?? session.region;
  return (
    <li className={styles.session}>
      <Icon size={24} strokeWidth={1.5} aria-hidden="true" />
      <div className={styles.sessionText}>
        <strong>{name}</strong>
        <span className={styles.soft}>
          {region} ·{" "}
          {session.current ? (
            <span className={styles.good}>{t("settings.thisDevice")}</span>
          ) : (
            <RelativeTime iso={session.last_seen_at} />
          )}
        </span>
      </div>
      {!session.current && (
        <Button busy={busy} aria-label={t("settings.revokeName", { name })} onClick={onRevoke}>
          {t("settings.revoke")}
        </Button>
      )}
    </li>
  );
}

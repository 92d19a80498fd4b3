import type { SessionItem } from "@mockstagram/shared/api/session";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { ListEnd } from "@/components/ui/list-end";
import { Loaded } from "@/components/ui/loaded";
import { Spinner } from "@/components/ui/spinner";
import { keys } from "@/lib/query";
import { readSessions } from "../api/settings";
import { useRevoke } from "../hooks/use-revoke";
import { SessionRow } from "./session-row";
import { SettingsFrame } from "./settings-frame";
import styles from "./settings.module.css";

export function SessionsSettings() {
  const { t } = useTranslation();
  const query = useInfiniteQuery({
    queryKey: keys.sessions,
    queryFn: ({ pageParam, signal }) => readSessions(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  });
  const sessions = query.data?.pages.flatMap((page) => page.items);
  return (
    <SettingsFrame title={t("settings.sessions")}>
      <p className={styles.lead}>{t("settings.sessionsLead")}</p>
      <Loaded query={query} data={sessions} waiting={<Spinner label={t("common.loading")} />}>
        {(items) => (
          <>
            <SessionRows sessions={items} />
            <ListEnd query={query} label={t("common.loading")} length={items.length} />
          </>
        )}
      </Loaded>
    </SettingsFrame>
  );
}

function SessionRows({ sessions }: { sessions: readonly SessionItem[] }) {
  const { t } = useTranslation();
  const { revoke, pending } = useRevoke();
  const others = sessions.filter((session) => !session.current);
  return (
    <>
      <ul className={styles.sessions}>
        {sessions.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            busy={pending === session.id}
            onRevoke={() => {
              revoke(session.id);
            }}
          />
        ))}
      </ul>
      {others.length > 1 && (
        <Button
          variant="dangerText"
          busy={pending === "others"}
          onClick={() => {
            revoke("others");
          }}
        >
          {t("settings.revokeOthers")}
        </Button>
      )}
    </>
  );
}

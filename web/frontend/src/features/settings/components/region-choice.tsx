import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ChoiceList } from "@/components/ui/choice-list";
import { useProblemText } from "@/lib/problem-text";
import { keys } from "@/lib/query";
import { useSession } from "@/lib/session";
import { toast } from "@/lib/toast";
import { readReplication, switchRegion } from "../api/settings";
import styles from "./settings.module.css";

const LOOK_AGAIN_MS = 5_000;

/** Which region serves this browser; what was seen in the old one is carried along. */
export function RegionChoice() {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const { region, regions } = useSession();
  const move = useMutation({
    mutationFn: switchRegion,
    onSuccess: () => {
      window.location.reload();
    },
    onError: (error) => {
      toast(textOf(error), { tone: "error" });
    },
  });
  const moving = move.isPending || move.isSuccess;
  return (
    <div>
      <ChoiceList
        label={t("region.title")}
        value={moving ? move.variables : region}
        choices={regions.map(({ name, title }) => ({ value: name, label: title, note: name }))}
        disabled={moving}
        onChange={(name) => {
          move.mutate(name);
        }}
      />
      <p className={styles.below}>{t("region.text")}</p>
      <ReplicationState />
    </div>
  );
}

function ReplicationState() {
  const { t, i18n } = useTranslation();
  const { data } = useQuery({
    queryKey: keys.replication,
    queryFn: ({ signal }) => readReplication(signal),
    refetchInterval: LOOK_AGAIN_MS,
  });
  if (!data) return null;
  const lag = data.lag_ms?.toLocaleString(i18n.language);
  return (
    <p className={styles.below}>
      {!data.primary_reachable && t("region.primaryAway")}
      {data.primary_reachable && lag !== undefined && t("region.lag", { lag })}
    </p>
  );
}

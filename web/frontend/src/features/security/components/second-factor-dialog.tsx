import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/ui/dialog";
import { Loaded } from "@/components/ui/loaded";
import { Spinner } from "@/components/ui/spinner";
import { keys } from "@/lib/query";
import { useSecondFactor } from "../hooks/use-second-factor";
import { EnrolSteps } from "./enrol-steps";
import { RecoveryCodeList } from "./recovery-code-list";
import { SecondFactorOn } from "./second-factor-on";
import styles from "./security.module.css";

/** Setting the second factor up when it is off; new recovery codes, or switching it off, when it is on. */
export default function SecondFactorDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const query = useSecondFactor();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const changed = () => client.invalidateQueries({ queryKey: keys.secondFactor });
  const show = (made: readonly string[]) => {
    setCodes(made);
    void changed();
  };
  const off = () => {
    void changed();
    onClose();
  };
  const waiting = (
    <div className={styles.body}>
      <Spinner label={t("common.loading")} />
    </div>
  );
  return (
    <Dialog title={t(codes ? "secondFactor.codes" : "secondFactor.title")} onClose={onClose}>
      {codes ? (
        <RecoveryCodeList codes={codes} onKept={onClose} />
      ) : (
        <Loaded query={query} data={query.data} waiting={waiting}>
          {(state) =>
            state.on ? <SecondFactorOn state={state} onCodes={show} onOff={off} /> : <EnrolSteps onCodes={show} />
          }
        </Loaded>
      )}
    </Dialog>
  );
}

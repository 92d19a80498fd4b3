import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/ui/dialog";
import { Switch } from "@/components/ui/switch";
import { setShortcuts, shortcutsStore } from "@/lib/shortcuts";
import { useStore } from "@/lib/store";
import styles from "./help-dialog.module.css";

export default function HelpDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const on = useStore(shortcutsStore, (state) => state);
  const rows: [keys: string[], text: string][] = [
    [["J"], t("help.nextPost")],
    [["K"], t("help.previousPost")],
    [["←", "→"], t("help.arrows")],
    [["C"], t("help.create")],
    [["Esc"], t("help.escape")],
    [["?"], t("help.help")],
  ];
  return (
    <Dialog title={t("help.title")} onClose={onClose}>
      <dl className={styles.rows}>
        {rows.map(([names, text]) => (
          <div key={text} className={styles.row}>
            <dt className={styles.keys}>
              {names.map((name) => (
                <kbd key={name} className={styles.key}>
                  {name}
                </kbd>
              ))}
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.foot}>
        <Switch label={t("help.singleKeys")} hint={t("help.singleKeysHint")} checked={on} onChange={setShortcuts} />
      </div>
    </Dialog>
  );
}

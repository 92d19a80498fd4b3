import { useQueryClient } from "@tanstack/react-query";
import { ArrowUp } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Spinner } from "@/components/ui/spinner";
import { newPostsStore, renewFeed } from "@/lib/feed-signal";
import { useStore } from "@/lib/store";
import styles from "./feed.module.css";

export function NewPostsPill() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const wanted = useStore(newPostsStore, (state) => state);
  const show = async () => {
    setBusy(true);
    window.scrollTo({ top: 0 });
    await renewFeed(client);
    setBusy(false);
  };
  return (
    <div className={styles.pillPlace} role="status">
      {(wanted || busy) && (
        <button type="button" className={styles.pill} onClick={() => void show()}>
          {busy ? <Spinner size={16} /> : <ArrowUp size={16} strokeWidth={2.5} aria-hidden="true" />}
          {t("feed.newPosts")}
        </button>
      )}
    </div>
  );
}

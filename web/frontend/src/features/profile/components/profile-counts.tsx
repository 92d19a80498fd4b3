import type { Profile } from "@mockstagram/shared/api/accounts";
import { formatCount } from "@mockstagram/shared/format";
import { pathTo } from "@mockstagram/shared/paths";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Marked } from "@/components/ui/marked";
import { useGuarded } from "@/lib/login-prompt";
import { useFollowState } from "@/lib/overlay";
import { useViewer } from "@/lib/session";
import styles from "./profile.module.css";

export function ProfileCounts({ profile }: { profile: Profile }) {
  const { counts, may_see: maySee, username, relation } = profile;
  const state = useFollowState(profile.id, relation.following);
  const ownStep = Number(state === "following") - Number(relation.following === "following");
  return (
    <ul className={styles.counts}>
      {counts.posts !== null && (
        <li>
          <Count name="posts" count={counts.posts} />
        </li>
      )}
      <li>
        <ListLink to={maySee ? pathTo("followers", { username }) : null}>
          <Count name="followers" count={counts.followers + ownStep} />
        </ListLink>
      </li>
      <li>
        <ListLink to={maySee ? pathTo("following", { username }) : null}>
          <Count name="following" count={counts.following} />
        </ListLink>
      </li>
    </ul>
  );
}

function Count({ name, count }: { name: "posts" | "followers" | "following"; count: number }) {
  const { t, i18n } = useTranslation();
  return (
    <span className={styles.count} title={count.toLocaleString(i18n.language)}>
      <Marked sentence={(shown) => t(`profile.${name}`, { count, shown })}>
        <strong>{formatCount(count, i18n.language)}</strong>
      </Marked>
    </span>
  );
}

function ListLink({ to, children }: { to: string | null; children: ReactNode }) {
  const viewer = useViewer();
  const ask = useGuarded(() => undefined);
  if (!to) return children;
  if (!viewer) {
    return (
      <button type="button" className={styles.countLink} onClick={ask}>
        {children}
      </button>
    );
  }
  return (
    <Link to={to} preventScrollReset className={styles.countLink}>
      {children}
    </Link>
  );
}

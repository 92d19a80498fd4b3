import type { Account } from "@mockstagram/shared/api/accounts";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { useGuarded } from "@/lib/login-prompt";
import { useFollow } from "../hooks/use-follow";
import styles from "./follow-button.module.css";

const UnfollowSheet = lazy(() => import("./unfollow-sheet"));

interface FollowButtonProps {
  account: Account;
  /** A link-like one for dense places. */
  plain?: boolean;
  /** Shows nothing for accounts that are followed already. */
  onlyOffer?: boolean;
}

export function FollowButton({ account, plain = false, onlyOffer = false }: FollowButtonProps) {
  const { t } = useTranslation();
  const { state, follow, unfollow } = useFollow(account);
  const [asking, setAsking] = useState(false);
  const guardedFollow = useGuarded(follow);
  const { username, relation } = account;
  if (relation.self || (onlyOffer && relation.following !== "none")) return null;
  if (state === "none") {
    return (
      <Button
        variant={plain ? "text" : "primary"}
        aria-label={t("follow.followName", { username })}
        onClick={guardedFollow}
      >
        {t(relation.followed_by ? "follow.followBack" : "follow.follow")}
      </Button>
    );
  }
  const label = state === "pending" ? "follow.requested" : "follow.following";
  return (
    <>
      <Button
        variant={plain ? "text" : "secondary"}
        className={plain ? styles.quiet : undefined}
        aria-haspopup="dialog"
        aria-label={t("follow.followingName", { username })}
        onClick={() => {
          setAsking(true);
        }}
      >
        {t(label)}
      </Button>
      {asking && (
        <Suspense fallback={null}>
          <UnfollowSheet
            account={account}
            unfollow={unfollow}
            onClose={() => {
              setAsking(false);
            }}
          />
        </Suspense>
      )}
    </>
  );
}

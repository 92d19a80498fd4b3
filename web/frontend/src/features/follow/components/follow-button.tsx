import type { Account } from "@mockstagram/shared/api/accounts";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { useGuarded } from "@/lib/login-prompt";
import { useBlocking } from "@/lib/overlay";
import { useFollow } from "../hooks/use-follow";
import styles from "./follow-button.module.css";
import { UnblockButton } from "./unblock-button";

const UnfollowSheet = lazy(() => import("./unfollow-sheet"));

interface FollowButtonProps {
  account: Account;
  /** A link-like one for dense places. */
  plain?: boolean;
  /** Shows nothing for accounts that are followed already. */
  onlyOffer?: boolean;
}

/** Follow, unfollow, or unblock first. */
export function FollowButton(props: FollowButtonProps) {
  if (!useBlocking(props.account)) return <UnblockedButton {...props} />;
  return props.onlyOffer ? null : <UnblockButton account={props.account} />;
}

function UnblockedButton({ account, plain = false, onlyOffer = false }: FollowButtonProps) {
  const { state, follow, unfollow } = useFollow(account);
  const { relation } = account;
  if (relation.self || (onlyOffer && relation.following !== "none")) return null;
  if (state === "none") return <Offer account={account} plain={plain} follow={follow} />;
  return <Followed account={account} plain={plain} pending={state === "pending"} unfollow={unfollow} />;
}

interface OfferProps {
  account: Account;
  plain: boolean;
  follow: () => void;
}

function Offer({ account, plain, follow }: OfferProps) {
  const { t } = useTranslation();
  const guarded = useGuarded(follow);
  const label = account.relation.followed_by ? "follow.followBack" : "follow.follow";
  return (
    <Button variant={plain ? "text" : "primary"} onClick={guarded}>
      {t(label)}
      <span className="visuallyHidden"> {account.username}</span>
    </Button>
  );
}

interface FollowedProps {
  account: Account;
  plain: boolean;
  pending: boolean;
  unfollow: () => void;
}

function Followed({ account, plain, pending, unfollow }: FollowedProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const label = pending ? "follow.requested" : "follow.following";
  const close = () => {
    setAsking(false);
  };
  return (
    <>
      <Button
        variant={plain ? "text" : "secondary"}
        className={plain ? styles.quiet : undefined}
        aria-haspopup="dialog"
        onClick={() => {
          setAsking(true);
        }}
      >
        {t(label)}
        <span className="visuallyHidden"> {account.username}</span>
      </Button>
      {asking && (
        <Suspense fallback={null}>
          <UnfollowSheet account={account} unfollow={unfollow} onClose={close} />
        </Suspense>
      )}
    </>
  );
}

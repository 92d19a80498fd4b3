import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ActionSheet, type SheetAction } from "@/components/ui/action-sheet";
import type { AccountMenuProps } from "@/lib/account-menu";
import { useGuarded } from "@/lib/login-prompt";
import { useBlock } from "../hooks/use-block";
import { useFollow } from "../hooks/use-follow";
import { useFollower } from "../hooks/use-follower";
import { useMute } from "../hooks/use-mute";

type Question = "block" | "remove";

/** What one can do about another account; what cannot simply be undone asks first. */
export default function AccountMenu(props: AccountMenuProps) {
  const [question, setQuestion] = useState<Question | null>(null);
  return question ? <Asking {...props} question={question} /> : <Acts {...props} ask={setQuestion} />;
}

function Acts({ account, title, place, links, onClose, ask }: AccountMenuProps & { ask: (of: Question) => void }) {
  const { t } = useTranslation();
  const { state, unfollow } = useFollow(account);
  const follower = useFollower(account);
  const { blocking, unblock } = useBlock(account);
  const guarded = useGuarded((act: () => void) => {
    act();
  });
  const { muting, mute, unmute } = useMute(account);
  const muteThem = () => {
    onClose();
    guarded(mute);
  };
  const closing = (act: () => void) => () => {
    onClose();
    act();
  };
  const asking = (of: Question) => () => {
    guarded(() => {
      ask(of);
    });
  };
  const actions: (SheetAction | false)[] = [
    blocking
      ? { label: t("block.unblock"), act: closing(unblock) }
      : { label: t("block.block"), tone: "danger", act: asking("block") },
    !blocking &&
      (muting ? { label: t("mute.unmute"), act: closing(unmute) } : { label: t("mute.mute"), act: muteThem }),
    place === "post" && state !== "none" && { label: t("follow.unfollow"), tone: "danger", act: closing(unfollow) },
    place === "profile" &&
      follower.state === "following" && { label: t("follow.removeFollower"), act: asking("remove") },
    ...links,
    { label: t("common.cancel"), act: onClose },
  ];
  return <ActionSheet title={title} actions={actions.filter((action) => action !== false)} onClose={onClose} />;
}

function Asking({ account, question, onClose, onBlocked }: AccountMenuProps & { question: Question }) {
  const { t } = useTranslation();
  const { block } = useBlock(account);
  const { end } = useFollower(account);
  const { username } = account;
  const title = t(question === "block" ? "block.title" : "follow.removeTitle", { username });
  const act = () => {
    onClose();
    if (question === "remove") {
      end();
      return;
    }
    block();
    onBlocked?.();
  };
  return (
    <ActionSheet
      title={title}
      heading={title}
      text={t(question === "block" ? "block.text" : "follow.removeText")}
      actions={[
        { label: t(question === "block" ? "block.block" : "follow.remove"), tone: "danger", act },
        { label: t("common.cancel"), act: onClose },
      ]}
      onClose={onClose}
    />
  );
}

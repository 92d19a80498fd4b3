import type { Post } from "@mockstagram/shared/api/posts";
import { pathTo } from "@mockstagram/shared/paths";
import { useContext, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";
import { ActionSheet, type SheetAction } from "@/components/ui/action-sheet";
import { AccountMenuSlot } from "@/lib/account-menu";
import { copyLink } from "@/lib/copy-link";
import { backgroundOf } from "@/lib/sequence";
import { useArchivePost } from "../hooks/use-archive-post";
import { useDeletePost } from "../hooks/use-delete-post";
import { usePinPost } from "../hooks/use-pin-post";

interface PostMenuProps {
  post: Post;
  onClose: () => void;
  onEdit: () => void;
  onDeleted?: () => void;
}

export default function PostMenu({ post, onClose, onEdit, onDeleted }: PostMenuProps) {
  const { t } = useTranslation();
  const [confirming, setConfirming] = useState(false);
  const goToPost = useGoToPost(post.code);
  const remove = useDeletePost();
  const own = useOwnActions(post, onClose);
  const accountMenu = useContext(AccountMenuSlot);
  const copy = () => void copyLink(pathTo("post", { code: post.code }), t).then(onClose);
  const cancel: SheetAction = { label: t("common.cancel"), act: onClose };
  if (confirming) {
    const confirm: SheetAction = {
      label: t("post.delete"),
      tone: "danger",
      act: () => {
        onClose();
        remove(post);
        onDeleted?.();
      },
    };
    return (
      <ActionSheet
        title={t("post.deleteTitle")}
        heading={t("post.deleteTitle")}
        text={t("post.deleteText")}
        actions={[confirm, cancel]}
        onClose={onClose}
      />
    );
  }
  const askToDelete: SheetAction = {
    label: t("post.delete"),
    tone: "danger",
    act: () => {
      setConfirming(true);
    },
  };
  const links: SheetAction[] = [
    ...(goToPost ? [{ label: t("post.open"), act: goToPost }] : []),
    { label: t("post.copyLink"), act: copy },
  ];
  if (!post.own) {
    const props = { account: post.author, title: t("post.menu"), place: "post" as const, links, onClose };
    return accountMenu(onDeleted ? { ...props, onBlocked: onDeleted } : props);
  }
  const actions = [askToDelete, { label: t("post.edit"), act: onEdit }, ...own, ...links, cancel];
  return <ActionSheet title={t("post.menu")} actions={actions} onClose={onClose} />;
}

/** What puts one's own post elsewhere. */
function useOwnActions(post: Post, onClose: () => void): SheetAction[] {
  const { t } = useTranslation();
  const archive = useArchivePost();
  const pin = usePinPost();
  const movePin: SheetAction = {
    label: t(post.pinned ? "post.unpin" : "post.pin"),
    act: () => {
      onClose();
      pin(post, !post.pinned);
    },
  };
  const moveArchive: SheetAction = {
    label: t(post.archived ? "post.unarchive" : "post.archive"),
    act: () => {
      onClose();
      archive(post, !post.archived);
    },
  };
  return post.archived ? [moveArchive] : [movePin, moveArchive];
}

/** Null on the post's own page. */
function useGoToPost(code: string): (() => void) | null {
  const navigate = useNavigate();
  const location = useLocation();
  const path = pathTo("post", { code });
  return location.pathname === path && backgroundOf(location) === null ? null : () => void navigate(path);
}

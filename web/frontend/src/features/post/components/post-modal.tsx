import { matchPage, pathTo } from "@mockstagram/shared/paths";
import { ChevronLeft, ChevronRight, X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate, useParams } from "react-router";
import { focusItself } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Loaded } from "@/components/ui/loaded";
import { useDeletedPosts } from "@/lib/overlay";
import { usePageTitle } from "@/lib/page-title";
import { neighboursOf, type Neighbours } from "@/lib/sequence";
import { useShortcut } from "@/lib/shortcuts";
import { usePost } from "../hooks/use-post";
import { PostDetail, type FollowSlot } from "./post-detail";
import styles from "./post-modal.module.css";
import { PostSkeleton } from "./post-skeleton";

/** A post over the page it was opened from; arrows lead through that page's list. */
export function PostModal({ follow }: { follow: FollowSlot }) {
  const { code = "" } = useParams();
  const { t } = useTranslation();
  const query = usePost(code);
  const close = useClose();
  const deleted = useDeletedPosts();
  const title = query.data ? t("post.by", { username: query.data.author.username }) : t("post.post");
  usePageTitle(title);
  return (
    <Radix.Root open onOpenChange={close}>
      <Radix.Portal>
        <Radix.Overlay className={styles.scrim} />
        <Radix.Content className={styles.content} aria-describedby={undefined} onOpenAutoFocus={focusItself}>
          <div className={styles.bar}>
            <Radix.Title className={styles.title}>{title}</Radix.Title>
            <IconButton className={styles.close} look="onScrim" label={t("common.close")} onClick={close}>
              <X size={26} aria-hidden="true" />
            </IconButton>
          </div>
          <Steps code={code} />
          <div className={styles.post}>
            <Loaded query={query} data={query.data} waiting={<PostSkeleton />}>
              {(post) => !deleted.has(post.id) && <PostDetail post={post} follow={follow} inModal onDeleted={close} />}
            </Loaded>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function useClose(): () => void {
  const navigate = useNavigate();
  return () => void navigate(-1);
}

function Steps({ code }: { code: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const location = useLocation();
  const { previous, next } = neighboursOf(code);
  const open = (side: keyof Neighbours) => {
    // The address, not what is rendered: keys that are pressed quickly come before the next post is shown.
    const target = neighboursOf(matchPage(window.location.pathname).params.code ?? code)[side];
    if (target) void navigate(pathTo("post", { code: target }), { state: location.state as unknown, replace: true });
  };
  useShortcut(
    ["ArrowLeft", "ArrowRight"],
    (key) => {
      open(key === "ArrowLeft" ? "previous" : "next");
    },
    { inDialog: true },
  );
  return (
    <>
      {previous && (
        <IconButton
          className={styles.previous}
          look="overlay"
          label={t("post.previous")}
          onClick={() => {
            open("previous");
          }}
        >
          <ChevronLeft size={20} aria-hidden="true" />
        </IconButton>
      )}
      {next && (
        <IconButton
          className={styles.next}
          look="overlay"
          label={t("post.next")}
          onClick={() => {
            open("next");
          }}
        >
          <ChevronRight size={20} aria-hidden="true" />
        </IconButton>
      )}
    </>
  );
}

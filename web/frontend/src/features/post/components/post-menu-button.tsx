import type { Post } from "@mockstagram/shared/api/posts";
import { Ellipsis } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/ui/icon-button";

const PostMenu = lazy(() => import("./post-menu"));
const EditDialog = lazy(() => import("./edit-dialog"));

interface PostMenuButtonProps {
  post: Post;
  onDeleted?: () => void;
}

export function PostMenuButton({ post, onDeleted }: PostMenuButtonProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<"menu" | "edit" | null>(null);
  const close = () => {
    setOpen(null);
  };
  return (
    <>
      <IconButton
        label={t("post.menu")}
        aria-haspopup="dialog"
        onClick={() => {
          setOpen("menu");
        }}
      >
        <Ellipsis size={20} aria-hidden="true" />
      </IconButton>
      {open === "menu" && (
        <Suspense fallback={null}>
          <PostMenu
            post={post}
            onClose={close}
            onEdit={() => {
              setOpen("edit");
            }}
            {...(onDeleted && { onDeleted })}
          />
        </Suspense>
      )}
      {open === "edit" && (
        <Suspense fallback={null}>
          <EditDialog post={post} onClose={close} />
        </Suspense>
      )}
    </>
  );
}

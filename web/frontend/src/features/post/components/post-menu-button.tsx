import type { Post } from "@mockstagram/shared/api/posts";
import { Ellipsis } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/ui/icon-button";

const PostMenu = lazy(() => import("./post-menu"));

interface PostMenuButtonProps {
  post: Post;
  onDeleted?: () => void;
}

export function PostMenuButton({ post, onDeleted }: PostMenuButtonProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
  };
  return (
    <>
      <IconButton
        label={t("post.menu")}
        aria-haspopup="dialog"
        onClick={() => {
          setOpen(true);
        }}
      >
        <Ellipsis size={20} aria-hidden="true" />
      </IconButton>
      {open && (
        <Suspense fallback={null}>
          <PostMenu post={post} onClose={close} {...(onDeleted && { onDeleted })} />
        </Suspense>
      )}
    </>
  );
}

import type { Post } from "@mockstagram/shared/api/posts";
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ActionSheet } from "@/components/ui/action-sheet";
import { AltTexts } from "@/components/ui/alt-texts";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { focusItself } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { CaptionField } from "@/components/ui/caption-field";
import { useBeforeUnload } from "@/lib/before-unload";
import { editingOf, editOf, fits, type Editing } from "../edit";
import { useEditPost } from "../hooks/use-edit-post";
import styles from "./edit-dialog.module.css";
import { EditPictures, Thumb } from "./edit-pictures";
import { EditProblem } from "./edit-problem";

interface EditDialogProps {
  post: Post;
  onClose: () => void;
}

export default function EditDialog({ post: opened, onClose }: EditDialogProps) {
  const { t } = useTranslation();
  const [post, setPost] = useState(opened);
  const [editing, setEditing] = useState(() => editingOf(opened));
  const [leaving, setLeaving] = useState(false);
  const saving = useEditPost(post, onClose);
  const edit = editOf(post, editing);
  useBeforeUnload(edit !== null);
  const leave = () => {
    if (edit) setLeaving(true);
    else onClose();
  };
  const startOver = (newest: Post) => {
    saving.reset();
    setPost(newest);
    setEditing(editingOf(newest));
  };
  return (
    <Radix.Root open onOpenChange={leave}>
      <Radix.Portal>
        <Radix.Overlay className={styles.scrim} />
        <Radix.Content
          className={styles.dialog}
          aria-describedby={undefined}
          onOpenAutoFocus={focusItself}
          onInteractOutside={(event) => {
            event.preventDefault();
          }}
        >
          <header className={styles.bar}>
            <IconButton label={t("common.close")} onClick={leave}>
              <X size={24} aria-hidden="true" />
            </IconButton>
            <Radix.Title className={styles.title}>{t("post.editTitle")}</Radix.Title>
            <Button
              variant="text"
              busy={saving.isPending}
              disabled={!edit || !fits(editing)}
              onClick={() => {
                if (edit) saving.mutate(edit);
              }}
            >
              {t("post.save")}
            </Button>
          </header>
          <div className={styles.body}>
            <EditPictures
              media={editing.media}
              onReorder={(media) => {
                setEditing({ ...editing, media });
              }}
            />
            <div className={styles.panel}>
              {saving.error && <EditProblem code={post.code} error={saving.error} onStartOver={startOver} />}
              <Fields post={post} editing={editing} onChange={setEditing} />
            </div>
          </div>
          {leaving && (
            <DiscardSheet
              onDiscard={onClose}
              onStay={() => {
                setLeaving(false);
              }}
            />
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface FieldsProps {
  post: Post;
  editing: Editing;
  onChange: (editing: Editing) => void;
}

function Fields({ post, editing, onChange }: FieldsProps) {
  const { author } = post;
  return (
    <>
      <div className={styles.author}>
        <Avatar avatar={author.avatar} username={author.username} size={32} />
        <span>{author.username}</span>
      </div>
      <CaptionField
        value={editing.caption}
        onChange={(caption) => {
          onChange({ ...editing, caption });
        }}
      />
      <AltTexts
        items={editing.media}
        thumbnail={(item) => <Thumb item={item} />}
        onChange={(id, alt) => {
          onChange({ ...editing, media: editing.media.map((item) => (item.id === id ? { ...item, alt } : item)) });
        }}
      />
    </>
  );
}

interface DiscardSheetProps {
  onDiscard: () => void;
  onStay: () => void;
}

function DiscardSheet({ onDiscard, onStay }: DiscardSheetProps) {
  const { t } = useTranslation();
  return (
    <ActionSheet
      title={t("post.discardTitle")}
      heading={t("post.discardTitle")}
      text={t("post.discardText")}
      actions={[
        { label: t("composer.discard"), tone: "danger", act: onDiscard },
        { label: t("composer.goOn"), act: onStay },
      ]}
      onClose={onStay}
    />
  );
}

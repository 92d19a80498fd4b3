import type { Post } from "@mockstagram/shared/api/posts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { ApiProblem } from "@/lib/api/problem";
import { useProblemText } from "@/lib/problem-text";
import { showEdited } from "../hooks/use-edit-post";
import { postQuery } from "../hooks/use-post";
import styles from "./edit-dialog.module.css";

interface EditProblemProps {
  code: string;
  error: Error;
  onStartOver: (newest: Post) => void;
}

/** Why an edit was not taken. A post that was changed elsewhere has to be looked at before it is changed again. */
export function EditProblem({ code, error, onStartOver }: EditProblemProps) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const client = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () => client.fetchQuery({ ...postQuery(code), staleTime: 0 }),
    onSuccess: (newest) => {
      showEdited(client, newest);
      onStartOver(newest);
    },
  });
  return (
    <div role="alert" className={styles.alert}>
      <p>{textOf(error)}</p>
      {error instanceof ApiProblem && error.code === "post_changed" && (
        <Button
          busy={isPending}
          onClick={() => {
            mutate();
          }}
        >
          {t("post.startOver")}
        </Button>
      )}
    </div>
  );
}

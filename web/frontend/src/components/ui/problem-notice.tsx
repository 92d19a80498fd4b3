import { RotateCw, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useProblemText } from "@/lib/problem-text";
import { Button } from "./button";
import { EmptyState } from "./empty-state";

interface ProblemNoticeProps {
  error: unknown;
  onRetry: () => void;
  /** A line in a list rather than the whole of a page. */
  small?: boolean;
}

export function ProblemNotice({ error, onRetry, small = false }: ProblemNoticeProps) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const retry = (
    <Button onClick={onRetry}>
      <RotateCw size={16} aria-hidden="true" />
      {t("common.tryAgain")}
    </Button>
  );
  if (small) {
    return (
      <div role="alert" className="smallNotice">
        <p>{textOf(error)}</p>
        {retry}
      </div>
    );
  }
  return (
    <div role="alert">
      <EmptyState icon={TriangleAlert} title={t("common.loadFailed")} text={textOf(error)}>
        {retry}
      </EmptyState>
    </div>
  );
}

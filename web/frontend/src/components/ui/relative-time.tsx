import { formatExactTime, formatRelativeTime } from "@mockstagram/shared/format";
import { useTranslation } from "react-i18next";
import { useNow } from "@/lib/now";

export function RelativeTime({ iso, className }: { iso: string; className?: string }) {
  const { i18n } = useTranslation();
  const now = useNow();
  return (
    <time dateTime={iso} title={formatExactTime(iso, i18n.language)} className={className}>
      {formatRelativeTime(iso, now, i18n.language)}
    </time>
  );
}

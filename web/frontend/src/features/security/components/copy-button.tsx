import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { copyText } from "@/lib/clipboard";
import { toast } from "@/lib/toast";

interface CopyButtonProps {
  text: string;
  label: string;
}

/** Copies a text, and says whether that worked. */
export function CopyButton({ text, label }: CopyButtonProps) {
  const { t } = useTranslation();
  const copy = async () => {
    const copied = await copyText(text);
    toast(t(copied ? "secondFactor.copied" : "secondFactor.notCopied"), { tone: copied ? "plain" : "error" });
  };
  return <Button onClick={() => void copy()}>{label}</Button>;
}

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/ui/dialog";
import { EmailAskForm } from "./email-ask-form";
import { EmailCodeForm } from "./email-code-form";

/** Two steps: the new address with the password, then the code that was mailed there. */
export default function EmailDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [email, setEmail] = useState<string | null>(null);
  return (
    <Dialog title={t("security.email")} onClose={onClose}>
      {email === null ? <EmailAskForm onAsked={setEmail} /> : <EmailCodeForm email={email} onDone={onClose} />}
    </Dialog>
  );
}

import type { Account } from "@mockstagram/shared/api/accounts";
import { pathTo } from "@mockstagram/shared/paths";
import { Ellipsis } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/ui/icon-button";
import { copyLink } from "@/lib/copy-link";

const AccountMenu = lazy(() => import("./account-menu"));

/** The menu of a profile. */
export function AccountMenuButton({ account }: { account: Account }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
  };
  const copy = {
    label: t("post.copyLink"),
    act: () => void copyLink(pathTo("profile", { username: account.username }), t).then(close),
  };
  if (account.relation.self) return null;
  return (
    <>
      <IconButton
        label={t("profile.menu")}
        aria-haspopup="dialog"
        onClick={() => {
          setOpen(true);
        }}
      >
        <Ellipsis size={24} aria-hidden="true" />
      </IconButton>
      {open && (
        <Suspense fallback={null}>
          <AccountMenu account={account} title={t("profile.menu")} place="profile" links={[copy]} onClose={close} />
        </Suspense>
      )}
    </>
  );
}

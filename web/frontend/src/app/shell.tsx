import { matchPage, pathTo } from "@mockstagram/shared/paths";
import { lazy, Suspense, useEffect } from "react";
import { ErrorBoundary } from "react-error-boundary";
import { useTranslation } from "react-i18next";
import { Outlet, useLocation, useNavigate } from "react-router";
import { AccountMenuSlot, type AccountMenuProps } from "@/lib/account-menu";
import { isLeaving, showLeftToast } from "@/lib/leaving";
import { comeBack } from "@/lib/offline/start";
import { setDeleted } from "@/lib/overlay";
import { modalState } from "@/lib/sequence";
import { goTo, loginPath, useViewer } from "@/lib/session";
import { useShortcut } from "@/lib/shortcuts";
import { keepSocket, onSocketMessage } from "@/lib/socket";
import { BottomBar } from "./chrome/bottom-bar";
import { HelpHost } from "./chrome/help-host";
import { HoverCardHost } from "./chrome/hover-card-host";
import { LoginPromptHost } from "./chrome/login-prompt-host";
import { Notices } from "./chrome/notices";
import { Rail } from "./chrome/rail";
import { TopBar } from "./chrome/top-bar";
import { VisitorBar } from "./chrome/visitor-bar";
import { Crashed } from "./crashed";
import styles from "./shell.module.css";

const accountMenu = (props: AccountMenuProps) => <AccountMenu {...props} />;
const AccountMenu = lazy(() => import("@/features/follow/components/account-menu"));

/** The frame around every page but those for getting in. */
export default function Shell() {
  const { t } = useTranslation();
  const viewer = useViewer();
  const { key, pathname } = useLocation();
  useRealtime(viewer !== null);
  useEffect(showLeftToast, []);
  if (!viewer && matchPage(pathname).access === "private") return <ToLogIn next={pathname} />;
  return (
    <div className={viewer ? styles.framed : styles.open}>
      <a href="#main" className={styles.skip}>
        {t("nav.skip")}
      </a>
      {viewer ? <Rail viewer={viewer} /> : <VisitorBar />}
      {viewer && <TopBar viewer={viewer} />}
      <main id="main" tabIndex={-1} className={styles.main}>
        <Notices viewer={viewer} />
        <ErrorBoundary FallbackComponent={Crashed} resetKeys={[key]}>
          <Suspense fallback={null}>
            <AccountMenuSlot value={accountMenu}>
              <Outlet />
            </AccountMenuSlot>
          </Suspense>
        </ErrorBoundary>
      </main>
      {viewer && <BottomBar viewer={viewer} />}
      {viewer && <CreateShortcut />}
      <HelpHost />
      <HoverCardHost />
      <LoginPromptHost />
    </div>
  );
}

/** A visitor has followed a link to a page that needs an account. */
function ToLogIn({ next }: { next: string }) {
  useEffect(() => {
    goTo(loginPath(next));
  }, [next]);
  return null;
}

function CreateShortcut() {
  const navigate = useNavigate();
  const location = useLocation();
  useShortcut(["c"], () => void navigate(pathTo("create"), { state: modalState(location) }));
  return null;
}

function useRealtime(wanted: boolean): void {
  useEffect(() => {
    if (!wanted) return undefined;
    const stop = keepSocket();
    const unsubscribe = onSocketMessage((message) => {
      if (message.type === "ready") void comeBack();
      if (message.type === "post_deleted") setDeleted(message.post_id, true);
      if (message.type === "session_revoked" && !isLeaving()) goTo(loginPath(window.location.pathname));
    });
    return () => {
      unsubscribe();
      stop();
    };
  }, [wanted]);
}

import { PAGES, type PageName } from "@mockstagram/shared/paths";
import { lazy, Suspense } from "react";
import { Route, Routes, useLocation } from "react-router";
import { backgroundOf } from "@/lib/sequence";
import {
  archive,
  hashtag,
  home,
  login,
  notFound,
  post,
  profile,
  requests,
  reset,
  settings,
  shell,
  signup,
  verify,
} from "./pages";

const PostModal = lazy(() => import("./modals/post-modal"));
const Composer = lazy(() => import("./modals/composer"));
const FollowList = lazy(() => import("./modals/follow-list"));

/** The page of the address; when a modal is open, the page behind it with the modal above. */
export function AppRoutes() {
  const location = useLocation();
  const background = backgroundOf(location);
  return (
    <>
      <Routes location={background ?? location}>
        <Route path={patternOf("login")} element={<login.Page />} />
        <Route path={patternOf("signup")} element={<signup.Page />} />
        <Route path={patternOf("reset")} element={<reset.Page />} />
        <Route path={patternOf("verify")} element={<verify.Page />} />
        <Route element={<shell.Page />}>
          <Route path={patternOf("home")} element={<home.Page />}>
            <Route path={patternOf("create")} element={<Modal of="create" />} />
          </Route>
          <Route path={patternOf("post")} element={<post.Page />} />
          <Route path={patternOf("requests")} element={<requests.Page />} />
          <Route path={patternOf("hashtag")} element={<hashtag.Page />} />
          <Route path={patternOf("archive")} element={<archive.Page />} />
          <Route path="/settings/:section" element={<settings.Page />} />
          <Route path={patternOf("profile")} element={<profile.Page />}>
            <Route path={patternOf("followers")} element={<Modal of="list" />} />
            <Route path={patternOf("following")} element={<Modal of="list" />} />
            <Route path={patternOf("mutuals")} element={<Modal of="list" />} />
          </Route>
          <Route path="*" element={<notFound.Page />} />
        </Route>
      </Routes>
      {background && (
        <Routes>
          <Route path={patternOf("post")} element={<Modal of="post" />} />
          <Route path={patternOf("create")} element={<Modal of="create" />} />
          <Route path="*" element={null} />
        </Routes>
      )}
    </>
  );
}

const MODALS = { post: PostModal, create: Composer, list: FollowList };

function Modal({ of }: { of: keyof typeof MODALS }) {
  const Component = MODALS[of];
  return (
    <Suspense fallback={null}>
      <Component />
    </Suspense>
  );
}

const patternOf = (name: PageName): string => PAGES.find((page) => page.name === name)?.pattern ?? "*";

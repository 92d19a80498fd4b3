import type { Context } from "../context.ts";
import { block, unblock } from "./accounts/block.ts";
import { follow, unfollow } from "./accounts/follow.ts";
import { acceptRequest, countFollowRequests, declineRequest, removeFollower } from "./accounts/follow-requests.ts";
import { listAccountPosts } from "./accounts/list-account-posts.ts";
import { listBlocks, listMutes, listFollowRequests } from "./accounts/list-own.ts";
import { listFollowers, listFollowing, listMutuals } from "./accounts/list-follows.ts";
import { listAccountMatches } from "./accounts/list-account-matches.ts";
import { listSuggestions } from "./accounts/list-suggestions.ts";
import { mute, unmute } from "./accounts/mute.ts";
import { readAccount } from "./accounts/read-account.ts";
import { deleteOtherSessions } from "./auth/delete-other-sessions.ts";
import { deleteSession } from "./auth/delete-session.ts";
import { listSessions } from "./auth/list-sessions.ts";
import { logIn } from "./auth/log-in.ts";
import { logOut } from "./auth/log-out.ts";
import { readAvailability } from "./auth/read-availability.ts";
import { readSession } from "./auth/read-session.ts";
import { resendVerification } from "./auth/resend-verification.ts";
import { signUp } from "./auth/sign-up.ts";
import { verifyEmail } from "./auth/verify-email.ts";
import { listFollowingFeed } from "./feed/list-following-feed.ts";
import { listHashtagMatches } from "./hashtags/list-hashtag-matches.ts";
import { listHashtagPosts } from "./hashtags/list-hashtag-posts.ts";
import { readHashtag } from "./hashtags/read-hashtag.ts";
import { editPreferences } from "./me/edit-preferences.ts";
import { editProfile } from "./me/edit-profile.ts";
import { listArchive } from "./me/list-archive.ts";
import { createUpload } from "./media/create-upload.ts";
import { redirectOgImage } from "./pages/redirect-og-image.ts";
import { servePages } from "./pages/serve-page.ts";
import { serveStaticFiles } from "./pages/static-files.ts";
import { createPost } from "./posts/create-post.ts";
import { deletePost } from "./posts/delete-post.ts";
import { editPost } from "./posts/edit-post.ts";
import { listRevisions } from "./posts/list-revisions.ts";
import { archivePost, pinPost, unarchivePost, unpinPost } from "./posts/mark-post.ts";
import { readPost } from "./posts/read-post.ts";
import { openSocket } from "./realtime.ts";
import { readHealth } from "./region/read-health.ts";
import { readReplication } from "./region/read-replication.ts";
import { switchRegion } from "./region/switch-region.ts";
import type { App, Route } from "./route.ts";
import { confirmEmailChange, requestEmailChange } from "./security/change-email.ts";
import { deactivateAccount, requestDeletion } from "./security/close-account.ts";
import { changePassword } from "./security/change-password.ts";
import { requestPasswordReset, resetPassword } from "./security/reset-password.ts";
import {
  beginSecondFactor,
  confirmSecondFactor,
  disableSecondFactor,
  readSecondFactor,
  renewRecoveryCodes,
} from "./security/second-factor.ts";
import { serveInsiders } from "./system/metrics.ts";

const ROUTES: readonly Route[] = [
  ...[signUp, logIn, logOut, verifyEmail, resendVerification, readSession],
  ...[listSessions, deleteSession, deleteOtherSessions, readAvailability],
  ...[readAccount, listAccountPosts, listFollowers, listFollowing, listMutuals],
  ...[follow, unfollow, listSuggestions],
  ...[block, unblock, listBlocks, mute, unmute, listMutes],
  ...[listFollowRequests, countFollowRequests, acceptRequest, declineRequest, removeFollower],
  ...[editProfile, editPreferences, listArchive, createUpload],
  ...[createPost, readPost, editPost, deletePost, archivePost, unarchivePost, pinPost, unpinPost],
  ...[listRevisions, listFollowingFeed, readHashtag, listHashtagPosts],
  ...[listHashtagMatches, listAccountMatches],
  ...[changePassword, requestPasswordReset, resetPassword, requestEmailChange, confirmEmailChange],
  ...[readSecondFactor, beginSecondFactor, confirmSecondFactor, disableSecondFactor, renewRecoveryCodes],
  ...[deactivateAccount, requestDeletion],
  ...[switchRegion, readReplication, readHealth, openSocket],
  ...[serveInsiders, redirectOgImage, servePages],
];

export async function registerRoutes(app: App, context: Context): Promise<void> {
  for (const register of ROUTES) register(app, context);
  await serveStaticFiles(app, context.config.staticDir);
}

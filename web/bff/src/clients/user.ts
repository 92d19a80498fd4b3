import type { FollowList } from "@mockstagram/shared/api/accounts";
import type { EditPreferences, EditProfile } from "@mockstagram/shared/api/me";
import type { LogIn, SignUp } from "@mockstagram/shared/api/session";
import type { Page } from "@mockstagram/shared/cursor";
import type { KnownSession } from "../auth/sessions.ts";
import type { RequestScope } from "../http/scope.ts";
import type {
  Availability,
  CurrentSession,
  OpenedSession,
  SessionRequest,
  UserBlock,
  UserCard,
  UserFollow,
  UserFollower,
  UserMute,
  UserProfile,
  UserReplication,
  UserRequestCount,
  UserSession,
  UserViewer,
} from "../model/user.ts";
import { pageQuery, type PageRequest } from "./page-query.ts";
import type { CausalMode, Services } from "./services.ts";

export async function readCurrentSession(
  services: Services,
  scope: RequestScope,
  hash: string,
  where: "here" | "primary",
): Promise<KnownSession & { seenDue: boolean }> {
  const path = `/user/sessions/current?token_hash=${hash}`;
  const found =
    where === "here"
      ? await services.read<CurrentSession>(scope, "user", path, "require")
      : await services.readAtPrimary<CurrentSession>(scope, "user", path);
  return { sessionId: found.session_id, viewer: found.viewer, seenDue: found.seen_due };
}

export const reportSeen = (services: Services, scope: RequestScope) =>
  services.write<null>(scope, "user", "POST", { path: "/user/sessions/current/seen" });

export async function openAccount(
  services: Services,
  scope: RequestScope,
  account: SignUp,
  session: SessionRequest,
): Promise<KnownSession> {
  const body = { ...account, session };
  return opened(
    await services.write<OpenedSession>(scope, "user", "POST", { path: "/user/accounts", body, exempt: true }),
  );
}

export async function openSession(
  services: Services,
  scope: RequestScope,
  credentials: LogIn,
  session: SessionRequest,
): Promise<KnownSession> {
  const body = { ...credentials, session };
  return opened(
    await services.write<OpenedSession>(scope, "user", "POST", { path: "/user/sessions", body, exempt: true }),
  );
}

const opened = ({ session_id, viewer }: OpenedSession): KnownSession => ({ sessionId: session_id, viewer });

export const endCurrentSession = (services: Services, scope: RequestScope) =>
  services.write<null>(scope, "user", "DELETE", { path: "/user/sessions/current" });

export const endSession = (services: Services, scope: RequestScope, id: string) =>
  services.write<null>(scope, "user", "DELETE", { path: `/user/sessions/${id}` });

export const endOtherSessions = (services: Services, scope: RequestScope) =>
  services.write<null>(scope, "user", "DELETE", { path: "/user/sessions" });

export const listSessions = (services: Services, scope: RequestScope, page: PageRequest) =>
  services.read<Page<UserSession>>(scope, "user", `/user/sessions${pageQuery(page)}`, "require");

export const verifyEmail = (services: Services, scope: RequestScope, code: string) =>
  services.write<UserViewer>(scope, "user", "POST", { path: "/user/email-verifications", body: { code } });

export const resendVerification = (services: Services, scope: RequestScope) =>
  services.write<null>(scope, "user", "POST", { path: "/user/email-verifications/resend" });

export const readAvailability = (services: Services, scope: RequestScope, username: string) =>
  services.read<Availability>(scope, "user", `/user/usernames/${encodeURIComponent(username)}`, "prefer");

export const readCards = (services: Services, scope: RequestScope, ids: string, mode: CausalMode) =>
  services.read<{ items: UserCard[] }>(scope, "user", `/user/accounts?ids=${ids}`, mode);

export const matchAccounts = (services: Services, scope: RequestScope, prefix: string) =>
  services.read<{ items: UserCard[] }>(scope, "user", `/user/accounts/matching?prefix=${prefix}`, "prefer");

export const readProfile = (services: Services, scope: RequestScope, username: string) => {
  const own = scope.session?.viewer.username.toLowerCase() === username.toLowerCase();
  const path = `/user/accounts/by-username/${encodeURIComponent(username)}`;
  return services.read<UserProfile>(scope, "user", path, own ? "require" : "prefer");
};

export const listFollows = (
  services: Services,
  scope: RequestScope,
  side: FollowList,
  accountId: string,
  page: PageRequest,
) => {
  const mode = scope.viewerId === accountId ? "require" : "prefer";
  return services.read<Page<UserCard>>(scope, "user", `/user/accounts/${accountId}/${side}${pageQuery(page)}`, mode);
};

export const putFollow = (services: Services, scope: RequestScope, accountId: string) =>
  services.write<UserFollow>(scope, "user", "PUT", { path: `/user/follows/${accountId}` });

export const deleteFollow = (services: Services, scope: RequestScope, accountId: string) =>
  services.write<UserFollow>(scope, "user", "DELETE", { path: `/user/follows/${accountId}` });

export const listRequests = (services: Services, scope: RequestScope, page: PageRequest) =>
  services.read<Page<UserCard>>(scope, "user", `/user/follow-requests${pageQuery(page)}`, "require");

export const countRequests = (services: Services, scope: RequestScope) =>
  services.read<UserRequestCount>(scope, "user", "/user/follow-requests/count", "require");

export const putFollower = (services: Services, scope: RequestScope, accountId: string) =>
  services.write<UserFollower>(scope, "user", "PUT", { path: `/user/follow-requests/${accountId}` });

export const deleteRequest = (services: Services, scope: RequestScope, accountId: string) =>
  services.write<UserFollower>(scope, "user", "DELETE", { path: `/user/follow-requests/${accountId}` });

export const deleteFollower = (services: Services, scope: RequestScope, accountId: string) =>
  services.write<UserFollower>(scope, "user", "DELETE", { path: `/user/followers/${accountId}` });

export const putBlock = (services: Services, scope: RequestScope, accountId: string) =>
  services.write<UserBlock>(scope, "user", "PUT", { path: `/user/blocks/${accountId}` });

export const deleteBlock = (services: Services, scope: RequestScope, accountId: string) =>
  services.write<UserBlock>(scope, "user", "DELETE", { path: `/user/blocks/${accountId}` });

export const listBlocked = (services: Services, scope: RequestScope, page: PageRequest) =>
  services.read<Page<UserCard>>(scope, "user", `/user/blocks${pageQuery(page)}`, "require");

export const putMute = (services: Services, scope: RequestScope, accountId: string) =>
  services.write<UserMute>(scope, "user", "PUT", { path: `/user/mutes/${accountId}` });

export const deleteMute = (services: Services, scope: RequestScope, accountId: string) =>
  services.write<UserMute>(scope, "user", "DELETE", { path: `/user/mutes/${accountId}` });

export const listMuted = (services: Services, scope: RequestScope, page: PageRequest) =>
  services.read<Page<UserCard>>(scope, "user", `/user/mutes${pageQuery(page)}`, "require");

export const changeProfile = (services: Services, scope: RequestScope, body: EditProfile) =>
  services.write<UserProfile>(scope, "user", "PATCH", { path: "/user/profile", body });

export const changePreferences = (services: Services, scope: RequestScope, body: EditPreferences) =>
  services.write<UserViewer>(scope, "user", "PATCH", { path: "/user/preferences", body });

export const readReplication = (services: Services, scope: RequestScope) =>
  services.read<UserReplication>(scope, "user", "/user/replication", "prefer");

import type { components } from "../../../../contracts/generated/ts/user.ts";

type Schemas = components["schemas"];

export type UserAvatar = Schemas["Avatar"];
export type UserRelation = Schemas["Relation"];
export type UserCard = Schemas["Card"];
export type UserProfile = Schemas["Profile"];
export type UserViewer = Schemas["Viewer"];
export type OpenedSession = Schemas["OpenedSession"];
export type CurrentSession = Schemas["CurrentSession"];
export type UserSession = Schemas["Session"];
export type SessionRequest = Schemas["SessionRequest"];
export type UserFollow = Schemas["Follow"];
export type UserBlock = Schemas["Block"];
export type UserMute = Schemas["Mute"];
export type UserFollower = Schemas["Follower"];
export type UserRequestCount = Schemas["RequestCount"];
export type UserReplication = Schemas["Replication"];
export type UserSecondFactor = Schemas["SecondFactor"];
export type UserEnrolment = Schemas["Enrolment"];
export type UserRecoveryCodes = Schemas["RecoveryCodes"];
export type Availability = Schemas["UsernameAvailability"];

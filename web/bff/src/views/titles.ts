import type { Post } from "@mockstagram/shared/api/posts";
import type { Profile } from "@mockstagram/shared/api/accounts";
import type { Language } from "@mockstagram/shared/limits";
import type { PageMatch } from "@mockstagram/shared/paths";

const SITE = "Mockstagram";
const CAPTION_SHOWN = 80;

const NAMES: Readonly<Record<Language, Partial<Record<PageMatch["name"], string>>>> = {
  en: {
    login: "Log in",
    signup: "Sign up",
    reset: "Reset your password",
    verify: "Confirm your e-mail address",
    archive: "Archive",
    create: "New post",
    settings_profile: "Edit profile",
    settings_privacy: "Privacy",
    settings_muted: "Muted accounts",
    settings_blocked: "Blocked accounts",
    requests: "Follow requests",
    settings_security: "Security",
    settings_account: "Account",
    settings_sessions: "Where you are logged in",
    settings_language: "Language",
    settings_appearance: "Appearance",
    not_found: "Page not found",
  },
  ko: {
    login: "로그인",
    signup: "가입하기",
    reset: "비밀번호 재설정",
    verify: "이메일 주소 확인",
    archive: "보관함",
    create: "새 게시물",
    settings_profile: "프로필 편집",
    settings_privacy: "개인정보 보호",
    settings_muted: "숨긴 계정",
    settings_blocked: "차단한 계정",
    requests: "팔로우 요청",
    settings_security: "보안",
    settings_account: "계정",
    settings_sessions: "로그인된 기기",
    settings_language: "언어",
    settings_appearance: "화면 모드",
    not_found: "페이지를 찾을 수 없습니다",
  },
};

export function pageTitle(name: PageMatch["name"], language: Language): string {
  const own = NAMES[language][name];
  return own ? `${own} · ${SITE}` : SITE;
}

export const hashtagTitle = (name: string) => `#${name} · ${SITE}`;

export const profileTitle = ({ name, username }: Pick<Profile, "name" | "username">) =>
  `${name ? `${name} (@${username})` : `@${username}`} · ${SITE}`;

export function postTitle({ author, caption }: Pick<Post, "author" | "caption">): string {
  const line = shorten(caption.split("\n", 1)[0] ?? "", CAPTION_SHOWN);
  const who = author.name || `@${author.username}`;
  return line ? `${who}: “${line}” · ${SITE}` : `${who} · ${SITE}`;
}

/** At most `limit` code points, so that no character is cut in two. */
export function shorten(text: string, limit: number): string {
  const points = Array.from(text);
  return points.length <= limit ? text : `${points.slice(0, limit - 1).join("")}…`;
}

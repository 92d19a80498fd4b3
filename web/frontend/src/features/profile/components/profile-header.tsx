import type { Profile } from "@mockstagram/shared/api/accounts";
import { pathTo } from "@mockstagram/shared/paths";
import { Archive, Link2, Settings } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Avatar } from "@/components/ui/avatar";
import { buttonClass } from "@/components/ui/button";
import { LinkedText } from "@/components/ui/linked-text";
import { MutualsLine } from "./mutuals-line";
import { ProfileCounts } from "./profile-counts";
import styles from "./profile.module.css";

interface ProfileHeaderProps {
  profile: Profile;
  follow: ReactNode;
}

export function ProfileHeader({ profile, follow }: ProfileHeaderProps) {
  const { t } = useTranslation();
  const { username, name, bio, relation } = profile;
  return (
    <header className={styles.header}>
      <div className={styles.avatar}>
        <Avatar avatar={profile.avatar} username={username} size={150} first />
      </div>
      <div className={styles.top}>
        <h1 className={styles.username}>{username}</h1>
        <div className={styles.acts}>
          {relation.self ? (
            <>
              <Link to={pathTo("settings_profile")} className={buttonClass()}>
                {t("profile.edit")}
              </Link>
              <Link
                to={pathTo("archive")}
                className={styles.gear}
                aria-label={t("archive.view")}
                title={t("archive.view")}
              >
                <Archive size={24} aria-hidden="true" />
              </Link>
              <Link to={pathTo("settings_appearance")} className={styles.gear} aria-label={t("nav.settings")}>
                <Settings size={24} aria-hidden="true" />
              </Link>
            </>
          ) : (
            follow
          )}
        </div>
      </div>
      <ProfileCounts profile={profile} />
      <div className={styles.about}>
        {name && (
          <p className={styles.name}>
            {name} {profile.pronouns && <span className={styles.pronouns}>{profile.pronouns}</span>}
          </p>
        )}
        {bio && (
          <p className={styles.bio}>
            <LinkedText text={bio} />
          </p>
        )}
        <ProfileLinks links={profile.links} />
        {relation.followed_by && <p className={styles.followsYou}>{t("suggestions.followsYou")}</p>}
        <MutualsLine username={username} mutuals={profile.mutuals} />
      </div>
    </header>
  );
}

function ProfileLinks({ links }: Pick<Profile, "links">) {
  if (links.length === 0) return null;
  return (
    <ul className={styles.links}>
      {links.map(({ url, title }) => (
        <li key={url}>
          <a href={url} rel="nofollow noopener ugc" target="_blank" className={styles.link}>
            <Link2 size={14} aria-hidden="true" />
            {title || url.replace(/^https?:\/\//, "")}
          </a>
        </li>
      ))}
    </ul>
  );
}

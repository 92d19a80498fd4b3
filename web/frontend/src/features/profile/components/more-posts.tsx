import { pathTo } from "@mockstagram/shared/paths";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { GridCell } from "@/components/ui/grid-cell";
import { PlainRow } from "@/components/ui/grid-rows";
import { Marked } from "@/components/ui/marked";
import { useGrid } from "../hooks/use-profile";
import styles from "./profile.module.css";

const SHOWN = 6;

interface MorePostsProps {
  username: string;
  /** The post that is shown above. */
  except: string;
}

/** Some other posts of the same account, below one of them. */
export function MorePosts({ username, except }: MorePostsProps) {
  const { t } = useTranslation();
  const { posts } = useGrid(username, true);
  const others = posts?.filter((post) => post.code !== except).slice(0, SHOWN);
  if (!others || others.length === 0) return null;
  return (
    <section className={styles.more}>
      <h2 className={styles.moreTitle}>
        <Marked sentence={(name) => t("profile.moreFrom", { username: name })}>
          <Link to={pathTo("profile", { username })} className={styles.moreLink}>
            {username}
          </Link>
        </Marked>
      </h2>
      <PlainRow>
        {others.map((post) => (
          <GridCell key={post.id} post={post} first={false} />
        ))}
      </PlainRow>
    </section>
  );
}

import { FollowButton } from "@/features/follow/components/follow-button";
import { PostPage } from "@/features/post/components/post-page";
import { MorePosts } from "@/features/profile/components/more-posts";
import NotFound from "./not-found";

export default function Post() {
  return (
    <PostPage
      follow={(account) => <FollowButton account={account} plain onlyOffer />}
      absent={<NotFound />}
      more={(username, code) => <MorePosts username={username} except={code} />}
    />
  );
}

import { FollowButton } from "@/features/follow/components/follow-button";
import { PostModal } from "@/features/post/components/post-modal";

export default function PostOverPage() {
  return <PostModal follow={(account) => <FollowButton account={account} plain onlyOffer />} />;
}

import type { FollowList } from "@mockstagram/shared/api/accounts";
import { pathTo } from "@mockstagram/shared/paths";
import { useLocation, useNavigate, useParams } from "react-router";
import FollowListDialog from "@/features/follow/components/follow-list-dialog";

export default function FollowListOverProfile() {
  const { username = "" } = useParams();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  return (
    <FollowListDialog
      username={username}
      list={listOf(pathname)}
      onClose={() => void navigate(pathTo("profile", { username }))}
    />
  );
}

const LISTS: readonly FollowList[] = ["followers", "following", "mutuals"];
const listOf = (path: string): FollowList => LISTS.find((list) => path.endsWith(`/${list}`)) ?? "followers";

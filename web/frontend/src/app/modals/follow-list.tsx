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
      list={pathname.endsWith("/followers") ? "followers" : "following"}
      onClose={() => void navigate(pathTo("profile", { username }))}
    />
  );
}

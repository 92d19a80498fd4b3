import { Outlet } from "react-router";
import { FollowButton } from "@/features/follow/components/follow-button";
import { ProfilePage } from "@/features/profile/components/profile-page";
import NotFound from "./not-found";

export default function Profile() {
  return (
    <ProfilePage follow={(profile) => <FollowButton account={profile} />} absent={<NotFound />}>
      <Outlet />
    </ProfilePage>
  );
}

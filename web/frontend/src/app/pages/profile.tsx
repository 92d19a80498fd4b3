import { Outlet } from "react-router";
import { AccountMenuButton } from "@/features/follow/components/account-menu-button";
import { FollowButton } from "@/features/follow/components/follow-button";
import { RequestNotice } from "@/features/follow/components/request-notice";
import { ProfilePage } from "@/features/profile/components/profile-page";
import NotFound from "./not-found";

export default function Profile() {
  return (
    <ProfilePage
      follow={(profile) => (
        <>
          <FollowButton account={profile} />
          <AccountMenuButton account={profile} />
        </>
      )}
      notice={(profile) => <RequestNotice account={profile} />}
      absent={<NotFound />}
    >
      <Outlet />
    </ProfilePage>
  );
}

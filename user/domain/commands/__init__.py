"""What changes: load, decide, write, emit."""

from user.domain.commands.accounts import ProfileUpdate, change_preferences, change_profile, create_account, sign_up
from user.domain.commands.blocks import block, unblock
from user.domain.commands.deactivations import deactivate, request_deletion
from user.domain.commands.emails import confirm_email_change, request_email_change
from user.domain.commands.follows import follow, unfollow
from user.domain.commands.mutes import mute, unmute
from user.domain.commands.passwords import change_password
from user.domain.commands.requests import (
    ACCEPT,
    AcceptRequests,
    accept_all,
    accept_request,
    decline_request,
    remove_follower,
)
from user.domain.commands.resets import Asker, request_reset, reset_password
from user.domain.commands.sessions import log_in, log_out, revoke_others, revoke_session, touch_session
from user.domain.commands.verifications import confirm_email, resend_verification, start_verification

__all__ = [
    "ACCEPT",
    "AcceptRequests",
    "Asker",
    "ProfileUpdate",
    "accept_all",
    "accept_request",
    "block",
    "change_password",
    "change_preferences",
    "change_profile",
    "confirm_email",
    "confirm_email_change",
    "create_account",
    "deactivate",
    "decline_request",
    "follow",
    "log_in",
    "log_out",
    "mute",
    "remove_follower",
    "request_deletion",
    "request_email_change",
    "request_reset",
    "resend_verification",
    "reset_password",
    "revoke_others",
    "revoke_session",
    "sign_up",
    "start_verification",
    "touch_session",
    "unblock",
    "unfollow",
    "unmute",
]

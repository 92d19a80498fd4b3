"""What changes: load, decide, write, emit."""

from user.domain.commands.accounts import ProfileUpdate, change_preferences, change_profile, create_account, sign_up
from user.domain.commands.blocks import block, unblock
from user.domain.commands.deactivations import deactivate, request_deletion
from user.domain.commands.emails import confirm_email_change, request_email_change
from user.domain.commands.enrolments import (
    Proof,
    begin_second_factor,
    confirm_second_factor,
    disable_second_factor,
    renew_recovery_codes,
)
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
from user.domain.commands.resets import Asker, ResetEntry, request_reset, reset_password
from user.domain.commands.sessions import log_in, log_out, revoke_others, revoke_session, touch_session
from user.domain.commands.verifications import confirm_email, resend_verification, start_verification

__all__ = [
    "ACCEPT",
    "AcceptRequests",
    "Asker",
    "ProfileUpdate",
    "Proof",
    "ResetEntry",
    "accept_all",
    "accept_request",
    "begin_second_factor",
    "block",
    "change_password",
    "change_preferences",
    "change_profile",
    "confirm_email",
    "confirm_email_change",
    "confirm_second_factor",
    "create_account",
    "deactivate",
    "decline_request",
    "disable_second_factor",
    "follow",
    "log_in",
    "log_out",
    "mute",
    "remove_follower",
    "renew_recovery_codes",
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

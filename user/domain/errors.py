"""What can be refused, each with its code."""

from __future__ import annotations

from kit.errors import Problem
from user.domain import limits


class UsernameInvalid(Problem):
    status = 400
    code = "username_invalid"
    detail = "This username cannot be used."


class UsernameTaken(Problem):
    status = 409
    code = "username_taken"
    detail = "This username is taken."


class EmailInvalid(Problem):
    status = 400
    code = "email_invalid"
    detail = "This is not an e-mail address."


class EmailTaken(Problem):
    status = 409
    code = "email_taken"
    detail = "There is already an account with this e-mail address."


class PasswordWeak(Problem):
    """`reason`: too_short, too_long, common or personal."""

    status = 400
    code = "password_weak"
    detail = "Choose another password."


class TooYoung(Problem):
    status = 400
    code = "too_young"
    detail = f"One has to be {limits.MIN_AGE} years old."


class BirthdayInvalid(Problem):
    status = 400
    code = "birthday_invalid"
    detail = "This cannot be a birthday."


class NameTooLong(Problem):
    status = 400
    code = "name_too_long"
    detail = f"A name has at most {limits.NAME} characters."


class BioTooLong(Problem):
    status = 400
    code = "bio_too_long"
    detail = f"A bio has at most {limits.BIO} characters."


class PronounsTooLong(Problem):
    status = 400
    code = "pronouns_too_long"
    detail = f"Pronouns have at most {limits.PRONOUNS} characters."


class LinkInvalid(Problem):
    status = 400
    code = "link_invalid"
    detail = "A link is a web address, with a short title."


class ReceiptInvalid(Problem):
    status = 400
    code = "receipt_invalid"
    detail = "This picture cannot be used. Upload it again."


class AccountNotFound(Problem):
    """Also for an account that the viewer may not know of."""

    status = 404
    code = "account_not_found"
    detail = "There is no such account."


class AccountPrivate(Problem):
    status = 403
    code = "account_private"
    detail = "This account is private."


class AccountSuspended(Problem):
    status = 403
    code = "account_suspended"
    detail = "This account is suspended."


class AccountDeactivated(Problem):
    """Told to whoever knows the password. `deletes_at`: when the account is erased, null when it is not going to be."""

    status = 409
    code = "account_deactivated"
    detail = "This account is deactivated. It can be opened again."


class WrongCredentials(Problem):
    status = 401
    code = "wrong_credentials"
    detail = "Username or password is wrong."


class PasswordWrong(Problem):
    """The password that somebody logged in is asked for once more."""

    status = 400
    code = "password_wrong"
    detail = "The password is wrong."


class TotpRequired(Problem):
    """Said only to who has given the first factor: the same again with a code of the authenticator app, or a recovery code."""

    status = 403
    code = "totp_required"
    detail = "A code of the authenticator app is needed as well."


class TotpWrong(Problem):
    """Also for a code that was used before."""

    status = 400
    code = "totp_wrong"
    detail = "This code is wrong, or was used already."


class TotpOn(Problem):
    status = 409
    code = "totp_on"
    detail = "The second factor is on already."


class TotpOff(Problem):
    """Also when it was begun too long ago."""

    status = 409
    code = "totp_off"
    detail = "The second factor is off, or was begun too long ago."


class SessionNotFound(Problem):
    status = 404
    code = "session_not_found"
    detail = "There is no such session."


class AlreadyVerified(Problem):
    status = 409
    code = "already_verified"
    detail = "The e-mail address is already verified."


class CodeWrong(Problem):
    status = 400
    code = "code_wrong"
    detail = "This code is wrong."


class CodeExpired(Problem):
    """Too old, or tried too often."""

    status = 400
    code = "code_expired"
    detail = "This code is no longer good. Ask for a new one."


class ResetCodeWrong(Problem):
    """Also for a code that is no longer good, and for a name that nobody has."""

    status = 400
    code = "reset_code_wrong"
    detail = "This code is wrong, or no longer good."


class FollowSelf(Problem):
    status = 400
    code = "follow_self"
    detail = "One cannot follow oneself."


class FollowLimit(Problem):
    status = 409
    code = "follow_limit"
    detail = f"One can follow at most {limits.FOLLOWING:,} accounts."


class RequestNotFound(Problem):
    status = 404
    code = "request_not_found"
    detail = "There is no such follow request."


class BlockSelf(Problem):
    status = 400
    code = "block_self"
    detail = "One cannot block oneself."


class BlockLimit(Problem):
    status = 409
    code = "block_limit"
    detail = f"One can block at most {limits.BLOCKS:,} accounts."


class AccountBlocked(Problem):
    """Blocked by the viewer; who is blocked by the account finds none."""

    status = 409
    code = "account_blocked"
    detail = "You block this account. Unblock it first."


class MuteSelf(Problem):
    status = 400
    code = "mute_self"
    detail = "One cannot mute oneself."


class MuteLimit(Problem):
    status = 409
    code = "mute_limit"
    detail = f"One can mute at most {limits.MUTES:,} accounts."

"""What the mails of this service say: subject and text by kind and language."""

from __future__ import annotations

from datetime import date

from user.domain.model import Language, MailKind

Text = tuple[str, str]

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def date_text(day: date, language: Language) -> str:
    """A day as it is written in a sentence."""
    if language == "ko":
        return f"{day.year}년 {day.month}월 {day.day}일"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


TEXTS: dict[MailKind, dict[Language, Text]] = {
    MailKind.VERIFY_EMAIL: {
        "en": (
            "{code} is your Mockstagram code",
            "Welcome to Mockstagram, @{username}.\n\n"
            "Your code is {code}. It is good for one hour. Enter it here:\n{site}/accounts/verify\n\n"
            "If you did not sign up, ignore this mail: without the code nobody can publish with your address.\n",
        ),
        "ko": (
            "Mockstagram 인증 코드: {code}",
            "@{username}님, Mockstagram에 오신 것을 환영합니다.\n\n"
            "인증 코드는 {code}입니다. 한 시간 동안 사용할 수 있습니다. 아래에서 입력하세요.\n{site}/accounts/verify\n\n"
            "가입하지 않으셨다면 이 메일을 무시하세요. 코드 없이는 누구도 이 주소로 게시할 수 없습니다.\n",
        ),
    },
    MailKind.RESET_PASSWORD: {
        "en": (
            "{code} resets your Mockstagram password",
            "Hello @{username},\n\n"
            "somebody, hopefully you, wants to set a new password for your account at {site}/.\n\n"
            "The code is {code}. It is good for one hour, on the device where it was asked for.\n\n"
            "If it was not you, ignore this mail, and give the code to nobody: your password stays as it is.\n",
        ),
        "ko": (
            "Mockstagram 비밀번호 재설정 코드: {code}",
            "@{username}님, 안녕하세요.\n\n"
            "{site}/ 계정의 비밀번호를 재설정하려는 요청을 받았습니다.\n\n"
            "코드는 {code}입니다. 코드를 요청한 기기에서 한 시간 동안 사용할 수 있습니다.\n\n"
            "본인이 요청하지 않았다면 이 메일을 무시하고 코드를 누구에게도 알려주지 마세요. 비밀번호는 그대로 유지됩니다.\n",
        ),
    },
    MailKind.CHANGE_EMAIL: {
        "en": (
            "{code} confirms your new address",
            "Hello @{username},\n\n"
            "the code is {code}. Enter it at {site}/settings/security within one hour, and this address becomes "
            "that of your account.\n\n"
            "If you did not ask for it, ignore this mail: without the code nothing changes.\n",
        ),
        "ko": (
            "새 이메일 인증 코드: {code}",
            "@{username}님, 안녕하세요.\n\n"
            "인증 코드는 {code}입니다. 한 시간 안에 {site}/settings/security 에서 입력하면 이 주소가 계정의 이메일이 됩니다.\n\n"
            "요청하지 않으셨다면 이 메일을 무시하세요. 코드 없이는 아무것도 바뀌지 않습니다.\n",
        ),
    },
    MailKind.EMAIL_CHANGED: {
        "en": (
            "The address of your Mockstagram account was changed",
            "Hello @{username},\n\n"
            "your account at {site}/ has another e-mail address now. Mails no longer come here.\n\n"
            "If it was not you, somebody knows your password. Log in, change it, and set your address again.\n",
        ),
        "ko": (
            "Mockstagram 계정의 이메일이 변경되었습니다",
            "@{username}님, 안녕하세요.\n\n"
            "{site}/ 계정의 이메일이 다른 주소로 변경되었습니다. 이제 이 주소로는 메일이 오지 않습니다.\n\n"
            "본인이 변경하지 않았다면 다른 사람이 비밀번호를 알고 있습니다. 로그인하여 비밀번호를 변경하고 이메일을 다시 설정하세요.\n",
        ),
    },
    MailKind.PASSWORD_CHANGED: {
        "en": (
            "Your Mockstagram password was changed",
            "Hello @{username},\n\n"
            "the password of your account has just been changed, and all other devices were logged out.\n\n"
            "If it was not you, somebody knows your password or reads your mail. Set a new one at once:\n"
            "{site}/accounts/password/reset\n",
        ),
        "ko": (
            "Mockstagram 비밀번호가 변경되었습니다",
            "@{username}님, 안녕하세요.\n\n"
            "방금 계정 비밀번호가 변경되었고 다른 모든 기기에서 로그아웃되었습니다.\n\n"
            "본인이 변경하지 않았다면 다른 사람이 비밀번호를 알고 있거나 메일을 읽고 있을 수 있습니다. 지금 바로 새 비밀번호를 설정하세요.\n"
            "{site}/accounts/password/reset\n",
        ),
    },
    MailKind.SECOND_FACTOR_ON: {
        "en": (
            "Two-factor authentication is on",
            "Hello @{username},\n\n"
            "from now on, logging in to your account asks for a code of your authenticator app. "
            "Keep your recovery codes where you find them without your phone.\n\n"
            "If it was not you, somebody knows your password and is logged in as you. Change it at once:\n"
            "{site}/settings/security\n",
        ),
        "ko": (
            "2단계 인증이 켜졌습니다",
            "@{username}님, 안녕하세요.\n\n"
            "이제 로그인할 때 인증 앱의 코드를 입력해야 합니다. "
            "복구 코드는 휴대전화 없이도 찾을 수 있는 곳에 보관하세요.\n\n"
            "본인이 켜지 않았다면 다른 사람이 비밀번호를 알고 로그인해 있습니다. 지금 바로 비밀번호를 변경하세요.\n"
            "{site}/settings/security\n",
        ),
    },
    MailKind.SECOND_FACTOR_OFF: {
        "en": (
            "Two-factor authentication is off",
            "Hello @{username},\n\n"
            "two-factor authentication of your account has just been turned off: your password alone is enough to log in.\n\n"
            "If it was not you, set a new password at once and turn it on again:\n{site}/accounts/password/reset\n",
        ),
        "ko": (
            "2단계 인증이 꺼졌습니다",
            "@{username}님, 안녕하세요.\n\n"
            "방금 계정의 2단계 인증이 꺼졌습니다. 이제 비밀번호만으로 로그인할 수 있습니다.\n\n"
            "본인이 끄지 않았다면 지금 바로 새 비밀번호를 설정하고 2단계 인증을 다시 켜세요.\n{site}/accounts/password/reset\n",
        ),
    },
    MailKind.RECOVERY_CODES_NEW: {
        "en": (
            "You have new recovery codes",
            "Hello @{username},\n\n"
            "new recovery codes were made for your account. The old ones are no longer good.\n\n"
            "If it was not you, set a new password at once:\n{site}/accounts/password/reset\n",
        ),
        "ko": (
            "새 복구 코드가 발급되었습니다",
            "@{username}님, 안녕하세요.\n\n"
            "계정의 복구 코드를 새로 발급했습니다. 이전 코드는 더 이상 사용할 수 없습니다.\n\n"
            "본인이 발급하지 않았다면 지금 바로 새 비밀번호를 설정하세요.\n{site}/accounts/password/reset\n",
        ),
    },
    MailKind.RECOVERY_CODE_USED: {
        "en": (
            "A recovery code was used",
            "Hello @{username},\n\n"
            "one of the recovery codes of your account has just been used in the place of a code of your app. "
            "You find out how many are left, and get new ones, here:\n{site}/settings/security\n\n"
            "If it was not you, set a new password at once: {site}/accounts/password/reset\n",
        ),
        "ko": (
            "복구 코드가 사용되었습니다",
            "@{username}님, 안녕하세요.\n\n"
            "방금 인증 앱 코드 대신 계정의 복구 코드 하나가 사용되었습니다. "
            "남은 코드를 확인하고 새 코드를 받으려면 아래로 이동하세요.\n{site}/settings/security\n\n"
            "본인이 사용하지 않았다면 지금 바로 새 비밀번호를 설정하세요: {site}/accounts/password/reset\n",
        ),
    },
    MailKind.ACCOUNT_DEACTIVATED: {
        "en": (
            "Your Mockstagram account is deactivated",
            "Hello @{username},\n\n"
            "your account at {site}/ is deactivated. Nobody can find it or see what you have published, and all devices "
            "were logged out.\n\n"
            "Nothing was deleted. Log in whenever you like, and everything is there again:\n{site}/accounts/login\n\n"
            "If it was not you, somebody knows your password. Set a new one, then log in:\n"
            "{site}/accounts/password/reset\n",
        ),
        "ko": (
            "Mockstagram 계정이 비활성화되었습니다",
            "@{username}님, 안녕하세요.\n\n"
            "{site}/ 계정이 비활성화되었습니다. 이제 아무도 계정을 찾거나 게시물을 볼 수 없으며, 모든 기기에서 로그아웃되었습니다.\n\n"
            "삭제된 것은 없습니다. 언제든지 로그인하면 모두 그대로 다시 표시됩니다.\n{site}/accounts/login\n\n"
            "본인이 비활성화하지 않았다면 다른 사람이 비밀번호를 알고 있습니다. 새 비밀번호를 설정한 뒤 로그인하세요.\n"
            "{site}/accounts/password/reset\n",
        ),
    },
    MailKind.DELETION_REQUESTED: {
        "en": (
            "Your Mockstagram account will be deleted on {date}",
            "Hello @{username},\n\n"
            "your account at {site}/ is hidden from everybody now, and all devices were logged out. On {date} it will be "
            "deleted with all its posts, for good.\n\n"
            "If you change your mind, log in before then and choose to keep it:\n{site}/accounts/login\n\n"
            "If it was not you, somebody knows your password. Set a new one, then log in:\n"
            "{site}/accounts/password/reset\n",
        ),
        "ko": (
            "Mockstagram 계정이 {date}에 삭제될 예정입니다",
            "@{username}님, 안녕하세요.\n\n"
            "{site}/ 계정은 이제 아무에게도 표시되지 않으며, 모든 기기에서 로그아웃되었습니다. {date}에 계정과 모든 게시물이 영구적으로 "
            "삭제됩니다.\n\n"
            "마음이 바뀌면 그 전에 로그인하여 계정 유지를 선택하세요.\n{site}/accounts/login\n\n"
            "본인이 요청하지 않았다면 다른 사람이 비밀번호를 알고 있습니다. 새 비밀번호를 설정한 뒤 로그인하세요.\n"
            "{site}/accounts/password/reset\n",
        ),
    },
    MailKind.ACCOUNT_REOPENED: {
        "en": (
            "Your Mockstagram account is active again",
            "Hello @{username},\n\n"
            "somebody, hopefully you, has just logged in at {site}/. Your account is active again: it can be found, and what "
            "you have published is shown. It will not be deleted.\n\n"
            "If it was not you, somebody knows your password. Set a new one at once:\n"
            "{site}/accounts/password/reset\n",
        ),
        "ko": (
            "Mockstagram 계정이 다시 활성화되었습니다",
            "@{username}님, 안녕하세요.\n\n"
            "방금 {site}/ 에 로그인하여 계정이 다시 활성화되었습니다. 계정과 게시물이 다시 표시되며, 계정은 삭제되지 않습니다.\n\n"
            "본인이 로그인하지 않았다면 다른 사람이 비밀번호를 알고 있습니다. 지금 바로 새 비밀번호를 설정하세요.\n"
            "{site}/accounts/password/reset\n",
        ),
    },
}

"""What the mails of this service say: subject and text by kind and language."""

from __future__ import annotations

from user.domain.model import Language, MailKind

Text = tuple[str, str]

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
}

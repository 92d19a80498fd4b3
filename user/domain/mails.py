"""The mails that this service sends."""

from __future__ import annotations

from urllib.parse import urlsplit

from kit.mail import Mail
from user.domain.model import Language

VERIFY_EMAIL: dict[Language, tuple[str, str]] = {
    "en": (
        "{code} is your Mockstagram code",
        "Welcome to Mockstagram, @{username}.\n\n"
        "Your code is {code}. It is good for one hour. Enter it here:\n{link}\n\n"
        "If you did not sign up, ignore this mail: without the code nobody can publish with your address.\n",
    ),
    "ko": (
        "Mockstagram 인증 코드: {code}",
        "@{username}님, Mockstagram에 오신 것을 환영합니다.\n\n"
        "인증 코드는 {code}입니다. 한 시간 동안 사용할 수 있습니다. 아래에서 입력하세요.\n{link}\n\n"
        "가입하지 않으셨다면 이 메일을 무시하세요. 코드 없이는 누구도 이 주소로 게시할 수 없습니다.\n",
    ),
}


def verification_mail(
    mail_id: int, *, recipient: str, language: Language, username: str, code: str, public_url: str
) -> Mail:
    """The mail that carries a code; the same `mail_id` makes the same mail."""
    host = urlsplit(public_url).hostname or "localhost"
    subject, text = VERIFY_EMAIL[language]
    values = {"code": code, "username": username, "link": f"{public_url}/accounts/verify"}
    return Mail(
        message_id=f"<mail.{mail_id}@{host}>",
        sender=f"Mockstagram <no-reply@{host}>",
        recipient=recipient,
        subject=subject.format(**values),
        text=text.format(**values),
    )

"""All operations of the user service."""

from user.api.routes import accounts, follows, internal, passwords, profile, sessions, verifications

ROUTES = [
    *accounts.ROUTES,
    *sessions.ROUTES,
    *verifications.ROUTES,
    *passwords.ROUTES,
    *follows.ROUTES,
    *profile.ROUTES,
    *internal.ROUTES,
]

"""All operations of the user service."""

from user.api.routes import accounts, follows, internal, passwords, profile, requests, sessions, verifications

ROUTES = [
    *accounts.ROUTES,
    *sessions.ROUTES,
    *verifications.ROUTES,
    *passwords.ROUTES,
    *follows.ROUTES,
    *requests.ROUTES,
    *profile.ROUTES,
    *internal.ROUTES,
]

"""All operations of the user service."""

from user.api.routes import (
    accounts,
    blocks,
    deactivations,
    emails,
    follows,
    internal,
    mutes,
    passwords,
    profile,
    requests,
    sessions,
    verifications,
)

ROUTES = [
    *accounts.ROUTES,
    *sessions.ROUTES,
    *verifications.ROUTES,
    *passwords.ROUTES,
    *emails.ROUTES,
    *deactivations.ROUTES,
    *follows.ROUTES,
    *requests.ROUTES,
    *blocks.ROUTES,
    *mutes.ROUTES,
    *profile.ROUTES,
    *internal.ROUTES,
]

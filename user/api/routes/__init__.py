"""All operations of the user service."""

from user.api.routes import (
    accounts,
    blocks,
    deactivations,
    emails,
    follows,
    internal,
    mutes,
    names,
    passwords,
    profile,
    requests,
    second_factor,
    sessions,
    verifications,
)

ROUTES = [
    *accounts.ROUTES,
    *sessions.ROUTES,
    *verifications.ROUTES,
    *passwords.ROUTES,
    *emails.ROUTES,
    *second_factor.ROUTES,
    *deactivations.ROUTES,
    *follows.ROUTES,
    *requests.ROUTES,
    *blocks.ROUTES,
    *mutes.ROUTES,
    *profile.ROUTES,
    *names.ROUTES,
    *internal.ROUTES,
]

"""All operations of the content service."""

from content.api.routes import accounts, archive, internal, pins, posts

ROUTES = [*posts.ROUTES, *archive.ROUTES, *pins.ROUTES, *accounts.ROUTES, *internal.ROUTES]

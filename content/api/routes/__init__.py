"""All operations of the content service."""

from content.api.routes import accounts, archive, hashtags, internal, pins, posts

ROUTES = [*posts.ROUTES, *archive.ROUTES, *pins.ROUTES, *accounts.ROUTES, *hashtags.ROUTES, *internal.ROUTES]

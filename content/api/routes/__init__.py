"""All operations of the content service."""

from content.api.routes import accounts, internal, posts

ROUTES = [*posts.ROUTES, *accounts.ROUTES, *internal.ROUTES]

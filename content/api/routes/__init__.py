"""All operations of the content service."""

from content.api.routes import accounts, archive, internal, posts

ROUTES = [*posts.ROUTES, *archive.ROUTES, *accounts.ROUTES, *internal.ROUTES]

"""The HTTP side of content."""

from __future__ import annotations

from content.api.routes import ROUTES
from kit.app import create_api

app = create_api("content", routes=ROUTES)

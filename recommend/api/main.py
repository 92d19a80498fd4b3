"""The HTTP side of recommend."""

from __future__ import annotations

from kit.app import create_api
from recommend.api.routes import ROUTES

app = create_api("recommend", routes=ROUTES)

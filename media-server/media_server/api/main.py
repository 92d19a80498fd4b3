"""The HTTP side of media-server."""

from __future__ import annotations

from kit.app import create_api
from media_server.api.background import run
from media_server.api.routes import DEPENDENCIES, ROUTES
from media_server.domain.settings import SERVICE

app = create_api(SERVICE, routes=ROUTES, lifespan=[run], dependencies=DEPENDENCIES)

"""The HTTP side of user."""

from __future__ import annotations

from kit.app import create_api
from user.api.dependencies import provide_attempts
from user.api.routes import ROUTES

app = create_api("user", routes=ROUTES, dependencies={"attempts": provide_attempts})

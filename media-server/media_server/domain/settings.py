"""What only media-server needs from its environment (`MEDIA_SERVER_…`; infra/environment.py sets it)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from kit.settings import env_prefix, read

SERVICE = "media-server"


class MediaSettings(msgspec.Struct, frozen=True, kw_only=True):
    """`stores` is region → S3 address as seen from here; `spool` holds unfinished uploads and may be lost."""

    stores: dict[str, str]
    s3_access_key: str
    s3_secret_key: str
    ticket_key: str
    receipt_key: str
    purge_url: str
    spool: str = ""

    def spool_directory(self, region: str) -> Path:
        return Path(self.spool or f".local/spool/{region}").resolve()


def load_media_settings(environ: Mapping[str, str] = os.environ) -> MediaSettings:
    """Raises kit's MissingSettings."""
    settings: MediaSettings = read(MediaSettings, env_prefix(SERVICE), environ)
    return settings

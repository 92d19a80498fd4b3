"""Typed settings from the environment; docs/protocols.md and infra/environment.py say what they hold."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import msgspec


class MissingSettings(RuntimeError):
    """Names every variable that is missing or malformed, so that one start tells all."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What every process of a region shares."""

    region: str
    primary_region: str
    service_urls: dict[str, str]
    issuer_public_keys: dict[str, str]
    primary_url: str | None = None
    limits_multiplier: float = 1.0
    log_level: str = "info"
    public_url: str = ""
    smtp_url: str = ""
    otel_exporter_otlp_endpoint: str | None = None

    @property
    def in_primary(self) -> bool:
        return self.region == self.primary_region


class ServiceSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What one service has for itself, read from variables with its prefix (`USER_RO_DSN`)."""

    api_listen: str
    issuer_key: str
    ro_dsn: str
    valkey_url: str
    rw_dsn: str | None = None
    nats_url: str | None = None
    worker_listen: str | None = None


def env_prefix(service: str) -> str:
    """`media-server` → `MEDIA_SERVER_`."""
    return service.replace("-", "_").upper() + "_"


def load_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings of the process. Raises MissingSettings."""
    settings: Settings = read(Settings, "", environ)
    return settings


def load_service_settings(service: str, environ: Mapping[str, str] = os.environ) -> ServiceSettings:
    """Settings of one service. Raises MissingSettings."""
    settings: ServiceSettings = read(ServiceSettings, env_prefix(service), environ)
    return settings


def read(kind: type[Any], prefix: str, environ: Mapping[str, str]) -> Any:
    """Fill a struct from variables `<prefix><FIELD>`; objects and lists are JSON. Raises MissingSettings."""
    values: dict[str, Any] = {}
    wrong: list[str] = []
    for field in msgspec.structs.fields(kind):
        name = prefix + field.name.upper()
        text = environ.get(name)
        if text is None:
            if field.required:
                wrong.append(f"{name} is not set")
            continue
        try:
            values[field.name] = _parse(text, field.type)
        except (msgspec.ValidationError, msgspec.DecodeError) as error:
            wrong.append(f"{name}: {error}")
    if wrong:
        raise MissingSettings("; ".join(wrong))
    return kind(**values)


def _parse(text: str, kind: Any) -> Any:
    if text[:1] in "{[":
        return msgspec.json.decode(text, type=kind)
    return msgspec.convert(text, kind, strict=False)

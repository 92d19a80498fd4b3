"""The environment of every process, computed from the tables; docs/protocols.md explains each variable."""

from __future__ import annotations

import json
import os
from pathlib import Path

from infra.limits import multiplier
from infra.secrets import Secrets
from infra.topology import Service, Topology

PUBLIC_HOST = "mockstagram.com"
CDN_HOST = "image.mockstagramcdn.com"
LOCAL_HOST = "mockstagram.localhost"


def issuers(topology: Topology) -> list[str]:
    """Names that may sign caller tokens and receipts."""
    names = [f"bff-{region.name}" for region in topology.edges]
    names += [f"media-{region.name}" for region in topology.regions]
    return names + [f"svc:{service.name}" for service in topology.services] + ["admin", "bench"]


def _common(topology: Topology, secrets: Secrets, region: str) -> dict[str, str]:
    urls = {s.name: _url(topology.api(region, s.name)) for s in topology.built}
    env = {
        "REGION": region,
        "PRIMARY_REGION": topology.primary,
        "NODE_ID": str(topology.region(region).node),
        "SERVICE_URLS": json.dumps(urls),
        "LIMITS_MULTIPLIER": f"{multiplier():g}",
        "LOG_LEVEL": os.environ.get("LOG_LEVEL", "info"),
    }
    if region != topology.primary:
        env["PRIMARY_URL"] = _url(topology.relay(region, topology.primary, "http"))
        env["PROBE_URL"] = _url(topology.relay(region, topology.primary, "probe"))
    if endpoint := os.environ.get("OTEL_EXPORTER_OTLP_ENDPOINT"):
        env["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint
    return env


def service_environment(topology: Topology, secrets: Secrets, region: str, service: Service) -> dict[str, str]:
    """Variables of one service's processes in one region, its own prefix included."""
    env = _common(topology, secrets, region)
    env["ISSUER_PUBLIC_KEYS"] = json.dumps({name: secrets.public_key(name) for name in issuers(topology)})
    prefix = service.env_prefix
    host, port = topology.api(region, service.name)
    postgres, valkey = topology.endpoint(region, "postgres"), topology.endpoint(region, "valkey")
    env |= {
        f"{prefix}API_LISTEN": f"{host}:{port}",
        f"{prefix}ISSUER_KEY": secrets.private_key(f"svc:{service.name}"),
        f"{prefix}RO_DSN": dsn(secrets, service, "ro", postgres),
        f"{prefix}VALKEY_URL": _valkey(secrets, service.database, valkey),
    }
    if region == topology.primary:
        worker_host, worker_port = topology.worker(service.name)
        env |= {
            f"{prefix}RW_DSN": dsn(secrets, service, "rw", postgres),
            f"{prefix}NATS_URL": _nats(secrets, service.database, topology.endpoint(region, "nats")),
            f"{prefix}WORKER_LISTEN": f"{worker_host}:{worker_port}",
            "SMTP_URL": os.environ.get("SMTP_URL", "smtp://{}:{}".format(*topology.endpoint(region, "smtp"))),
            "PUBLIC_URL": os.environ.get("PUBLIC_URL", f"http://{PUBLIC_HOST}"),
        }
    if service.name == "media-server":
        env |= _media(topology, secrets, region, prefix)
    return env


def _media(topology: Topology, secrets: Secrets, region: str, prefix: str) -> dict[str, str]:
    stores = {region: _url(topology.endpoint(region, "s3"))}
    for other in topology.regions:
        if other.name != region:
            stores[other.name] = _url(topology.relay(region, other.name, "s3"))
    nats = (
        topology.endpoint(region, "nats")
        if region == topology.primary
        else topology.relay(region, topology.primary, "nats")
    )
    return {
        f"{prefix}NATS_URL": _nats(secrets, "media_server", nats),
        f"{prefix}STORES": json.dumps(stores),
        f"{prefix}S3_ACCESS_KEY": "media-server",
        f"{prefix}S3_SECRET_KEY": secrets.password("s3/media-server"),
        f"{prefix}TICKET_KEY": secrets.password(f"ticket/{region}"),
        f"{prefix}RECEIPT_KEY": secrets.private_key(f"media-{region}"),
        f"{prefix}PURGE_URL": _url(topology.endpoint(region, "cdn")) + "/_purge",
    }


def bff_environment(topology: Topology, secrets: Secrets, region: str, static: Path) -> dict[str, str]:
    """Variables of the BFF of one edge."""
    host, port = topology.endpoint(region, "bff")
    return _common(topology, secrets, region) | {
        "NODE_ENV": "production",
        "LISTEN": f"{host}:{port}",
        "ISSUER": f"bff-{region}",
        "ISSUER_KEY": secrets.private_key(f"bff-{region}"),
        "CAUSAL_KEY": secrets.password("causal"),
        "MEDIA_URL_KEY": secrets.password("media-url"),
        "TICKET_KEY": secrets.password(f"ticket/{region}"),
        "NATS_URL": _nats(secrets, "bff", topology.relay(region, topology.primary, "nats")),
        "VALKEY_URL": _valkey(secrets, "bff", topology.endpoint(region, "valkey")),
        "REGIONS": json.dumps([{"name": r.name, "title": r.title} for r in topology.edges]),
        "SUBSCRIBER_CODES": json.dumps({s.name: s.code for s in topology.services}),
        "PUBLIC_HOST": PUBLIC_HOST,
        "LOCAL_HOST": LOCAL_HOST,
        "CDN_HOST": CDN_HOST,
        "STATIC_DIR": str(static),
    }


def dsn(secrets: Secrets, service: Service, mode: str, endpoint: tuple[str, int]) -> str:
    """Connection string of `<service>_rw` or `<service>_ro`."""
    role = f"{service.database}_{mode}"
    return f"postgresql://{role}:{secrets.password('postgres/' + role)}@{endpoint[0]}:{endpoint[1]}/{service.database}"


def _nats(secrets: Secrets, account: str, endpoint: tuple[str, int]) -> str:
    return f"nats://{account}:{secrets.password('nats/' + account)}@{endpoint[0]}:{endpoint[1]}"


def _valkey(secrets: Secrets, account: str, endpoint: tuple[str, int]) -> str:
    return f"redis://{account}:{secrets.password('valkey/' + account)}@{endpoint[0]}:{endpoint[1]}/0"


def _url(endpoint: tuple[str, int]) -> str:
    return f"http://{endpoint[0]}:{endpoint[1]}"

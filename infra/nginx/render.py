"""nginx configurations from the topology: one process per region, and the entry in front of the edges."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from string import Template

from infra.environment import CDN_HOST, LOCAL_HOST, PUBLIC_HOST
from infra.secrets import Secrets
from infra.topology import Topology

HERE = Path(__file__).resolve().parent
ENTRY = "entry"
MODULES = Path("/usr/lib/nginx/modules")
JS_MODULE = MODULES / "ngx_http_js_module.so"
BROTLI_MODULE = MODULES / "ngx_http_brotli_static_module.so"

Endpoint = tuple[str, int]


class _Text(Template):
    """`%{name}`: a dollar belongs to nginx."""

    delimiter = "%"


@dataclass(frozen=True)
class Settings:
    """What the configurations depend on.

    `root` is where nginx finds its folders, one per process: written files, and below `state` what it keeps. `static` is
    the built web client. `public` are the addresses of the entry; `https_port` needs `certificates`, the
    folder of infra/nginx/ca.py. `listen` replaces the regions' own addresses where a container has all of its own.
    """

    topology: Topology
    secrets: Secrets
    root: Path
    static: Path
    http_port: int = 80
    https_port: int | None = None
    certificates: Path | None = None
    public: tuple[str, ...] = ("127.0.0.1",)
    listen: str | None = None
    brotli: bool = BROTLI_MODULE.exists()
    cache_size: str = "512m"

    def names(self) -> list[str]:
        """Every nginx process: the entry and one per region."""
        return [ENTRY, *(region.name for region in self.topology.regions)]

    def directory(self, name: str) -> Path:
        return self.root / name

    def bind(self, region: str, part: str) -> str:
        """`address:port` on which a part listens."""
        host, port = self.topology.endpoint(region, part)
        return f"{self.listen or host}:{port}"


def render(settings: Settings, name: str) -> dict[str, str]:
    """File name → text of everything that the nginx process `name` reads."""
    topology = settings.topology
    if name == ENTRY:
        return _process(settings, name, [], _entry(settings)) | _pages()
    if name == topology.primary:
        return _process(settings, name, [], _gateway(settings))
    modules = [JS_MODULE, *([BROTLI_MODULE] if settings.brotli else [])]
    files = _process(settings, name, modules, _site(settings, name) + _cdn(settings, name))
    return files | _pages() | {"media.js": (HERE / "media.js").read_text()}


def folders(settings: Settings, name: str) -> list[Path]:
    """Folders that must exist and be writable for the process."""
    state = settings.directory(name) / "state"
    return [state, *(state / part for part in ("temp", "cache", "index", "gone"))]


def _pages() -> dict[str, str]:
    return {page.name: page.read_text() for page in sorted((HERE / "pages").iterdir())}


def _process(settings: Settings, name: str, modules: list[Path], body: str) -> dict[str, str]:
    text = _fill(
        "process",
        name=name,
        modules="\n".join(f"load_module {module};" for module in modules),
        state=settings.directory(name) / "state",
        machine=int(name == settings.topology.primary),
        body=body,
    )
    return {"nginx.conf": text}


def _entry(settings: Settings) -> str:
    edges = [edge.name for edge in settings.topology.edges]
    groups = [(f"{part}_{edge}", settings.topology.endpoint(edge, part)) for edge in edges for part in ("site", "cdn")]
    return _fill(
        "entry",
        upstreams=_upstreams(groups),
        edges="\n".join(f"        {edge} {edge};" for edge in edges),
        edge_names="|".join(edges),
        default_edge=settings.topology.default_edge,
        listen=_public(settings),
        listen_default=_public(settings, " default_server"),
        certificate=_certificate(settings),
        public_host=PUBLIC_HOST,
        local_host=LOCAL_HOST,
        cdn_host=CDN_HOST,
        failures=_failures(settings, ENTRY),
    )


def _public(settings: Settings, flag: str = "") -> str:
    lines = [f"listen {address}:{settings.http_port}{flag};" for address in settings.public]
    if settings.https_port is not None:
        lines += [f"listen {address}:{settings.https_port} ssl http2{flag};" for address in settings.public]
    return "\n".join(f"        {line}" for line in lines)


def _certificate(settings: Settings) -> str:
    if settings.https_port is None or settings.certificates is None:
        return ""
    lines = [
        f"ssl_certificate {settings.directory(ENTRY)}/site.crt;",
        f"ssl_certificate_key {settings.directory(ENTRY)}/site.key;",
        "ssl_protocols TLSv1.2 TLSv1.3;",
        "ssl_session_cache shared:tls:1m;",
    ]
    return "\n".join(f"        {line}" for line in lines)


def _site(settings: Settings, edge: str) -> str:
    topology = settings.topology
    groups = [("bff", topology.endpoint(edge, "bff")), ("media_server", topology.api(edge, "media-server"))]
    return _fill(
        "site",
        upstreams=_upstreams(groups),
        site=settings.bind(edge, "site"),
        region=edge,
        static=settings.static,
        brotli="        brotli_static on;" if settings.brotli else "",
        static_headers=_fill("static_headers"),
        failures=_failures(settings, edge),
    )


def _cdn(settings: Settings, edge: str) -> str:
    topology = settings.topology
    stores = [(f"store_{region.name}", _store(topology, edge, region.name)) for region in topology.regions]
    homes = [region.name for region in topology.regions]
    text = _fill(
        "cdn",
        directory=settings.directory(edge),
        state=settings.directory(edge) / "state",
        media_url_key=settings.secrets.password("media-url"),
        cache_size=settings.cache_size,
        cdn=settings.bind(edge, "cdn"),
        homes="\n".join(_home(topology, edge, home) for home in homes),
        home_names="|".join(homes),
    )
    return _upstreams(stores) + text


def _store(topology: Topology, edge: str, region: str) -> Endpoint:
    return topology.endpoint(edge, "s3") if region == edge else topology.relay(edge, region, "s3")


def _home(topology: Topology, edge: str, home: str) -> str:
    """Own store → home region → primary, each asked once; only the last answer is final."""
    later = [region for region in dict.fromkeys([home, topology.primary]) if region != edge]
    names = [f"@{home}_from_{region}" for region in later]
    headers = _fill("media_headers")
    text = _fill("home", home=home, edge=edge, next=names[0], media_headers=headers)
    for number, region in enumerate(later):
        last = number == len(later) - 1
        otherwise = (
            "            proxy_cache_valid 200 365d;\n            proxy_cache_valid 404 1s;\n"
            "            error_page 403 500 502 503 504 = @nowhere;\n            error_page 404 @missing;"
            if last
            else f"            error_page 403 404 500 502 503 504 = {names[number + 1]};"
        )
        text += _fill("hop", name=names[number], store=region, otherwise=otherwise, media_headers=headers)
    return text


def _gateway(settings: Settings) -> str:
    topology = settings.topology
    groups = [(service.database, topology.api(topology.primary, service.name)) for service in topology.built]
    services = "\n".join(
        f"        location /{service.name}/ {{\n            proxy_pass http://{service.database};\n        }}\n"
        for service in topology.built
    )
    return _fill(
        "gateway",
        upstreams=_upstreams(groups),
        gateway=settings.bind(topology.primary, "gateway"),
        services=services,
        failures=_failures(settings, topology.primary),
    )


def _failures(settings: Settings, name: str) -> str:
    return _fill("failures", directory=settings.directory(name))


def _upstreams(groups: Iterable[tuple[str, Endpoint]]) -> str:
    """One group per server: only a group keeps connections open. They close before the other side closes them."""
    return "".join(
        f"    upstream {name} {{\n        server {host}:{port};\n        keepalive 32;\n        keepalive_timeout 60s;\n    }}\n\n"
        for name, (host, port) in groups
    )


def _fill(template: str, **values: object) -> str:
    return _Text((HERE / "templates" / f"{template}.conf").read_text()).substitute(values)

"""The native system as a table: nothing forgotten, nothing readable that should not be."""

from __future__ import annotations

import configparser
import stat
from pathlib import Path

import pytest

from infra.native import supervisor
from infra.native.plan import plan_file, prepare_all
from infra.native.system import Settings, System
from infra.nginx.ca import ensure_certificates


@pytest.fixture
def system(tmp_path: Path) -> System:
    return System.open(tmp_path, Settings(port_base=7000, http_port=8080, https_port=None))


def test_settings_survive_a_start(tmp_path: Path) -> None:
    settings = Settings(port_base=7000, edges=("eu-central",), http_port=8080, https_port=None)
    settings.save(tmp_path)
    assert Settings.load(tmp_path) == settings


def test_every_region_has_its_parts(system: System) -> None:
    names = {program.name for programs in system.groups().values() for program in programs}
    for region in system.installation.topology.regions:
        assert {f"{part}-{region.name}" for part in ("postgres", "valkey", "objects", "api", "nginx")} <= names
        assert (f"bff-{region.name}" in names) == region.edge
    assert {"nats-us-east", "relay", "maintain", "mailbox", "worker-us-east", "nginx-entry"} <= names


def test_fewer_edges_mean_fewer_programs(tmp_path: Path) -> None:
    system = System.open(tmp_path, Settings(edges=("eu-central",)))
    assert not [p.name for programs in system.groups().values() for p in programs if "ap-northeast" in p.name]


def test_supervisord_restarts_everything_without_limit(system: System) -> None:
    parser = configparser.RawConfigParser()
    parser.read_string(supervisor.configuration(system))
    programs = {name for name in parser.sections() if name.startswith("program:")}
    grouped = {
        f"program:{name}"
        for section in parser.sections()
        if section.startswith("group:")
        for name in parser[section]["programs"].split(",")
    }
    assert programs == grouped
    for name in programs:
        assert parser[name]["autorestart"] == "true"
        assert parser[name]["startsecs"] == "0"


def test_programs_see_their_own_region_only(system: System) -> None:
    """A process is given addresses of its own region; the far side is behind the relay of its own region."""
    topology = system.installation.topology
    for edge in topology.edges:
        foreign = [f"//{other.address}:" for other in topology.regions if other is not edge]
        for name in (f"api-{edge.name}", f"bff-{edge.name}"):
            program = system.program(name)
            text = " ".join([*program.command, *program.environment.values()])
            assert not [address for address in foreign if address in text]


def test_what_holds_secrets_is_closed(system: System, tmp_path_factory: pytest.TempPathFactory) -> None:
    ensure_certificates(system.state / "certificates")
    prepare_all(system)
    for path in [system.state / "secret", *(plan_file(system.state, p.name) for p in system.groups()["front"])]:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for path in system.state.rglob("*"):
        if path.is_file() and path.suffix in {".json", ".conf", ".acl", ".toml"}:
            closed = [path, *path.parents]
            assert any(not entry.stat().st_mode & 0o007 for entry in closed if entry.is_relative_to(system.state)), path


def test_unknown_programs_are_named(system: System) -> None:
    with pytest.raises(KeyError, match="nothing"):
        system.program("nothing")

"""The compose file: current, closed between regions, and each container given only what it needs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from infra.docker.bundle import Bundle, System
from infra.docker.containers import STATE, containers
from infra.docker.prepare import ASK, write_bundles
from infra.docker.render import FILE, compose, text
from infra.native.installation import Installation
from infra.secrets import Secrets
from infra.topology import Topology

SYSTEM = System(17000, ("ap-northeast", "eu-central"))
REGIONS = {"us-east", "ap-northeast", "eu-central"}


@pytest.fixture(scope="module")
def services() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = compose(Topology.load(mode="compose"))["services"]
    return found


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compose")
    write_bundles(folder, SYSTEM)
    return folder


def test_the_committed_file_is_what_the_tables_say() -> None:
    assert FILE.read_text() == text(Topology.load(mode="compose"))


def test_only_the_relay_is_on_two_region_networks(services: dict[str, dict[str, Any]]) -> None:
    assert [name for name, service in services.items() if len(REGIONS & set(service["networks"])) > 1] == ["relay"]


def test_networks_between_regions_are_internal_and_only_egress_leads_outside() -> None:
    networks = compose(Topology.load(mode="compose"))["networks"]
    fronts = {"ap-northeast-public", "eu-central-public"}
    assert {name for name, network in networks.items() if network.get("internal")} == REGIONS | fronts
    outside = {
        name for name, network in networks.items() if not network.get("internal") and "driver_opts" not in network
    }
    assert outside == {"egress"}


def test_who_is_on_the_networks_that_are_not_internal(services: dict[str, dict[str, Any]]) -> None:
    members = {
        network: {name for name, service in services.items() if network in service["networks"]}
        for network in ("public", "ap-northeast-public", "eu-central-public", "egress", "operator")
    }
    assert members == {
        "public": {"entry"},
        "ap-northeast-public": {"entry", "ap-northeast-nginx", "demo"},
        "eu-central-public": {"entry", "eu-central-nginx", "demo"},
        "egress": {"us-east-sender", "demo"},
        "operator": {"relay", "us-east-mail"},
    }


def test_every_address_that_a_process_uses_is_a_name_on_its_network(services: dict[str, dict[str, Any]]) -> None:
    topology = SYSTEM.topology()
    for region in REGIONS:
        used = {topology.address(region, part) for part in ("postgres", "valkey", "objects", "relay")}
        used |= {topology.api(region, service.name)[0] for service in topology.built}
        if region == topology.primary:
            used |= {topology.address(region, part) for part in ("nats", "gateway", "smtp")}
            used |= {topology.worker(service.name)[0] for service in topology.built}
        else:
            used |= {topology.address(region, part) for part in ("site", "cdn", "bff")}
        for service in services.values():
            if region in service["networks"]:
                assert used <= {entry.partition(":")[0] for entry in service["extra_hosts"]}


def test_containers_have_no_rights_limits_and_loopback_ports(services: dict[str, dict[str, Any]]) -> None:
    for name, service in services.items():
        assert service["cap_drop"] == ["ALL"]
        assert service["read_only"] is True
        assert service["mem_limit"]
        assert service["logging"]["options"]["max-size"]
        assert service["restart"] == ("no" if name == "demo" else "unless-stopped")
        assert "healthcheck" in service or name == "demo"
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ()))


def test_only_who_acts_as_the_operator_has_the_master_key(target: Path) -> None:
    master = (target / "master").read_text().strip()
    holders = {
        path.parent.name for path in target.glob("*/*") if path.is_file() and master in path.read_text(errors="replace")
    }
    assert holders == {"us-east-maintain", "demo"}


def test_a_container_is_given_no_secret_of_another(target: Path) -> None:
    def given(name: str) -> set[str]:
        return set(json.loads((target / name / "secrets.json").read_text()))

    assert given("ap-northeast-nginx") == {"media-url"}
    assert given("entry") == given("relay") == set()
    assert given("us-east-postgres") == {"postgres/mockstagram_admin"}
    assert given("eu-central-postgres") == {"postgres/mockstagram_replication"}
    environment = json.loads((target / "ap-northeast-api" / "environments" / "content.json").read_text())
    assert "postgresql://content_ro" in environment["CONTENT_RO_DSN"]
    assert not [name for name in environment if name.startswith("USER_") or name.endswith("RW_DSN")]
    assert {path.name for path in (target / "us-east-sender" / "environments").iterdir()} == {"user.json"}


def test_what_a_container_is_given_is_enough_to_configure_it(target: Path) -> None:
    """Inside, with only what it was given, each part writes what the master key would have it write."""
    for container in containers(SYSTEM.topology()):
        bundle = Bundle(target / container.name)
        written = [
            ASK[container.part](Installation(SYSTEM.topology(), secrets, Path(STATE)), container.region)
            for secrets in (bundle.secrets(), Secrets.open(target / "master"))
            if container.part in ASK
        ]
        assert written[:1] == written[1:]


def test_fewer_edges_make_fewer_containers(tmp_path: Path) -> None:
    names = write_bundles(tmp_path, System(17000, ("eu-central",)))
    assert not [name for name in names if name.startswith("ap-northeast")]
    assert {"relay", "entry", "eu-central-nginx", "us-east-nginx"} <= set(names)

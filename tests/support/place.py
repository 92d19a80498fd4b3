"""Where a running system is reached, natively or in containers."""

from __future__ import annotations

from typing import NamedTuple

from infra.native.system import System

Endpoint = tuple[str, int]


class Place(NamedTuple):
    """The site's ports, the mailbox, and the relay's control."""

    http_port: int
    https_port: int
    mailbox: Endpoint
    relay: Endpoint

    @classmethod
    def of(cls, system: System) -> Place:
        """A native system."""
        topology, settings = system.installation.topology, system.settings
        mailbox = topology.endpoint(topology.primary, "mailbox")
        relay = topology.endpoint(topology.primary, "relay_control")
        return cls(settings.http_port, settings.https_port or 443, mailbox, relay)

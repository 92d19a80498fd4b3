"""The broker loses its store, and events come twice: nothing is missed, nothing is doubled."""

from __future__ import annotations

from typing import Any

from infra.native.system import System
from infra.nats.reconcile import connect
from kit.testing.until import until
from tests.conftest import PersonFactory
from tests.support.person import Person
from tests.support.pictures import jpeg


async def _home_ids(person: Person) -> list[str]:
    return [item["id"] for item in (await person.home()).ok()["items"]]


async def test_a_deleted_store_is_filled_again(system: System, person: PersonFactory) -> None:
    alice, bob = await person("ap-northeast"), await person("eu-central")
    installation = system.installation
    client = await connect(installation.topology, installation.secrets)
    try:
        js = client.jetstream()
        (await bob.follow(alice)).ok()
        before = await alice.publish([jpeg(400, 400)])
        for name in [info.config.name for info in await js.streams_info()]:
            await js.delete_stream(name or "")
        after = await alice.publish([jpeg(400, 400)])

        async def both() -> Any:
            ids = await _home_ids(bob)
            return {before["id"], after["id"]} <= set(ids) and len(ids) == len(set(ids))

        await until(both, within=30)
    finally:
        await client.close()

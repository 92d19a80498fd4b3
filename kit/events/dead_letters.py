"""Look at dead letters and send them again: `python -m kit.events.dead_letters list|replay [subscriber]`.

Needs NATS_URL with an account that may read the stream DEAD and publish events. A replayed event reaches every subscriber; the
inbox makes it new only for those that never applied it.
"""

from __future__ import annotations

import asyncio
import os
import sys

import nats
from nats.js import JetStreamContext


async def _letters(js: JetStreamContext, subscriber: str, *, replay: bool) -> int:
    pull = await js.pull_subscribe(f"dead.{subscriber}.>", stream="DEAD")
    count = 0
    while True:
        try:
            batch = await pull.fetch(100, timeout=1)
        except TimeoutError:
            return count
        for message in batch:
            headers = message.headers or {}
            print(message.metadata.timestamp.isoformat(), message.subject, headers.get("Dead-Reason"))  # noqa: T201
            if replay:
                again = f"{headers.get('Nats-Msg-Id')}:again:{message.metadata.sequence.stream}"
                await js.publish(headers["Dead-Subject"], message.data, headers={"Nats-Msg-Id": again})
                await js.delete_msg("DEAD", message.metadata.sequence.stream)
            await message.ack()
            count += 1


async def main(command: str, subscriber: str = "*") -> None:
    """List or replay the dead letters of `subscriber`, all of them by default."""
    client = await nats.connect(os.environ["NATS_URL"])
    try:
        count = await _letters(client.jetstream(), subscriber, replay=command == "replay")
        print(f"{count} dead letters {'sent again' if command == 'replay' else 'found'}")  # noqa: T201
    finally:
        await client.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:3]))

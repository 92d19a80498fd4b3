"""Everything one service needs while it runs in one region."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping

import nats
from nats.aio.client import Client as Nats

from kit.auth import Signer, Verifier
from kit.db.pools import Database
from kit.observability import log
from kit.rpc import Client
from kit.settings import ServiceSettings, Settings, load_service_settings, load_settings

CONNECTING_S = 2.0
RECONNECTING_S = 1


class Broker(Nats):
    """nats-py, ending what it leaves open when it loses its connection at an awkward moment."""

    async def _process_connect_init(self) -> None:
        """Reconnecting would forget, unclosed, a connection that broke before the handshake was over."""
        assert self._transport is not None
        try:
            await super()._process_connect_init()
        except BaseException:
            self._transport.close()  # type: ignore[no-untyped-call]
            raise

    async def close(self) -> None:
        """Reconnecting may not notice that it is cancelled (Python 3.11's `wait_for`), and go on to connect."""
        await self._close_once()
        while (connecting := self._reconnection_task) is not None and not connecting.done():
            connecting.cancel()
            await asyncio.wait({connecting}, timeout=0.1)
        await self._close_once()

    async def _close_once(self) -> None:
        """Reconnecting, when cancelled while it waits for the old connection's end, cancels all who wait for it."""
        try:
            await super().close()
        except asyncio.CancelledError:
            if (current := asyncio.current_task()) is not None and current.cancelling():
                raise


class Runtime:
    """Settings, database, callers and callees of one service. `open` before use, `close` at the end."""

    def __init__(self, service: str, environ: Mapping[str, str] = os.environ) -> None:
        self.service = service
        self.environ = environ
        self.settings: Settings = load_settings(environ)
        self.own: ServiceSettings = load_service_settings(service, environ)
        self.verifier = Verifier(self.settings.issuer_public_keys)
        self.signer = Signer(f"svc:{service}", self.own.issuer_key)
        self.rpc = Client(self.settings.service_urls, self.signer)
        self.nats = Broker()
        self._connecting: asyncio.Task[None] | None = None
        self._database: Database | None = None

    @property
    def database(self) -> Database:
        """The pools; only between `open` and `close`."""
        assert self._database is not None, "the runtime is not open"
        return self._database

    async def open(self, *, wait_for_nats: bool = False) -> None:
        """Open the pools and the broker connection, waiting for servers that are still starting."""
        self._database = await Database.open(self.service, self.own)
        if self.own.nats_url:
            self._connecting = asyncio.create_task(self._connect(self.own.nats_url))
            if wait_for_nats:
                await self._connecting

    async def _connect(self, url: str) -> None:
        account = self.service.replace("-", "_")
        while not self.nats.is_connected:
            try:
                await self.nats.connect(
                    url,
                    name=account,
                    inbox_prefix=f"_INBOX.{account}".encode(),
                    ping_interval=1,
                    max_outstanding_pings=2,
                    max_reconnect_attempts=-1,
                    reconnect_time_wait=RECONNECTING_S,
                    connect_timeout=3,
                    error_cb=self._broker_error,
                )
            except (OSError, nats.errors.Error, TimeoutError) as error:
                log(self.service).info("waiting_for_broker", reason=type(error).__name__)
                await asyncio.sleep(0.5)

    async def _broker_error(self, error: Exception) -> None:
        log(self.service).info("broker_error", reason=type(error).__name__, detail=str(error)[:200])

    async def poke(self) -> None:
        """Tell this service's relay that the outbox has rows; a lost poke only costs its polling interval."""
        if self.nats.is_connected:
            await self.nats.publish(f"poke.{self.service.replace('-', '_')}")

    async def close(self) -> None:
        if self._connecting is not None:
            await asyncio.wait({self._connecting}, timeout=CONNECTING_S)
            self._connecting.cancel()
            await asyncio.wait({self._connecting})
            # Also a connection that is half made, and the search for a broker that is gone, end only when told to.
            await self.nats.close()
        await self.rpc.close()
        if self._database is not None:
            await self._database.close()

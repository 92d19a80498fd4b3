"""pytest plugin: `service("user")` gives a service on real engines, emptied for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio
import structlog

from kit.testing import counts, queries
from kit.testing.service import ServiceUnderTest
from kit.testing.serving import serving
from kit.testing.world import World, service_world

ServiceFactory = Callable[[str], Awaitable[ServiceUnderTest]]
Serve = Callable[[str], Awaitable[None]]


def pytest_configure() -> None:
    plain_log()


def plain_log() -> None:
    """Log lines as they are by default, but with short tracebacks: drawing all local variables takes a second each."""
    renderer = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ]
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, exitstatus: int, config: pytest.Config) -> None:
    """What was counted, and how to get the order of a run that failed again; quiet runs do not print it."""
    for what, number in counts.counted.items():
        terminalreporter.write_line(f"{what}: {number:,}")
    if exitstatus:
        terminalreporter.write_line(f"order: --randomly-seed={config.getoption('randomly_seed')}")


@pytest.fixture(scope="session")
def world() -> Iterator[World]:
    """Postgres (primary and one replica), NATS and Valkey for this run."""
    made = service_world()
    made.start()
    try:
        yield made
    finally:
        made.stop()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def services(world: World) -> AsyncIterator[dict[str, ServiceUnderTest]]:
    """Services opened so far in this run."""
    queries.install()
    opened: dict[str, ServiceUnderTest] = {}
    yield opened
    for service in opened.values():
        await service.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def service(world: World, services: dict[str, ServiceUnderTest]) -> ServiceFactory:
    """Open a service by name, without any rows: `user = await service("user")`."""

    async def open_service(name: str) -> ServiceUnderTest:
        if name not in services:
            services[name] = ServiceUnderTest.of(name, world)
            await services[name].start()
        await services[name].empty()
        return services[name]

    return open_service


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def serve(world: World) -> AsyncIterator[Serve]:
    """Let a service answer where other services call it, for the rest of the run: `await serve("user")`."""
    served: set[str] = set()
    async with AsyncExitStack() as stack:

        async def serve_once(name: str) -> None:
            if name not in served:
                await stack.enter_async_context(serving(ServiceUnderTest.of(name, world).definition, world))
                served.add(name)

        yield serve_once


@pytest.fixture
def max_queries() -> Callable[[int], object]:
    """`with max_queries(2): …` fails when the block runs more statements."""
    return queries.max_queries

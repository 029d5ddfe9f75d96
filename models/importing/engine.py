"""Dask distributed, the engine that spreads reading over machines: an extra that may be missing."""

import asyncio
import importlib
import logging
import re
import threading
from collections.abc import Coroutine, Mapping
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, TypeVar

from models.errors import FailedError, KnownError
from models.importing.sign import PREFIX

T = TypeVar("T")

SECONDS = 10.0
"""Until a scheduler must have answered."""
_CLOSING = 5.0  # seconds that it has to take leave
_ADDRESS = re.compile(r"(?:[a-z]+://)?(?:[^\s/:\[\]]+|\[[\da-fA-F:]+\]):\d{1,5}")
_MISSING = (
    "Reading on a cluster needs Dask: install it with “pip install 'dateline[cluster]'” on this "
    "and every other machine of the cluster."
)
_RUNNING = "running"


def engine() -> Any:
    """The package; a KnownError where it is not installed."""
    try:
        package = importlib.import_module("distributed")
    except ImportError as fault:
        raise KnownError(_MISSING) from fault
    # What it says goes where the program's own log goes, and not onto somebody's terminal.
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":
            each = logging.getLogger(name)
            each.handlers.clear()
            each.propagate = True
    return package


class Line:
    """A line to the scheduler at an address, kept up in a thread of its own.

    A FailedError where no scheduler answers, a KnownError where there is no such address.
    """

    def __init__(self, address: str) -> None:
        package = engine()
        if not _ADDRESS.fullmatch(address):
            raise KnownError(
                f"{address!r} isn’t the address of a scheduler; give one like tcp://desk:8786."
            )
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="line to scheduler")
        self._thread.start()
        self.client: Any = None
        try:
            self.client = self.start(_client(package, address)).result()
        except (OSError, TimeoutError) as fault:
            self.close()
            raise FailedError(
                f"No scheduler answers at {address}; start one with “dask scheduler”, or check "
                "the address."
            ) from fault
        except ValueError as fault:  # a protocol that it doesn't know
            self.close()
            raise KnownError(
                f"Dask can’t reach {address}; give an address like tcp://desk:8786."
            ) from fault

    @property
    def up(self) -> bool:
        """Whether the scheduler is there, as far as is known."""
        return bool(self.client.status == _RUNNING)

    def start(self, work: Coroutine[Any, Any, T]) -> "Future[T]":
        """Do something on the line; its outcome, to be waited for."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def readers(self) -> Mapping[str, int]:
        """The readers that have joined, each with how many texts it reads at a time."""
        return self.start(readers(self.client)).result(SECONDS)

    def close(self) -> None:
        """Take leave, and end the thread; what is under way is lost."""
        with suppress(Exception):  # gone already, or half gone
            self.start(self._leave()).result(2 * _CLOSING)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _leave(self) -> None:
        if self.client is not None:
            with suppress(Exception):
                await asyncio.wait_for(self.client.close(timeout=1), _CLOSING)
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        for each in rest:
            each.cancel()
        await asyncio.wait_for(asyncio.gather(*rest, return_exceptions=True), _CLOSING)


async def _client(package: Any, address: str) -> Any:
    made = package.Client(
        address, timeout=SECONDS, asynchronous=True, set_as_default=False, name="dateline"
    )
    try:
        return await made
    except BaseException:
        with suppress(Exception):
            await made.close(timeout=1)
        raise


async def readers(client: Any) -> Mapping[str, int]:
    """The readers that have joined the scheduler, each with how many texts it reads at a time."""
    found: dict[str, int] = {}
    identity = await client.scheduler.identity(n_workers=-1)
    for worker in identity["workers"].values():
        for name, places in worker["resources"].items():
            if name.startswith(PREFIX):
                found[name] = found.get(name, 0) + int(places)
    return found

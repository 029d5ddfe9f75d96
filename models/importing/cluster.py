"""Reading on other machines: documents go to the workers of a Dask scheduler, and come back.

A worker (``dateline worker``, see :mod:`models.importing.worker`) offers its reader's sign as a
resource, and a document asks for one of that sign, so that no other reader ever gets it. What a
document may take, and what becomes of one that takes more, is decided by the worker as it is by
this machine alone.
"""

import logging
import time
import uuid
import warnings
from concurrent.futures import CancelledError, Future
from typing import Any

from models.errors import FailedError, KnownError
from models.importing.engine import Line, engine
from models.importing.readings import Reading, Task
from models.importing.sign import in_words, sign
from models.importing.worker import read_there

log = logging.getLogger(__name__)

_PATIENCE = 0.1  # seconds to wait for an answer before asking whether to stop
_LOOK = 5.0  # seconds between two looks at who is there
_ALONE = 60.0  # seconds without any worker after which none will come


class Cluster:
    """Reads documents on the workers of a scheduler, as ``Workers`` does on this machine.

    A worker that dies costs a retry; a document on which several die is refused. ``Cluster(...)``
    raises a FailedError where no scheduler answers, and a KnownError where it has no worker, or
    none that reads as this machine does.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._line = Line(address)
        self._tasks: dict[object, Task] = {}
        self._under_way: dict[object, Future[Reading]] = {}
        self._run = uuid.uuid4().hex
        self._sent = 0
        self._places = 0
        self._looked = self._seen = time.monotonic()
        try:
            self._meet()
        except BaseException:
            self.close()
            raise

    @property
    def count(self) -> int:
        """How many documents are read at the same time, as far as is known."""
        return max(1, self._places)

    def send(self, key: object, task: Task) -> None:
        """Let a document be read when a worker is free; ``key`` names it."""
        self._sent += 1
        self._tasks[key] = task
        name = f"dateline-{self._run}-{self._sent}"
        self._under_way[key] = self._line.start(_read(self._line.client, name, task))

    def has(self, key: object) -> bool:
        """Whether what was read can be taken at once."""
        return self._under_way[key].done()

    def take(self, key: object) -> Reading | None:
        """What was read, or None when it is not ready yet: ask again.

        A FailedError when the scheduler is gone, or all workers are.
        """
        try:
            reading = self._outcome(key)
        except TimeoutError:
            self._look()
            return None
        del self._under_way[key], self._tasks[key]
        for record in reading.log:
            logging.getLogger(record.name).handle(record)
        return reading

    def close(self) -> None:
        """Stop reading at once; what was not taken is lost."""
        for each in self._under_way.values():
            each.cancel()
        self._under_way.clear()
        self._tasks.clear()
        self._line.close()

    def _outcome(self, key: object) -> Reading:
        """What became of a document; a TimeoutError while nothing has."""
        if not self._line.up:
            raise self._gone()
        try:
            return self._under_way[key].result(_PATIENCE)
        except (TimeoutError, KnownError):
            raise
        except CancelledError as fault:
            raise self._gone() from fault
        except engine().KilledWorker:
            words = "could not be read: every worker that took it stopped; split it into parts."
        except Exception as fault:
            if not self._line.up:
                raise self._gone() from fault
            log.exception("%s was not read", self._tasks[key].name)
            words = "could not be read: something went wrong in Dateline."
        return Reading(refusal=f"{self._tasks[key].name} {words}")

    def _meet(self) -> None:
        """See who is there before anything is sent."""
        found = self._line.readers()
        self._places = found.get(sign(), 0)
        if self._places:
            return
        if not found:
            raise KnownError(
                f"No worker has joined the scheduler at {self._address}; start one with “dateline "
                f"worker {self._address}”."
            )
        others = ", ".join(sorted(map(in_words, found)))
        raise KnownError(
            f"The workers at {self._address} read with {others}, and this Dateline with "
            f"{in_words(sign())}; install the same version on all machines."
        )

    def _look(self) -> None:
        """See from time to time who is there."""
        now = time.monotonic()
        if now < self._looked + _LOOK:
            return
        self._looked = now
        try:
            self._places = self._line.readers().get(sign(), 0)
        except Exception as fault:
            raise self._gone() from fault
        if self._places:
            self._seen = now
        elif now > self._seen + _ALONE:
            raise FailedError(
                f"No worker is left at {self._address}; what was read is stored. Start workers "
                "with “dateline worker” and import again."
            )

    def _gone(self) -> FailedError:
        return FailedError(
            f"The scheduler at {self._address} has stopped answering; what was read is stored. "
            "Import again when it is back."
        )


async def _read(client: Any, name: str, task: Task) -> Reading:
    """Have a document read on a worker of this reader."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a paper of 20 MB is no mistake
        future = client.submit(read_there, task, key=name, resources={sign(): 1}, pure=False)
    reading = await future
    assert isinstance(reading, Reading)
    return reading

"""The output of commands: data on standard output, messages on standard error."""

import os
import shutil
import signal
import sys
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from threading import Event
from typing import TextIO, TypeVar

from models.errors import FailedError
from models.printable import printable
from models.progress import Progress, Stopped, Tick

T = TypeVar("T")
_ENDING = (int(signal.SIGINT), int(signal.SIGTERM))


class Output:
    """Standard output. A failure to write becomes one sentence."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self._is_terminal = stream is not None and stream.isatty()

    def need(self) -> TextIO:
        """Raise FailedError if there is none; call it before anything is done."""
        if self._stream is None:
            raise FailedError("Standard output is closed; redirect it to a file or a program.")
        return self._stream

    def write(self, text: str) -> int:
        """Write text, to a terminal without control characters; returns its length."""
        if self._is_terminal:
            text = "\n".join(map(printable, text.replace("\r\n", "\n").split("\n")))
        with _taking():
            return self.need().write(text)

    def line(self, text: str) -> None:
        """Write a line for people: nothing in it steers their terminal."""
        self.write(printable(text) + "\n")

    def lines(self, texts: Iterable[str]) -> None:
        """Write several such lines."""
        self.write("".join(printable(text) + "\n" for text in texts))

    def flush(self) -> None:
        """Hand on what was written."""
        if self._stream is not None:
            with _taking():
                self._stream.flush()

    def close(self) -> None:
        """Flush; what cannot be written must not be tried again when Python ends."""
        try:
            self.flush()
        except (FailedError, BrokenPipeError):
            with suppress(OSError, ValueError):  # it has no number that the system knows
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, self.need().fileno())
                os.close(nowhere)

    @property
    def width(self) -> int | None:
        """The columns of the terminal it goes to; None: it goes to a file or a program."""
        return shutil.get_terminal_size().columns if self._is_terminal else None


@contextmanager
def _taking() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:  # the reader has seen enough: not a failure
        raise
    except OSError as fault:
        why = fault.strerror or str(fault)
        raise FailedError(
            f"Standard output takes no more: {why}; the output is incomplete."
        ) from fault


def say(sentence: str) -> None:
    """Say one sentence on standard error, if anybody can hear it."""
    line = printable(" ".join(sentence.split()))
    if sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.write(f"dateline: {line}\n")
            sys.stderr.flush()


def prepare() -> None:
    """Have data be UTF-8 with plain line ends, wherever the program runs.

    An output that was closed before the start goes nowhere: else the next file to be opened would
    take its number, and get whatever a library writes there.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # it takes the lowest number that is free
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def is_watched() -> bool:
    """Whether somebody may be looking at what is said on standard error."""
    return sys.stderr is not None and sys.stderr.isatty()


@contextmanager
def ticking() -> Iterator[Tick]:
    """What to tell how far something is that may take long; Ctrl+C and SIGTERM stop it."""
    watched = is_watched()
    with _asked_to_stop() as asked:

        def tick(now: Progress) -> None:
            if asked.is_set():
                raise Stopped
            if watched:
                _write_progress(now)

        try:
            yield tick
        finally:
            if watched:
                sys.stderr.write("\r\x1b[K")


def _write_progress(now: Progress) -> None:
    of = f"{now.done} of {now.total}  " if now.total else ""
    sys.stderr.write(f"\r\x1b[K{of}{printable(now.label[:60])}")
    sys.stderr.flush()


def watched(steps: Generator[Progress, None, T]) -> T:
    """Run a job to its end, with a line of progress where somebody is watching.

    Ctrl+C and SIGTERM stop it at its next tick; a second one ends the program. What a stopped
    job returns is returned; Stopped is raised where it has nothing to return.
    """
    watched = is_watched()
    try:
        with _asked_to_stop() as asked:
            while not asked.is_set():
                tick = next(steps)
                if watched:
                    _write_progress(tick)
        steps.throw(Stopped())
        raise Stopped
    except StopIteration as end:
        answer: T = end.value
        return answer
    finally:
        steps.close()
        if watched:
            sys.stderr.write("\r\x1b[K")


@contextmanager
def _asked_to_stop() -> Iterator[Event]:
    """An event that Ctrl+C and SIGTERM set, once each; a second one does what it always does."""
    asked = Event()
    before = {number: signal.getsignal(number) for number in _ENDING}

    def once(number: int, _frame: object) -> None:
        asked.set()
        signal.signal(number, before[number])

    for number in before:
        signal.signal(number, once)
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

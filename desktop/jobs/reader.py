"""Run queries off the GUI thread; on each channel the newest query wins."""

import itertools
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.faults import OUR_SIDE, shout
from desktop.jobs.busy import Busy
from models.errors import KnownError

Answer = TypeVar("Answer")

_PAINTED = 20  # milliseconds from an answer to its picture on the screen
_HEAD_START = 0.25  # seconds that the histogram has before the facets begin beside it
_QUIET = 3000  # milliseconds without a question before memory is given back


class Source(Protocol):
    """What a reader reads from: scopes, each with a session and a way to interrupt it."""

    def reading(self) -> AbstractContextManager[tuple[Any, Callable[[], None]]]:
        """Open a scope for one question."""

    def rest(self) -> None:
        """Nothing has been asked for a while."""


class Lane(Enum):
    """One thread each, so that what the eye waits for never queues behind a count.

    Nor does it share the processor with one that has not begun: the other lanes begin nothing
    while the front one has something to do, nor before its answer has been painted; the histogram
    has a head start on the facets, as two threads that count take turns; and the last lane waits
    for the two in between.
    """

    FRONT = "front"  # rows, details: milliseconds
    SIDE = "side"  # facets, after the rows
    DATES = "dates"  # the histogram: always in view, it must not wait for the facets
    BACK = "back"  # whole orders and exact counts: up to seconds


@dataclass(frozen=True, slots=True)
class _Asked:
    channel: str
    token: int
    question: Callable[[Any], Any]
    then: Callable[[Any], None]
    failed: Callable[[str], None] | None


class Reader(QObject):
    """Background threads that read; answers come back on the GUI thread.

    A newer question on a channel replaces the older one where it waits (so a channel asked again
    and again keeps its place in the queue), interrupts it where it runs, and drops its answer
    where it is on its way.

    Questions that wait together in one lane are answered in one scope: they see one moment of the
    store, and what one of them found out is there for the next. A question asked later than the
    scope was opened gets a scope of its own, since it may ask what has changed meanwhile.
    """

    failed = Signal(str)
    """One sentence for the user, of a question that named no ``failed`` of its own."""
    _came = Signal(object, object)
    _fronted = Signal(int)

    def __init__(self, source: Source, busy: Busy, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._busy = busy
        self._tokens = itertools.count(1)
        self._last = 0  # the token given out last
        self._newest: dict[str, int] = {}
        self._waiting: dict[Lane, dict[str, _Asked]] = {lane: {} for lane in Lane}
        self._running: dict[Lane, tuple[_Asked, Callable[[], None]] | None] = dict.fromkeys(Lane)
        self._in_hand: set[Lane] = set()  # with a scope open, or about to be
        self._stopped: set[Lane] = set()  # whose scope was interrupted and asks nothing more
        self._in_front = False  # the front lane has a question in hand, or its answer is painted
        self._side_from = 0.0  # when the side lane begins even if the histogram is not there yet
        self._round = self._handed = 0  # of answers in front: begun, and handed over
        self._resting: threading.Thread | None = None
        self._turn = threading.Condition()
        self._closed = False
        self._came.connect(self._deliver)
        self._fronted.connect(self._paint)
        self._painted = QTimer(self, singleShot=True, interval=_PAINTED)
        self._painted.timeout.connect(self._let_others)
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET)
        self._quiet.timeout.connect(self._rest)
        self._threads = [
            threading.Thread(target=self._serve, args=(lane,), name=f"reader {lane.value}")
            for lane in Lane
        ]
        for thread in self._threads:
            thread.daemon = True  # a window never closed must not keep the program alive
            thread.start()

    def ask(
        self,
        channel: str,
        question: Callable[[Any], Answer],
        then: Callable[[Answer], None],
        *,
        failed: Callable[[str], None] | None = None,
        lane: Lane = Lane.FRONT,
    ) -> None:
        """Run ``question`` and call ``then`` with the answer, unless a newer one overtakes it."""
        if self._closed:
            return
        self._busy.hold(self._reason(channel))
        with self._turn:
            token = self._last = self._newest[channel] = next(self._tokens)
            self._waiting[lane][channel] = _Asked(channel, token, question, then, failed)
            self._interrupt(channel)
            self._turn.notify_all()
        self._quiet.start()

    def cancel(self, channel: str) -> None:
        """Forget the question on ``channel``; nothing will be delivered."""
        with self._turn:
            self._newest[channel] = next(self._tokens)
            for waiting in self._waiting.values():
                waiting.pop(channel, None)
            self._interrupt(channel)
            self._turn.notify_all()
        self._busy.release(self._reason(channel))

    def close(self, patience: float | None = None) -> bool:
        """Stop reading; interrupts the questions in hand and waits for their threads.

        ``patience``: seconds to wait at most. Returns whether all have ended.
        """
        with self._turn:
            self._closed = True
            for waiting in self._waiting.values():
                waiting.clear()
            for channel in list(self._newest):
                self._newest[channel] = next(self._tokens)
                self._interrupt(channel)
            self._turn.notify_all()
        self._quiet.stop()
        threads = [*self._threads, *([self._resting] if self._resting else [])]
        until = None if patience is None else time.monotonic() + patience
        for thread in threads:
            thread.join(None if until is None else max(0.0, until - time.monotonic()))
        for channel in self._newest:
            self._busy.release(self._reason(channel))
        return not any(thread.is_alive() for thread in threads)

    def _reason(self, channel: str) -> str:
        return f"{id(self)} {channel}"

    def _interrupt(self, channel: str) -> None:
        for lane, running in self._running.items():
            if running and running[0].channel == channel:
                self._stopped.add(lane)
                running[1]()

    def _serve(self, lane: Lane) -> None:
        waiting = self._waiting[lane]
        while True:
            with self._turn:
                while not self._closed and (not waiting or self._is_held(lane)):
                    self._turn.wait(self._patience(lane))
                if self._closed:
                    return
                asked = waiting.pop(next(iter(waiting)))
                self._in_hand.add(lane)
                if lane is Lane.FRONT:
                    self._in_front = True
                    self._round += 1
            try:
                self._answer(lane, asked)
            finally:
                with self._turn:
                    self._in_hand.discard(lane)
                    self._turn.notify_all()
                if lane is Lane.FRONT:
                    self._fronted.emit(self._round)

    def _is_held(self, lane: Lane) -> bool:
        if lane is Lane.FRONT:
            return False
        if self._in_front or self._waiting[Lane.FRONT]:
            return True
        if lane is Lane.SIDE:
            return self._is_at_work(Lane.DATES) and time.monotonic() < self._side_from
        return lane is Lane.BACK and (self._is_at_work(Lane.SIDE) or self._is_at_work(Lane.DATES))

    def _is_at_work(self, lane: Lane) -> bool:
        return lane in self._in_hand or bool(self._waiting[lane])

    def _patience(self, lane: Lane) -> float | None:
        """For how long to sleep where nobody calls: only a head start ends by itself."""
        return _HEAD_START if lane is Lane.SIDE and self._waiting[lane] else None

    def _paint(self, front: int) -> None:
        """An answer in front was handed over just now: its picture comes before the counts."""
        self._handed = front
        self._painted.start()

    def _let_others(self) -> None:
        with self._turn:
            if self._handed == self._round:
                self._in_front = False
                self._side_from = time.monotonic() + _HEAD_START
                self._turn.notify_all()

    def _rest(self) -> None:
        """Let the source go back to little memory, if nothing is asked of it."""
        with self._turn:
            asked = any(self._is_at_work(lane) for lane in Lane)
        if asked:
            self._quiet.start()
        elif not self._closed:
            self._resting = threading.Thread(target=self._source.rest, name="reader rest")
            self._resting.start()

    def _answer(self, lane: Lane, asked: _Asked) -> None:
        """Answer a question, and in the same scope those that wait behind it."""
        with self._turn:
            moment = self._last
            self._stopped.discard(lane)
        try:
            with self._source.reading() as (session, interrupt):
                following: _Asked | None = asked
                while following is not None:
                    asked = following
                    self._answer_one(lane, asked, session, interrupt)
                    following = self._following(lane, moment)
        except KnownError as fault:
            # An interrupted question fails as well; nobody wants to hear of it.
            self._tell(asked, str(fault))
        except Exception as fault:  # noqa: BLE001 - the thread must live on; the hook reports it
            if not self._stale(asked):
                shout(fault)
                self._tell(asked, OUR_SIDE)

    def _answer_one(
        self, lane: Lane, asked: _Asked, session: Any, interrupt: Callable[[], None]
    ) -> None:
        with self._turn:
            if self._stale(asked):
                return
            self._running[lane] = (asked, interrupt)
        try:
            answer = asked.question(session)
        finally:
            with self._turn:
                self._running[lane] = None
        self._send(asked, lambda: asked.then(answer))

    def _following(self, lane: Lane, moment: int) -> _Asked | None:
        """The next question of a lane that an open scope may answer; None: close it."""
        waiting = self._waiting[lane]
        with self._turn:
            while not self._closed and lane not in self._stopped and waiting:
                channel = next(iter(waiting))
                if waiting[channel].token > moment:
                    return None
                if not self._is_held(lane):
                    return waiting.pop(channel)
                self._turn.wait(self._patience(lane))
            return None

    def _tell(self, asked: _Asked, sentence: str) -> None:
        self._send(asked, lambda: (asked.failed or self.failed.emit)(sentence))

    def _send(self, asked: _Asked, hand_over: Callable[[], None]) -> None:
        if not self._stale(asked):
            self._came.emit(asked, hand_over)

    def _stale(self, asked: _Asked) -> bool:
        return self._newest[asked.channel] != asked.token

    def _deliver(self, asked: _Asked, hand_over: Callable[[], None]) -> None:
        if self._stale(asked):
            return
        try:
            hand_over()
        finally:
            if not self._stale(asked):  # handing over may have asked again
                self._busy.release(self._reason(asked.channel))

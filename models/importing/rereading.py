"""Stored texts read again by the present reader: compared first, taken at once or as was chosen."""

import logging
from collections import deque
from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.composing.loading import Readings
from models.composing.said import Besides, Said, hints_of, said
from models.dates.interval import DateInterval
from models.edits.history import NO_STEP, READING, Done, begin, resume
from models.edits.rereading import EVERYTHING, Choice, Compared, compare, documents_there, take
from models.errors import KnownError
from models.importing.patience import PATIENCE, patiently
from models.importing.readings import Reading, TextTask
from models.importing.workers import Workers
from models.printable import shown
from models.progress import Progress, Stopped
from models.reading.doc import PublishedBasis
from models.schema.text import Document
from models.schema.work import Step
from models.store.store import Store

log = logging.getLogger(__name__)

_AHEAD = 2  # documents being read or waiting, for each process
_SELF_TOLD = ("text/plain", "text/markdown")  # formats whose text says all that is known
_OF_TEXT = "the text "  # how the reasons begin for a date that stands in the text itself
_FAILED = "It was not read again: something went wrong in Dateline."


@dataclass(frozen=True, slots=True)
class Reread:
    """What became of one document: what it says otherwise, or why it could not be had."""

    document: int
    title: str
    compared: Compared | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class RereadReport:
    """What became of all; ``step`` is what can be undone, None: nothing has changed."""

    documents: tuple[Reread, ...]
    step: int | None = None
    stopped: bool = False
    ended: str | None = None
    """Why nothing more could be done; None where it came to its end."""


def task_again(session: Session, document: int, given: DateInterval | None = None) -> TextTask:
    """A stored text to read again, with what was known besides it, and a date ``given`` now."""
    path, media_type, text = session.execute(
        select(Document.path, Document.media_type, Document.text).where(Document.id == document)
    ).one()
    # Not what the document says now: people may have decided otherwise, and may undo that.
    read = Readings(session).said(document)
    besides = read.besides or _besides(read, self_told=media_type in _SELF_TOLD)
    hints = hints_of(besides, path)
    return TextTask(path, text, replace(hints, given=given or hints.given))


def _besides(read: Said, *, self_told: bool) -> Besides:
    """What must have been known besides a text, where an earlier version did not keep it."""
    given = read.published if read.published_basis == PublishedBasis.GIVEN else None
    if self_told:
        return Besides(given=given)
    dated = None
    of_text = read.published_why.startswith(_OF_TEXT)
    if given is None and read.published is not None and not of_text:
        dated = (read.published, read.published_basis, read.published_why)
    return Besides(read.title, read.url, read.outlet, read.byline, given, dated)


def read_again(
    store: Store, documents: Sequence[int], *, jobs: int = 0, trial: bool = False, by: str = ""
) -> Generator[Progress, None, RereadReport]:
    """Read documents again and take all that is new; returns what came of each.

    What people decided stays. All of it is one step; where it is stopped, whole documents are read.
    A ``trial`` stores nothing, and what it found can be taken later (``take_again``). The texts are
    read in so many processes (``jobs``), or (0) in this one.
    """
    run = _Rereading(store, by, trial)
    stopped = False
    try:
        with closing(Workers(jobs)) as workers:
            yield from run.read(documents, workers)
    except Stopped:
        stopped = True
    return run.report(stopped=stopped)


def take_again(
    store: Store,
    found: Sequence[Reread],
    choices: Mapping[int, Choice] | None = None,
    *,
    by: str = "",
) -> Generator[Progress, None, RereadReport]:
    """Take what a trial found, but for what the ``choices`` leave, by document, as one step."""
    run = _Rereading(store, by)
    stopped = False
    try:
        yield from run.take(found, choices or {})
    except Stopped:
        stopped = True
    return run.report(stopped=stopped)


@dataclass(slots=True)
class _Rereading:
    """A re-reading under way."""

    store: Store
    by: str
    trial: bool = False
    total: int = 0
    done: list[Reread] = field(default_factory=list)
    step: Done = NO_STEP
    taken: int = 0
    """How many documents are read otherwise now."""
    ended: str | None = None

    def report(self, *, stopped: bool) -> RereadReport:
        """What has become of the documents so far."""
        step = self.step.number if self.taken else None
        return RereadReport(tuple(self.done), step, stopped, self.ended)

    def read(self, documents: Collection[int], workers: Workers) -> Generator[Progress, None, None]:
        """Read every document, and compare or take it."""
        with self.store.reading() as session:
            rest = iter(numbers := documents_there(session, documents))
        self.total = len(numbers)
        waiting: deque[tuple[int, str]] = deque()
        try:
            while len(self.done) < self.total:
                waiting.extend(self._sent(rest, workers.count * _AHEAD - len(waiting), workers))
                number, name = waiting[0]
                yield self._tick(shown(name))
                reading = workers.take(number)
                if reading is None:
                    continue
                waiting.popleft()
                self.done.append((yield from self._read(number, name, reading)))
                if self.ended is not None:
                    return
        except KnownError as fault:  # no store to look into, no process to read in
            self.ended = str(fault)
            return
        yield self._tick("")

    def take(
        self, found: Sequence[Reread], choices: Mapping[int, Choice]
    ) -> Generator[Progress, None, None]:
        """Take what was compared before."""
        self.total = len(found)
        for each in found:
            yield self._tick(shown(each.title))
            choice = choices.get(each.document, EVERYTHING)
            if each.compared is not None:
                act = partial(self._taken, each.compared, choice)
                each = yield from self._tried(each, act)
            self.done.append(each)
            if self.ended is not None:
                return
        yield self._tick("")

    def _tick(self, label: str) -> Progress:
        return Progress(len(self.done), self.total, label)

    def _locked(self) -> Progress:
        return self._tick(f"{self.store.name} is locked by another program; waiting")

    def _sent(self, rest: Iterator[int], size: int, workers: Workers) -> Iterator[tuple[int, str]]:
        for number in islice(rest, max(0, size)):
            with self.store.reading() as session:
                title = session.scalar(select(Document.title).where(Document.id == number))
                if title is None:  # its import was undone meanwhile
                    task = TextTask("", "", hints_of(Besides(), ""))
                else:
                    task = task_again(session, number)
            workers.send(number, replace(task, name=title or ""))
            yield number, title or ""

    def _read(self, number: int, name: str, reading: Reading) -> Generator[Progress, None, Reread]:
        each = Reread(number, name)
        doc = reading.doc
        if doc is None:
            return replace(each, reason=reading.refusal)
        if doc.faults:
            reason = "It could not be read completely this time; nothing of it was changed."
            return replace(each, reason=reason)
        return (yield from self._tried(each, partial(self._compared, number, doc.text, said(doc))))

    def _tried(
        self, each: Reread, act: Callable[[], Compared]
    ) -> Generator[Progress, None, Reread]:
        try:
            return replace(each, compared=(yield from patiently(act, self._locked)))
        except _GoneError as fault:
            return replace(each, compared=None, reason=str(fault))
        except KnownError as fault:
            self.ended = str(fault)  # and would say so of each of the others
            return replace(each, compared=None, reason=str(fault))
        except Stopped:
            raise
        except Exception:
            log.exception("%s was not read again", shown(each.title))
            return replace(each, compared=None, reason=_FAILED)

    def _compared(self, number: int, text: str, read: Said) -> Compared:
        scope: Any = self.store.reading() if self.trial else self.store.writing(patience=PATIENCE)
        with scope as session:
            if session.scalar(select(Document.text).where(Document.id == number)) != text:
                raise _GoneError("Its import has been undone.")
            compared = compare(session, number, read)
            if self.trial:
                return compared
            step, taken = self._take(session, compared, EVERYTHING)
        self.step, self.taken = step, taken
        return replace(compared, said=b"")

    def _taken(self, compared: Compared, choice: Choice) -> Compared:
        with self.store.writing(patience=PATIENCE) as session:
            step, taken = self._take(session, compared, choice)
        self.step, self.taken = step, taken
        return replace(compared, said=b"")

    def _take(self, session: Session, compared: Compared, choice: Choice) -> tuple[Done, int]:
        """Take a document as part of the step; the step, and how many documents are in it."""
        record = resume(session, self.step)
        step, taken = (self.step, self.taken) if record else (NO_STEP, 0)
        if record is None:
            step = begin(session, READING, f"Read “{shown(compared.title)}” again", by=self.by)
        try:
            changed = take(session, step.number, compared, choice)
        except KnownError as fault:
            raise _GoneError(str(fault)) from fault
        if changed and record is not None:
            record.label = f"Read {taken + 1:,} documents again"
        if not changed and record is None:
            session.execute(delete(Step).where(Step.id == step.number))
            return self.step, self.taken
        return step, taken + changed


class _GoneError(KnownError):
    """One document is not as it was; the others may be."""

"""Files to text to reading to store, as a generator: each yield is a place to stop.

Whatever happens, the store holds whole documents: one transaction each, and nobody waits for
a lock while the reader works.
"""

import hashlib
import logging
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TypeAlias, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.dates.interval import DateInterval
from models.dates.words import describe
from models.edits.history import IMPORT, NO_STEP, READING, Done, begin, resume
from models.errors import KnownError
from models.importing.files import read_bytes
from models.importing.folders import Remark, find_files
from models.importing.formats.article import Article, Columns
from models.importing.found import Chosen, Found, packed
from models.importing.glance import Glance
from models.importing.joining import joining_older
from models.importing.lengths import shorter
from models.importing.links import Filling, Links, fill
from models.importing.links import told as links_told
from models.importing.original import keep as keep_original
from models.importing.pasted import Pasted
from models.importing.patience import PATIENCE, patiently
from models.importing.readings import FileTask, Reading, Source, TextTask
from models.importing.report import (
    FOUND,
    IMPORTED,
    UNCHANGED,
    DocumentReport,
    ImportReport,
    Place,
    skipped,
)
from models.importing.rereading import task_again
from models.importing.same import Twin, Twins, identity, same_articles
from models.importing.save import Saved, came_of, replace_reading, save
from models.importing.workers import Readers, Workers
from models.printable import listed, shown
from models.progress import Progress, Stopped
from models.queries.events import PUBLISHED
from models.queries.events import published as stored_date
from models.reading.doc import Doc, Hints, Published, PublishedBasis
from models.schema.text import Document, ImportBatch
from models.store.faults import TooLong
from models.store.held import is_open
from models.store.store import Store

log = logging.getLogger(__name__)

T = TypeVar("T")
_AHEAD = 2  # documents being read or waiting, for each process
_GIVEN = PublishedBasis.GIVEN.value
_NO_MATCH = (
    "None of its addresses belongs to an article here; Dateline fetches nothing, so save the "
    "pages and import them."
)


@dataclass(frozen=True, slots=True)
class _Batch:
    """The import as the store knows it; begun with the first document that is stored."""

    import_id: int = 0
    step: Done = NO_STEP
    documents: int = 0


@dataclass(frozen=True, slots=True)
class _Dates:
    """The step in which an import takes dates for what was there before, as the store knows it."""

    step: Done = NO_STEP
    documents: int = 0


@dataclass(slots=True, eq=False)
class _Item:
    """What waits for its turn: a file to open, or an article of one that was opened."""

    path: Path
    unit: int
    """Of the files, or of the articles that were chosen, the one it belongs to, from 0."""
    sha256: str = ""
    """Of the file's bytes; of one article among others, of what it is known by."""
    article: Article | None = None
    ordinal: int | None = None
    """Which article of its file it is, from 1; None where it is the only one."""
    glance: Glance = field(default_factory=Glance)
    """What can be told of it before it is read, where that was asked for."""
    given: DateInterval | None = None
    outlet: str | None = None
    opened: Reading | None = None
    """What is in the file, where it was opened and waits for its turn."""
    redating: int | None = None
    """The document that is there already and is read again, as its date is given now."""
    report: DocumentReport | None = None
    """What became of it, where it need not be read or cannot."""

    @property
    def is_unopened(self) -> bool:
        """Whether it is a file of which it isn't known what is in it."""
        return self.article is None and self.report is None and self.redating is None

    @property
    def label(self) -> str:
        """What to call it on the way."""
        name = shown(self.path.name)
        return name if self.ordinal is None else f"{name}, article {self.ordinal:,}"

    @property
    def place(self) -> Place:
        """Its path and article number, for the report."""
        article = self.article
        if article is None:
            return Place(self.ordinal)
        return Place(
            self.ordinal,
            article.inside,
            self.glance.title or article.title,
            self.outlet or self.glance.outlet or article.outlet,
            len(article.text.split()),
            article.language,
            article.form,
        )

    def found(self, twin: Twin | None) -> DocumentReport:
        """The report that it would be read, with the date that is given or stated."""
        article = self.article or Article()
        told = self.glance.published or article.published
        day = self.given or (told.interval if told else None)
        basis = _GIVEN if self.given else told.basis.value if told else None
        return DocumentReport(
            shown(self.path),
            None,
            FOUND,
            article.remark,
            0,
            0,
            day,
            basis,
            self.place,
            same_as=twin.called if twin else None,
            again=twin is not None and twin.agrees,
        )

    def left_out(self, reason: str | None) -> DocumentReport:
        """The report that it was skipped."""
        return skipped(shown(self.path), reason, self.place)

    def shown(self) -> Found:
        """It for somebody who chooses."""
        assert self.report is not None
        article = self.article
        if article is None or article.fault is not None:
            return Found(self.path, self.sha256, self.ordinal, self.report)
        return Found(self.path, self.sha256, self.ordinal, self.report, *packed(article))


def import_files(
    store: Store,
    paths: Sequence[Path],
    *,
    published: DateInterval | None = None,
    outlet: str | None = None,
    jobs: int = 0,
    trial: bool = False,
    keep: bool = False,
    cluster: str | None = None,
) -> Generator[Progress, None, ImportReport]:
    """Import files and folders. Returns the report, whatever happens on the way.

    ``published`` and ``outlet`` are those of all of them, where they are known. Files are opened
    and texts read in so many processes (``jobs``), with limited time and memory; or (0) in this
    one, without. Only this one writes. What cannot be read is reported and ends nothing; the same
    article twice changes nothing, but for the date: where another one is given now, the text is
    read again with it, as a step of its own. ``keep``: the bytes of files stay in the
    chronicle. A ``trial`` opens the files, says what would be read
    and stores nothing. An import that is stopped, or that the store ends (a
    full disk, a lock of more than a minute), returns the report of what it came to.

    ``cluster``: the address of a scheduler on whose workers all is opened and read, in place of
    this machine; a KnownError where that can't be (see :class:`models.importing.cluster.Cluster`).
    """
    run = _Import(store, published, outlet, trial, keep=keep)
    return (yield from _run(run, run.of_files(paths), _readers(jobs, cluster)))


def look(
    store: Store,
    paths: Sequence[Path],
    told: Callable[[Found], None],
    *,
    pasted: Sequence[Pasted] = (),
    columns: Columns = (),
    jobs: int = 1,
) -> Generator[Progress, None, ImportReport]:
    """Open files and what was pasted, say of each article what is known of it, and read none.

    ``told`` is called with each as soon as it is found, on the thread that runs this. ``columns``:
    what those of a table hold. Nothing is stored. Returns what an import of all would report.
    """
    run = _Import(store, trial=True, told=told, columns=columns)
    return (yield from _run(run, run.of_files(paths, pasted), Workers(jobs)))


def import_found(
    store: Store, chosen: Sequence[Chosen], *, jobs: int = 1, keep: bool = False
) -> Generator[Progress, None, ImportReport]:
    """Read and store articles that were found, each with the date and outlet it was given.

    They are read as they were found, whatever became of their files. As with ``import_files``, the
    report is returned whatever happens on the way.
    """
    run = _Import(store, keep=keep)
    return (yield from _run(run, run.of_chosen(chosen), Workers(jobs)))


_Feed: TypeAlias = Callable[[Readers], Generator[Progress, None, Iterator["_Item"]]]


def _readers(jobs: int, cluster: str | None) -> Readers:
    if cluster is None:
        return Workers(jobs)
    from models.importing.cluster import Cluster  # noqa: PLC0415 - few have the engine it needs

    return Cluster(cluster)


def _run(run: "_Import", feed: _Feed, readers: Readers) -> Generator[Progress, None, ImportReport]:
    stopped = False
    try:
        with closing(readers) as workers:
            yield from run.steps(feed, workers)
    except Stopped:
        stopped = True
    return run.report(stopped=stopped)


@dataclass(slots=True)
class _Import:
    """One import under way: what is to be read, what became of it so far."""

    store: Store
    given: DateInterval | None = None
    outlet: str | None = None
    trial: bool = False
    told: Callable[[Found], None] | None = None
    columns: Columns = ()
    keep: bool = False
    """Whether the bytes of files are kept in the chronicle."""
    units: tuple[str, ...] = ()
    """What there is to do: files, or articles that were chosen."""
    done: int = 0
    """How many of them are done with."""
    expected: int = 0
    """How many documents there will be, as far as the files were opened."""
    remarks: list[Remark] = field(default_factory=list)
    reports: list[DocumentReport] = field(default_factory=list)
    twins: Twins = field(default_factory=Twins)
    """Of a trial the texts that were found so far."""
    filled: dict[int, Filling] = field(default_factory=dict)
    """What chosen rows of lists of links say."""
    batch: _Batch = field(default_factory=_Batch)
    dates: _Dates = field(default_factory=_Dates)
    ended: str | None = None

    def report(self, *, stopped: bool) -> ImportReport:
        """What has become of the files so far."""
        left = self.units[self.done :]
        found = None
        if not self.trial and self.ended is None:
            read = [each.document_id for each in self.reports if each.status == IMPORTED]
            with self.store.reading() as session:
                found = came_of(session, [each for each in read if each is not None])
        return ImportReport(
            tuple(self.reports), left, tuple(self.remarks), stopped, self.ended, found
        )

    def of_files(self, paths: Sequence[Path], pasted: Sequence[Pasted] = ()) -> _Feed:
        """Files to open, in folders as well, and what was pasted."""

        def feed(workers: Readers) -> Generator[Progress, None, Iterator[_Item]]:
            found = yield from find_files(paths)
            self.remarks = found.remarks
            self.units = (*(each.name for each in pasted), *map(shown, found.files))
            sources: chain[Path | Pasted] = chain(pasted, found.files)
            return (
                self._sent(self._item(n, each), each, workers) for n, each in enumerate(sources)
            )

        return feed

    def of_chosen(self, chosen: Sequence[Chosen]) -> _Feed:
        """Articles that were found before."""

        def feed(workers: Readers) -> Generator[Progress, None, Iterator[_Item]]:
            yield Progress(0, len(chosen), "")
            self.units = tuple(each.found.report.told for each in chosen)
            self._fill_chosen(chosen)
            return (self._chosen(n, each, workers) for n, each in enumerate(chosen))

        return feed

    def steps(self, feed: _Feed, workers: Readers) -> Generator[Progress, None, None]:
        """Open every file, read and store every article."""
        rest = yield from feed(workers)
        self.expected = len(self.units)
        waiting: deque[_Item] = deque()
        try:
            if self.units and not self.trial:
                yield from joining_older(self.store)
            while self.done < len(self.units):
                most = workers.count * _AHEAD
                waiting.extend(islice(rest, max(0, most - len(waiting))))
                self._open_ahead(waiting, most, workers)
                item = waiting[0]
                yield self._tick(item.label)
                if item.report is None:
                    reading = item.opened or workers.take(item)
                    if reading is None:
                        continue
                    if item.article is None and reading.articles:
                        waiting.popleft()
                        waiting.extendleft(reversed(self._opened(item, reading, workers)))
                        continue
                    item.report = yield from self._kept(item, reading)
                self.reports.append(item.report)
                if self.told is not None:
                    self.told(item.shown())
                waiting.popleft()
                self.done += not waiting or waiting[0].unit != item.unit
                if self.ended is not None:
                    return
        except KnownError as fault:  # no store to look into, no process to read in
            self.ended = str(fault)
            return
        yield self._tick("")

    def _open_ahead(self, waiting: deque[_Item], most: int, workers: Readers) -> None:
        """Have the articles of files behind the first read as soon as these are opened, in order.

        Otherwise each would be read only when it is its turn, one at a time. Where more than
        ``most`` are waiting there is enough to read. What a list of links says depends on what was
        stored before it, so it waits, and what is behind it.
        """
        at = 1
        while at < len(waiting) <= most:
            item = waiting[at]
            items = [item]
            if item.is_unopened:
                if item.opened is None and workers.has(item):
                    item.opened = workers.take(item)
                reading = item.opened
                if reading is None or any(each.link for each in reading.articles):
                    return
                if reading.articles:
                    items = self._opened(item, reading, workers)
                    del waiting[at]
                    for each in reversed(items):
                        waiting.insert(at, each)
            at += len(items)

    def _tick(self, label: str) -> Progress:
        return Progress(len(self.reports), self.expected, label)

    def _item(self, unit: int, source: Path | Pasted) -> _Item:
        path = source if isinstance(source, Path) else Path(source.name)
        return _Item(path, unit, given=self.given, outlet=self.outlet)

    def _sent(self, item: _Item, source: Path | Pasted, workers: Readers) -> _Item:
        """Send a file to be opened; with its report where it need not be, or cannot."""
        path = item.path
        if isinstance(source, Pasted):
            self._open(item, FileTask(path, source.data, (), source.plain, self._shows), workers)
            return item
        if is_open(path):  # to open and close it would let others write over what is stored
            reason = f"{shown(path.name)} is an open chronicle, not an article."
            item.report = item.left_out(reason)
            return item
        try:
            data = read_bytes(path)
        except KnownError as fault:
            item.report = item.left_out(str(fault))
            return item
        self._open(item, FileTask(path, data, self.columns, "", self._shows), workers)
        return item

    @property
    def _shows(self) -> bool:
        return self.told is not None or self.trial

    def _open(self, item: _Item, task: FileTask, workers: Readers) -> None:
        item.sha256 = hashlib.sha256(task.data).hexdigest()
        with self.store.reading() as session:
            if not self._is_known(session, item, workers):
                workers.send(item, task)

    def _chosen(self, unit: int, chosen: Chosen, workers: Readers) -> _Item:
        """Send an article that was found before to be read."""
        found = chosen.found
        article = found.article
        item = _Item(found.path, unit, found.sha256, article, found.ordinal)
        item.given, item.outlet = chosen.published, chosen.outlet
        if article is not None and article.link:
            filling = self.filled.get(id(chosen))
            gone = "Its article is no longer in the chronicle."
            item.report = item.left_out(gone) if filling is None else self._filled(item, filling)
            return item
        if article is None:  # it was here when it was found, and may have been undone since
            return self._sent(item, found.path, workers)
        with self.store.reading() as session:
            known = same_articles(session, [article])[0]
            if not self._is_known(session, item, workers, known):
                workers.send(item, TextTask(item.label, article.text, self._hints(item)))
        return item

    def _fill_chosen(self, chosen: Sequence[Chosen]) -> None:
        """Decide what the chosen rows of lists of links say, as one step."""
        rows = [each for each in chosen if each.found.rest is not None and each.found.rest.link]
        if not rows:
            return
        with self.store.writing(patience=PATIENCE) as session:
            known = Links(session)
            for each in rows:
                filling = known.filling(_corrected(each))
                if filling is not None:
                    self.filled[id(each)] = filling
            fill(session, self.filled.values(), shown(rows[0].found.path.name))

    def _opened(self, file: _Item, reading: Reading, workers: Readers) -> list[_Item]:
        """Send the articles of a file to be read; each with its report where it need not be."""
        articles = reading.articles
        several = len(articles) > 1
        items = [
            _Item(
                file.path,
                file.unit,
                identity(each) if several else file.sha256,
                each,
                number if several else None,
                given=file.given,
                outlet=file.outlet,
            )
            for number, each in enumerate(articles, 1)
        ]
        for item, glance in zip(items, reading.glances, strict=False):
            item.glance = glance
        if any(each.link for each in articles):
            items = self._linked(items)
        self.expected += len(items) - 1
        if remark := shorter(articles):
            self.remarks.append(Remark(shown(file.path), remark))
        with self.store.reading() as session:
            found = [each.article for each in items if each.article is not None]
            same = same_articles(session, found)
            for item, known in zip(items, same, strict=False):
                article = item.article
                assert article is not None
                if item.report is not None:
                    continue
                if article.fault is not None:
                    item.report = item.left_out(article.fault)
                elif self._is_known(session, item, workers, known):
                    continue
                elif self.trial:
                    item.report = item.found(self.twins.of(session, article, item.label))
                else:
                    workers.send(item, TextTask(item.label, article.text, self._hints(item)))
        return items

    def _linked(self, items: list[_Item]) -> list[_Item]:
        """What the rows of a list of links say of articles here; the others are only counted."""
        with self.store.reading() as session:
            known = Links(session)
        fillings = [(each, known.filling(each.article or Article())) for each in items]
        matched = [(item, filling) for item, filling in fillings if filling is not None]
        name = shown(items[0].path.name)
        missing = [filling for _, filling in matched if filling.values]
        remark = links_told(len(matched), len(items), len({each.document for each in missing}))
        self.remarks.append(Remark(shown(items[0].path), remark))
        if not self.trial and missing:
            with self.store.writing(patience=PATIENCE) as session:
                fill(session, missing, name)
        if not matched:
            items[0].report = items[0].left_out(_NO_MATCH)
            return items[:1]
        for item, filling in matched:
            item.report = self._filled(item, filling)
        return [item for item, _ in matched]

    def _filled(self, item: _Item, filling: Filling) -> DocumentReport:
        """The report of a link whose article is here."""
        if filling.values and self.trial:
            told = f"fills in {filling.told} of “{filling.title}”"
            return replace(item.found(None), reason=told)
        reason = f"{filling.told} filled in" if filling.values else "nothing to fill in"
        return replace(item.found(None), document_id=filling.document, status=UNCHANGED,
                       reason=reason)  # fmt: skip

    def _hints(self, item: _Item) -> Hints:
        hints = item.article.hints if item.article is not None else Hints()
        return replace(
            hints,
            path=shown(item.path),
            given=item.given,
            outlet=item.outlet or hints.outlet,
        )

    def _is_known(
        self, session: Session, item: _Item, workers: Readers, number: int | None = None
    ) -> bool:
        """Whether the store has it; it is read again where another date is given now."""
        known = _known(session, item, number)
        if known is None:
            return False
        if (
            self.trial
            or item.given is None
            or (known.basis, known.published) == (_GIVEN, item.given)
        ):
            item.report = known
        elif known.document_id is not None and _date_is_decided(session, known.document_id):
            item.report = replace(known, reason="its date was set by hand and is kept")
        elif known.document_id is not None:
            item.redating = known.document_id
            workers.send(item, task_again(session, known.document_id, item.given))
        return True

    def _kept(self, item: _Item, reading: Reading) -> Generator[Progress, None, DocumentReport]:
        """Store what was read; what became of it."""
        doc = reading.doc
        try:
            if doc is None:
                return item.left_out(reading.refusal)
            act = self._stored if item.redating is None else self._redated
            return (yield from patiently(partial(act, item, doc), self._locked))
        except TooLong as fault:
            return item.left_out(str(fault))
        except KnownError as fault:
            self.ended = str(fault)  # and would say so of each of the others
            return item.left_out(str(fault))
        except Stopped:
            raise
        except Exception:
            log.exception("%s was not stored", shown(item.path))
            return item.left_out("It was not stored: something went wrong in Dateline.")

    def _locked(self) -> Progress:
        return self._tick(f"{self.store.name} is locked by another program; waiting")

    def _stored(self, item: _Item, doc: Doc) -> DocumentReport:
        article = item.article
        assert article is not None
        source = Source(
            shown(item.path),
            article.media_type,
            item.sha256,
            item.ordinal,
            article.inside,
            article.accession,
            article.section,
            article.words,
        )
        with self.store.writing(patience=PATIENCE) as session:
            # The same may have been read from another file at the same time.
            known = _known(session, item, same_articles(session, [article])[0])
            if known is not None:
                return known
            begun = _begun(session, self.batch, shown(item.path.name))
            if self.keep:
                source = replace(source, original=keep_original(session, item.path))
            saved = save(session, begun.import_id, source, doc)
        self.batch = begun
        return _imported(item, saved, doc)

    def _redated(self, item: _Item, doc: Doc) -> DocumentReport:
        """Store a reading with the date that is given now, in place of the one before."""
        if doc.faults:
            return item.left_out(
                "It could not be read completely this time; its date is unchanged."
            )
        number = item.redating
        assert number is not None
        with self.store.writing(patience=PATIENCE) as session:
            if session.scalar(select(Document.text).where(Document.id == number)) != doc.text:
                return item.left_out("Its import has been undone; import it again.")
            title = doc.about.title or item.path.name
            dates = _dated(session, self.dates, shown(title))
            saved = replace_reading(session, number, doc, dates.step.number)
        self.dates = dates
        read = _imported(item, saved, doc)
        told = f"date set: {describe(read.published)}"
        return replace(read, status=UNCHANGED, reason=told)


def _corrected(chosen: Chosen) -> Article:
    """What a row of a list says, with what somebody knows better."""
    article = chosen.found.rest or Article()
    day = chosen.published
    dated = Published(day, PublishedBasis.GIVEN, "") if day else article.published
    return replace(article, outlet=chosen.outlet or article.outlet, published=dated)


def _date_is_decided(session: Session, number: int) -> bool:
    edited = session.scalar(select(Document.edited).where(Document.id == number))
    return "published" in (edited or "").split()


def _dated(session: Session, dates: _Dates, title: str) -> _Dates:
    """The step of this import that takes dates, with one document more; else its beginning."""
    record = resume(session, dates.step)
    if record is None:
        return _Dates(begin(session, READING, f"Publication date of “{title}”"), 1)
    documents = dates.documents + 1
    record.label = f"Publication dates of {documents} documents"
    return replace(dates, documents=documents)


def _known(session: Session, item: _Item, number: int | None = None) -> DocumentReport | None:
    """The report of what the store has, by its bytes or its number; None where it must be read."""
    query = select(
        Document.id, Document.published_basis, Document.title, Document.outlet, *PUBLISHED
    )
    which = Document.sha256 == item.sha256 if number is None else Document.id == number
    found = session.execute(query.where(which)).first()
    if found is None:
        return None
    number, basis, title, outlet = found[:4]
    day = stored_date(found[4:])
    place = replace(item.place, title=title, outlet=outlet)
    return DocumentReport(shown(item.path), number, UNCHANGED, None, 0, 0, day, basis, place)


def _imported(item: _Item, saved: Saved, doc: Doc) -> DocumentReport:
    day = doc.published
    told = [each for each in (item.article and item.article.remark, _unread(doc)) if each]
    return DocumentReport(
        shown(item.path),
        saved.document_id,
        IMPORTED,
        "; ".join(told) or None,
        saved.events,
        saved.people,
        day.interval if day else None,
        day.basis.value if day else "unknown",
        replace(item.place, title=item.place.title or doc.about.title),
    )


def _begun(session: Session, batch: _Batch, name: str) -> _Batch:
    """This import's batch; a new one where the first half has been undone in the meantime."""
    record = resume(session, batch.step)
    if record is not None:
        documents = batch.documents + 1
        record.label = f"Import of {documents} documents"
        return replace(batch, documents=documents)
    made = ImportBatch(at=datetime.now(UTC).isoformat(timespec="seconds"))
    session.add(made)
    session.flush()
    step = begin(session, IMPORT, f"Import of {name}", import_id=made.id)
    return _Batch(made.id, step, 1)


def _unread(doc: Doc) -> str | None:
    if not doc.faults:
        return None
    lacking = listed(fault.lacks for fault in doc.faults)
    return f"partly read: {lacking} could not be worked out"

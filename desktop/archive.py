"""One open chronicle as the desktop sees it: its queries and its edits.

The one module of the window that loads the database layer, which takes longer than the window
itself; ``desktop.app`` loads it off the GUI thread, and everybody else knows its types alone.
"""

from array import array
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.deeds import Deeds
from desktop.ledgers import Ledgers
from models.dates.interval import DateInterval, Day
from models.edits import history
from models.edits.along import takes_along
from models.edits.details import (
    Changed,
    Detail,
    changed_fields,
    event_history,
    step_details,
)
from models.edits.documents import Recounted, recounted
from models.edits.filters import forget_filter, name_filter, rename_filter
from models.edits.folders import unwatch_folder, watch_folder
from models.edits.news import News, news
from models.edits.rereading import read_by_older
from models.exporting.files import whole_file
from models.exporting.formats import USUAL, Format, Wishes
from models.progress import Progress, Tick
from models.queries.actors import actor_cards, actors_named, mentioned, together
from models.queries.alike_events import alike_events
from models.queries.asked import Named
from models.queries.beside import Beside, Paper, beside, papers_of
from models.queries.changed import Changes, changed
from models.queries.detail import event_detail
from models.queries.documents import (
    DocumentFacts,
    Totals,
    document_detail,
    document_facts,
    documents_of,
    totals,
    undated_documents,
)
from models.queries.dossier import Dossier, dossier
from models.queries.events import count_events, date_counts, event_ids, event_rows, events_page
from models.queries.facets import (
    actor_facet,
    kind_facet,
    place_facet,
    review_facet,
    source_facet,
    status_facet,
    tag_facet,
)
from models.queries.filter import EventFilter, Sort
from models.queries.folders import FolderRow, watched_folders
from models.queries.histogram import Histogram, date_extent, date_histogram, date_middle
from models.queries.lanes import Lane, Lanes, fill, lanes
from models.queries.matrix import MatrixRow, matrix
from models.queries.meter import Meter, meter, reviewed
from models.queries.named import NamedFilterRow, named_filters
from models.queries.names import Meant, meant
from models.queries.naming import meaning
from models.queries.near import near
from models.queries.network import Network, network
from models.queries.papers import actor_papers
from models.queries.people import People, PersonRow, people, person_papers, person_rows
from models.queries.rows import (
    ActorCard,
    ActorPaper,
    CopiedRows,
    DateCounts,
    DocumentDetail,
    EventDetail,
    EventRow,
    FacetRow,
    JoinedRow,
    Meaning,
    Near,
    Offer,
    TellingRow,
    Together,
)
from models.queries.search import parse_query, to_query
from models.queries.sources import SourceRow, Sources, source_facts, source_rows, sources
from models.queries.tags import Tags, document_tags, tags
from models.queries.tellings import event_tellings, joined
from models.queries.tokens import Typing
from models.queries.values import value_offers
from models.queries.whereabouts import Whereabouts, whereabouts
from models.reading.doc import Doc, Span
from models.reading.events.untaken import Untaken, untaken
from models.store.places import default_chronicle
from models.store.store import Question, Store, interrupter

if TYPE_CHECKING:  # loaded when it is needed
    from models.queries.alike import Side
    from models.queries.proposed import Proposed


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided on one event: the fields they changed, and everything, newest first."""

    event: int
    changed: tuple[Changed, ...]
    history: tuple[Detail, ...]


Steps = Generator[Progress, None, Any]
_OPENERS = 1  # processes that open files before they are read
_READERS = 4  # connections at hand from the start: one for each lane of the reader


class Archive:
    """An open store, as the window sees it. Its queries can run on any thread."""

    def __init__(self, store: Store, *, fresh: bool) -> None:
        self._store = store
        self.deeds = Deeds(store)
        """What can be decided in it."""
        self.ledgers = Ledgers(store)
        """What can be done with spreadsheets in it."""
        self._interrupts: list[Callable[[], None]] = []
        self.fresh = fresh
        """Whether it is the user's own chronicle and nothing was ever done in it."""
        self._holders = 1
        self._fresh: Any = None  # made when there is a folder to watch
        self.opened_at = store.version()
        """Its version before anything was asked."""

    @classmethod
    def open(
        cls, target: str | None, *, create: bool = True, tick: Tick | None = None
    ) -> "Archive":
        """Open a path or URL, None being the user's own chronicle; KnownError if it cannot be.

        A chronicle that cannot be written is opened for reading, and ``read_only`` says why.
        ``tick`` is told how far one of an earlier version is brought up to date.
        """
        store = Store.open(target, create=create, write=False, tick=tick)
        store.hold(_READERS)
        fresh = False
        if store.path == default_chronicle() and not store.read_only:
            with store.reading() as session:
                fresh = history.untouched(session)
        return cls(store, fresh=fresh)

    @property
    def name(self) -> str:
        """Its name for people."""
        return self._store.name

    @property
    def path(self) -> Path | None:
        """Its file; None where it is on a server."""
        return self._store.path

    @property
    def address(self) -> str:
        """Where it is, as it can be opened again: a path, or a server's address."""
        return self._store.address

    @property
    def read_only(self) -> str:
        """Why nothing can be written, in one sentence; empty where it can."""
        return self._store.read_only

    @property
    def is_default(self) -> bool:
        """Whether it is the user's own chronicle."""
        return self.path == default_chronicle()

    def share(self) -> "Archive":
        """The same archive for one more window; it closes when every window has closed it."""
        self._holders += 1
        return self

    def close(self) -> None:
        """Close the file, unless another window holds it."""
        self._holders -= 1
        if not self._holders:
            self._store.close()

    @contextmanager
    def reading(self) -> Iterator[tuple[Any, Callable[[], None]]]:
        """Open a scope for one query, with a way to interrupt it."""
        with self._store.reading() as session:
            yield session, interrupter(session)

    def interrupt(self) -> None:
        """End the queries of jobs at once, as if they had failed; others continue."""
        for stop in tuple(self._interrupts):
            stop()

    @contextmanager
    def _reading_long(self) -> Iterator[Any]:
        """A scope for the questions of a job, which may take longer than its ticks."""
        with self._store.reading() as session:
            stop = interrupter(session)
            self._interrupts.append(stop)
            try:
                yield session
            finally:
                self._interrupts.remove(stop)

    def rest(self) -> None:
        """Release caches."""
        self._store.rest()

    def page(self, wanted: EventFilter, sort: Sort, size: int) -> Question[tuple[EventRow, ...]]:
        """The first rows that match."""
        return partial(events_page, wanted=wanted, sort=sort, size=size)

    def order(
        self, wanted: EventFilter, sort: Sort, find: int | None
    ) -> "Question[tuple[array[int], int]]":
        """The ids of all matching events, and the position of ``find`` among them, or -1."""

        def ask(session: Any) -> "tuple[array[int], int]":
            ids = event_ids(session, wanted, sort)
            return ids, _place(ids, find)

        return ask

    def rows(self, ids: Sequence[int]) -> Question[dict[int, EventRow]]:
        """The rows of these events, by id."""
        return partial(event_rows, ids=ids)

    def detail(self, event: int, around: int) -> Question[EventDetail | None]:
        """Everything about one event; None where it is gone."""
        return partial(event_detail, event_id=event, around=around)

    def article(self, document: int) -> Question[DocumentDetail | None]:
        """A whole document with its passages that report events; None where it is gone."""
        return partial(document_detail, document_id=document)

    def decided(self, event: int) -> Question[Decided]:
        """What people decided on one event."""

        def ask(session: Any) -> Decided:
            return Decided(event, changed_fields(session, event), event_history(session, event))

        return ask

    def actors(
        self, wanted: EventFilter, narrowed: str, size: int, ticked: tuple[int, ...], kind: str
    ) -> Question[tuple[FacetRow, ...]]:
        """Actors with their counts; of one kind, unless that is empty."""
        return partial(
            actor_facet, wanted=wanted, narrowed=narrowed, size=size, ticked=ticked, kind=kind
        )

    def values(
        self, field: str, wanted: EventFilter, *, exact: bool = False
    ) -> Question[tuple[FacetRow, ...]]:
        """Places, kinds, statuses, review states, sources or tags with their counts.

        ``exact`` (kinds, statuses and review states): exact counts however many events match.
        """
        facets: dict[str, Callable[..., tuple[FacetRow, ...]]] = {
            "kind": partial(kind_facet, exact=exact),
            "status": partial(status_facet, exact=exact),
            "place": place_facet,
            "review": partial(review_facet, exact=exact),
            "source": source_facet,
            "tag": tag_facet,
        }
        return partial(facets[field], wanted=wanted)

    def dates(self, wanted: EventFilter, *, exact: bool = False) -> Question[DateCounts]:
        """How many events lie in the range, may lie in it, or have no date.

        ``exact``: exact counts however many events match.
        """
        return partial(date_counts, wanted=wanted, exact=exact)

    def meant(self, names: Sequence[Named]) -> Question[Meant]:
        """The values each of these names means."""
        return partial(meant, names=names)

    def mentioned(self, document: int, at: int) -> Question[int | None]:
        """Who takes part in an event by the words at a letter of a document; None: nobody does."""
        return partial(mentioned, document=document, at=at)

    def cards(self, numbers: Sequence[int]) -> Question[tuple[ActorCard, ...]]:
        """What is known of these actors, each once; those that are gone left out."""
        return partial(actor_cards, numbers=numbers)

    def people(
        self, typed: str, size: int, without: Sequence[int] = ()
    ) -> Question[tuple[ActorCard, ...]]:
        """The most frequent actors with a name like what is typed."""
        return partial(actors_named, typed=typed, size=size, without=without)

    def actors_found(
        self, wanted: EventFilter, sort: str, down: bool, kind: str, narrowed: str, first: int
    ) -> "Question[tuple[People, dict[int, PersonRow]]]":
        """All actors of the events that match, in order, with the ``first`` rows."""

        def ask(session: Any) -> "tuple[People, dict[int, PersonRow]]":
            found = people(session, wanted, sort, down=down, kind=kind, narrowed=narrowed)
            return found, person_rows(session, found.ids[:first], found.reach)

        return ask

    def actor_rows(
        self, found: People
    ) -> Callable[[Sequence[int]], Question[dict[int, PersonRow]]]:
        """How to ask for the rows of some of these actors."""
        return lambda ids: partial(person_rows, ids=ids, reach=found.reach)

    def actor_papers(self, ids: Sequence[int]) -> Question[dict[int, dict[str, Any]]]:
        """How many articles name some actors and when the last one did, by number."""
        return partial(person_papers, ids=ids)

    def sources_found(
        self, wanted: EventFilter, sort: str, down: bool, narrowed: str, which: str, first: int
    ) -> "Question[tuple[Sources, dict[int, SourceRow]]]":
        """All documents of the events that match, in order, with the ``first`` rows."""

        def ask(session: Any) -> "tuple[Sources, dict[int, SourceRow]]":
            found = sources(session, wanted, sort, down=down, narrowed=narrowed, which=which)
            return found, source_rows(session, found.ids[:first], found.events)

        return ask

    def source_rows(
        self, found: Sources
    ) -> Callable[[Sequence[int]], Question[dict[int, SourceRow]]]:
        """How to ask for the rows of some of these documents."""
        return lambda ids: partial(source_rows, ids=ids, told=found.events)

    def source_facts(self, ids: Sequence[int]) -> Question[dict[int, dict[str, Any]]]:
        """What takes longer to know of some documents, by number."""
        return partial(source_facts, ids=ids)

    def lanes(self, wanted: EventFilter, by: str) -> Question[tuple[Lane, ...]]:
        """The lanes of a timeline, by actors, kinds and so on; "": one."""
        return partial(lanes, wanted=wanted, by=by)

    def filled(
        self, wanted: EventFilter, of: Sequence[Lane], starts: Sequence[Day]
    ) -> Question[Lanes]:
        """The events of the lanes of a filter, in the stretches that begin on these days."""
        return partial(fill, wanted=wanted, of=of, starts=starts)

    def matrix(
        self, wanted: EventFilter, starts: Sequence[Day], size: int
    ) -> Question[tuple[MatrixRow, ...]]:
        """The most frequent actors with their events in the stretches that begin on these days."""
        return partial(matrix, wanted=wanted, starts=starts, size=size)

    def network(self, wanted: EventFilter, *, places: bool) -> Question[Network]:
        """Who is in events with whom; ``places``: with places."""
        return partial(network, wanted=wanted, places=places)

    def changed(self, wanted: EventFilter, since: str) -> Question[Changes]:
        """What has changed since a moment; empty: ever."""
        return partial(changed, wanted=wanted, since=since)

    def whereabouts(self, wanted: EventFilter) -> Question[Whereabouts]:
        """Where the events that match happened."""
        return partial(whereabouts, wanted=wanted)

    def dossier(self, actor: int) -> Question[Dossier | None]:
        """Everything that is known of one actor; None where it is gone."""
        return partial(dossier, number=actor)

    def papers(self, actor: int, size: int) -> Question[tuple[ActorPaper, ...]]:
        """The first documents that know an actor, with a passage of each."""
        return partial(actor_papers, actor=actor, size=size)

    def alike(self) -> Steps:
        """The steps of finding actors that may be the same; they return pairs (``Likeness``)."""
        with self._reading_long() as session:
            found = yield from _comparing().alike(session)
        return found

    def alike_events(self, wanted: EventFilter) -> Steps:
        """The steps of finding events that may be one; they return pairs, the likeliest first."""
        with self._reading_long() as session:
            found = yield from alike_events(session, wanted)
        return found.pairs

    def compared_events(
        self, one: int, other: int
    ) -> Question[tuple[tuple[TellingRow, ...], tuple[TellingRow, ...]] | None]:
        """What is told of two events, side by side; None where they are one by now, or gone."""

        def ask(session: Any) -> tuple[tuple[TellingRow, ...], tuple[TellingRow, ...]] | None:
            rows = event_rows(session, (one, other))
            if len(rows) < 2 or any(row.review == "rejected" for row in rows.values()):
                return None
            return event_tellings(session, one), event_tellings(session, other)

        return ask

    def compared(self, one: int, other: int) -> "Question[tuple[Side, Side] | None]":
        """Two actors side by side; None where they are one by now, gone, or known to be two."""
        return partial(_comparing().compared, one=one, other=other)

    def tellings(self, event: int) -> Question[tuple[TellingRow, ...]]:
        """What each document says of an event, at each of its places."""
        return partial(event_tellings, event=event)

    def papers_of(self, events: Sequence[int]) -> Question[tuple[Paper, ...]]:
        """The articles that tell of some events."""
        return partial(papers_of, events=events)

    def beside(self, one: int, other: int) -> Question[Beside]:
        """What two articles tell, together and alone."""
        return partial(beside, one=one, other=other)

    def joined(self, events: Sequence[int]) -> Question[JoinedRow | None]:
        """What several events would say as one; None where they are gone."""
        return partial(joined, events=events)

    def together(self, numbers: Sequence[int]) -> Question[Together]:
        """How many events and documents have any of these actors."""
        return partial(together, numbers=numbers)

    def meaning(self, typed: str, kind: str) -> Question[Meaning]:
        """Whom a name means while it is typed; actors of a kind are offered first."""
        return partial(meaning, typed=typed, kind=kind)

    def offers(self, typing: Typing, wanted: EventFilter, size: int) -> Question[tuple[Offer, ...]]:
        """Values that match what is typed, with their counts under the other conditions."""
        return partial(value_offers, typing=typing, wanted=wanted, size=size)

    def near(self, own: EventFilter, typed: EventFilter) -> Question[tuple[Near, ...]]:
        """Other spellings of what is typed that match something."""
        return partial(near, own=own, typed=typed)

    def extent(self) -> Question[tuple[Day, Day] | None]:
        """The first and last day of all dates; None where nothing is dated."""
        return date_extent

    def middle(self) -> Question[tuple[Day, Day] | None]:
        """The days between which 98 of 100 events lie; None if nothing is dated."""
        return date_middle

    def histogram(self, wanted: EventFilter, starts: Sequence[Day]) -> Question[Histogram]:
        """Events in each of the buckets that begin on these days, under all other filters."""
        return partial(date_histogram, wanted=wanted, starts=starts)

    def tags(self, events: Sequence[int]) -> Question[Tags]:
        """Every tag there is, and those of these events."""
        return partial(tags, events=events)

    def document_tags(self, documents: Sequence[int]) -> Question[Tags]:
        """Every tag there is, and those of these documents."""
        return partial(document_tags, documents=documents)

    def paper_rows(self, documents: Sequence[int]) -> Question[dict[int, SourceRow]]:
        """The rows of these documents, by number."""
        return partial(source_rows, ids=documents, told={})

    def count(self, wanted: EventFilter) -> Question[int]:
        """How many events match."""
        return partial(count_events, wanted=wanted)

    def totals(self) -> Question[Totals]:
        """The total numbers of events and documents."""
        return totals

    def version(self) -> object:
        """A value that changes whenever anybody has stored something; not for the GUI thread.

        Raises Displaced where the file that was opened no longer has its name.
        """
        return self._store.version()

    def news(self, before: News | None) -> Question[News]:
        """What can be undone and redone, and what changed since ``before``."""
        return partial(news, before=before)

    def save_copy(self, target: Path) -> None:
        """Write the whole chronicle, as it can be read now, to a new file."""
        self._store.save_copy(target)

    def parse(self, text: str) -> EventFilter:
        """The filter a search line means. Raises KnownError where it means none."""
        return parse_query(text)

    def line(self, wanted: EventFilter) -> str:
        """The search line of a filter."""
        return to_query(wanted)

    def named_filters(self) -> Question[tuple[NamedFilterRow, ...]]:
        """All saved filters with their search lines."""
        return named_filters

    def name_filter(self, name: str, wanted: EventFilter) -> None:
        """Save a filter under a name, replacing what had that name; can be undone."""
        history.do(self._store, name_filter(name, to_query(wanted)))

    def rename_filter(self, number: int, name: str) -> None:
        """Rename a saved filter; can be undone."""
        history.do(self._store, rename_filter(number, name))

    def forget_filter(self, number: int) -> None:
        """Delete a saved filter; can be undone."""
        history.do(self._store, forget_filter(number))

    def watched(self) -> Question[tuple[FolderRow, ...]]:
        """The folders that are watched."""
        return watched_folders

    def watch_folder(self, folder: Path) -> None:
        """Watch a folder; can be undone."""
        history.do(self._store, watch_folder(folder))

    def unwatch_folder(self, number: int) -> None:
        """Watch it no longer; can be undone."""
        history.do(self._store, unwatch_folder(number))

    def new_files(self, passed: Callable[[], frozenset[str]]) -> tuple[Any, ...]:
        """The new files in the watched folders, each a Fresh; not for the GUI thread.

        ``passed`` gives the marks of those that are not wanted.
        """
        if self._fresh is None:
            with self._store.reading() as session:
                if not watched_folders(session):
                    return ()
            self._fresh = import_module("models.importing.watching").FolderWatch(self._store)
        steps = self._fresh.look(self._fresh.folders(), passed())
        while True:
            try:
                next(steps)
            except StopIteration as end:
                return tuple(end.value)

    def importing(
        self, paths: Sequence[Path], published: DateInterval | None, *, keep: bool = False
    ) -> Steps:
        """The steps of an import of files and folders; they return an ImportReport."""
        # Loaded when it is needed: the reader weighs as much as all else here together.
        routine = import_module("models.importing.routine")
        steps = routine.import_files(self._store, paths, published=published, jobs=1, keep=keep)
        return (yield from steps)

    def reading_anew(self, document: int) -> Steps:
        """The steps of reading one stored text in another process; they return a Doc."""
        return (yield from import_module("models.importing.anew").read_anew(self._store, document))

    def rereading(self, documents: Sequence[int]) -> Steps:
        """The steps of reading stored texts again; they return a RereadReport, nothing is stored.

        It says what taking them would change.
        """
        again = import_module("models.importing.rereading")
        return (yield from again.read_again(self._store, documents, jobs=1, trial=True))

    def taking(self, found: Sequence[Any], left: Mapping[int, tuple[Any, Any]]) -> Steps:
        """The steps of taking what was read again; they return a RereadReport.

        ``left``: by document the keys of what is left, and of what is taken besides the offered.
        """
        again = import_module("models.importing.rereading")
        choices = {number: again.Choice(*keys) for number, keys in left.items()}
        return (yield from again.take_again(self._store, found, choices, by=self.deeds.by))

    def read_by_older(self) -> Question[list[int]]:
        """The documents that an earlier version of the reader has read."""
        return read_by_older

    def documents_of(self, events: Sequence[int]) -> Question[list[int]]:
        """The documents that report any of these events."""
        return partial(documents_of, events=events)

    def original(self, document: int) -> Question[Path]:
        """A copy of the file that a document came from, to be opened elsewhere."""

        def ask(session: Any) -> Path:
            module = import_module("models.importing.original")
            made: Path = module.copied(module.original(session, document))
            return made

        return ask

    def facts(self, numbers: Sequence[int] | None) -> Question[tuple[DocumentFacts, ...]]:
        """What is known of these documents, or of all."""
        return lambda session: tuple(document_facts(session, numbers))

    def undated(self) -> Question[list[int]]:
        """The documents without a date."""
        return undated_documents

    def recounted(self, documents: Sequence[int], typed: str) -> Question[tuple[Recounted, ...]]:
        """How the dates of events change with another publication date."""
        return partial(recounted, documents=documents, typed=typed)

    def untaken(self, doc: Doc, taken: Sequence[tuple[int, int]]) -> Question[tuple[Untaken, ...]]:
        """The sentences of a text that may tell something, without what was taken."""
        return lambda _session: untaken(doc, [Span(*each) for each in taken])

    def proposal(self, document: int, doc: Doc, start: int, end: int) -> "Question[Proposed]":
        """What a stretch of a document's text may tell, and whom that means here."""

        def ask(session: Any) -> "Proposed":
            # Loaded when it is needed, as the routine is.
            found = import_module("models.reading.events.proposing").propose(doc, start, end)
            of = import_module("models.queries.proposed")
            made: Proposed = of.proposed(session, document, found)
            return made

        return ask

    def looking(
        self,
        paths: Sequence[Path],
        told: Callable[[Any], None],
        pasted: Sequence[Any] = (),
        columns: tuple[tuple[str, int], ...] = (),
    ) -> Steps:
        """The steps of a look at files before they are read; they return an ImportReport.

        ``told`` is called with each Found, on the thread that runs the steps.
        """
        routine = import_module("models.importing.routine")
        look = routine.look(self._store, paths, told, pasted=pasted, columns=columns, jobs=_OPENERS)
        return (yield from look)

    def importing_found(
        self, chosen: Sequence[tuple[Any, DateInterval | None, str | None]], *, keep: bool = False
    ) -> Steps:
        """The steps of an import of what was found, with date and outlet as corrected."""
        routine = import_module("models.importing.routine")
        wanted = [routine.Chosen(*each) for each in chosen]
        return (yield from routine.import_found(self._store, wanted, jobs=1, keep=keep))

    def head(self, path: Path) -> Any:
        """The first rows of a table file, and what its columns seem to hold."""
        return import_module("models.importing.files").table_head(path)

    def exporting(
        self,
        path: Path,
        form: Format,
        wanted: EventFilter,
        sort: Sort,
        wishes: Wishes = USUAL,
        template: Path | None = None,
    ) -> Steps:
        """The steps of an export of all matching events; they return the number of events.

        An existing file stays until all is written.
        """
        if template is not None:
            text = import_module("models.exporting.report.template").load(template)
            wishes = replace(wishes, template=text)
        with self._reading_long() as session, whole_file(path, binary=form.binary) as out:
            number = yield from form.write(session, wanted, out, sort, wishes)
        return number

    def reporting(self, wanted: EventFilter) -> Steps:
        """The steps of a report of all matching events; they return it as HTML to print."""
        lines = import_module("models.exporting.report.lines")
        with self._reading_long() as session:
            made = yield from lines.report(session, wanted)
        return import_module("desktop.printing").page(made)

    def copied(self, ids: Sequence[int], told: Callable[[int], None]) -> Question[CopiedRows]:
        """These events for the clipboard; ``told`` is called with the number done."""

        def ask(session: Any) -> CopiedRows:
            rows: CopiedRows = import_module("models.exporting.clipboard").copied(
                session, ids, told
            )
            return rows

        return ask

    def meter(self) -> Question[Meter]:
        """What the reviews say of the reading."""
        return lambda session: meter(reviewed(session))

    def past(self) -> "Question[tuple[history.Past, ...]]":
        """Everything that was done, the last step first."""
        return history.past

    def step(self, number: int) -> "Question[tuple[Sequence[Detail], Sequence[history.Past]]]":
        """What a step decided, and the later steps that undoing it takes along."""

        def ask(session: Any) -> tuple[Sequence[Detail], Sequence[history.Past]]:
            return step_details(session, number), history.steps(
                session, takes_along(session, number)
            )

        return ask

    def undo(self, number: int | None = None) -> str | None:
        """Undo the last step, or that of a number with what builds on it; returns its label."""
        return history.undo(self._store, number, along=number is not None)

    def redo(self, number: int | None = None) -> str | None:
        """Redo what was undone last, or the step of a number; returns its label."""
        return history.redo(self._store, number)


def _place(ids: "array[int]", find: int | None) -> int:
    try:
        return -1 if find is None else ids.index(find)
    except ValueError:
        return -1


def _comparing() -> Any:
    # Loaded when it is needed: it knows how names are written, and brings a library for it.
    return import_module("models.queries.alike")

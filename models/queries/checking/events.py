"""Check events: their derived columns against the rows they come from."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice, product
from typing import Any

from models.dates.basis import DateBasis, basis_from_data, basis_to_data, recompute
from models.dates.edtf import parse_edtf
from models.dates.interval import DateInterval
from models.errors import KnownError
from models.letters import spelled
from models.queries.checking.findings import Findings
from models.queries.checking.reader import Reader, Row, grouped
from models.queries.filter import REJECTED
from models.reading.doc import EventStatus
from models.schema.keys import Report, fold, report_of, sort_key, stored_time
from models.schema.shown import who_text

_SPAN = 500
_MOST_NAMES = 500  # ways to name everybody in an event that are tried
_DATE = (
    "chrono, earliest, latest, reported, edtf, precision, approximate, date_words, date_basis, "
    "status, review"
)
_ROW = (
    "id, summary, summary_key, who, who_key, place, place_key, place_id, sources, copies, "
    f"claimed_by_id, confidence, created_by, import_id, {_DATE}"
)
# What hangs on an event.
_PARTS = {
    "event_text": "SELECT id, summary, names, passages FROM event_text WHERE id {0}",
    "participation": "SELECT event_id, id, actor_id, role, document_id, chrono FROM participation "
    "WHERE event_id {0} ORDER BY event_id, id",
    "evidence": 'SELECT event_id, document_id, start, "end" FROM evidence '
    "WHERE event_id {0} ORDER BY event_id, id",
    "claim": "SELECT event_id, id, actor_id, document_id FROM claim WHERE event_id {0}",
    "telling": "SELECT event_id, id FROM telling WHERE event_id {0}",
}


@dataclass(frozen=True, slots=True)
class _Parts:
    """The rows that belong to one event, and the names of its actors."""

    texts: list[Row]
    parts: list[Row]
    passages: list[Row]
    claims: list[Row]
    tellings: list[Row]
    names: dict[int, str]
    forms: dict[tuple[int, int], list[str]]  # by document and actor

    @property
    def documents(self) -> list[int]:
        """The documents that report it."""
        return list(dict.fromkeys(row[1] for row in self.passages))


def check_events(reader: Reader, findings: Findings) -> Iterator[int]:
    """Compare every event with the rows it comes from. Yields the number of rows checked."""
    checker = _Checker(reader, findings)
    for first, last in reader.spans("event", _SPAN):
        with reader.guarded("event", "", f"events {first} to {last}"):
            checker.look_at(first, last)
        yield _SPAN


class _Checker:
    def __init__(self, reader: Reader, findings: Findings) -> None:
        self._reader = reader
        self._findings = findings
        self._text = lru_cache(64)(self._read_text)
        self._published = lru_cache(4096)(self._read_date)

    def look_at(self, first: int, last: int) -> None:
        """Compare the events of these numbers."""
        kept = {
            name: grouped(self._reader.rows(asked.format("BETWEEN ? AND ?"), first, last))
            for name, asked in _PARTS.items()
        }
        asked = f"SELECT {_ROW} FROM event WHERE id BETWEEN ? AND ? ORDER BY id"
        rows = self._reader.rows(asked, first, last)
        actors = {row[n] for row in rows for n in (7, 10)}
        hanging = chain(*kept["participation"].values(), *kept["claim"].values())
        actors |= {row[2] for row in hanging}
        names = self._names(actors)
        forms = self._forms({row[1] for row in chain(*kept["evidence"].values())})
        for row in rows:
            parts = [kept[name].get(row[0], []) for name in _PARTS]
            here = _Parts(parts[0], parts[1], parts[2], parts[3], parts[4], names, forms)
            with self._reader.guarded("event", row[0]):
                for what in self._wrong(row, here):
                    self._findings.add("event", row[0], what)
            for table, number, what in _wrong_parts(row, here):
                self._findings.add(table, number, what)

    def _names(self, actors: set[Any]) -> dict[int, str]:
        asked = f"SELECT id, name FROM actor WHERE id IN ({self._reader.GIVEN})"
        return dict(self._reader.rows(asked, json.dumps(_numbers(actors))))

    def _forms(self, documents: set[Any]) -> dict[tuple[int, int], list[str]]:
        asked = (
            "SELECT document_id, actor_id, text FROM alias "
            f"WHERE document_id IN ({self._reader.GIVEN}) ORDER BY id"
        )
        forms: dict[tuple[int, int], list[str]] = {}
        for document, actor, text in self._reader.rows(asked, json.dumps(_numbers(documents))):
            forms.setdefault((document, actor), []).append(text)
        return forms

    def _read_text(self, document: int) -> str:
        found = self._reader.rows("SELECT text FROM document WHERE id = ?", document)
        return found[0][0] if found else ""

    def _read_date(self, document: int) -> DateInterval | None:
        found = self._reader.rows("SELECT published_edtf FROM document WHERE id = ?", document)
        return _interval(found[0][0]) if found and found[0][0] is not None else None

    def _wrong(self, row: Row, here: _Parts) -> Iterator[str]:
        """What is wrong with an event, in words."""
        (
            _,
            summary,
            summary_key,
            who,
            who_key,
            place,
            place_key,
            place_id,
            sources,
            copies,
            *rest,
        ) = row
        claimant, confidence, created_by, import_id, *date = rest
        for key, kept, column in (
            (sort_key(summary), summary_key, "summary"),
            (sort_key(who), who_key, "people"),
            (fold(place), place_key, "place"),
        ):
            if key != kept:
                yield f"cannot be sorted and found by its {column}"
        if not self._is_who(who, here):
            yield "its list of who took part is wrong"
        if not self._is_place(place, place_id, here):
            yield "the name of its place is wrong"
        documents = len(here.documents)
        if sources + copies != documents or sources < min(1, documents):
            yield "the number of its sources is wrong"
        if row[0] != min((telling[1] for telling in here.tellings), default=None):
            yield "its id isn’t that of its first telling"
        if created_by == "reading" and not here.passages:
            yield "has no passage"
        if created_by == "reading" and import_id is None:
            yield "belongs to no import"
        if claimant is not None and claimant not in {claim[2] for claim in here.claims}:
            yield "is claimed by someone who makes no claim in it"
        if not (0 <= confidence <= 1 and round(confidence, 2) == confidence):
            yield "its confidence is not valid"
        yield from self._wrong_text(row, here)
        yield from self._wrong_date(date, here)

    def _is_who(self, who: str, here: _Parts) -> bool:
        """Whether ``who`` fits known names of the actors, which may have become fuller."""
        if who == who_text((here.names[actor], role) for _, _, actor, role, *_ in here.parts):
            return True
        actors = list(dict.fromkeys(part[2] for part in here.parts))
        ways = product(*(self._all_names(actor, here) for actor in actors))
        for names in islice(ways, _MOST_NAMES):
            called = dict(zip(actors, names, strict=True))
            if who == who_text((called[actor], role) for _, _, actor, role, *_ in here.parts):
                return True
        return False

    def _all_names(self, actor: int, here: _Parts) -> list[str]:
        asked = "SELECT DISTINCT text FROM alias WHERE actor_id = ?"
        told = [text for (text,) in self._reader.rows(f'{asked} AND "full"', actor)]
        return list(dict.fromkeys((here.names[actor], *told)))

    def _is_place(self, place: str, actor: int | None, here: _Parts) -> bool:
        if actor is None:
            return place == ""
        return place == here.names.get(actor) or place in self._all_names(actor, here)

    def _wrong_text(self, row: Row, here: _Parts) -> Iterator[str]:
        """What is wrong with the words that it is searched by."""
        if not here.texts:
            yield "cannot be searched"
            return
        _, summary, names, passages = here.texts[0]
        if summary != spelled(row[1]):
            yield "cannot be searched by its summary"
        told = (self._text(document)[start:end] for _, document, start, end in here.passages)
        if passages != spelled("\n".join(dict.fromkeys(told))):
            yield "cannot be searched by its passages"
        if not self._are_names(names, row, here):
            yield "cannot be searched by the names in it"

    def _are_names(self, names: str, row: Row, here: _Parts) -> bool:
        """Whether every participant has a name there, and nobody else has."""
        parts = {part[2] for part in here.parts}
        actors = {*parts, row[7], row[10], *(claim[2] for claim in here.claims)} - {None}
        found, known = set(names.split("\n")), {""}
        for actor in actors:
            told = (here.forms.get((document, actor), []) for document in here.documents)
            called = "\n".join((here.names.get(actor, ""), *chain(*told)))
            forms = set(spelled(called).split("\n"))
            named = not found.isdisjoint(forms) or any(self._is_form(t, {actor}) for t in found)
            if actor in parts and not named:
                return False
            known |= forms
        return all(self._is_form(text, actors) for text in found - known)

    def _is_form(self, text: str, actors: set[int]) -> bool:
        """Whether any document uses this name for one of these actors."""
        asked = f"SELECT text FROM alias WHERE actor_id IN ({self._reader.GIVEN})"
        rows = self._reader.rows(asked, json.dumps(_numbers(actors)))
        return any(text in spelled(form).split("\n") for (form,) in rows)

    def _wrong_date(self, date: list[Any], here: _Parts) -> Iterator[str]:
        """What is wrong with its date: the days it is sorted and found by, and its basis."""
        *days, reported, edtf, precision, approximate, words, basis, status, review = date
        interval = None if edtf is None else _interval(edtf)
        if edtf is not None and interval is None:
            yield "its date cannot be read"
            return
        report = self._report(here)
        if reported != (report[1] if report else None):
            yield "the day of its first report is wrong"
        place = stored_time(
            interval,
            report,
            planned=status == EventStatus.PLANNED,
            rejected=review == REJECTED,
        )
        if days[0] != place.chrono:
            yield "its place in the order of dates is wrong"
        if days[1:] != [place.earliest, place.latest]:
            yield "its first and last day don’t fit its date"
        fine = (None, 0) if interval is None else (interval.precision, interval.approximate)
        if (precision, approximate) != fine:
            yield "the precision of its date is wrong"
        if basis is None:
            if words is not None:
                yield "how its date was worked out is missing"
            return
        read = _basis(basis)
        if read is None:
            yield "how its date was worked out cannot be read"
            return
        leads = any(self._leads(read, document) for document in here.documents)
        if not leads or _edtf(read.result) != edtf or read.words != words:
            yield "how its date was worked out leads to another date"

    def _report(self, here: _Parts) -> Report | None:
        """The first and the last day on which its first report can have been."""
        told = (report_of(self._published(document)) for document in here.documents)
        days = [report for report in told if report is not None]
        return (min(first for first, _ in days), min(last for _, last in days)) if days else None

    def _leads(self, basis: DateBasis, document: int) -> bool:
        try:
            found = recompute(basis, self._published(document))
        except KnownError:
            return False
        return _edtf(found) == _edtf(basis.result)


def _wrong_parts(row: Row, here: _Parts) -> Iterator[tuple[str, int, str]]:
    """What is wrong with the participations and claims of an event."""
    order, documents = row[-11], set(here.documents)
    seen: set[tuple[int, str]] = set()
    for _, number, actor, role, document, kept in here.parts:
        if kept != order:
            yield (
                "participation",
                number,
                "its place in the order of dates differs from its event’s",
            )
        if (actor, role) in seen:
            yield "participation", number, "repeats another one"
        seen.add((actor, role))
        if document is not None and document not in documents:
            yield "participation", number, "is in a document that doesn’t report its event"
    for _, number, _, document in here.claims:
        if document is not None and document not in documents:
            yield "claim", number, "is in a document that doesn’t report its event"


def _edtf(date: DateInterval | None) -> str | None:
    return None if date is None else date.edtf


def _numbers(values: Iterable[Any]) -> list[int]:
    return sorted(value for value in values if isinstance(value, int))


@lru_cache(16_384)
def _interval(edtf: str) -> DateInterval | None:
    try:
        read = parse_edtf(edtf)
    except KnownError:
        return None
    return read if read.edtf == edtf else None


def _basis(stored: str) -> DateBasis | None:
    try:
        data = json.loads(stored)
        read = basis_from_data(data)
    except (KnownError, ValueError, AttributeError):
        return None
    return read if basis_to_data(read) == data else None

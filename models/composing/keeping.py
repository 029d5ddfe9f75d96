"""What a reading holds of earlier ones because people decided on it: there as long as they do.

Such a telling stands beside what the reader says now, at the end of the reading. As long as the
decisions count that hold it, its row stands at its place; else it stands where the reader has it
now, or nowhere. So undoing leaves nothing behind, and doing again brings back what was kept.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import String, cast, select, update
from sqlalchemy.orm import Session

from models.composing import decided
from models.composing.decided import Decided
from models.composing.difference import REVIEWED, forms_of, is_kept, review_of, stays
from models.composing.loading import Readings, chunks, decisions_on_tellings, rows
from models.composing.matching import form_keys, telling_keys
from models.composing.said import Said, SaidTelling, mapped, unpack
from models.composing.touched import Touched
from models.schema.readings import Form, Reading, Telling
from models.schema.tables import table_of
from models.store import sql

UNTIL = "until"
"""The name, among the numbers of a reading, of that of the last decision before it was stored."""
_TELLING, _FORM = table_of(Telling), table_of(Form)
_HAS_KEPT = cast(Reading.numbers, String).contains(f'"{UNTIL}"')


@dataclass(frozen=True, slots=True)
class Current:
    """The current reading of a document as it counts now: ``numbers`` are the rows of ``said``.

    ``whole``: what is stored, without what no decision holds any more.
    """

    id: int
    reader: str
    numbers: dict[str, list[int]]
    said: Said
    whole: Said


def current(session: Session, document: int) -> Current | None:
    """The current reading of a document; None where it has none yet."""
    query = select(Reading.id, Reading.reader, Reading.numbers, Reading.data)
    found = session.execute(query.where(Reading.document_id == document, Reading.current)).first()
    if found is None:
        return None
    number, reader, numbers, data = found
    said = unpack(data)
    if not said.kept:
        return Current(number, reader, numbers, said, said)
    held = _held(session, said, numbers)
    known = [*range(said.read_forms), *sorted(_forms(said, held))]
    places = _places(said, held)
    whole = replace(
        said,
        kept=tuple(said.kept[place - said.read_tellings] for place in held),
        kept_forms=len(known) - said.read_forms,
    )
    now = {
        "tellings": [numbers["tellings"][place] for place in places],
        "forms": [numbers["forms"][place] for place in known],
    }
    flat = replace(said, kept=(), kept_forms=0)
    return Current(
        number, reader, now, _only(flat, places, known),
        _only(whole, [*range(said.read_tellings), *held], known),
    )  # fmt: skip


def keeps(session: Session, touched: Touched) -> bool:
    """Whether the reading of any document touched keeps something of an earlier one."""
    return any(_with_kept(session, touched))


def settle(session: Session, readings: Readings, touched: Touched) -> Touched:
    """Have what is kept in readings stand as the decisions on it say now; what that touches."""
    found = Touched()
    for document, numbers in _with_kept(session, touched):
        said = readings.said(document)
        held = _held(session, said, numbers)
        told: dict[int, int | None] = dict.fromkeys(numbers["tellings"])
        told |= {numbers["tellings"][place]: place for place in _places(said, held)}
        in_force = _forms(said, held)
        known = {
            number: place if place < said.read_forms or place in in_force else None
            for place, number in enumerate(numbers["forms"])
        }
        keys = telling_keys(said)
        for number in _moved(session, Telling, told):
            place = told[number]
            values: dict[str, Any] = {"place": place}
            if place is not None:
                values |= zip(("trigger_start", "trigger_end", "nth"), keys[place], strict=True)
            session.execute(update(_TELLING).where(_TELLING.c.id == number).values(values))
            found.tellings.add(number)
        names = form_keys(said)
        for number in _moved(session, Form, known):
            place = known[number]
            values = {"place": place}
            if place is not None:
                values |= zip(("kind", "key", "nth"), names[place], strict=True)
            session.execute(update(_FORM).where(_FORM.c.id == number).values(values))
            found.reread.add(number)
    return found


def _with_kept(session: Session, touched: Touched) -> Iterator[tuple[int, dict[str, Any]]]:
    """The documents touched whose current reading keeps something, and its numbers."""
    query = select(Reading.document_id, Reading.numbers).where(Reading.current, _HAS_KEPT)
    found: dict[int, dict[str, Any]] = {}
    for part in chunks(touched.documents):
        found |= _pairs(session, query.where(Reading.document_id.in_(sql.given(part))))
    for numbers, kind in ((touched.tellings, Telling), (touched.reread, Form)):
        for part in chunks(numbers):
            own = select(kind.document_id).where(kind.id.in_(sql.given(part)))
            found |= _pairs(session, query.where(Reading.document_id.in_(own)))
    yield from sorted(found.items())


def _pairs(session: Session, query: Any) -> dict[int, dict[str, Any]]:
    return {row[0]: row[1] for row in rows(session, query)}


def _held(session: Session, said: Said, numbers: Mapping[str, Any]) -> list[int]:
    """The places of what is kept that the decisions on it still hold."""
    first, own = said.read_tellings, numbers["tellings"]
    on: dict[int, list[Decided]] = {}
    for each in decisions_on_tellings(session, own[first:]):
        for number in each.subjects:
            on.setdefault(number, []).append(each)
    return [
        place
        for place, instead in enumerate(said.kept, first)
        if _stands(on.get(own[place], ()), numbers[UNTIL], instead)
    ]


def _stands(decisions: Sequence[Decided], until: int, instead: int | None) -> bool:
    """Whether decisions hold a telling as an earlier reading has it.

    One that the reader has otherwise now stands ``instead`` of that as long as what was decided
    until then is not taken back: what is decided later is of what was shown by then.
    """
    if instead is None:
        return stays(decisions)
    first = [each for each in decisions if each.id <= until or each.verb == decided.KEEP]
    later = [each for each in decisions if each not in first]
    return all(_as_it_was(first + later[:number]) for number in range(len(later) + 1))


def _as_it_was(decisions: Sequence[Decided]) -> bool:
    return is_kept(decisions) or review_of(decisions) in REVIEWED


def _places(said: Said, held: Iterable[int]) -> list[int]:
    """The places of the tellings that count, what is kept in place of what the reader says."""
    places = [*range(said.read_tellings)]
    for place in held:
        instead = said.kept[place - said.read_tellings]
        if instead is None:
            places.append(place)
        else:
            places[instead] = place
    return places


def _forms(said: Said, held: Iterable[int]) -> set[int]:
    """The places of the kept forms that tellings which are held speak of."""
    return {
        form for place in held for form in forms_of(said.tellings[place])
        if form >= said.read_forms
    }  # fmt: skip


def _only(said: Said, tellings: Iterable[int], forms: Sequence[int]) -> Said:
    """A reading with some of its tellings and forms alone; what is read is among these."""
    now = {place: n for n, place in enumerate(forms)}
    told: Iterator[SaidTelling] = (said.tellings[place] for place in tellings)
    return replace(
        said,
        forms=tuple(said.forms[place] for place in forms),
        tellings=tuple(mapped(each, now.__getitem__) for each in told),
    )


def _moved(session: Session, kind: Any, places: Mapping[int, int | None]) -> Collection[int]:
    """The rows that stand at other places."""
    found: set[int] = set()
    for part in chunks(places):
        query = select(kind.id, kind.place).where(kind.id.in_(sql.given(part)))
        found |= {number for number, place in rows(session, query) if place != places[number]}
    return found

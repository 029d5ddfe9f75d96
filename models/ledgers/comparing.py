"""A spreadsheet against a chronicle: which rows are new, known, changed, alike or in conflict."""

from collections import defaultdict
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.importing.sheets.columns import Layout
from models.importing.sheets.grid import Sheet
from models.ledgers.held import (
    PIECE,
    Holding,
    Origin,
    canonical,
    holdings,
    origins,
    piece,
    present,
)
from models.ledgers.rows import TOLD, Row, rows
from models.progress import Progress
from models.schema.events import Event
from models.schema.keys import REJECTED_UNDATED, fold

NEW, SAME, CHANGED, ALIKE, CONFLICT, LEFT, GONE = (
    "new", "same", "changed", "alike", "conflict", "left", "gone",
)  # fmt: skip
"""What a row is: an event that is not there; one that is; one that the file says otherwise; one
that may be there already; one that both have changed; no event; an event that was rejected."""
_ENOUGH = 72  # how alike the words of two events are that may be one
_ROW_ENOUGH = 60  # of one row before and after somebody changed it
_NEAR = 400  # events around a day that a row is compared with


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which a row and the chronicle differ."""

    field: str
    sheet: str
    """As the file means it."""
    chronicle: str
    changed_in: str
    """Where it was changed since they were last compared: sheet, chronicle or both."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One row, and what it is to the chronicle."""

    row: Row
    what: str
    event: int | None = None
    differences: tuple[Difference, ...] = ()
    summary: str = ""
    """What the chronicle calls the event."""
    origin: Origin | None = None

    @property
    def settled(self) -> bool:
        """Whether it is known to be its event, and not only thought to be."""
        return self.event is not None and self.what not in (ALIKE, GONE)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A whole sheet."""

    layout: Layout
    rows: tuple[Compared, ...]
    holdings: Mapping[int, Holding]

    def count(self, what: str) -> int:
        """How many rows are of a kind."""
        return sum(1 for each in self.rows if each.what == what)


def comparing(
    session: Session, file: str, sheet: Sheet, layout: Layout
) -> Generator[Progress, None, Comparison]:
    """Compare the rows of a sheet with the chronicle."""
    found = tuple(rows(sheet, layout))
    yield Progress(0, len(found), "rows")
    known = origins(session)
    bound = _bound(session, found, known, (file, sheet.name))
    yield Progress(len(found) // 3, len(found), "rows")
    alike: dict[int, int] = {}
    taken = {*bound.values(), *known}
    for number, row in enumerate(found):
        if number % 50 == 0:
            yield Progress(len(found) // 3 + number * 2 // 3, len(found), "rows")
        if row.number not in bound and not row.left and not row.remark:
            event = _alike(session, row, taken)
            if event is not None:
                alike[row.number] = event
                taken.add(event)
    held = holdings(session, {*bound.values(), *alike.values()})
    made = tuple(_compared(row, bound, alike, known, held, layout) for row in found)
    return Comparison(layout, made, held)


def _bound(
    session: Session,
    found: Sequence[Row],
    known: Mapping[int, Origin],
    where: tuple[str, str],
) -> dict[int, int]:
    """The events of rows: as they say themselves, else by what stood in them before."""
    now = present(session, {row.event for row in found if row.event is not None})
    bound: dict[int, int] = {}
    used: set[int] = set()
    for row in found:
        event = now.get(row.event) if row.event is not None else None
        if event is not None and event not in used and not row.left:
            bound[row.number] = event
            used.add(event)
    same: dict[tuple[tuple[str, str], ...], list[Origin]] = defaultdict(list)
    for origin in known.values():
        same[_key(origin.said)].append(origin)
    open_rows = [row for row in found if row.number not in bound and not row.left]
    for row in open_rows:
        options = [o for o in same.get(_key(row.said), ()) if o.event not in used]
        options.sort(key=lambda o: ((o.file, o.sheet) != where, abs(o.row - row.number - 1)))
        if options:
            bound[row.number] = options[0].event
            used.add(options[0].event)
    rest = [o for o in known.values() if (o.file, o.sheet) == where and o.event not in used]
    for row in [row for row in open_rows if row.number not in bound]:
        best = max(rest, key=lambda o: _nearness(row, o), default=None)
        if best is not None and _nearness(row, best) >= _ROW_ENOUGH:
            bound[row.number] = best.event
            rest.remove(best)
    return bound


def _key(said: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(
        sorted((name, " ".join(text.split())) for name, text in said.items() if name != "mark")
    )


def _nearness(row: Row, origin: Origin) -> float:
    """How likely a row is one that was read before, with something changed in it."""
    words = fuzz.token_sort_ratio(row.said.get("event", ""), origin.said.get("event", ""))
    same_day = row.said.get("date", "") == origin.said.get("date", "")
    same_row = row.number + 1 == origin.row
    return words * 0.6 + 25 * same_day + 15 * same_row


def _alike(session: Session, row: Row, taken: set[int]) -> int | None:
    """An event of the chronicle that a row may tell of, or None."""
    day = row.date
    if day is None or day.earliest is None or day.latest is None:
        return None
    query = (
        select(Event.id, Event.summary, Event.who, Event.place)
        .where(
            Event.earliest <= day.latest, Event.latest >= day.earliest,
            Event.earliest >= day.earliest - 31, Event.chrono < REJECTED_UNDATED,
            Event.review != "rejected",
        )
        .order_by(Event.chrono, Event.id)
        .limit(_NEAR)
    )  # fmt: skip
    names = {fold(name) for given in row.names.values() for name in given}
    best, number = 0.0, None
    for event, summary, who, place in session.execute(query):
        if event in taken:
            continue
        words = fuzz.token_set_ratio(fold(row.meant["event"]), fold(summary))
        company = fold(f"{who} {place}")
        shared = sum(1 for name in names if name and name in company)
        likeness = 0.85 * words + min(15, 8 * shared)
        if likeness > best:
            best, number = likeness, event
    return number if best >= _ENOUGH else None


def _compared(
    row: Row,
    bound: Mapping[int, int],
    alike: Mapping[int, int],
    known: Mapping[int, Origin],
    held: Mapping[int, Holding],
    layout: Layout,
) -> Compared:
    if row.left:
        return Compared(row, LEFT)
    if row.number in alike:
        event = alike[row.number]
        return Compared(row, ALIKE, event, (), held[event].fields["event"])
    event = bound.get(row.number, -1)
    holding = held.get(event)
    if holding is None:
        return Compared(row, LEFT if row.remark else NEW)
    origin = known.get(event)
    summary = holding.fields["event"]
    if holding.rejected:
        return Compared(row, GONE, event, (), summary, origin)
    found = tuple(_differences(row, holding, origin, layout))
    sides = {each.changed_in for each in found}
    what = CONFLICT if "both" in sides else CHANGED if "sheet" in sides else SAME
    return Compared(row, what, event, found, summary, origin)


def _differences(
    row: Row, holding: Holding, origin: Origin | None, layout: Layout
) -> Iterable[Difference]:
    """Fields that a row says otherwise, and on which side they were changed."""
    one_column = is_one_column(layout)
    for at, name in enumerate(TOLD):
        if not layout.of(name) and not (name == "date" and layout.of("until")):
            continue
        means, holds = row.meant[name], holding.field(name, one_column=one_column)
        if canonical(name, means) == canonical(name, holds) or (name == "date" and row.fault):
            continue
        if name in row.unread or (name == "date" and "until" in row.unread):
            continue
        if not means and name in ("kind", "status") and row.said.get(name):
            continue  # words that no chronicle knows
        there = origin is None or _said_otherwise(name, row, origin)
        if row.held:
            was = row.held[at * PIECE : (at + 1) * PIECE]
            here = piece(name, holds) != was
            there = there and piece(name, means) != was
        elif origin is not None:
            here = canonical(name, origin.held.get(name, "")) != canonical(name, holds)
        else:
            here = True  # nothing is known of before
        if there or here:
            yield Difference(name, means, holds, _SIDES[there, here])


_SIDES = {(True, True): "both", (True, False): "sheet", (False, True): "chronicle"}


def _said_otherwise(name: str, row: Row, origin: Origin) -> bool:
    """Whether a cell says something else than when it was compared last."""
    names = ("date", "until") if name == "date" else (name,)
    return any(
        " ".join(origin.said.get(each, "").split()) != " ".join(row.said.get(each, "").split())
        for each in names
    )


def is_one_column(layout: Layout) -> bool:
    """Whether one column holds everybody who takes part, in whatever role."""
    return not layout.of("agent") and not layout.of("target")

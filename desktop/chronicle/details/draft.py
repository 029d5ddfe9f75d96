"""What somebody has typed of an event, apart from any widget, and how it differs from what is."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from desktop.tables.ahead import Change
from desktop.tables.words import one_line
from models.dates.interval import DateInterval
from models.dates.typed import parse_typed
from models.dates.words import describe
from models.errors import KnownError
from models.queries.rows import EventDetail, EventRow, ParticipantRow

NO_DATE = ("", "none", "unknown", "undated", "date unknown")
"""What one types for an event without a date."""
FIELDS = ("date", "summary", "kind", "status", "place")


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody as typed: by number where it is known who is meant, else by name and kind.

    ``role``: what one did in an event, or says of it. Nobody's name is empty: it isn't kept, but of
    a claim it's an unnamed source.
    """

    role: str
    name: str
    id: int | None = None
    kind: str = "person"

    @property
    def key(self) -> tuple[str, int | str | None]:
        """What tells it from others."""
        return self.role, self.id if self.id is not None else self.name.casefold() or None

    @property
    def written(self) -> str:
        """How it is called towards the store: by its number, else by its name."""
        return self.name if self.id is None else f"#{self.id}"


@dataclass(frozen=True, slots=True)
class Draft:
    """An event as it stands in the fields."""

    date: str = ""
    summary: str = ""
    kind: str = "other"
    status: str = "asserted"
    place: Who = Who("place", "", kind="place")
    parts: tuple[Who, ...] = ()
    claims: tuple[Who, ...] = ()
    source: tuple[int, int, int] | None = None
    """The document and the stretch of its text that an event is made from."""


def draft_of(detail: EventDetail) -> Draft:
    """The fields of a stored event."""
    row = detail.row
    place = next(
        (p for p in detail.participants if p.role == "place" and p.name == row.place), None
    )
    parts = dict.fromkeys(
        Who(each.role, each.name, each.actor_id, each.kind) for each in detail.participants
    )
    claims = dict.fromkeys(
        Who(each.stance, each.name or "", each.actor_id) for each in detail.claims
    )
    return Draft(
        date_text(row.interval),
        row.summary,
        row.kind,
        row.status,
        Who("place", row.place, place.actor_id if place else None, "place"),
        tuple(parts),
        tuple(claims),
    )


def date_text(interval: DateInterval | None) -> str:
    """A date as it is typed: in the words in which it is shown, if they mean the same days."""
    if interval is None:
        return ""
    words = describe(interval)
    try:
        return words if parse_typed(words) == interval else interval.edtf
    except KnownError:
        return interval.edtf


def interval_of(text: str) -> DateInterval | None:
    """The date that a text means; None: none. Raises KnownError where it isn't a date."""
    typed = " ".join(text.split())
    return None if typed.casefold() in NO_DATE else parse_typed(typed)


def changed_fields(before: Draft, after: Draft) -> dict[str, str | None]:
    """The fields with another value, as the store takes them: a place by number if it's known."""
    changed: dict[str, str | None] = {}
    if not same_date(before.date, after.date):
        changed["date"] = None if interval_of(after.date) is None else after.date
    for name in ("summary", "kind", "status"):
        value = " ".join(str(getattr(after, name)).split())
        if value != " ".join(str(getattr(before, name)).split()):
            changed[name] = value
    if not same_place(before.place, after.place):
        changed["place"] = after.place.written or None
    return changed


def same_date(one: str, other: str) -> bool:
    """Whether two texts mean the same days; what isn't a date is as it is written."""
    if one == other:
        return True
    try:
        return interval_of(one) == interval_of(other)
    except KnownError:
        return False


def same_place(one: Who, other: Who) -> bool:
    """Whether two places are the same, by number where both are known."""
    if one.id is not None and other.id is not None:
        return one.id == other.id
    return one.name.casefold() == other.name.casefold()


def joined_and_left(before: Sequence[Who], after: Sequence[Who]) -> tuple[list[Who], list[Who]]:
    """Who is there that was not, and who was there that is not any more."""
    had, has = {each.key for each in before}, {each.key for each in after}
    joined = {each.key: each for each in after if each.key not in had}
    left = {each.key: each for each in before if each.key not in has}
    return list(joined.values()), list(left.values())


def is_changed(before: Draft, after: Draft) -> bool:
    """Whether anything would be stored, or is typed that can't be."""
    if not same_date(before.date, after.date):
        return True
    if changed_fields(replace(before, date=""), replace(after, date="")):
        return True
    return any(
        each
        for some in ("parts", "claims")
        for each in joined_and_left(getattr(before, some), getattr(after, some))
    )


def rebased(draft: Draft, before: Draft, now: Draft) -> Draft:
    """What is typed, on another state of the event: what was not touched is as it is now."""
    values = {name: getattr(now if _same(name, draft, before) else draft, name) for name in FIELDS}
    return Draft(
        **values,
        parts=_moved(draft.parts, before.parts, now.parts),
        claims=_moved(draft.claims, before.claims, now.claims),
        source=draft.source,
    )


def overtaken(draft: Draft, before: Draft, now: Draft) -> tuple[str, ...]:
    """The fields that were touched here, and have another value elsewhere since."""
    return tuple(
        name
        for name in FIELDS
        if not _same(name, draft, before) and not _same(name, before, now)
        and not _same(name, draft, now)
    )  # fmt: skip


def _same(name: str, one: Draft, other: Draft) -> bool:
    if name == "date":
        return same_date(one.date, other.date)
    if name == "place":
        return same_place(one.place, other.place)
    return " ".join(getattr(one, name).split()) == " ".join(getattr(other, name).split())


def _moved(own: Iterable[Who], before: Sequence[Who], now: Sequence[Who]) -> tuple[Who, ...]:
    """The rows as they are now, without those removed here and with those added here."""
    joined, left = joined_and_left(before, tuple(own))
    gone = {each.key for each in left}
    kept = [each for each in now if each.key not in gone]
    there = {each.key for each in kept}
    return (*kept, *(each for each in joined if each.key not in there))


def shown_with(detail: EventDetail, draft: Draft) -> EventDetail:
    """A stored event as it will be shown once a draft of it is stored."""
    before = draft_of(detail)
    row = detail.row
    changed = changed_fields(before, draft)
    interval = interval_of(draft.date) if "date" in changed else row.interval
    edited = {*row.edited.split(), *changed}
    joined, left = joined_and_left(before.parts, draft.parts)
    gone = {each.key for each in left}
    parts = [p for p in detail.participants if Who(p.role, p.name, p.actor_id).key not in gone]
    parts += [ParticipantRow(w.id or 0, w.name, w.kind, w.role, "", "") for w in joined]
    return replace(
        detail,
        row=replace(
            row,
            interval=interval,
            summary=one_line(draft.summary),
            kind=draft.kind,
            status=draft.status,
            place=draft.place.name,
            edited=" ".join(sorted(edited)),
        ),
        basis=None if "date" in changed else detail.basis,
        date_words=None if "date" in changed else detail.date_words,
        participants=tuple(parts),
    )


def row_change(detail: EventDetail, draft: Draft) -> Change:
    """What the row of a stored event will have, once a draft of it is stored."""
    now = shown_with(detail, draft).row
    fields = ("interval", "summary", "kind", "status", "place")
    changed: dict[str, Any] = {
        name: getattr(now, name)
        for name in fields
        if getattr(now, name) != getattr(detail.row, name)
    }
    edited = set(now.edited.split())

    def change(row: EventRow) -> EventRow:
        return replace(row, edited=" ".join(sorted({*row.edited.split(), *edited})), **changed)

    return change


def written(draft: Draft) -> dict[str, object]:
    """A draft as plain data, to be kept."""
    return asdict(draft)


def draft_from(data: object) -> Draft | None:
    """The draft that plain data means; None where it means none."""
    if not isinstance(data, dict):
        return None
    texts = {name: data.get(name) for name in ("date", "summary", "kind", "status")}
    place = _who_from(data.get("place"))
    parts, claims = (_some_from(data.get(name)) for name in ("parts", "claims"))
    if place is None or parts is None or claims is None:
        return None
    if not all(isinstance(value, str) for value in texts.values()):
        return None
    source = data.get("source")
    whole = isinstance(source, list | tuple) and len(source) == 3
    if source is not None and not (whole and all(isinstance(each, int) for each in source)):
        return None
    return Draft(
        **{name: str(value) for name, value in texts.items()},
        place=place,
        parts=parts,
        claims=claims,
        source=None if source is None else (source[0], source[1], source[2]),
    )


def _some_from(data: object) -> tuple[Who, ...] | None:
    found = [_who_from(each) for each in data] if isinstance(data, list | tuple) else [None]
    some = tuple(each for each in found if each is not None)
    return some if len(some) == len(found) else None


def _who_from(data: object) -> Who | None:
    if not isinstance(data, dict):
        return None
    texts = [data.get(name) for name in ("role", "name", "kind")]
    number = data.get("id")
    if not all(isinstance(each, str) for each in texts) or not isinstance(number, int | None):
        return None
    return Who(str(texts[0]), str(texts[1]), number, str(texts[2]))

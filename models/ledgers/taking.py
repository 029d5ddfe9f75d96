"""Rows of somebody's chronology become decisions: one step, which can be undone."""

from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from models.composing import anchors, decided
from models.composing.composer import tellings_of
from models.composing.numbers import events_now
from models.edits import events
from models.edits.deciding import Act, Deed, an_actor, called, drain_act, meant_by
from models.errors import KnownError
from models.importing.sheets.grid import Sheet
from models.ledgers.comparing import (
    ALIKE,
    CHANGED,
    CONFLICT,
    LEFT,
    NEW,
    SAME,
    Compared,
    Comparison,
    is_one_column,
)
from models.ledgers.held import Holding, canonical, holdings
from models.ledgers.rows import ROLES, TOLD, Row, headed, names_in, note_in, split_names, tags_in
from models.printable import counted
from models.progress import Progress
from models.queries.rows import Somebody
from models.schema.actors import Actor
from models.schema.keys import fold

LEAVE = "leave"
"""What is done with a row or a name that is not to be taken."""
SHEET, CHRONICLE = "sheet", "chronicle"
"""Which side a conflict is decided for."""
KINDS = ("person", "organisation", "place")
_ORGANISATIONS = frozenset(
    "ministry party group army council union bank forces company corporation agency committee "
    "court government parliament police commission association federation university institute "
    "office department league front movement brigade inc ltd plc gmbh ag un eu nato".split()
)
_BRINGING = (NEW, CHANGED, CONFLICT, ALIKE, LEFT)
_EVERY = 20  # rows between two ticks


@dataclass(frozen=True, slots=True)
class AskedName:
    """A name in a sheet, and whom it may mean; ``kind``: what somebody new would be."""

    name: str
    kind: str
    candidates: tuple[Somebody, ...]
    rows: int = 1
    """In how many rows it stands."""

    @property
    def proposal(self) -> str | None:
        """Whom it is taken for unless somebody says otherwise; None: it has to be said."""
        if not self.candidates:
            return f"new {self.kind}"
        return f"#{self.candidates[0].id}" if len(self.candidates) == 1 else None


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody decided on a sheet before it is taken in."""

    names: Mapping[str, str] = field(default_factory=dict)
    """Whom each name means: "#12", "new person", or "leave"."""
    alike: str = SAME
    """What a row is that is like an event which is there: same, new or leave."""
    conflicts: str = LEAVE
    """Which side counts where both changed something: sheet, chronicle or leave."""
    rows: Mapping[int, str] = field(default_factory=dict)
    """The same for single rows, by number from 0; also leave, for rows of any kind."""

    def of(self, each: Compared) -> str:
        """What is done with a row."""
        one = self.rows.get(each.row.number)
        if one is not None:
            return one
        known = {NEW: NEW, ALIKE: self.alike, CONFLICT: self.conflicts, LEFT: LEAVE}
        return known.get(each.what, SAME)


def asked_names(session: Session, found: Comparison) -> tuple[AskedName, ...]:
    """Every name of rows that bring something, and whom it may mean."""
    wanted = [each.row for each in found.rows if each.what in _BRINGING]
    counts: dict[str, int] = {}
    for row in wanted:
        for name in {*(n for given in row.names.values() for n in given), row.meant["place"]}:
            counts[name] = counts.get(name, 0) + 1
    made = []
    for name, where in names_in(wanted).items():
        some = tuple(Somebody(*row) for row in meant_by(session, name))
        made.append(AskedName(name, _kind(name, where), some, counts.get(name, 1)))
    return tuple(made)


def _kind(name: str, where: str) -> str:
    if where == "place":
        return "place"
    words = {word.strip(".,") for word in name.lower().split()}
    shouted = name.isupper() and len(name) < 8
    return "organisation" if words & _ORGANISATIONS or shouted else "person"


def settled(names: Sequence[AskedName], chosen: Mapping[str, str]) -> dict[str, str]:
    """Whom every name means; a KnownError where it has to be said and isn't."""
    made = {}
    for each in names:
        choice = chosen.get(each.name, each.proposal)
        if choice is None:
            listed = ", ".join(
                f"#{c.id} {c.name} ({c.kind}, {counted(c.events, 'event')})"
                for c in each.candidates
            )
            raise KnownError(f"“{each.name}” could be several actors: {listed}. Choose one.")
        made[each.name] = choice
    return made


def take(file: str, sheet: Sheet, found: Comparison, choices: Choices) -> Act:
    """Take rows into the chronicle: new events, changed fields, and which row each came from.

    ``choices.names`` says of every name whom it means.
    """

    def act(deed: Deed) -> Generator[Progress, None, None]:
        one = _Taking(deed, file, sheet, found, choices)
        for number, each in enumerate(found.rows):
            if number % _EVERY == 0:
                yield Progress(number, len(found.rows), "rows")
            one.row(each)
        deed.label, deed.done = one.label(), one.new + one.changed + one.joined
        if one.bound:
            deed.afterwards.append(one.note_rows)

    return act


class _Taking:
    """A sheet that is being taken in."""

    def __init__(
        self, deed: Deed, file: str, sheet: Sheet, found: Comparison, choices: Choices
    ) -> None:
        self._deed, self._file, self._sheet = deed, file, sheet
        self._found, self._choices = found, choices
        self._one_column = is_one_column(found.layout)
        self.new = self.changed = self.joined = 0
        self.bound: list[tuple[Compared, tuple[int, ...], frozenset[str]]] = []
        """Rows, the tellings that they are, and the fields in which they stay apart."""

    def label(self) -> str:
        """What was done, for the Undo menu."""
        told = [
            counted(self.new, "new event") if self.new else "",
            f"{self.changed:,} changed" if self.changed else "",
            f"{self.joined:,} found in it" if self.joined else "",
        ]
        what = ", ".join(part for part in told if part) or "nothing new"
        return f"Took in {self._file}: {what}"

    def row(self, each: Compared) -> None:
        """Take one row, as it was chosen."""
        choice = self._choices.of(each)
        if choice == LEAVE and each.what != CONFLICT:
            return
        if each.row.left:
            return
        if each.what == NEW or (each.what in (ALIKE, LEFT) and choice == NEW):
            self.new += 1
            self.bound.append((each, (self._add(each.row),), frozenset()))
        elif each.what == ALIKE and each.event is not None:
            self.joined += 1
            self.bound.append((each, self._tellings(each.event), frozenset()))
        elif each.what in (CHANGED, CONFLICT) and each.event is not None:
            self._change(each, choice)
        elif each.what == SAME and each.event is not None and _moved(each):
            self.bound.append((each, self._tellings(each.event), _apart(each, SHEET)))

    def _tellings(self, event: int) -> tuple[int, ...]:
        return tuple(tellings_of(self._deed.session, (event,)))

    def _add(self, row: Row) -> int:
        """A new event; the telling that it is."""
        deed, meant = self._deed, row.meant
        drain_act(
            events.new_event(
                meant["event"], date=meant["date"] or None, kind=meant["kind"] or "other",
                status=meant["status"] or "asserted",
            )(deed)
        )  # fmt: skip
        assert deed.telling is not None
        telling, deed.telling = deed.telling, None
        about = anchors.of_tellings(deed.session, (telling,))
        for name, role in ROLES.items():
            for who in row.names.get(name, ()):
                anchor = self._anchor(who)
                if anchor is not None:
                    deed.add(decided.PART, {"role": role, "add": True}, [*about, anchor])
        place = self._anchor(meant["place"]) if meant["place"] else None
        if place is not None:
            value = {"field": "place", "value": self._called(meant["place"])}
            deed.add(decided.SET, value, [*about, place])
        for tag in tags_in(row.said.get("tag", "")):
            deed.add(decided.TAG, {"tag": tag, "add": True}, about)
        note = _notes(row)
        if note:
            deed.add(decided.NOTE, {"text": note}, about)
        return telling

    def _anchor(self, name: str) -> dict[str, Any] | None:
        """An anchor on whom a name means; None where it is left out."""
        choice = self._choices.names.get(name, LEAVE)
        if choice == LEAVE:
            return None
        if choice.startswith("#"):
            return an_actor(self._deed.session, int(choice[1:]))
        return {**self._deed.new_actor(choice.removeprefix("new "), name), "side": 1}

    def _called(self, name: str) -> str:
        """What whom a name means is called."""
        choice = self._choices.names.get(name, LEAVE)
        if not choice.startswith("#"):
            return name
        actor = self._deed.session.get(Actor, int(choice[1:]))
        return name if actor is None else actor.name

    def _change(self, each: Compared, choice: str) -> None:
        """Take over what the sheet says otherwise; ``choice``: which side counts in a conflict."""
        assert each.event is not None
        holding = self._found.holdings[each.event]
        wanted = [
            d.field for d in each.differences
            if d.changed_in == "sheet" or (d.changed_in == "both" and choice == SHEET)
        ]  # fmt: skip
        before = len(self._deed.decisions)
        for name in wanted:
            self._set(name, each, holding)
        self.changed += len(self._deed.decisions) > before
        self.bound.append((each, self._tellings(each.event), _apart(each, choice)))

    def _set(self, name: str, each: Compared, holding: Holding) -> None:
        deed, row = self._deed, each.row
        event = holding.event
        match name:
            case "date" | "event" | "kind" | "status":
                if row.meant[name] or name == "date":
                    value = row.meant[name] or None
                    field_ = "summary" if name == "event" else name
                    drain_act(events.set_fields(event, {field_: value})(deed))
            case "place":
                place = row.meant["place"]
                anchor = self._anchor(place) if place else None
                if anchor is not None or not place:
                    about = anchors.of_tellings(deed.session, self._tellings(event))
                    value_ = {"field": "place", "value": self._called(place) if place else None}
                    was = {"value": holding.fields["place"] or None}
                    deed.add(decided.SET, value_, [*about, *([anchor] if anchor else [])], was)
            case "tag":
                old, new = (set(tags_in(text)) for text in (holding.fields["tag"],
                                                            row.said.get("tag", "")))  # fmt: skip
                for tag in sorted(old ^ new):
                    drain_act(events.tag([event], tag, add=tag in new)(deed))
            case "note":
                drain_act(events.note_all([event], row.meant["note"], instead=True)(deed))
            case _:
                self._change_parts(name, each, holding)

    def _change_parts(self, name: str, each: Compared, holding: Holding) -> None:
        """Somebody more, or somebody less, in a column of names."""
        deed, now = self._deed, each.row.names.get(name, ())
        if each.origin is not None:
            before: Iterable[str] = split_names(each.origin.said.get(name, ""))
        else:
            before = holding.field(name, one_column=self._one_column).split("; ")
        old, new = {fold(who) for who in before}, {fold(who) for who in now}
        about = anchors.of_tellings(deed.session, self._tellings(holding.event))
        there = {(role, fold(who)) for role, who in holding.parts}
        for who in now:
            names = {fold(who), fold(self._called(who))}
            if fold(who) in old or any(known in names for _, known in there):
                continue
            anchor = self._anchor(who)
            if anchor is not None:
                deed.add(decided.PART, {"role": ROLES[name], "add": True}, [*about, anchor])
        for role, who in holding.parts:
            mine = role == ROLES[name] or (name == "who" and self._one_column)
            if not mine or role == "place" or fold(who) not in old - new:
                continue
            drain_act(events.drop_part(holding.event, role, self._number(who))(deed))

    def _number(self, who: str) -> str:
        """Somebody by number, where one name could be several."""
        found = [row for row in called(self._deed.session, who) if row[1] == who]
        return f"#{found[0][0]}" if found else who

    def note_rows(self, deed: Deed) -> None:
        """Write down from which row each event came, and what both sides say now."""
        session = deed.session
        where = [telling for _, tellings, _ in self.bound for telling in tellings[:1]]
        numbers = events_now(session, where)
        held = holdings(session, numbers.values())
        for each, tellings, apart in self.bound:
            holding = held.get(numbers.get(tellings[0], -1)) if tellings else None
            if holding is None:
                continue
            said, holds = dict(each.row.said), _held(holding, one_column=self._one_column)
            said.pop("mark", None)
            if each.origin is not None:
                for name in apart:
                    holds[name] = each.origin.held.get(name, "")
                    if (name, "both") in {(d.field, d.changed_in) for d in each.differences} and (
                        self._choices.of(each) == LEAVE
                    ):
                        said[name] = each.origin.said.get(name, "")
            value = {
                "file": self._file, "sheet": self._sheet.name, "row": each.row.number + 1,
                "cells": headed(self._sheet, self._found.layout, each.row),
                "said": said, "held": holds,
            }  # fmt: skip
            deed.add(decided.ROW, value, anchors.of_tellings(session, tellings))


def _held(holding: Holding, *, one_column: bool) -> dict[str, str]:
    return {name: holding.field(name, one_column=one_column) for name in TOLD}


def _apart(each: Compared, choice: str) -> frozenset[str]:
    """The fields in which the chronicle stays other than it was when they were compared."""
    return frozenset(
        d.field for d in each.differences
        if d.changed_in == "chronicle" or (d.changed_in == "both" and choice != SHEET)
    )  # fmt: skip


def _moved(each: Compared) -> bool:
    """Whether a row that says the same stands elsewhere, or in other words, than it did."""
    origin = each.origin
    if origin is None:
        return False
    said = {name: text for name, text in each.row.said.items() if name != "mark"}
    return said != dict(origin.said)


def _notes(row: Row) -> str:
    """The note of a row, and after it what was too long for the line of an event."""
    whole = row.said.get("event", "")
    more = whole if canonical("event", whole) != row.meant["event"] else ""
    return note_in("\n\n".join(part for part in (row.meant["note"], more) if part))

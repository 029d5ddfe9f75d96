"""What another reading of a text says otherwise, and what of it stays because it was decided.

Nothing is stored here: two readings and what people decided are compared, as data.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from models.composing import decided
from models.composing.decided import Decided, Name
from models.composing.events import counted
from models.composing.matching import Matched, matched
from models.composing.said import Said, SaidTelling, title_of
from models.schema.keys import fold
from models.schema.shown import who_text

NEW, GONE, CHANGED, KEPT, DETAILS = "new", "gone", "changed", "kept", "details"
"""What may have become of an event, and of the document's own date, title, outlet…"""
OFFERED = frozenset((NEW, GONE, CHANGED, DETAILS))
REVIEWED = ("accepted", "rejected")
HELD = (*REVIEWED, "keep")
"""For which reasons an event stays as a whole."""

Key: TypeAlias = tuple[int | None, int | None]
"""The places of an event in the older and in the newer reading; none: the document's details."""


@dataclass(frozen=True, slots=True)
class Field:
    """One value that both readings give otherwise; dates as EDTF. ``decided``: by a person."""

    name: str
    old: str | None
    new: str | None
    decided: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that the readings say otherwise."""

    what: str
    key: Key
    words: str = ""
    """The summary of the event."""
    date: str | None = None
    fields: tuple[Field, ...] = ()
    why: str = ""
    """By what an event is kept: accepted, rejected, keep, or the fields that were decided."""
    follows: bool = False
    """Whether it changes by what else does: the document's date, or how its actors are called."""

    @property
    def is_choice(self) -> bool:
        """Whether it can be taken or left; else it follows from what was taken or decided."""
        if self.what != KEPT:
            return not self.follows
        return self.key[0] is not None and (self.key[1] is None or self.why in HELD)


@dataclass(frozen=True, slots=True)
class Lost:
    """A decision that the newer reading leaves without what it is about."""

    decision: int
    verb: str
    words: str
    """The name as it was read."""
    now: str | None
    """The name by which the same passages are read now; None: nobody is read there."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What people decided on a document, by the places in its older reading."""

    tellings: Mapping[int, Sequence[Decided]] = field(default_factory=dict)
    earlier: Mapping[tuple[int, int], Sequence[Decided]] = field(default_factory=dict)
    """Decisions on tellings of readings before that one, by their triggers."""
    forms: Mapping[int, Sequence[Decided]] = field(default_factory=dict)
    names: Mapping[Name, Sequence[Decided]] = field(default_factory=dict)
    elsewhere: Collection[Name] = ()
    """Names of those decided on that other documents have as well."""
    called: Mapping[int, str | None] = field(default_factory=dict)
    """Forms of actors who are decided on: their name now, None where they are no actor."""
    details: Collection[str] = ()
    """Fields of the document that were decided."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What another reading of a document would change."""

    items: tuple[Item, ...]
    same: int
    lost: tuple[Lost, ...]
    matched: Matched

    def count(self, what: str) -> int:
        """How many differences there are of one sort."""
        return sum(item.what == what for item in self.items)

    @property
    def details(self) -> tuple[str, ...]:
        """The fields of the document itself that would be others."""
        found = (item.fields for item in self.items if item.what == DETAILS)
        return tuple(each.name for fields in found for each in fields if not each.decided)

    @property
    def offered(self) -> frozenset[Key]:
        """What is taken unless somebody says otherwise."""
        return frozenset(item.key for item in self.items if item.what in OFFERED)


def difference(old: Said, new: Said, path: str, standing: Standing | None = None) -> Difference:
    """Compare two readings of one text, which was read from the file at ``path``."""
    return _Comparison(old, new, path, standing or Standing()).made()


class _Comparison:
    def __init__(self, old: Said, new: Said, path: str, standing: Standing) -> None:
        self._old, self._new, self._path, self._standing = old, new, path, standing
        self._matched = matched(old, new)
        self._before = {place for place in self._matched.tellings if place is not None}
        self._now = {place: n for n, place in enumerate(self._matched.forms) if place is not None}

    def made(self) -> Difference:
        """All that differs, in the order of the text."""
        items = list(self._details())
        pairs: list[tuple[int, Key]] = []
        for number, place in enumerate(self._matched.tellings):
            pairs.append((self._new.tellings[number].trigger[0], (place, number)))
        for place, telling in enumerate(self._old.tellings):
            if place not in self._before:
                pairs.append((telling.trigger[0], (place, None)))
        found = [self._item(*key) for _, key in sorted(pairs, key=lambda each: each[0])]
        items += [item for item in found if item is not None]
        same = sum(item is None for item in found)
        staying = {
            form for place, number in (item.key for item in items if item.what == KEPT)
            if place is not None and number is None
            for form in forms_of(self._old.tellings[place])
        }  # fmt: skip
        return Difference(tuple(items), same, tuple(self._lost(staying)), self._matched)

    def _details(self) -> Iterator[Item]:
        before, now = (
            {
                "title": title_of(said, self._path), "outlet": said.outlet,
                "byline": said.byline, "url": said.url, "published": said.published,
            }
            for said in (self._old, self._new)
        )  # fmt: skip
        fields = [
            Field(name, before[name], now[name], name in self._standing.details)
            for name in before if before[name] != now[name]
        ]  # fmt: skip
        if fields:
            what = KEPT if all(each.decided for each in fields) else DETAILS
            why = " ".join(each.name for each in fields) if what == KEPT else ""
            yield Item(what, (None, None), fields=tuple(fields), why=why)

    def _item(self, place: int | None, number: int | None) -> Item | None:
        if place is None:
            assert number is not None
            return self._new_item(number)
        decisions = self._standing.tellings.get(place, ())
        state, fields = review_of(decisions), fields_of(decisions)
        keep = "keep" if is_kept(decisions) else state if state in REVIEWED else ""
        old = self._old.tellings[place]
        if number is None:
            staying = stays(decisions)
            why = (keep or " ".join(sorted(holding(decisions)))) if staying else ""
            return Item(KEPT if staying else GONE, (place, None), old.summary, old.date, why=why)
        new = self._new.tellings[number]
        before, now = _facts(old, self._was_called), _facts(new, self._is_called)
        changed = tuple(
            Field(name, before[name], now[name], name in fields)
            for name in before if before[name] != now[name]
        )  # fmt: skip
        head = ((place, number), old.summary, old.date, changed)
        if keep == "keep":
            return Item(KEPT, *head, keep)
        if not changed:
            return None
        if all(each.decided for each in changed):
            return Item(KEPT, *head, " ".join(each.name for each in changed))
        if {**_facts(old, self._is_called_now), "date": self._dated(old)} == now:
            return Item(CHANGED, *head, follows=True)
        return Item(KEPT, *head, keep) if keep else Item(CHANGED, *head)

    def _new_item(self, number: int) -> Item:
        new = self._new.tellings[number]
        decisions = self._standing.earlier.get(new.trigger, ())
        why = "rejected" if review_of(decisions) == "rejected" else ""
        return Item(KEPT if why else NEW, (None, number), new.summary, new.date, why=why)

    def _dated(self, old: SaidTelling) -> str | None:
        """The date of a telling counted from the document's date in the newer reading."""
        same = self._old.published == self._new.published
        return old.date if same else counted(old, self._new.published)[0]

    def _was_called(self, form: int) -> str | None:
        """The name of a form of the older reading; None where it is no actor."""
        return self._standing.called.get(form, self._old.forms[form].name)

    def _is_called(self, form: int) -> str | None:
        """The name of a form of the newer reading."""
        name, before = self._new.forms[form].name, self._matched.forms[form]
        return name if before is None else self._standing.called.get(before, name)

    def _is_called_now(self, form: int) -> str | None:
        """The name of a form of the older reading when it is called as in the newer."""
        return self._is_called(self._now[form]) if form in self._now else self._was_called(form)

    def _lost(self, staying: Collection[int]) -> Iterator[Lost]:
        """The decisions that do not reach what they are about any more, but for those on events.

        ``staying``: forms that stay with events which the newer reading does not have.
        """
        for place, form in enumerate(self._old.forms):
            other = self._new.forms[self._now[place]] if place in self._now else None
            if other is None and place in staying:
                continue
            name = Name(form.kind, fold(form.name))
            on_form = self._standing.forms.get(place, ()) if other is None else ()
            for each in on_form:
                yield Lost(each.id, each.verb, form.name, None)
            for each in self._standing.names.get(name, ()):
                if other is None:
                    # That nobody is read there any more is what a removed name wants.
                    if each.verb != decided.NOBODY and name not in self._standing.elsewhere:
                        yield Lost(each.id, each.verb, form.name, None)
                elif Name(other.kind, fold(other.name)) not in each.names:
                    yield Lost(each.id, each.verb, form.name, other.name)


def _facts(telling: SaidTelling, called: Callable[[int], str | None]) -> dict[str, str | None]:
    """What people see of an event; ``called``: the name of a form, None where it is no actor."""

    def named(form: int | None) -> str | None:
        return None if form is None else called(form)

    parts = [(name, p.role) for p in telling.parts if (name := called(p.form)) is not None]
    claims = sorted({f"{named(c.form) or ''} {c.stance}".strip() for c in telling.claims})
    return {
        "date": telling.date,
        "summary": telling.summary,
        "participants": who_text(parts, most=None) or None,
        "kind": telling.kind,
        "status": telling.status,
        "place": named(telling.place),
        "claims": ", ".join(claims) or None,
        "claimed_by": named(telling.claimed_by),
    }


def review_of(decisions: Sequence[Decided]) -> str:
    """What was said of an event last: proposed, accepted or rejected."""
    reviews = [e.value["review"] for e in decisions if e.verb == decided.REVIEW]
    return reviews[-1] if reviews else "proposed"


def is_kept(decisions: Sequence[Decided]) -> bool:
    """Whether somebody wanted an event as an earlier reading has it."""
    kept = [bool(e.value["keep"]) for e in decisions if e.verb == decided.KEEP]
    return bool(kept) and kept[-1]


def fields_of(decisions: Sequence[Decided]) -> set[str]:
    """The fields of an event that people set."""
    fields: set[str] = set()
    for each in decisions:
        if each.verb == decided.SET:
            name = each.value["field"]
            (fields.discard if each.value.get("as_read") else fields.add)(name)
    return fields


def stays(decisions: Sequence[Decided]) -> bool:
    """Whether decisions hold an event that is not read any more.

    One that was only rejected may go: should it be read again, it is rejected again.
    """
    return bool(holding(decisions)) or is_kept(decisions) or review_of(decisions) == "accepted"


def holding(decisions: Sequence[Decided]) -> set[str]:
    """By which decisions an event stays that is not read any more, besides reviews of it.

    With what it was joined, or from what it was separated, says nothing of whether it happened.
    """
    moot = {decided.REVIEW, decided.KEEP, decided.SAME, decided.DIFFERENT}
    verbs = {each.verb for each in decisions} - moot
    return verbs if fields_of(decisions) else verbs - {decided.SET}


def forms_of(telling: SaidTelling) -> Iterator[int]:
    """The forms that a telling speaks of."""
    yield from (part.form for part in telling.parts)
    yield from (each.form for each in telling.perhaps)
    yield from (claim.form for claim in telling.claims if claim.form is not None)
    yield from (form for form in (telling.place, telling.claimed_by) if form is not None)

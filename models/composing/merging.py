"""The reading that stands after some of the differences to another one were taken."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from models.composing.difference import Difference, Item, Key
from models.composing.events import counted
from models.composing.matching import Matched
from models.composing.said import Part, Said, SaidClaim, SaidForm, SaidTelling


@dataclass(frozen=True, slots=True)
class Merged:
    """A reading that was made of two; ``new``: the place of each event in the newer one."""

    said: Said
    same: Matched
    new: tuple[int | None, ...]


def merged(old: Said, new: Said, found: Difference, taken: Collection[Key]) -> Merged:
    """The newer reading, but for what stays as it was: events, with the actors that are in them."""
    return _Merging(old, new, found, taken).made()


class _Merging:
    def __init__(self, old: Said, new: Said, found: Difference, taken: Collection[Key]) -> None:
        self._old, self._new, self._found = old, new, found
        self._staying = {
            item.key: item for item in found.items
            if item.key[0] is not None and item.key not in taken and item.is_choice
        }  # fmt: skip
        self._forms: list[SaidForm] = list(new.forms)
        self._same: list[int | None] = list(found.matched.forms)
        self._now = {place: n for n, place in enumerate(self._same) if place is not None}

    def made(self) -> Merged:
        """The reading, and what of it is which of either."""
        told: list[tuple[SaidTelling, int | None, int | None]] = []
        for number, place in enumerate(self._found.matched.tellings):
            item = self._staying.get((place, number))
            telling = self._new.tellings[number] if item is None else self._kept(item)
            told.append((telling, place, number))
        for key, item in self._staying.items():
            if key[1] is None:
                telling = self._kept(item)
                later = (n for n, each in enumerate(told) if each[0].trigger > telling.trigger)
                told.insert(next(later, len(told)), (telling, *key))
        tellings, places, numbers = zip(*told, strict=True) if told else ((), (), ())
        said = replace(self._new, forms=tuple(self._forms), tellings=tellings)
        return Merged(said, Matched(places, tuple(self._same)), numbers)

    def _kept(self, item: Item) -> SaidTelling:
        place = item.key[0]
        assert place is not None
        old = self._old.tellings[place]
        if self._old.published != self._new.published:
            date, words, basis = counted(old, self._new.published)
            old = replace(old, date=date, words=words, basis=basis)
        parts = (Part(self._form(p.form), p.role, p.start, p.end, p.title) for p in old.parts)
        claims = (SaidClaim(self._maybe(c.form), c.stance, c.start, c.end) for c in old.claims)
        return replace(
            old,
            parts=tuple(parts),
            claims=tuple(claims),
            place=self._maybe(old.place),
            claimed_by=self._maybe(old.claimed_by),
        )

    def _maybe(self, place: int | None) -> int | None:
        return None if place is None else self._form(place)

    def _form(self, place: int) -> int:
        """Where a form of the older reading is now; one that only it has comes along."""
        if place not in self._now:
            self._now[place] = len(self._forms)
            self._forms.append(self._old.forms[place])
            self._same.append(place)
        return self._now[place]

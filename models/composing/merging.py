"""The reading that stands after some of the differences to another one were taken."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from models.composing.difference import Difference, Item, Key
from models.composing.events import counted
from models.composing.matching import Matched
from models.composing.said import Said, SaidForm, SaidTelling, mapped


@dataclass(frozen=True, slots=True)
class Merged:
    """A reading that was made of two: all of the newer one, then what is kept of the older.

    ``new``: the place of each event in the newer one.
    """

    said: Said
    same: Matched
    new: tuple[int | None, ...]


def merged(old: Said, new: Said, found: Difference, taken: Collection[Key]) -> Merged:
    """The newer reading, and what stays as it was beside it: events, with the actors in them."""
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
        places = self._found.matched.tellings
        kept = [self._kept(item) for item in self._staying.values()]
        said = replace(
            self._new,
            forms=tuple(self._forms),
            tellings=(*self._new.tellings, *kept),
            kept=tuple(number for _, number in self._staying),
            kept_forms=len(self._forms) - len(self._new.forms),
        )
        places += tuple(place for place, _ in self._staying)
        numbers = (*range(len(self._new.tellings)), *([None] * len(kept)))
        return Merged(said, Matched(places, tuple(self._same)), numbers)

    def _kept(self, item: Item) -> SaidTelling:
        place = item.key[0]
        assert place is not None
        old = self._old.tellings[place]
        if self._old.published != self._new.published:
            date, words, basis = counted(old, self._new.published)
            old = replace(old, date=date, words=words, basis=basis)
        return mapped(old, self._form)

    def _form(self, place: int) -> int:
        """Where a form of the older reading is now; one that only it has comes along."""
        if place not in self._now:
            self._now[place] = len(self._forms)
            self._forms.append(self._old.forms[place])
            self._same.append(place)
        return self._now[place]

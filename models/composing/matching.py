"""Which tellings and forms of one reading of a text are those of another: found by their words.

A form is the same by kind and name, else by the names in the text that both take it for; a telling
by its trigger, else by an overlapping passage of the same kind with a shared actor. Each is at most
one, the best first.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from models.composing.said import Said, SaidTelling
from models.reading.doc import MentionForm
from models.schema.keys import fold

Stretch: TypeAlias = tuple[int, int, int]
"""Start, end, and the place of what stands there."""


@dataclass(frozen=True, slots=True)
class Matched:
    """For each telling and form of the newer reading the place of the same one in the older."""

    tellings: tuple[int | None, ...]
    forms: tuple[int | None, ...]


def matched(old: Said, new: Said) -> Matched:
    """What of two readings of one text is the same."""
    forms = _forms(old, new)
    return Matched(_tellings(old, new, forms), forms)


def numbered(keys: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any, int]]:
    """Equal ones get numbers, from 0."""
    seen: dict[tuple[Any, Any], int] = defaultdict(int)
    found = []
    for key in keys:
        found.append((*key, seen[key]))
        seen[key] += 1
    return found


def form_keys(said: Said) -> list[tuple[str, str, int]]:
    """By what the forms of a reading are known there: kind, folded name, which of them."""
    return numbered((form.kind, fold(form.name)) for form in said.forms)


def telling_keys(said: Said) -> list[tuple[int, int, int]]:
    """By what the tellings of a reading are known: start and end of the trigger, which of them."""
    return numbered(each.trigger for each in said.tellings)


def _forms(old: Said, new: Said) -> tuple[int | None, ...]:
    named = {key: place for place, key in enumerate(form_keys(old))}
    found = [named.get(key) for key in form_keys(new)]
    taken = set(found)
    theirs = [s for s in _names(old) if s[2] not in taken]
    ours = [s for s in _names(new) if found[s[2]] is None]
    shared = Counter((one[2], other[2]) for one, other in _overlapping(theirs, ours))
    before, now = (Counter(place for _, _, place in some) for some in (theirs, ours))
    pairs = [
        (-count, place, now_at)
        for (place, now_at), count in shared.items()
        if 2 * count >= min(before[place], now[now_at])
    ]
    for place, now_at in _best(pairs):
        found[now_at] = place
    return tuple(found)


def _names(said: Said) -> list[Stretch]:
    return [(m.start, m.end, m.form) for m in said.mentions if m.how == MentionForm.NAME]


def _tellings(old: Said, new: Said, forms: Sequence[int | None]) -> tuple[int | None, ...]:
    before, now = telling_keys(old), telling_keys(new)
    places: dict[tuple[int, int], set[int]] = defaultdict(set)
    for place, telling in enumerate(old.tellings):
        for trigger in _triggers(telling):
            places[trigger].add(place)
    near: Counter[tuple[int, int]] = Counter()
    for first, second in _overlapping(_passages(old), _passages(new)):
        near[first[2], second[2]] += min(first[1], second[1]) - max(first[0], second[0])
    wanted = {
        (place, other)
        for other, telling in enumerate(new.tellings)
        for trigger in _triggers(telling)
        for place in places[trigger]
    }
    acting: list[set[int | None]] = [{*_acting(telling)} for telling in old.tellings]
    mapped = [{forms[form] for form in _acting(t)} - {None} for t in new.tellings]
    pairs = []
    for one, other in wanted | near.keys():
        was, is_now = old.tellings[one], new.tellings[other]
        shared = len(acting[one] & mapped[other])
        alike = was.kind == is_now.kind
        if (one, other) in wanted or (alike and shared):
            score = (
                was.trigger == is_now.trigger, (one, other) in wanted, alike, shared,
                was.summary == is_now.summary, near[one, other],
                -abs(before[one][2] - now[other][2]),
            )  # fmt: skip
            pairs.append((tuple(-value for value in score), one, other))
    found: list[int | None] = [None] * len(new.tellings)
    for one, other in _best(pairs):
        found[other] = one
    return tuple(found)


def _triggers(telling: SaidTelling) -> set[tuple[int, int]]:
    return {(p.trigger_start, p.trigger_end) for p in telling.passages}


def _passages(said: Said) -> list[Stretch]:
    return [(p.start, p.end, n) for n, each in enumerate(said.tellings) for p in each.passages]


def _acting(telling: SaidTelling) -> Iterator[int]:
    yield from (part.form for part in telling.parts)
    if telling.claimed_by is not None:
        yield telling.claimed_by


def _best(pairs: list[tuple[Any, int, int]]) -> Iterator[tuple[int, int]]:
    """Of pairs in the order of what comes before them those of which neither is taken."""
    ones: set[int] = set()
    others: set[int] = set()
    for _, one, other in sorted(pairs):
        if one not in ones and other not in others:
            ones.add(one)
            others.add(other)
            yield one, other


def _overlapping(
    ones: Sequence[Stretch], others: Sequence[Stretch]
) -> Iterator[tuple[Stretch, Stretch]]:
    """Every two that share a character."""
    waiting = sorted(others)
    first = 0
    widest = max((end - start for start, end, _ in others), default=0)
    for one in sorted(ones):
        while first < len(waiting) and waiting[first][0] + widest <= one[0]:
            first += 1
        for place in range(first, len(waiting)):
            other = waiting[place]
            if other[0] >= one[1]:
                break
            if other[1] > one[0]:
                yield one, other

"""Where the words of a search occur in a text, matched as full-text search does."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from models.letters import words
from models.queries.filter import EventFilter, TextTerm


@dataclass(frozen=True, slots=True)
class _Sought:
    """A phrase; ``prefix``: its last word may be the beginning of a longer one."""

    words: tuple[str, ...]
    prefix: bool


class Marks:
    """The words of a search to mark: those wanted, not those excluded."""

    def __init__(self, terms: Iterable[TextTerm] = ()) -> None:
        self._sought = tuple(
            _Sought(sought, term.goes_on)
            for term in terms
            if not term.exclude and (sought := tuple(word.plain for word in words(term.text)))
        )

    @classmethod
    def of(cls, wanted: EventFilter) -> "Marks":
        """The words to mark in events that a filter finds."""
        return cls(_sought(wanted))

    def __bool__(self) -> bool:
        return bool(self._sought)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Marks) and self._sought == other._sought

    def __hash__(self) -> int:
        return hash(self._sought)

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """Start and end of every hit, in order; those that touch or overlap are one."""
        if not self._sought:
            return ()
        here = list(words(text))
        plain = [word.plain for word in here]
        found = [
            (here[at].start, here[at + len(each.words) - 1].end)
            for each in self._sought
            for at in range(len(here) - len(each.words) + 1)
            if _fits(each, plain[at : at + len(each.words)])
        ]
        return _joined(sorted(found))


def _sought(wanted: EventFilter) -> Iterator[TextTerm]:
    yield from wanted.texts
    for choice in wanted.either:
        if not choice.exclude:
            for way in choice.ways:
                yield from _sought(way)


def _fits(sought: _Sought, here: list[str]) -> bool:
    *first, last = sought.words
    if here[:-1] != first:
        return False
    return here[-1].startswith(last) if sought.prefix else here[-1] == last


def _joined(found: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)

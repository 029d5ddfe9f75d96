"""The conditions of a filter as chips: each in words, each removable."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from models.dates.words import describe
from models.queries.filter import (
    ANY,
    DATED,
    PROPOSED,
    REPORTED,
    UNKNOWN,
    ActorRole,
    ActorTerm,
    DateRange,
    Either,
    EventFilter,
    Match,
    Term,
    TextTerm,
)
from models.queries.sureness import sure_words

_LABELS = {
    "kinds": "Kind",
    "statuses": "Status",
    "reviews": "Review",
    "places": "Place",
    "sources": "Source",
    "tags": "Tag",
    "notes": "Note",
    "disputed": "Disputed",
}
_ALSO = {"possible": "possible", "undated": "of unknown date"}
_KNOWN_HOW = {DATED: "a known date", REPORTED: "report date only", UNKNOWN: "date unknown"}


@dataclass(frozen=True, slots=True)
class Chip:
    """One condition: its words, the field of the filter it belongs to, and its value there."""

    label: str
    field: str
    value: ActorTerm | Term | TextTerm | DateRange | Either


def describe_filter(wanted: EventFilter, names: Mapping[int, str]) -> tuple[Chip, ...]:
    """A chip for each condition, in the order of the filter's fields.

    An actor is a chip by name, with the role if one is wanted: "Ann Ek as agent", "not Ann Ek",
    and "or Ann Ek" where one of several is enough. An ellipsis marks a name or a phrase that
    may go on. Alternative filters make one chip together.
    ``names``: the names of actors by id.
    """
    return tuple(_chips(wanted, names))


def _chips(wanted: EventFilter, names: Mapping[int, str]) -> Iterator[Chip]:
    for text in wanted.texts:
        yield Chip(_unless(text.exclude, _words(text)), "texts", text)
    for choice in wanted.either:
        yield Chip(_choice(choice, names), "either", choice)
    several = False
    for actor in wanted.actors:
        name = (actor.name or "") + "…" * actor.part
        name = name or names.get(actor.id or 0) or f"actor number {actor.id}"
        role = "" if actor.role is ActorRole.ANY else f" as {actor.role.value}"
        words = _unless(actor.exclude, f"{name}{role}")
        if not actor.exclude:
            words = f"or {words}" if several and wanted.match is Match.ANY else words
            several = True
        yield Chip(words, "actors", actor)
    for field, label in _LABELS.items():
        for term in getattr(wanted, field):
            words = "any" if term.value == ANY else term.value + "…" * term.part
            told = f"{label}: {_unless(term.exclude, words)}"
            yield Chip("To review" if _is_to_review(field, term) else told, field, term)
    for term in wanted.sures:
        told = sure_words(term.value)
        yield Chip(f"Not {told[:1].lower()}{told[1:]}" if term.exclude else told, "sures", term)
    if wanted.dates is not None and (words := _range(wanted.dates)):
        yield Chip(words, "dates", wanted.dates)
    for term in wanted.dated:
        words = _KNOWN_HOW[term.value]
        told = f"Without “{words}”" if term.exclude else words.capitalize()
        yield Chip(told, "dated", term)


def _is_to_review(field: str, term: Term) -> bool:
    return field == "reviews" and term == Term(PROPOSED)


def _words(text: TextTerm) -> str:
    """A word without quotes is shown as it was typed."""
    if len(text.text.split()) > 1:
        return f"“{text.text}{'…' * text.prefix}”"
    return f"“{text.text}”" if text.prefix else f"exactly “{text.text}”"


def _choice(choice: Either, names: Mapping[int, str]) -> str:
    ways = [[chip.label for chip in _chips(way, names)] for way in choice.ways]
    told = [" and ".join(labels).replace(" and or ", " or ") for labels in ways]
    if len(told) == 1:
        return _unless(choice.exclude, f"({told[0]})")
    apart = (f"({words})" if len(way) > 1 else words for words, way in zip(told, ways, strict=True))
    return f"none of: {', '.join(apart)}" if choice.exclude else " or ".join(apart)


def _unless(exclude: bool, words: str) -> str:  # noqa: FBT001 - private, the flag is the word
    return f"not {words}" if exclude else words


def _range(dates: DateRange) -> str:
    if dates.start is None and dates.end is None:
        return "Date unknown" if dates.undated else ""
    also = [words for name, words in _ALSO.items() if getattr(dates, name)]
    return _bounds(dates) + (f", also {' and '.join(also)}" if also else "")


def _bounds(dates: DateRange) -> str:
    if dates.start == dates.end:
        return f"On {describe(dates.start)}"
    if dates.end is None:
        return f"From {describe(dates.start)}"
    if dates.start is None:
        return f"Until {describe(dates.end)}"
    return f"{describe(dates.start)} – {describe(dates.end)}"


def remove_chip(wanted: EventFilter, chip: Chip) -> EventFilter:
    """The filter without the condition of one chip."""
    if chip.field == "dates":
        return replace(wanted, dates=None)
    kept = tuple(value for value in getattr(wanted, chip.field) if value != chip.value)
    changes: dict[str, Any] = {chip.field: kept}
    if chip.field == "actors" and len(kept) < 2:
        changes["match"] = Match.ALL
    return replace(wanted, **changes)


def is_empty(wanted: EventFilter) -> bool:
    """Whether the filter lets every event through."""
    dates = wanted.dates
    bounded = dates is not None and (
        dates.start is not None or dates.end is not None or dates.undated
    )
    terms = (getattr(wanted, f.name) for f in fields(wanted) if f.name not in ("match", "dates"))
    return not bounded and not any(terms)

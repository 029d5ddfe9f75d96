"""Suggestions where nothing matches: the words of a search in a similar spelling."""

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.letters import words
from models.queries.asked import combine
from models.queries.conditions import begins
from models.queries.events import events_page
from models.queries.filter import EventFilter, Sort, nested
from models.queries.plain import plain_rows
from models.queries.rows import Near
from models.schema.actors import Actor, Alias
from models.schema.text import Document
from models.store import sql
from models.store.worded import quote

_MOST = 3  # spellings offered for a word, and words that are respelled at once
_TRIED = 8  # spellings of which it is asked whether they find anything
_SHORTEST = 3  # letters of a word that can be misspelled
_PATIENCE = 1.0  # seconds for reading the words of the index
_PART = 10_000  # words compared before another thread gets its turn

Counts = dict[str, int]


@dataclass(frozen=True, slots=True)
class _Missing:
    """A word that no indexed word begins with, and where it was searched for."""

    word: str
    among: str  # text | name | source
    begun: bool  # beginnings of words were looked for


def near(session: Session, own: EventFilter, typed: EventFilter) -> tuple[Near, ...]:
    """Other spellings of what is typed that match something, the nearest first.

    ``own`` are the other conditions. Empty where every word occurs somewhere: then it is not
    the spelling.
    """
    missing = list(dict.fromkeys(_missing(session, typed)))
    if not 0 < len(missing) <= _MOST:
        return ()
    known = {one: _spellings(session, one) for one in missing}
    if not all(known.values()):
        return ()
    found = []
    for spelling in known[missing[0]]:
        changes = {missing[0].word: spelling} | {one.word: known[one][0] for one in missing[1:]}
        wanted = _respelled(typed, changes)
        if events_page(session, combine(own, wanted), Sort(), 1):
            old, new = (" ".join(part) for part in (changes, changes.values()))
            found.append(Near(old, new, wanted))
        if len(found) == _MOST:
            break
    return tuple(found)


def _missing(session: Session, typed: EventFilter) -> Iterator[_Missing]:
    for one in _words(typed):
        if len(one.word) < _SHORTEST:
            continue
        if one.among == "text":
            query = sql.found(quote(one.word, prefix=one.begun))
        elif one.among == "name":
            query = select(Alias.actor_id).where(*begins(Alias.key, one.word))
        else:
            query = select(Document.id).where(*begins(Document.source_words, one.word))
        if session.scalar(query.limit(1)) is None:
            yield one


def _words(typed: EventFilter) -> Iterator[_Missing]:
    for part in nested(typed):
        asked = [("text", t.text, t.prefix) for t in part.texts if not t.exclude]
        asked += [("name", t.name or "", t.part) for t in part.actors if not t.exclude]
        asked += [("name", t.value, t.part) for t in part.places if not t.exclude]
        asked += [("source", t.value, t.part) for t in part.sources if not t.exclude]
        for among, text, begun in asked:
            for word in words(text):
                yield _Missing(word.plain, among, begun)


def _spellings(session: Session, one: _Missing) -> list[str]:
    """How the word may be meant, as it is written, the nearest and most frequent first."""
    counts = _sources(session) if one.among == "source" else _names(session)
    found = _nearest(one, counts)
    if one.among == "text":
        indexed = {word: n for word, n in _indexed(session, one.word) if word not in counts}
        found |= _nearest(one, indexed)
        counts |= indexed
    ranked = sorted(found, key=lambda word: (found[word], -counts[word], word))[:_TRIED]
    return [_written(session, word) for word in ranked]


def _nearest(one: _Missing, counts: Mapping[str, int]) -> dict[str, float]:
    """Words near enough, and how many letters away."""
    length = len(one.word)
    most = 1 if length <= 4 else 2 if length <= 8 else 3
    every, found = list(counts), dict[str, float]()
    for first in range(0, len(every), _PART):
        some = every[first : first + _PART]
        for word, away in _compared(one.word, some, most):
            found[word] = away
        if one.begun and length > 4:
            longer = [word for word in some if len(word) > length]
            for word, away in _compared(one.word, longer, most - 1, cut=length):
                found[word] = min(away + 0.5, found.get(word, most + 1))
    return found


def _compared(
    word: str, among: list[str], most: int, cut: int | None = None
) -> Iterator[tuple[str, float]]:
    from rapidfuzz import process  # noqa: PLC0415 - most searches find something
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - the same

    heads = among if cut is None else [each[:cut] for each in among]
    near_ones = process.extract(word, heads, scorer=OSA.distance, score_cutoff=most, limit=None)
    return ((among[place], away) for _, away, place in near_ones)


def _names(session: Session) -> Counts:
    """The words of all names, and of how many events those are at most who are called so."""
    query = select(Alias.key, Actor.events).join(Actor, Actor.id == Alias.actor_id)
    return _most(plain_rows(session, query))


def _sources(session: Session) -> Counts:
    return _most(plain_rows(session, select(Document.source_words, Document.events)))


def _most(rows: Iterable[tuple[Any, ...]]) -> Counts:
    counts: Counts = {}
    for key, number in rows:
        for written in key.split():
            word = written if written.isalnum() else "".join(filter(str.isalnum, written))
            if number >= counts.get(word, 0):
                counts[word] = number
    return counts


def _indexed(session: Session, word: str) -> Iterator[tuple[str, int]]:
    """Words of the texts that begin alike, as long as there is patience."""
    end = time.monotonic() + _PATIENCE
    for found in sql.indexed(session, word[:1]):
        yield found
        if time.monotonic() > end:
            return


def _written(session: Session, word: str) -> str:
    """A word as names spell it, else in the form it is compared by."""
    query = select(Alias.text).where(*begins(Alias.key, word)).limit(5)
    for text in session.scalars(query):
        for found in words(text):
            if found.plain == word:
                return text[found.start : found.end]
    return word


def _respelled(wanted: EventFilter, changes: Mapping[str, str]) -> EventFilter:
    """The filter with each of these words respelled wherever it occurs."""

    def write(text: str) -> str:
        for word in reversed(list(words(text))):
            if word.plain in changes:
                text = text[: word.start] + changes[word.plain] + text[word.end :]
        return text

    return replace(
        wanted,
        texts=tuple(replace(t, text=write(t.text)) for t in wanted.texts),
        actors=tuple(replace(t, name=t.name and write(t.name)) for t in wanted.actors),
        places=tuple(replace(t, value=write(t.value)) for t in wanted.places),
        sources=tuple(replace(t, value=write(t.value)) for t in wanted.sources),
        either=tuple(
            replace(choice, ways=tuple(_respelled(way, changes) for way in choice.ways))
            for choice in wanted.either
        ),
    )

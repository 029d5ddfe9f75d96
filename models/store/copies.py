"""Which documents are copies of one another: most of the shorter text stands in the longer one.

Texts are compared by their runs of five words. Those that are worth comparing are found by an index
of some of these runs, so that a chronicle of any size takes a text in a few milliseconds.
"""

import re
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import Row, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from models.reading.lexicon.agencies import agency, credited, told_to
from models.schema.keys import fold
from models.schema.tables import table_of
from models.schema.text import Document, Shingle
from models.store import sql

ALIKE = 0.5
"""The share of the shorter text's runs that stand in a copy; few texts are near this border."""
ITSELF = "itself"
"""What a document counts as of which somebody said that it is no copy."""
AGENCY = "="
"""Begins the origin of documents of an agency; others have the number of the first of them."""

_Row: TypeAlias = Row[*tuple[Any, ...]]
_DAYS_APART = 7  # of copies of which only a half is the same
_REPRINT = 0.9  # of the shorter text's runs, of texts that lie further apart
_RUN = 5  # words
_LEAST = 20  # runs; of shorter texts only the very same are copies
_EVERY = 8  # one run of so many is in the index
_SHORT = 120  # runs; of shorter texts all are
_COMMON = 50  # documents; what stands in more of them is boilerplate
_TRIED, _FIRST = 4, 8  # runs of a story that went round, and documents that each is tried in
_MOST = 30  # documents that a text is compared with
_WORD = re.compile(r"\w+")
_DOCUMENT = table_of(Document)
_SHINGLE = table_of(Shingle)
_DAYS = (_DOCUMENT.c.published_earliest, _DOCUMENT.c.published_latest)  # last in each question


def runs(text: str) -> frozenset[int]:
    """The hashes of all runs of five words in a text."""
    words = [word.encode("utf-8", "replace") for word in _WORD.findall(text.casefold())]
    return frozenset(
        zlib.crc32(b" ".join(words[at : at + _RUN])) for at in range(len(words) - _RUN + 1)
    )


def indexed(found: frozenset[int]) -> list[int]:
    """Those of the runs of a text that are in the index."""
    if len(found) < _LEAST:
        return []
    return sorted(found if len(found) < _SHORT else (run for run in found if not run % _EVERY))


def are_copies(one: frozenset[int], other: frozenset[int], apart: int = 0) -> bool:
    """Whether most of the shorter text stands in the longer one.

    ``apart``: how many days lie between them. Of texts that lie weeks apart nearly all must stand
    there: those that come again and again in the same words, lists say, are no copies.
    """
    fewer = min(len(one), len(other))
    least = ALIKE if apart <= _DAYS_APART else _REPRINT
    return fewer >= _LEAST and len(one & other) >= least * fewer


@dataclass(frozen=True, slots=True)
class Teller:
    """A document that tells of an event, and on whom it relies in that."""

    origin: str
    outlet: str | None
    cited: frozenset[str] = frozenset()
    """Names of those who it says state, announce or confirm it."""
    passages: frozenset[str] = frozenset()


def independent(tellers: Iterable[Teller]) -> frozenset[str]:
    """The origins of what some documents tell of one event: copies have one, and what an agency
    or another of these papers reported is of that one.
    """
    some = tuple(tellers)
    agencies = {id(each): frozenset(_agencies(each)) for each in some}
    papers = {_paper(each.outlet): each for each in some if each.outlet}
    origins: set[str] = set()
    for each in some:
        relied = {papers[name] for name in map(_paper, each.cited) if name in papers} - {each}
        if agencies[id(each)]:
            origins |= agencies[id(each)]
        elif relied:
            for other in relied:
                origins |= agencies[id(other)] or {other.origin}
        else:
            origins.add(each.origin)
    return frozenset(origins)


def _agencies(teller: Teller) -> Iterator[str]:
    told = (each for passage in teller.passages for each in told_to(passage))
    for name in (*map(agency, teller.cited), *told):
        if name is not None:
            yield f"{AGENCY}{name}"


def _paper(name: str | None) -> str:
    return fold(name or "").removeprefix("the ")


def add_copies(session: Session, number: int, text: str) -> set[int]:
    """Put a document that has been stored into the index, and with its copies if there are any.

    Returns the documents that have another origin now.
    """
    rows = [{"hash": run, "document_id": number} for run in indexed(runs(text))]
    if rows:
        session.execute(insert(_SHINGLE), rows)
    return group_again(session, (number,))


def drop_copies(session: Session, numbers: Collection[int]) -> set[int]:
    """Take documents that are about to go out of the index; the copies left are grouped anew.

    Returns those of them that have another origin now.
    """
    gone = set(numbers)
    session.execute(delete(_SHINGLE).where(_SHINGLE.c.document_id.in_(sql.given(gone))))
    return group_again(session, gone, without=gone)


def group_again(
    session: Session, numbers: Iterable[int], without: Collection[int] = ()
) -> set[int]:
    """Group documents in the index, and all that are in a group with them; ``without`` some.

    Returns the documents that have another origin now.
    """
    there = _members(session, numbers)
    before = {number: row.origin for number, row in there.items() if number not in without}
    alone = {"copy_of": None, "origin": ""}
    session.execute(update(_DOCUMENT).where(_DOCUMENT.c.id.in_(sql.given(there))).values(alone))
    for number in sorted(before):
        whole = _members(session, {number, *(_copies(session, number) - set(without))})
        before = {each: row.origin for each, row in whole.items()} | before
        _settle(session, whole)
    query = select(_DOCUMENT.c.id, _DOCUMENT.c.origin)
    now = session.execute(query.where(_DOCUMENT.c.id.in_(sql.given(before))))
    return {number for number, origin in now if origin != before[number]}


def agency_of(origin: str) -> str | None:
    """The agency whose report a document with this origin is; None where it is none's."""
    return origin.removeprefix(AGENCY) if origin.startswith(AGENCY) else None


def _members(session: Session, numbers: Iterable[int]) -> dict[int, _Row]:
    """Some documents and all that are in a group with one of them, by number."""
    query = select(
        _DOCUMENT.c.id, _DOCUMENT.c.copy_of, _DOCUMENT.c.origin, _DOCUMENT.c.published_earliest,
        _DOCUMENT.c.credit, _DOCUMENT.c.byline, _DOCUMENT.c.outlet,
    )  # fmt: skip
    own = session.execute(query.where(_DOCUMENT.c.id.in_(sql.given(set(numbers))))).all()
    firsts = sql.given({row.copy_of or row.id for row in own})
    copies = session.execute(query.where(_DOCUMENT.c.copy_of.in_(firsts))).all()
    others = session.execute(query.where(_DOCUMENT.c.id.in_(firsts))).all()
    return {row.id: row for row in (*own, *others, *copies)}


def _settle(session: Session, whole: Mapping[int, _Row]) -> None:
    """Make some documents one group: of the agency that one of them names, else of its first."""
    order = sorted(whole.values(), key=_age)
    first = order[0].id
    named = (_agency(row) for row in order)
    origin = next((f"{AGENCY}{found}" for found in named if found), str(first))
    members = _DOCUMENT.c.id.in_(sql.given(whole))
    session.execute(update(_DOCUMENT).where(members).values(copy_of=first, origin=origin))
    session.execute(update(_DOCUMENT).where(_DOCUMENT.c.id == first).values(copy_of=None))


def _age(row: _Row) -> tuple[bool, int, int]:
    """By which the first of some copies goes first: its day, then when it came in."""
    day = row.published_earliest
    return day is None, day or 0, row.id


def _agency(row: _Row) -> str | None:
    return row.credit or credited("", row.byline, row.outlet)


def _copies(session: Session, number: int) -> set[int]:
    """The other documents that are copies of one: by their texts, or as somebody said."""
    query = select(
        _DOCUMENT.c.text, _DOCUMENT.c.text_sha256, _DOCUMENT.c.counts_as, *_DAYS
    ).where(_DOCUMENT.c.id == number)  # fmt: skip
    own = session.execute(query).one()
    joined = _decided(session, own) - {number}
    if own.counts_as == ITSELF:
        return joined
    free = or_(_DOCUMENT.c.counts_as.is_(None), _DOCUMENT.c.counts_as != ITSELF)
    query = select(_DOCUMENT.c.id).where(free, _DOCUMENT.c.text_sha256 == own.text_sha256)
    same = {other for other in session.scalars(query.limit(_MOST)) if other != number}
    found = runs(own.text)
    worth = set(_worth_comparing(session, number, found)) - same - joined
    texts = select(_DOCUMENT.c.id, _DOCUMENT.c.text, *_DAYS).where(
        free, _DOCUMENT.c.id.in_(sql.given(worth))
    )
    return joined | same | {
        row.id
        for row in session.execute(texts)
        if are_copies(found, runs(row.text), apart=_days_apart(own, row))
    }  # fmt: skip


def _decided(session: Session, own: _Row) -> set[int]:
    """The documents of which somebody said that they are copies of one, or it of them."""
    # Two questions: of both at once no index has the answer, and every document would be read.
    asked = select(_DOCUMENT.c.id)
    found = set(session.scalars(asked.where(_DOCUMENT.c.counts_as == own.text_sha256)))
    if own.counts_as is not None:
        found |= set(session.scalars(asked.where(_DOCUMENT.c.text_sha256 == own.counts_as)))
    return found


def _days_apart(one: _Row, other: _Row) -> int:
    """How many days lie between two documents at least; 0 where that is not known."""
    firsts, lasts = zip(*((row[-2], row[-1]) for row in (one, other)), strict=True)
    if None in firsts or None in lasts:
        return 0
    return max(0, int(max(firsts)) - int(min(lasts)))


def _worth_comparing(session: Session, number: int, found: frozenset[int]) -> Sequence[int]:
    """The documents that share the most of the rarer runs of a text.

    Where most of its runs are in many documents, a story that went round perhaps: some of those.
    """
    asked = indexed(found)
    if not asked:
        return ()
    counts = {run: n for run, n in sql.documents_with(session, asked, _COMMON + 1).items() if n}
    rare = [run for run, n in counts.items() if n <= _COMMON]
    common = [run for run, n in counts.items() if n > _COMMON]
    query = (
        select(_SHINGLE.c.document_id)
        .where(_SHINGLE.c.hash.in_(sql.given(rare)), _SHINGLE.c.document_id != number)
        .group_by(_SHINGLE.c.document_id)
        .order_by(func.count().desc(), _SHINGLE.c.document_id)
        .limit(_MOST)
    )
    worth = set(session.scalars(query))
    if len(common) >= ALIKE * len(asked) / 2:
        for run in common[:: len(common) // _TRIED + 1]:
            first = select(_SHINGLE.c.document_id).where(_SHINGLE.c.hash == run)
            worth |= set(session.scalars(first.order_by(_SHINGLE.c.document_id).limit(_FIRST)))
    return sorted(worth - {number})

"""Which documents are copies of one another: most of the shorter text stands in the longer one.

Texts are compared by their runs of five words. Those that are worth comparing are found by an index
of some of these runs, so that a chronicle of any size takes a text in a few milliseconds.
"""

import json
import re
import zlib
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from models.schema.tables import table_of
from models.schema.text import Document, Shingle
from models.store import sqlite

ALIKE = 0.5
"""The share of the shorter text's runs that stand in a copy; few texts are near this border."""

_RUN = 5  # words
_LEAST = 20  # runs; of shorter texts only the very same are copies
_EVERY = 8  # one run of so many is in the index
_SHORT = 120  # runs; of shorter texts all are
_COMMON = 50  # documents; what stands in more of them is boilerplate
_TRIED, _FIRST = 4, 8  # runs of a story that went round, and documents that each is tried in
_MOST = 30  # documents that a text is compared with
_COUNTED = sql(
    "SELECT value, (SELECT count(*) FROM (SELECT 1 FROM shingle WHERE hash = value LIMIT :most)) "
    "FROM json_each(:runs)"
)
_WORD = re.compile(r"\w+")
_DOCUMENT = table_of(Document)
_SHINGLE = table_of(Shingle)


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


def are_copies(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether most of the shorter text stands in the longer one."""
    fewer = min(len(one), len(other))
    return fewer >= _LEAST and len(one & other) >= ALIKE * fewer


def add_copies(session: Session, number: int, text: str, text_sha256: str) -> None:
    """Put a document that has been stored into the index, and with its copies if there are any."""
    found = runs(text)
    rows = [{"hash": run, "document_id": number} for run in indexed(found)]
    peers = _copies(session, number, found, text_sha256)
    if rows:
        session.execute(insert(_SHINGLE), rows)
    _join(session, number, peers)


def drop_copies(session: Session, numbers: Collection[int]) -> None:
    """Take documents that are about to go out of the index; the copies left are grouped anew."""
    gone = set(numbers)
    own = _DOCUMENT.c.id.in_(sqlite.given(gone))
    firsts = {
        first or number
        for number, first in session.execute(select(_DOCUMENT.c.id, _DOCUMENT.c.copy_of).where(own))
    }
    groups = _DOCUMENT.c.copy_of.in_(sqlite.given(firsts))
    copies = set(session.scalars(select(_DOCUMENT.c.id).where(groups)))
    left = ((firsts if copies else set()) | copies) - gone
    session.execute(update(_DOCUMENT).where(groups).values(copy_of=None))
    session.execute(delete(_SHINGLE).where(_SHINGLE.c.document_id.in_(sqlite.given(gone))))
    for number in sorted(left):
        group_again(session, number)


def group_again(session: Session, number: int) -> None:
    """Find the copies of a document that is in the index already."""
    query = select(_DOCUMENT.c.text, _DOCUMENT.c.text_sha256).where(_DOCUMENT.c.id == number)
    row = session.execute(query).first()
    if row is not None:
        _join(session, number, _copies(session, number, runs(row[0]), row[1]))


def _copies(session: Session, number: int, found: frozenset[int], sha256: str) -> set[int]:
    """The other documents that are copies of a text."""
    query = select(_DOCUMENT.c.id).where(_DOCUMENT.c.text_sha256 == sha256).limit(_MOST)
    same = {other for other in session.scalars(query) if other != number}
    texts = select(_DOCUMENT.c.id, _DOCUMENT.c.text).where(
        _DOCUMENT.c.id.in_(sqlite.given(set(_worth_comparing(session, number, found)) - same))
    )
    return same | {other for other, text in session.execute(texts) if are_copies(found, runs(text))}


def _worth_comparing(session: Session, number: int, found: frozenset[int]) -> Sequence[int]:
    """The documents that share the most of the rarer runs of a text.

    Where most of its runs are in many documents, a story that went round perhaps: some of those.
    """
    asked = indexed(found)
    if not asked:
        return ()
    given = {"runs": json.dumps(asked), "most": _COMMON + 1}
    counts = {run: n for run, n in session.execute(_COUNTED, given) if n}
    rare = [run for run, n in counts.items() if n <= _COMMON]
    common = [run for run, n in counts.items() if n > _COMMON]
    query = (
        select(_SHINGLE.c.document_id)
        .where(_SHINGLE.c.hash.in_(sqlite.given(rare)), _SHINGLE.c.document_id != number)
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


def _join(session: Session, number: int, peers: Iterable[int]) -> None:
    """Make a document and its copies one group, named after the one with the smallest number."""
    numbers = {number, *peers}
    if len(numbers) == 1:
        return
    query = select(_DOCUMENT.c.id, _DOCUMENT.c.copy_of).where(
        _DOCUMENT.c.id.in_(sqlite.given(numbers))
    )
    firsts = {first or own for own, first in session.execute(query)}
    first = min(firsts)
    for condition in (
        _DOCUMENT.c.copy_of.in_(sqlite.given(firsts)),
        _DOCUMENT.c.id.in_(sqlite.given(firsts | numbers)),
    ):
        session.execute(
            update(_DOCUMENT).where(condition, _DOCUMENT.c.id != first).values(copy_of=first)
        )

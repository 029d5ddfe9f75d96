"""Check documents: their derived columns, and every span of text that another row refers to."""

import json
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from models.dates.edtf import parse_edtf
from models.errors import KnownError
from models.queries.checking.findings import Findings
from models.queries.checking.reader import Reader, Row, grouped
from models.reading.doc import ParagraphKind, PublishedBasis
from models.schema.keys import UNDATED, fold, source_words, text_hash
from models.store.copies import indexed, runs

_SPAN = 50
_HERE = "WHERE id BETWEEN ? AND ? ORDER BY id"
_KINDS = frozenset(ParagraphKind)
_DATE = ("published_earliest", "published_latest", "published_precision", "published_approximate")
_ROW = (
    "id, sha256, text_sha256, path, title, title_key, outlet, source, source_key, source_words, "
    "published_edtf, "
    f"{', '.join(_DATE)}, published_basis, events, paragraphs, text"
)
# Tables that point to stretches of a document, and what else is compared of their rows.
_ANCHORED = {
    "evidence": "trigger_start, trigger_end, sha256",
    "claim": "NULL",
    "mention": "form_id",
    "quotation": "form_id, cue",
    "role": 'actor_id, title, "from", "to"',
    "participation": "words, title, actor_id",
}


def check_documents(reader: Reader, findings: Findings) -> Iterator[int]:
    """Compare every document with its derived columns. Yields the number of rows checked."""
    _check_copies(reader, findings)
    for first, last in reader.spans("document", _SPAN):
        between = "WHERE document_id BETWEEN ? AND ?"
        kept: dict[str, dict[int, list[Row]]] = {}
        for name, more in _ANCHORED.items():
            asked = f'SELECT document_id, id, start, "end", {more} FROM "{name}" {between}'
            with reader.guarded(name, "", f"what points to documents {first} to {last}"):
                kept[name] = grouped(reader.rows(asked, first, last))
        asked = f'SELECT document_id, actor_id, "full" FROM alias {between}'
        with reader.guarded("alias", "", f"the names in documents {first} to {last}"):
            kept["alias"] = grouped(reader.rows(asked, first, last))
        asked = f"SELECT document_id, id FROM form {between}"
        with reader.guarded("form", "", f"the actors in documents {first} to {last}"):
            kept["form"] = grouped(reader.rows(asked, first, last))
        asked = f"SELECT document_id, id, hash FROM shingle {between}"
        with reader.guarded("shingle", "", f"the runs of words in documents {first} to {last}"):
            kept["shingle"] = grouped(reader.rows(asked, first, last))
        asked = (
            "SELECT document_id, count(DISTINCT event_id) FROM evidence JOIN event "
            f"ON event.id = event_id AND chrono <= {UNDATED} {between} GROUP BY 1"
        )
        with reader.guarded("document", "", f"documents {first} to {last}"):
            told: dict[int, int] = dict(reader.rows(asked, first, last))
            for (number,) in reader.rows(f"SELECT id FROM document {_HERE}", first, last):
                with reader.guarded("document", number):
                    row = reader.rows(f"SELECT {_ROW} FROM document WHERE id = ?", number)[0]
                    _check(findings, row, told.get(number, 0))
                    _check_shingles(findings, row[-1], kept.get("shingle", {}).get(number, []))
                    here = {name: rows.get(number, []) for name, rows in kept.items()}
                    _check_anchors(reader, findings, row[-1], here)
        yield _SPAN


def _check(findings: Findings, row: Row, told: int) -> None:
    number, sha256, text_sha256, path, title, title_key, outlet, source, *rest = row
    source_key, words, edtf, *date, basis, events, paragraphs, text = rest

    def wrong(what: str) -> None:
        findings.add("document", number, what)

    if text_hash(text) != text_sha256:
        wrong("its text is not the one that was read")
    if not _is_hash(sha256):
        wrong("the fingerprint of its file is not valid")
    if title_key != fold(title):
        wrong("cannot be found by its title")
    if source != (outlet or title):
        wrong("its source is neither its outlet nor its title")
    if source_key != fold(source):
        wrong("cannot be found by its source")
    if words != source_words(fold(source), fold(title), path):
        wrong("cannot be found by its outlet, title and file")
    if events != told:
        wrong("the number of its events is wrong")
    if (edtf is None) != (basis == PublishedBasis.UNKNOWN):
        wrong("how its date is known doesn’t fit the date")
    if not _fits(edtf, date):
        wrong("its first and last day don’t fit its date")
    if not _are_paragraphs(paragraphs, len(text)):
        wrong("its paragraphs cannot be read")


def _check_shingles(findings: Findings, text: str, rows: Sequence[Row]) -> None:
    known = frozenset(indexed(runs(text))) if rows else frozenset()
    for document, row, run in rows:
        if run not in known:
            findings.add("shingle", row, f"isn’t in document {document}")


def _check_copies(reader: Reader, findings: Findings) -> None:
    asked = (
        "SELECT d.id FROM document AS d LEFT JOIN document AS first ON first.id = d.copy_of "
        "WHERE d.copy_of IS NOT NULL AND (first.id IS NULL OR first.copy_of IS NOT NULL "
        "OR first.id = d.id OR first.origin <> d.origin)"
    )
    with reader.guarded("document", "", "which documents are copies"):
        for (number,) in reader.rows(asked):
            findings.add("document", number, "is a copy of one that isn’t the first of its copies")


def _is_hash(value: str) -> bool:
    return len(value) == 64 and all(c in "0123456789abcdef" for c in value)


def _fits(edtf: str | None, date: Sequence[object]) -> bool:
    if edtf is None:
        return not any(date)
    try:
        read = parse_edtf(edtf)
    except KnownError:
        return False
    days = (read.earliest, read.latest, read.precision.value, int(read.approximate))
    return read.edtf == edtf and days == tuple(date)


def _are_paragraphs(packed: bytes, length: int) -> bool:
    try:
        end = 0
        for first, last, kind, repeats in json.loads(zlib.decompress(packed)):
            if not (end <= first <= last <= length and kind in _KINDS):
                return False
            if repeats is not None and not isinstance(repeats, int):
                return False
            end = last
    except (zlib.error, ValueError, TypeError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class _Read:
    """A document's text, whom it names, and which titles it gives to anybody.

    Whoever an event means since somebody said so keeps the title that the words give.
    """

    text: str
    forms: frozenset[int]
    titles: frozenset[str]


def _check_anchors(
    reader: Reader, findings: Findings, text: str, here: dict[str, list[Row]]
) -> None:
    named = frozenset(actor for _, actor, _ in here.get("alias", ()))
    known = {actor for _, actor, full in here.get("alias", ()) if full}
    for actor in named - known:
        findings.add("actor", actor, "has no full name in one of its documents")
    titles = frozenset(row[5] for row in here.get("role", ()))
    forms = frozenset(form for _, form in here.get("form", ()))
    read = _Read(text, forms, titles)
    for name in _ANCHORED:
        for document, row, start, end, *more in here.get(name, ()):
            where = f"{start}-{end} of document {document}"
            with reader.guarded(name, row):
                if not 0 <= start <= end <= len(text):
                    findings.add(name, row, "is outside its document", where)
                    continue
                if start == end or _cuts(text, start) or _cuts(text, end):
                    findings.add(name, row, "begins or ends inside a word", where)
                for what in _COMPARED[name](read, start, end, *more):
                    findings.add(name, row, what, where)


def _cuts(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalpha() and text[at].isalpha()


def _evidence(
    read: _Read, start: int, end: int, first: int, last: int, sha256: str
) -> Iterator[str]:
    if not start <= first < last <= end:
        yield "its trigger is outside it"
    if text_hash(read.text[start:end]) != sha256:
        yield "is not the passage that was read"


def _nothing(_read: _Read, _start: int, _end: int, _more: object) -> Iterator[str]:
    return iter(())


def _mention(read: _Read, _start: int, _end: int, form: int) -> Iterator[str]:
    if form not in read.forms:
        yield "is of someone its document doesn’t name"


def _quotation(
    read: _Read, _start: int, _end: int, form: int | None, cue: str | None
) -> Iterator[str]:
    if form is not None and form not in read.forms:
        yield "is of someone its document doesn’t name"
    if cue is not None and cue not in read.text:
        yield "its cue isn’t in its document"


def _role(
    _read: _Read, _start: int, _end: int, _actor: int, title: str, *ends: str | None
) -> Iterator[str]:
    if not title.strip():
        yield "has no title"
    for end in ends:
        if end is not None and end != ".." and not _is_date(end):
            yield "starts or ends with something that isn’t a date"


def _participation(
    read: _Read, start: int, end: int, words: str, title: str, _actor: int
) -> Iterator[str]:
    if words != read.text[start:end]:
        yield "its words are not those in the text"
    if title and title not in read.titles:
        yield "its title isn’t in its document"


def _is_date(text: str) -> bool:
    try:
        return parse_edtf(text).edtf == text
    except KnownError:
        return False


_COMPARED: dict[str, Callable[..., Iterator[str]]] = {
    "evidence": _evidence,
    "claim": _nothing,
    "mention": _mention,
    "quotation": _quotation,
    "role": _role,
    "participation": _participation,
}

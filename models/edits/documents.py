"""What people do to documents: date, title, outlet, address and byline; tags and notes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.composing import anchors, decided
from models.composing.composer import dates_under
from models.composing.loading import matching
from models.dates.typed import parse_typed
from models.edits.deciding import Act, Deed, one_document
from models.edits.events import note_text, tag_name, tagged
from models.errors import KnownError
from models.letters import clean
from models.printable import counted
from models.schema.events import Event
from models.schema.keys import UNDATED
from models.schema.text import Document
from models.schema.work import DocumentTag
from models.store.copies import ITSELF

_LONGEST = 500
_WORDS = {
    "published": "publication date",
    "title": "title",
    "outlet": "outlet",
    "url": "address",
    "byline": "byline",
    "copy_of": "original",
}
_COLUMNS = {
    "published": Document.published_edtf,
    "title": Document.title,
    "outlet": Document.outlet,
    "url": Document.url,
    "byline": Document.byline,
    "copy_of": Document.counts_as,
}


def set_document(documents: Sequence[int], values: Mapping[str, str | None], why: str = "") -> Act:
    """Set fields of documents: published (as somebody types it), title, outlet, url, byline.

    And copy_of: the number of the document that they are copies of, "itself", or "found": as their
    texts say.
    ``why``: how it is known, where not by the person. Every date that is counted from the
    publication date is counted again.
    """

    def act(deed: Deed) -> None:
        if unknown := values.keys() - _COLUMNS.keys():
            raise KnownError(f"“{min(unknown)}” isn’t a field of a document.")
        found = [one_document(deed.session, number) for number in documents]
        named = deed.session.get_one(Document, found[0]).title
        some = counted(len(found), "document") if len(found) > 1 else f"“{named}”"
        deed.label = f"Changed {' and '.join(_WORDS[name] for name in values)} of {some}"
        for name, typed in values.items():
            value = _value(name, typed) if name != "copy_of" else _counts_as(deed, found, typed)
            query = select(Document.id, _COLUMNS[name]).where(Document.id.in_(found))
            now = {row[0]: row[1] for row in deed.session.execute(query)}
            going = [number for number in found if now[number] != value]
            deed.done = max(deed.done, len(going))
            if going:
                was = {"value": now[going[0]]} if len(going) == 1 else None
                about = anchors.of_documents(deed.session, going)
                known = {"field": name, "value": value} | ({"why": why} if why else {})
                deed.add(decided.DOCUMENT, known, about, was)

    return act


def _counts_as(deed: Deed, documents: Sequence[int], typed: str | None) -> str | None:
    """What documents count as: themselves, or the text with this number; None: as they are read."""
    words = (typed or "").strip().lower()
    if words in ("", "found"):
        return None
    if words in (ITSELF, "none"):
        return ITSELF
    if not words.removeprefix("#").isdecimal():
        raise KnownError(f"“{typed}” isn’t a document: give its id, “itself” or “found”.")
    original = one_document(deed.session, int(words.removeprefix("#")))
    if original in documents:
        raise KnownError("An article cannot be a copy of itself; name another one.")
    return deed.session.get_one(Document, original).text_sha256


def _value(name: str, typed: str | None) -> str | None:
    words = "" if typed is None else " ".join(clean(typed).split())
    if name == "published":
        return None if words.lower() in ("", "none", "unknown") else parse_typed(words).edtf
    if len(words) > _LONGEST:
        raise KnownError(f"The {_WORDS[name]} is too long; use at most {_LONGEST} characters.")
    if not words and name == "title":
        raise KnownError("A document needs a title.")
    return words or None


@dataclass(frozen=True, slots=True)
class Recounted:
    """An event that another publication date would move; dates as EDTF, None: no date."""

    event: int
    summary: str
    old: str | None
    new: str | None


def recounted(session: Session, documents: Sequence[int], typed: str) -> tuple[Recounted, ...]:
    """What every date that is counted from the documents' own would become; nothing is stored.

    ``typed``: their publication date as somebody types it. A KnownError where it is none.
    """
    date = _value("published", typed)
    dates = dates_under(session, dict.fromkeys(documents, date))
    query = select(Event.id, Event.summary, Event.edtf).where(Event.chrono <= UNDATED)
    found = sorted(matching(session, query, Event.id, dates))
    return tuple(
        Recounted(number, summary, old, dates[number])
        for number, summary, old in found
        if old != dates[number]
    )


def tag_documents(documents: Sequence[int], word: str, *, add: bool = True) -> Act:
    """Put a tag on documents, or take it off."""

    def act(deed: Deed) -> None:
        name = tag_name(word)
        found = [one_document(deed.session, number) for number in documents]
        has = tagged(deed.session, DocumentTag.document_id, found, name)
        going = [number for number in found if (number in has) is not add]
        how = "Tagged" if add else "Untagged"
        deed.label, deed.done = f"{how} {counted(len(going), 'document')} “{name}”", len(going)
        if going:
            about = anchors.of_documents(deed.session, going)
            deed.add(decided.TAG, {"tag": name, "add": add}, about)

    return act


def note_documents(documents: Sequence[int], text: str, *, instead: bool = False) -> Act:
    """Write a note on documents, one decision for all of them.

    ``instead``: in place of the notes that they have; a blank one takes these away.
    """

    def act(deed: Deed) -> None:
        found = [one_document(deed.session, number) for number in documents]
        removes = instead and not text.strip()
        words = "" if removes else note_text(text)
        told, deed.done = counted(len(found), "document"), len(found)
        deed.label = f"Removed the note from {told}" if removes else f"Added a note to {told}"
        value = {"text": words, "instead": True} if instead else {"text": words}
        deed.add(decided.NOTE, value, anchors.of_documents(deed.session, found))

    return act

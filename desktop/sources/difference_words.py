"""The words in which the differences of a reading are told."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from desktop.tables.words import counted
from models.dates.edtf import parse_edtf
from models.dates.words import describe

if TYPE_CHECKING:  # loaded off the GUI thread, see desktop.archive
    from models.composing.difference import Difference, Field, Item, Lost

FIELDS = {
    "date": "Date", "summary": "Text", "participants": "Who", "kind": "Kind", "status": "Status",
    "place": "Place", "claims": "Claims", "claimed_by": "Claimed by", "published": "Published",
    "title": "Title", "outlet": "Outlet", "byline": "Byline", "url": "Address",
}  # fmt: skip
_DATES = ("date", "published")
_KEPT = {
    "accepted": "kept: you accepted it",
    "rejected": "stays rejected",
    "keep": "kept, as you chose",
}
_VERBS = {
    "name": "a new name", "merge": "a merge", "split": "a split", "kind": "a kind",
    "nobody": "“not an actor”", "part": "a participant", "set": "a place", "means": "who is meant",
    "claim": "a claim", "note": "a note",
}  # fmt: skip


def day(edtf: str | None) -> str:
    """A date for people."""
    return describe(parse_edtf(edtf)) if edtf else "no date"


def value(name: str, told: str | None) -> str:
    """One value of an event or a document, with its name."""
    words = day(told) if name in _DATES else told or "none"
    return f"{FIELDS[name]}: {words}"


def before_and_now(item: "Item") -> tuple[str, str]:
    """What of an event, or a document, is and what would be, a line a field."""
    if item.fields:
        return _lines(item.fields, old=True), _lines(item.fields, old=False)
    told = value("date", item.date)
    if item.key[0] is None:
        return "", told
    return told, "not read any more" if item.key[1] is None else told


def _lines(fields: "Iterable[Field]", *, old: bool) -> str:
    return "\n".join(
        value(each.name, each.old if old else each.new)
        + (" (yours stays)" if each.decided and not old else "")
        for each in fields
    )


def what_words(item: "Item") -> str:
    """What has become of an event, in a few words."""
    if item.what != "kept":
        return "changed" if item.what == "details" else item.what
    return _KEPT.get(item.why, "kept: you decided on it")


def lost_words(lost: "Lost") -> str:
    """A decision that does not reach what it is about any more."""
    what = _VERBS.get(lost.verb, lost.verb)
    if lost.now is None:
        return f"You gave “{lost.words}” {what}; nobody is read there now"
    return f"You gave “{lost.words}” {what}; it is read as “{lost.now}” now"


def counts(found: "Iterable[Difference]") -> str:
    """How much would change, in a line."""
    differences = list(found)
    told = [
        f"{number:,} {what}"
        for what in ("new", "changed", "gone", "kept")
        if (number := sum(each.count(what) for each in differences))
    ]
    details = sum(1 for each in differences if each.details)
    if details:
        told.append(f"details of {counted(details, 'article')}")
    lost = sum(len(each.lost) for each in differences)
    if lost:
        told.append(f"{counted(lost, 'decision')} lost")
    return ", ".join(told) or "no differences"

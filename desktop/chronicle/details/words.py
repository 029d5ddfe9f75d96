"""The sentences of the detail pane."""

from collections.abc import Sequence

from desktop.tables.words import STANCES, STATUS_MEANINGS, one_line, shortened
from models.dates.words import day_words, describe, explain_in_words
from models.queries.rows import ClaimRow, EventDetail, EventRow, PassageRow

_LONGEST = 200  # characters of a claim's quotation; its tooltip has the rest
_BASES = {"given": "given by hand", "stated": "stated", "inferred": "inferred"}
_THEN = {
    "asserted": "reported {}, so it happened by then.",
    "claimed": "reported {}; if it happened, it was by then.",
    "denied": "reported {}; if it happened, it was by then.",
    "negated": "reported {}: it had not happened by then.",
    "planned": "still planned when reported {}.",
}
"""What the day of the report says of an event without a date, by the event's status."""
_INFERRED = ", inferred: "  # before the reasons, after the date that is shown anyway


def why_words(detail: EventDetail) -> str:
    """How the date of an event is known, or why it isn't."""
    words = f"“{one_line(detail.date_words)}”" if detail.date_words else ""
    if detail.row.interval is None:
        why = one_line(detail.basis.rule) if detail.basis is not None else ""
        if words and why:
            return f"{words}: {why}{_reported(detail) if detail.row.reported is not None else '.'}"
        if _is_by_hand(detail.row):
            reported = _reported(detail) if detail.row.reported is not None else "."
            return f"Entered without a date{reported}"
        begun = f"{words}: no day" if words else "No day"
        return f"{begun} could be worked out{_reported(detail)}"
    if detail.basis is None:  # nothing was worked out
        return words or ("Entered by hand." if _is_by_hand(detail.row) else "")
    return ": ".join(part for part in (words, explain_in_words(detail.basis)) if part)


def _is_by_hand(row: EventRow) -> bool:
    return row.by_hand or "date" in row.edited.split()


def _reported(detail: EventDetail) -> str:
    day = detail.row.reported
    if day is None:
        return ", and none of its articles has a date."
    published = (passage.published for passage in detail.passages)
    on_it = any(each and each.earliest == each.latest == day for each in published)
    then = _THEN.get(detail.row.status, _THEN["claimed"])
    return "; " + then.format(f"{'on' if on_it else 'by'} {day_words(day)}")


def status_words(detail: EventDetail) -> str:
    """Its kind, its place, and what its status means."""
    row = detail.row
    said = f" by {row.claimed_by}" if row.claimed_by and row.status == "claimed" else ""
    meaning = "" if said or row.status == "asserted" else STATUS_MEANINGS.get(row.status, "")
    explained = f": {meaning[:1].lower()}{meaning[1:]}" if meaning else ""
    place = f"{row.place} · " if row.place else ""
    return one_line(f"{row.kind.capitalize()} · {place}{row.status}{said}{explained}")


def claim_words(claim: ClaimRow, passages: Sequence[PassageRow]) -> str:
    """Who says what about it, with a quotation unless a shown passage has the words."""
    said = (
        f"{one_line(claim.name or 'An unnamed source')} {STANCES.get(claim.stance, claim.stance)}"
    )
    below = any(
        passage.document_id == claim.document_id
        and passage.start <= claim.start
        and claim.end <= passage.end
        for passage in passages
    )
    quote = one_line(claim.quote)
    if below or not quote:
        return said
    return f"{said}: “{shortened(quote, _LONGEST)}”"


def source_of(passage: PassageRow) -> str:
    """What a passage's source is called in filters: its outlet, else its title."""
    return passage.outlet or passage.document


def origin_words(passage: PassageRow) -> str:
    """The source of a passage: outlet and day, and the title below; without an outlet the title."""
    day = describe(passage.published) if passage.published else ""
    first = " · ".join(one_line(part) for part in (source_of(passage), day) if part)
    return f"{first}\n{one_line(passage.document)}" if passage.outlet else first


def published_words(passage: PassageRow) -> str:
    """When its document was published and how that is known, or why it isn't; whose copy it is."""
    told = _published(passage)
    if passage.copy_of:
        told += f"\nCopy of {one_line(passage.copy_of)}"
    return f"{told}\nReport of {passage.agency}" if passage.agency else told


def _published(passage: PassageRow) -> str:
    why = one_line(passage.published_why)
    if passage.published is None:
        said = "Publication date unknown"
    else:
        basis = _BASES.get(passage.published_basis, passage.published_basis)
        said = f"Published {describe(passage.published)}, {basis}"
        if passage.published_basis == "inferred" and _INFERRED in why:
            why = why.partition(_INFERRED)[2]
        elif passage.published_basis == "given":  # that is the reason
            why = ""
    return f"{said}: {why}" if why else said

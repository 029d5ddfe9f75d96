"""What the detail pane says of an event, in words."""

from collections.abc import Sequence

from desktop.tables.words import STANCES, STATUS_MEANINGS, one_line
from models.dates.words import describe, explain_in_words
from models.queries.rows import ClaimRow, EventDetail, PassageRow

_LONGEST = 200  # characters of a claim's quotation; its tooltip has the rest
_BASES = {"given": "given at import", "stated": "stated", "inferred": "inferred"}
_INFERRED = ", inferred: "  # before the reasons, after the date that is shown anyway


def why_words(detail: EventDetail) -> str:
    """How the date of an event is known."""
    if detail.row.interval is None:
        return "The text gives no date for this."
    words = f"“{one_line(detail.date_words)}”" if detail.date_words else ""
    if detail.basis is None:  # nothing was worked out
        return words or ("Set by hand." if detail.row.review == "edited" else "")
    return ": ".join(part for part in (words, explain_in_words(detail.basis)) if part)


def status_words(detail: EventDetail) -> str:
    """Its kind, its place, and what its status means."""
    row = detail.row
    said = f" by {detail.claimed_by}" if detail.claimed_by and row.status == "claimed" else ""
    meaning = "" if said or row.status == "asserted" else STATUS_MEANINGS.get(row.status, "")
    explained = f": {meaning[:1].lower()}{meaning[1:]}" if meaning else ""
    place = f"{row.place} · " if row.place else ""
    return one_line(f"{row.kind.capitalize()} · {place}{row.status}{said}{explained}")


def claim_words(claim: ClaimRow, passages: Sequence[PassageRow]) -> str:
    """Who says what of it; quoted where no passage shown has the words."""
    said = f"{one_line(claim.name or 'Somebody unnamed')} {STANCES.get(claim.stance, claim.stance)}"
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


def shortened(text: str, longest: int) -> str:
    """A text of at most so many characters, with the mark of what was left out."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def origin_words(passage: PassageRow) -> str:
    """Where a passage stands."""
    return one_line(" · ".join(part for part in (passage.document, passage.outlet) if part))


def published_words(passage: PassageRow) -> str:
    """When that was published and how this is known, or why it is not."""
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

"""The sentences of the meter."""

from typing import TYPE_CHECKING

from desktop.tables.words import counted

if TYPE_CHECKING:  # loaded off the GUI thread, see desktop.archive
    from models.queries.meter import Meter, Share

_FIELDS = {"participants": "who took part", "claims": "who says so", "summary": "the words"}
_FEW = 20  # reviewed events of which a share says little


def whole_words(found: "Meter") -> str:
    """What the reviews say altogether: "Of 120 reviewed events 91 were right as read."."""
    whole = found.whole
    if not whole.reviewed:
        return "No event has been reviewed yet. Accept or reject some first."
    were = "was" if whole.right == 1 else "were"
    return f"Of {counted(whole.reviewed, 'reviewed event')} {whole.right:,} {were} right as read."


def sure_words(found: "Meter") -> str:
    """How sure that is, and what was wrong with the others."""
    whole = found.whole
    if not whole.reviewed:
        return ""
    low, high = round(whole.low * 100), round(whole.high * 100)
    few = " That is few so far: review more for a better estimate." if whole.reviewed < _FEW else ""
    return (
        f"{found.corrected:,} corrected, {found.rejected:,} rejected. Of 100 events like these, "
        f"between {low} and {high} are likely to be right.{few}"
    )


def above_words(found: "Meter") -> str:
    """From which confidence on nine in ten are right; empty where there is no such."""
    if found.threshold is None or found.above is None:
        return ""
    above = found.above
    return f"At {found.threshold:.2f} or more, {above.right:,} of {above.reviewed:,} were right."


def number_words(share: "Share") -> str:
    """A share in figures: "91 of 120 · 76 % (67–82)"."""
    return (
        f"{share.right:,} of {share.reviewed:,} · {share.share:.0%} "
        f"({share.low * 100:.0f}–{share.high * 100:.0f})"
    ).replace("%", " %")


def bar_words(label: str, share: "Share") -> str:
    """What a bar shows, for a tooltip and for those who cannot see it."""
    return (
        f"{label}: {share.right:,} of {share.reviewed:,} right; "
        f"of 100 likely between {round(share.low * 100)} and {round(share.high * 100)}"
    )


def field_words(name: str) -> str:
    """A field as people call it."""
    return _FIELDS.get(name, name)


def kind_words(kind: str) -> str:
    """A kind of event at the beginning of a line."""
    return kind.capitalize()

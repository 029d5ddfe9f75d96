"""The sentences of the history."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.tables.decided import shortened, what_words
from desktop.tables.words import counted, one_line

if TYPE_CHECKING:  # loaded off the GUI thread, see desktop.archive
    from models.edits.details import Detail
    from models.edits.history import Past

_MOST = 40  # lines of what a step did


def along_words(later: "Sequence[Past]") -> str:
    """What undoing a step takes along; empty: nothing."""
    if not later:
        return ""
    named = "; ".join(one_line(each.label) for each in later[:3])
    more = f"; and {counted(len(later) - 3, 'more step')}" if len(later) > 3 else ""
    return f"This also undoes what builds on it: {named}{more}."


def detail_lines(details: "Sequence[Detail]") -> list[str]:
    """What a step decided, a line for each decision."""
    lines = [_line(each) for each in details[:_MOST]]
    if len(details) > _MOST:
        lines.append(f"… and {len(details) - _MOST:,} more")
    return lines


def _line(detail: "Detail") -> str:
    about = "; ".join(shortened(each) for each in detail.about)
    if detail.others:
        about += f"; and {detail.others:,} more"
    what = what_words(detail)
    return " · ".join(part for part in (what, about) if part)

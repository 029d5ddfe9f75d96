"""Words that a line end has torn: "Tues-⏎day" is Tuesday, "Kim Jong-⏎un" keeps its hyphen.

A soft hyphen says where a word may be torn, and is no part of it.
"""

import re

from models.reading.lexicon.classes import word_class

_SOFT = "\u00ad"
_TORN = re.compile(
    rf"(?<![^\W\d_])(?P<head>[^\W\d_]{{1,60}})(?P<break>(?P<hyphen>[-‐{_SOFT}])[ \t]*\r?\n[ \t]*)(?P<tail>[^\W\d_]+)"
)
_BEFORE = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,40}(?=\s+\Z)")
_REACH = 40  # characters before a word in which the one before it stands
# What a hyphen joins to the next word wherever the line ends.
_JOINS = word_class("compound.part")


def torn_end(text: str, start: int, end: int) -> int:
    """Where the word that begins at ``start`` ends, if a line end before ``end`` tears it, else 0."""
    torn = _TORN.match(text, start, end)
    return torn.end() if torn is not None and _is_one(text, torn) else 0


def _is_one(text: str, torn: re.Match[str]) -> bool:
    """Whether the hyphen is there for the line end alone."""
    if torn["hyphen"] == _SOFT:
        return True
    if not torn["tail"].islower() or torn["head"].lower() in _JOINS:
        return False
    before = _BEFORE.search(text[max(0, torn.start() - _REACH) : torn.start()])
    return before is None or before[0] not in word_class("name.family_first")


def whole(text: str) -> str:
    """The text with its torn words joined and without soft hyphens."""
    return whole_with_places(text)[0]


def whole_with_places(text: str) -> tuple[str, list[int] | None]:
    """The text as of :func:`whole`, and the place of each of its characters, and of its end, in
    the text as given; None where nothing was left out."""
    gaps = (
        [m.span("break") for m in _TORN.finditer(text) if _is_one(text, m)] if "\n" in text else []
    )
    gaps += (
        [(i, i + 1) for i, letter in enumerate(text) if letter == _SOFT] if _SOFT in text else []
    )
    if not gaps:
        return text, None
    left_out = {i for start, end in gaps for i in range(start, end)}
    places = [i for i in range(len(text)) if i not in left_out]
    return "".join(text[i] for i in places), [*places, len(text)]

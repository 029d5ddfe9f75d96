"""An article's text as a text widget takes it, and places in one as places in the other."""

import re
from bisect import bisect_left

_LONGEST = 20_000
"""Characters of a line that are laid out at once; a longer one would hold up the window."""
_PLACES = str.maketrans({"\r": " ", "\0": " ", "\u2029": "\n", "\ufdd0": " ", "\ufdd1": " "})
"""What Qt keeps for itself, each replaced by one character, so that every place stays."""
_WIDE = re.compile("[\U00010000-\U0010ffff]")


class ShownText:
    """A text, and where its characters are for Qt, which counts those beyond U+FFFF twice."""

    def __init__(self, text: str) -> None:
        self.text = _broken(_plain(text))
        """The same number of characters; a line far too long is broken at spaces."""
        self._wide = [] if text.isascii() else [found.start() for found in _WIDE.finditer(text)]
        self._wide_for_qt = [place + n for n, place in enumerate(self._wide)]

    def to_qt(self, place: int) -> int:
        """The position in the widget of a character of the text."""
        return place + bisect_left(self._wide, place)

    def of_qt(self, position: int) -> int:
        """The character of the text at a position in the widget."""
        return position - bisect_left(self._wide_for_qt, position)


def _plain(text: str) -> str:
    return text.translate(_PLACES) if any(chr(each) in text for each in _PLACES) else text


def _broken(text: str) -> str:
    if max(map(len, text.split("\n")), default=0) <= _LONGEST:
        return text
    lines = (_cut(line) if len(line) > _LONGEST else line for line in text.split("\n"))
    return "\n".join(lines)


def _cut(line: str) -> str:
    parts = []
    while len(line) > _LONGEST:
        at = line.rfind(" ", 1, _LONGEST)
        if at < 0:
            break
        parts.append(line[:at])
        line = line[at + 1 :]
    return "\n".join((*parts, line))

"""Where a text is broken that is too long for one line: at a space, once."""

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtGui import QFont, QFontMetrics

_KEPT = 4096  # texts whose lines are remembered
_LEEWAY = 2  # pixels: painters cut by fractions of them, and a line before the last is never cut


class Lines:
    """Breaks texts into at most two lines, and remembers where: they are drawn again and again."""

    def __init__(self) -> None:
        self._fonts: dict[str, QFontMetrics] = {}
        self._known: dict[tuple[str, int, str], tuple[str, ...]] = {}

    def forget(self) -> None:
        """Other letters or widths are in use."""
        self._fonts.clear()
        self._known.clear()

    def of(self, text: str, width: int, font: QFont) -> tuple[str, ...]:
        """The lines of a text in this width; the last of two may still be too long for it."""
        key = text, width, font.key()
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            found = self._known[key] = broken(text, width, self._measure(font))
        return found

    def _measure(self, font: QFont) -> QFontMetrics:
        key = font.key()
        if key not in self._fonts:
            self._fonts[key] = QFontMetrics(font)
        return self._fonts[key]


def broken(text: str, width: int, measure: QFontMetrics) -> tuple[str, ...]:
    """A text as one line where it fits, else broken at the last space before the edge."""
    room = width - _LEEWAY
    if " " not in text or measure.horizontalAdvance(text) <= room:
        return (text,)
    at = _break(text, [n for n, letter in enumerate(text) if letter == " "], room, measure)
    return (text[:at], text[at + 1 :]) if at else (text,)


def _break(text: str, spaces: Sequence[int], width: int, measure: QFontMetrics) -> int:
    fitting = bisect_right(spaces, width, key=lambda n: measure.horizontalAdvance(text[:n]))
    return spaces[fitting - 1] if fitting else 0

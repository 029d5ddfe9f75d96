"""Rows of text in columns that fit a terminal: nothing is cut, what is long goes on below."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from models.printable import printable

_GAP = 2
_FEW = 3  # columns that stay even where they are hard to read


@dataclass(frozen=True, slots=True)
class Room:
    """The room of a column, in letters: from ``least`` to ``most``, as its texts need it.

    One with a ``share`` also gets that of what is left; its ``most`` is what it's readable with.
    Where the terminal is too narrow, the columns of the lowest ``rank`` go first.
    """

    rank: int
    least: int
    most: int
    share: int = 0

    def needs(self, readable: bool) -> int:
        """What it takes at the least, or to be readable."""
        return self.most if readable and self.share else self.least


class Columns:
    """Columns for rows that look like the ``sample``, on a terminal of some width."""

    def __init__(
        self,
        headings: Sequence[str],
        rooms: Sequence[Room],
        sample: Sequence[Sequence[str]],
        width: int,
    ) -> None:
        kept = list(range(len(rooms)))
        for enough, readable in ((_FEW, True), (1, False)):
            while len(kept) > enough and _whole(rooms[n].needs(readable) for n in kept) > width:
                kept.remove(min(kept, key=lambda n: rooms[n].rank))
        given = {n: rooms[n].least for n in kept}
        for n in kept:
            texts = max(wide(printable(row[n])) for row in (headings, *sample))
            wanted = rooms[n].most if rooms[n].share else min(rooms[n].most, texts)
            given[n] += max(0, min(wanted - given[n], width - _whole(given.values())))
        rest, shares = max(0, width - _whole(given.values())), sum(rooms[n].share for n in kept)
        self._widths = {
            n: max(1, min(width, least + (rest * rooms[n].share // shares if shares else 0)))
            for n, least in given.items()
        }
        self._headings = headings

    def heading(self) -> Iterator[str]:
        """The lines above the rows."""
        return self.row(self._headings)

    def row(self, cells: Sequence[str]) -> Iterator[str]:
        """The lines of one row, with nothing in it that steers the terminal."""
        columns = [wrapped(printable(cells[n]), width) for n, width in self._widths.items()]
        for line in range(max(map(len, columns))):
            parts = (
                padded(column[line] if line < len(column) else "", width)
                for column, width in zip(columns, self._widths.values(), strict=True)
            )
            yield (" " * _GAP).join(parts).rstrip()


def _whole(widths: Iterable[int]) -> int:
    """The width of all these columns and of the gaps between them."""
    given = list(widths)
    return sum(given) + _GAP * (len(given) - 1)


def wide(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return len(text) if text.isascii() else sum(map(_wide, text))


def _wide(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def padded(text: str, width: int) -> str:
    """The text with spaces behind it, up to this width."""
    return text + " " * (width - wide(text))


def wrapped(text: str, width: int) -> list[str]:
    """The text on lines of at most this width, broken at spaces where there are any."""
    lines: list[str] = []
    line, used = "", 0
    for word in text.split():
        for piece, size in _pieces(word, width):
            if line and used + 1 + size <= width:
                line, used = f"{line} {piece}", used + 1 + size
                continue
            if line:
                lines.append(line)
            line, used = piece, size
    return [*lines, line]


def _pieces(word: str, width: int) -> Iterator[tuple[str, int]]:
    """A word in parts that are each no wider than the line; nearly always it is one."""
    if (size := wide(word)) <= width:
        yield word, size
        return
    piece, used = "", 0
    for char in word:
        size = _wide(char)
        if piece and used + size > width:
            yield piece, used
            piece, used = "", 0
        piece, used = piece + char, used + size
    yield piece, used

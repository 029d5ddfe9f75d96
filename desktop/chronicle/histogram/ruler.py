"""The layout of the bars of the histogram, in pixels."""

from dataclasses import dataclass

from PySide6.QtCore import QRect

from desktop.scale.brush import Days
from desktop.scale.spans import Span

SIDE = 10  # free on either side of the bars
_EDGE = 5  # so near to the edge of the brush a press takes hold of it


@dataclass(frozen=True, slots=True)
class Ruler:
    """The buckets in sight laid out over a picture of this size.

    ``line`` is the height of a line of words; there is one above the bars and one under them.
    """

    span: Span
    width: int
    height: int
    line: int

    @property
    def wide(self) -> int:
        """The width of all bars together."""
        return room(self.width)

    @property
    def top(self) -> int:
        """Where the highest bar ends."""
        return above(self.line)

    @property
    def ground(self) -> int:
        """The baseline of the bars."""
        return self.height - under(self.line)

    def x(self, place: float) -> int:
        """The pixel at so many bars from the left edge; little beyond the picture's own."""
        return SIDE + round(min(max(place / self.span.count, -0.1), 1.1) * self.wide)

    def place(self, x: float) -> float:
        """How many bars from the left edge a pixel is."""
        return (x - SIDE) / self.wide * self.span.count

    def column(self, index: int) -> QRect:
        """The column of a bucket in sight, from top to bottom of the bars."""
        left, right = (self.x(index - self.span.first + n) for n in (0, 1))
        return QRect(left, self.top, max(1, right - left), self.ground - self.top)

    def bucket(self, x: float) -> int | None:
        """The bucket under a pixel."""
        if not SIDE <= x < self.width - SIDE:
            return None
        return self.span.bucket(self.place(x))

    def edges(self, brush: Days | None) -> tuple[int | None, int | None]:
        """Where a range begins and ends; None where it is open or there is none."""
        if brush is None:
            return None, None
        start, end = brush
        return (
            None if start is None else self.x(self.span.place(start)),
            None if end is None else self.x(self.span.place(end + 1)),
        )

    def edge(self, brush: Days | None, x: float) -> int | None:
        """Which edge of a range is near a pixel: 0 the first, 1 the last."""
        for side, edge in enumerate(self.edges(brush)):
            if edge is not None and abs(edge - x) <= _EDGE and -1 <= edge - SIDE <= self.wide:
                return side
        return None


def room(width: int) -> int:
    """How wide all bars together are in a picture of this width."""
    return max(1, width - 2 * SIDE)


def above(line: int) -> int:
    """What the scale takes above the bars."""
    return line + 5


def under(line: int) -> int:
    """What the dates take under the bars."""
    return line + 6

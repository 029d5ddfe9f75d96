"""Which buckets are in view, and the keyboard cursor."""

from desktop.scale.spans import Span, Unit, home, in_sight, panned, zoomed
from models.dates.interval import Day

_ALL = "all"


class Sight:
    """The buckets in sight; moving, zooming and walking through them.

    ``most`` is how many bars there is room for. Whatever moves says whether other buckets are
    in sight than before, so that they must be counted.
    """

    def __init__(self) -> None:
        self.extent: tuple[Day, Day] | None = None
        """The first and last day of all dates; None where nothing is dated."""
        self.span: Span | None = None
        """The buckets in sight; None: there is none."""
        self.whole = True
        """Whether everything is in sight, and stays so."""
        self.untouched = True
        """Whether nobody has moved or zoomed yet: what is in sight follows the dates there are."""
        self.cursor: int | None = None
        """The bucket under the keyboard cursor."""
        self.anchor: int | None = None
        """From where the choice of buckets was extended; None: it was not."""

    @property
    def kept(self) -> Span | None:
        """The buckets that stay in sight; None: that depends on the dates there are."""
        return None if self.whole or self.untouched else self.span

    def begin(self, written: str) -> None:
        """Have in sight what was once ``written``; empty: what one sees first."""
        self.cursor = self.anchor = None
        self.span = _read(written)
        self.whole = written == _ALL
        self.untouched = self.span is None and not self.whole

    def written(self) -> str:
        """What is in sight, for ``begin``."""
        if self.untouched or self.span is None:
            return ""
        span = self.span
        return _ALL if self.whole else f"{span.unit.value}:{span.first}:{span.count}"

    def everything(self, most: int) -> Span | None:
        """The span that shows all dates."""
        return None if self.extent is None else home(*self.extent, most)

    def look_at(self, span: Span | None) -> bool:
        """Have these buckets in sight; the cursor stays on its day."""
        before, self.span = self.span, span
        if span == before:
            return False
        day = None if before is None else self._middle(before)
        self.anchor = None
        if span is None or day is None or self.cursor is None:
            self.cursor = None
        else:
            self.cursor = min(max(span.unit.index(day), span.first), span.last)
        return True

    def show_all(self, most: int) -> bool:
        """Have everything in sight."""
        whole = self.everything(most)
        if whole is None:
            return False
        self.whole, self.untouched = True, False
        return self._go(whole, whole)

    def fit(self, most: int) -> bool:
        """There is room for more or fewer bars now."""
        span = in_sight(self.extent, None if self.whole else self.span, most)
        return span is not None and self.look_at(span)

    def zoom(self, factor: float, at: Day | None, most: int) -> bool:
        """``factor`` times as many days, around a day; None: around the cursor or the middle."""
        span, whole = self.span, self.everything(most)
        if span is None or whole is None:
            return False
        at = self._middle(span) if at is None else at
        return self._go(zoomed(span, at, factor, whole, most), whole)

    def pan(self, by: int, most: int) -> bool:
        """So many buckets to the right (left), as far as there are any."""
        span, whole = self.span, self.everything(most)
        if span is None or whole is None:
            return False
        return self._go(panned(span, by, whole), whole)

    def look_into(self, bucket: int, most: int) -> bool:
        """Have the parts of one bucket in sight: a year's months, a month's days."""
        span, whole = self.span, self.everything(most)
        if span is None or whole is None:
            return False
        finer = span.unit.finer
        if finer is None:
            return False
        first = max(finer.index(span.unit.start(bucket)), finer.index(whole.start))
        last = min(finer.index(span.unit.end(bucket)), finer.index(whole.end))
        return self._go(Span(finer, first, last - first + 1), whole)

    def walk(self, to: int, most: int, *, extend: bool) -> bool:
        """Move the cursor to a bucket, and the view with it if need be."""
        span, whole = self.span, self.everything(most)
        if span is None or whole is None:
            return False
        start = self.anchor if self.anchor is not None else self.cursor
        to = min(max(to, span.unit.index(whole.start)), span.unit.index(whole.end))
        moved = False
        if not span.first <= to <= span.last:
            by = to - span.first if to < span.first else to - span.last
            moved = self.pan(by, most)
        self.cursor = to
        self.anchor = start if extend else None
        return moved

    def chosen(self) -> tuple[int, int] | None:
        """The first and the last bucket under the cursor and its extension."""
        if self.cursor is None:
            return None
        other = self.cursor if self.anchor is None else self.anchor
        return min(self.cursor, other), max(self.cursor, other)

    def _go(self, span: Span, whole: Span) -> bool:
        if span == self.span:
            return False
        self.whole, self.untouched = span == whole, False
        return self.look_at(span)

    def _middle(self, span: Span) -> Day:
        index = span.first + span.count // 2 if self.cursor is None else self.cursor
        return (span.unit.start(index) + span.unit.end(index)) // 2


def _read(written: str) -> Span | None:
    """The buckets that were written down; None: there are none, or it is no such writing."""
    parts = written.split(":")
    try:
        unit, first, count = map(int, parts)
        return Span(Unit(unit), first, count) if count > 0 else None
    except ValueError:
        return None

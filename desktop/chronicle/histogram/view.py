"""The picture of the date histogram: what it shows, how large it is, and what it says."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleValueChangeEvent,
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.chronicle.histogram.drawing import HIGH, Picture, draw, draw_focus
from desktop.chronicle.histogram.ruler import Ruler, above, room, under
from desktop.scale.brush import Days, range_words
from desktop.scale.sight import Sight
from desktop.scale.spans import Span
from desktop.theme.theme import Theme, tabular
from models.dates.interval import Day

_NARROWEST = 4  # of a bar, with the gap beside it
_MOST = 180  # bars: more are a comb, not a picture, however wide the window
_PATIENCE = 150  # milliseconds before the old picture is dimmed


class BarsView(QWidget):
    """Events by date under all other filters.

    Solid: certainly then. Hatched, on top: possibly then, as the date is less exact than a bar.
    The scale is linear and starts at zero; a bar is two pixels high at least. It follows the
    certain events where the possible ones would drown them: a bar that goes beyond it is cut,
    shows a gap near its top, and the scale says so.
    """

    moved = Signal()
    """Other days or other units are in sight: they must be counted."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sight = Sight()
        self._drawn: Span | None = None  # what the bars are of
        self._bars: Sequence[tuple[int, int]] = ()
        self._brush: Days | None = None
        self._inside: Days | None = None
        self._hover: int | None = None
        self._dim = False
        self._note = ""
        self._measure: tuple[str, QFont, int] = ("", QFont(), 0)
        self._late = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._late.timeout.connect(self._dimmed)
        self.setObjectName("dateHistogram")
        self.setAccessibleName("Events by date")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self._describe()

    @property
    def span(self) -> Span | None:
        """The buckets in sight; None: there is nothing dated."""
        return self._sight.span

    @property
    def brush(self) -> Days | None:
        """The days that are filtered for; None: any."""
        return self._brush

    @property
    def cursor_bucket(self) -> int | None:
        """The bucket under the keyboard cursor."""
        return self._sight.cursor

    @property
    def is_whole(self) -> bool:
        """Whether everything is in sight."""
        return self._sight.whole

    @property
    def extent(self) -> tuple[Day, Day] | None:
        """The first and the last day of all dates; None: there is none."""
        return self._sight.extent

    @property
    def kept(self) -> Span | None:
        """The buckets that stay in sight, whatever dates there are; None: none do."""
        return self._sight.kept

    @property
    def is_untouched(self) -> bool:
        """Whether nobody has moved or zoomed yet."""
        return self._sight.untouched

    def begin(self, written: str) -> None:
        """Have in sight what was once ``written``; empty: what one sees first."""
        self._sight.begin(written)

    def written(self) -> str:
        """What is in sight, for ``begin``."""
        return self._sight.written()

    def most(self) -> int:
        """The number of bars that can be distinguished here."""
        return min(max(20, room(self.width()) // _NARROWEST), _MOST)

    def put(
        self,
        extent: tuple[Day, Day] | None,
        span: Span | None,
        bars: Sequence[tuple[int, int]],
        note: str = "",
    ) -> None:
        """Draw these: the certain and the possible events of each bucket of ``span``.

        ``note`` is said where there is nothing to draw.
        """
        self._late.stop()
        self._dim = False
        self._sight.extent, self._note = extent, note
        if self._sight.look_at(span):
            self._hover = None
        if self._sight.untouched:
            self._sight.whole = span == self._sight.everything(self.most())
        self._drawn, self._bars = span, tuple(bars)
        self._describe()
        self.update()

    def wait(self) -> None:
        """New bars are on their way: the old ones stay, dimmed if it takes long."""
        if not self._dim and not self._late.isActive():
            self._late.start()

    def words(self, index: int) -> str:
        """A bucket and its counts: "March 2024: 12 certain, 3 possible"."""
        assert self.span
        named = self.span.unit.words(index)
        found = self.counts(index)
        if found is None:
            return f"{named}: counting"
        certain, possible = found
        return f"{named}: {certain:,} certain, {possible:,} possible"

    def counts(self, index: int) -> tuple[int, int] | None:
        """The certain and the possible events of a bucket; None while they are not known."""
        drawn = self._drawn
        if drawn is None or self.span is None or drawn.unit is not self.span.unit:
            return None
        at = index - drawn.first
        return self._bars[at] if 0 <= at < len(self._bars) else None

    def bar_rect(self, index: int) -> QRect:
        """The column of a bucket in sight, from top to bottom of the bars."""
        ruler = self._ruler()
        assert ruler
        return ruler.column(index)

    def sizeHint(self) -> QSize:
        """A line for the scale, the bars, a line for the dates."""
        line = self._line()
        return QSize(400, above(line) + HIGH + under(line))

    def minimumSizeHint(self) -> QSize:
        """Never squeezed from above."""
        return QSize(160, self.sizeHint().height())

    def _ruler(self) -> Ruler | None:
        """The layout of the bars; None where nothing is dated."""
        if self.span is None:
            return None
        return Ruler(self.span, self.width(), self.height(), self._line())

    def _small(self) -> QFont:
        return self._measured()[1]

    def _line(self) -> int:
        return self._measured()[2]

    def _measured(self) -> tuple[str, QFont, int]:
        """The small font and its height; asked for at every move, measured once a font."""
        key = self.font().key()
        if key != self._measure[0]:
            font = tabular(self.font())
            font.setPointSizeF(font.pointSizeF() - 1)
            self._measure = (key, font, QFontMetrics(font).height())
        return self._measure

    def _go(self, moved: bool) -> None:
        """Other buckets are in sight, if ``moved``: they are counted."""
        if not moved:
            return
        self._hover = None
        self._describe()
        self.wait()
        self.update()
        self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer bars may fit."""
        super().resizeEvent(event)
        self._go(self._sight.fit(self.most()))

    def _dimmed(self) -> None:
        self._dim = True
        self.update()

    def _describe(self) -> None:
        """What a screen reader says: the bar under the keys, and what is filtered."""
        said = []
        span, chosen = self.span, self._sight.chosen()
        if span is None:
            said.append(self._note or "No dated events")
        elif chosen is None or not self.hasFocus():
            said.append(f"{span.unit.words(span.first)} to {span.unit.words(span.last)}")
        elif chosen[0] == chosen[1]:
            said.append(self.words(chosen[0]))
        else:
            words = span.unit.words
            said.append(f"{words(chosen[0])} to {words(chosen[1])}; press Enter to filter")
        if self._brush:
            said.append(f"filtered: {range_words(self._brush)}")
        text = "; ".join(said)
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)
            if QAccessible.isActive():
                QAccessible.updateAccessibility(QAccessibleValueChangeEvent(self, text))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Bars over the days filtered for, the scale over them, dates under them."""
        painter = QPainter(self)
        colours = self._theme.colours
        painter.setFont(self._small())
        ruler = self._ruler()
        if ruler is None or self._drawn is None:
            painter.setPen(QColor(colours.quiet))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._note)
        else:
            draw(painter, self._picture(ruler, self._drawn), colours)
        if self.hasFocus():
            draw_focus(painter, self.rect(), colours)

    def _picture(self, ruler: Ruler, drawn: Span) -> Picture:
        return Picture(
            ruler,
            drawn,
            self._bars,
            self._note,
            self._brush,
            self._inside,
            self._hover,
            self._sight.chosen() if self.hasFocus() else None,
            self._sight.anchor is not None,
            self._dim,
        )

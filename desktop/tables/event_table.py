"""The view of the event table: how cells look, and what keys and clicks do."""

from array import array
from functools import cache

from PySide6.QtCore import (
    QByteArray,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.jobs.reader import Lane, Reader
from desktop.tables.event_model import (
    COLUMNS,
    ON_ITS_WAY,
    PAGE,
    PAGES_KEPT,
    EventModel,
    Questions,
    as_tsv,
)
from desktop.tables.words import KINDS, STATUS_COLOURS, kind_icon, status_icon
from desktop.theme.icons import pixmap
from desktop.theme.theme import Theme, scaled, tabular
from models.dates.interval import Precision
from models.queries.filter import EventFilter, Sort
from models.queries.marks import Marks
from models.queries.rows import EventRow

_ROW = 28  # and more for larger letters, as the icons
MOST_COPIED = 100_000
"""Rows on the clipboard, which keeps them in memory: some 15 MB of text."""

_FIELDS = tuple(column.field for column in COLUMNS)
_DATE, _EVENT, _WHO, _KIND, _STATUS, _PLACE = range(6)
_EVENT_AT_LEAST = 200
_WIDEST = {_WHO: 260, _PLACE: 150}
"""In a wide window the events get what these do not need."""
_PAD = 8
_ICON = 16
_MARK_GAP = 6
_LEEWAY = 4  # a leaning letter reaches beyond its place


class EventTable(QTableView):
    """The chronology. Rows are chosen by event, so a new question keeps what was chosen."""

    sort_wanted = Signal(object)
    """A Sort, from a click on a heading."""
    current = Signal(int)
    """The number of the event now in focus; 0: none."""
    copied = Signal(int)
    """How many rows went to the clipboard."""
    refused = Signal(str)
    """Why nothing did."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells = _Cells(theme, self)
        self.setObjectName("eventTable")
        self.setAccessibleName("Events")
        self.events = EventModel(self)
        self._reader: Reader | None = None
        self._questions: Questions | None = None
        self._chosen = 0
        self._asked: tuple[EventFilter, Sort] | None = None
        self._anew = False  # what is asked is another question than what is shown
        self._top = 0  # the event at the top, to be there again; 0: whichever it is
        self._resting = 0  # where the first rows left the scrollbar
        self.marks = Marks()
        self._steady = False  # while we set widths ourselves
        self.own_widths = False  # the user has set one, or moved a column
        self.setModel(self.events)
        self.setItemDelegate(self._cells)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        down = self.verticalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._measure()
        across = self.horizontalHeader()
        across.setSectionsClickable(True)
        across.setSectionsMovable(True)
        across.setSortIndicatorShown(True)
        across.setHighlightSections(False)
        across.setMinimumSectionSize(40)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across.setTextElideMode(Qt.TextElideMode.ElideNone)
        # A heading would look through all rows of its column for one that is not chosen.
        across.setSelectionModel(QItemSelectionModel(self.events, across))
        self.set_widths()
        self.show_sort(Sort())
        across.sectionClicked.connect(self._sort_by)
        across.sectionResized.connect(self._resized)
        across.sectionMoved.connect(self._moved_column)
        self.selectionModel().currentRowChanged.connect(self._moved)
        self.events.found.connect(self._choose_again)
        self.events.shown.connect(self._begin)

    def attach(self, reader: Reader | None, questions: Questions | None) -> None:
        """Show this chronicle from now on."""
        self._reader, self._questions = reader, questions
        self._chosen = 0
        self._asked = None
        self.events.attach(reader, questions)

    def ask(self, wanted: EventFilter, sort: Sort) -> None:
        """Show what matches, in this order; what is chosen stays so if it is among it."""
        self._anew = self._anew or (wanted, sort) != self._asked
        self._asked = wanted, sort
        if self._anew:
            self._top = 0
        elif not self._top and self.verticalScrollBar().value():
            row = self.rowAt(0)
            self._top = self.events.id_at(row) if row >= 0 else 0
        self.events.show(wanted, sort, self._chosen or None)

    def mark(self, marks: Marks) -> None:
        """Mark these words in the Event column."""
        if marks != self.marks:
            self.marks = marks
            self.viewport().update()

    @property
    def chosen(self) -> int:
        """The number of the event in focus; 0: none."""
        return self._chosen

    def choose(self, event: int) -> None:
        """Have this event in focus as soon as it is among the rows."""
        self._chosen = event

    def selectRow(self, row: int) -> None:  # noqa: N802 - Qt's name
        """Choose this row alone. Qt's own adds to what is chosen while Ctrl or Shift is held."""
        pick = QItemSelectionModel.SelectionFlag
        index = self.events.index(row, max(self.currentIndex().column(), 0))
        self.selectionModel().setCurrentIndex(index, pick.ClearAndSelect | pick.Rows)

    def step(self, by: int) -> None:
        """Move the focus to a later (earlier) event."""
        rows = self.events.rowCount()
        if rows:
            self.selectRow(min(max(self.currentIndex().row() + by, 0), rows - 1))

    def show_sort(self, sort: Sort) -> None:
        """Mark the heading of this sort; nothing is asked."""
        order = Qt.SortOrder.DescendingOrder if sort.down else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(_FIELDS.index(sort.field), order)

    def set_widths(self) -> None:
        """Give every column its first width and place."""
        across = self.horizontalHeader()
        self._steady = True
        for number in range(len(COLUMNS)):
            across.moveSection(across.visualIndex(number), number)
        self.own_widths = False
        self._spread()
        self._fill()

    def _spread(self) -> None:
        """As long as nobody has changed a width: what is short fits, the rest is shared out."""
        across = self.horizontalHeader()
        self._steady = True
        for number in range(len(COLUMNS)):
            across.resizeSection(number, self._first_width(number))
        self._steady = False

    def _first_width(self, number: int) -> int:
        """Of a column, in the font now in use."""
        column = COLUMNS[number]
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        heading = QFontMetrics(bold).horizontalAdvance(column.heading) + 2 * _PAD
        if column.samples:
            # Figures are set in a font of their own, which may be wider.
            measures = (self.fontMetrics(), QFontMetrics(tabular(self.font())))
            texts = max(m.horizontalAdvance(each) for m in measures for each in column.samples)
            mark = self._cells.icon + _MARK_GAP if number in (_KIND, _STATUS) else 0
            return max(heading, texts + mark + 2 * _PAD) + _LEEWAY
        fitting = sum(self._first_width(n) for n, each in enumerate(COLUMNS) if each.samples)
        share = (self.viewport().width() - fitting) * column.share // sum(c.share for c in COLUMNS)
        return min(max(heading + _LEEWAY, share), _WIDEST.get(number, share))

    def changeEvent(self, event: QEvent) -> None:
        """Larger letters take more room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()
            if not self.own_widths:
                self._spread()
                self._fill()

    def _measure(self) -> None:
        self._cells.icon = scaled(self.font(), _ICON)
        down = self.verticalHeader()
        down.setMinimumSectionSize(_ROW)
        down.setDefaultSectionSize(scaled(self.font(), _ROW))

    def restore_widths(self, state: QByteArray) -> None:
        """Give the columns the widths and places they had."""
        across = self.horizontalHeader()
        before = across.saveState()
        if not across.restoreState(state) or across.count() != len(COLUMNS):
            across.restoreState(before)
        across.setSectionsClickable(True)
        across.setSectionsMovable(True)
        across.setSortIndicatorShown(True)
        self.own_widths = True

    def copy(self) -> None:
        """Put the chosen rows on the clipboard as they stand, tab-separated."""
        spans = self._chosen_spans()
        number = sum(map(len, spans))
        if number > MOST_COPIED:
            self.refused.emit(
                f"{number:,} rows are too many to copy; choose at most {MOST_COPIED:,}, "
                "or export them to a file."
            )
            return
        columns = self._columns_in_sight()
        if number <= PAGE * PAGES_KEPT:
            rows = [self.events.row_at(each) for span in spans for each in span]
            here = [row for row in rows if row is not None]
            if len(here) == len(rows):
                self._clip(as_tsv(here, columns), len(here))
                return
        if self._reader and self._questions:
            ids = array("q")
            for span in spans:
                ids += self.events.ids()[span.start : span.stop]
            rows_of = self._questions.rows

            def text(session: object) -> tuple[str, int]:
                lines: list[str] = []
                for first in range(0, len(ids), PAGE):
                    part = ids[first : first + PAGE]
                    found = rows_of(part)(session)
                    lines += (as_tsv((found[each],), columns) for each in part if each in found)
                return "\n".join(lines), len(lines)

            self._reader.ask("copy", text, lambda answer: self._clip(*answer), lane=Lane.BACK)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, and leave everything else to Qt."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, keys: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End go to the first and the last event, not to the first and last cell."""
        to = QAbstractItemView.CursorAction
        column = max(self.currentIndex().column(), 0)
        if action == to.MoveHome:
            return self.events.index(0, column)
        if action == to.MoveEnd:
            return self.events.index(self.events.rowCount() - 1, column)
        return super().moveCursor(action, keys)

    def keyboardSearch(self, search: str) -> None:
        """Type-ahead would look through every row; the search field is for that."""

    def sizeHintForColumn(self, column: int) -> int:
        """A double click on the edge of a heading gives back the first width."""
        return self._first_width(column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The Event column takes the room that the others leave."""
        super().resizeEvent(event)
        if not self.own_widths:
            self._spread()
        self._fill()

    def _fill(self) -> None:
        across = self.horizontalHeader()
        others = sum(across.sectionSize(n) for n in range(len(COLUMNS)) if n != _EVENT)
        self._steady = True
        across.resizeSection(_EVENT, max(_EVENT_AT_LEAST, self.viewport().width() - others))
        self._steady = False

    def _resized(self, section: int) -> None:
        if not self._steady:
            self.own_widths = True
            if section != _EVENT:
                self._fill()

    def _moved_column(self) -> None:
        if not self._steady:
            self.own_widths = True

    def _sort_by(self, section: int) -> None:
        now = self.events.sorting
        field = _FIELDS[section]
        self.sort_wanted.emit(Sort(field, down=field == now.field and not now.down))

    def _moved(self, now: QModelIndex) -> None:
        if now.isValid():
            self._chosen = self.events.id_at(now.row())
            self.current.emit(self._chosen)

    def _begin(self) -> None:
        """Another question is read from its beginning; the same one stays where it was."""
        if self._anew:
            self.scrollToTop()
        self._anew = False
        self.executeDelayedItemsLayout()  # else it is clamped to the first rows only later
        self._resting = self.verticalScrollBar().value()

    def _choose_again(self, event: int | None, place: int) -> None:
        moved = self.verticalScrollBar().value() != self._resting
        before = self.verticalScrollBar().value()
        if (event or 0) == self._chosen:  # else something was chosen meanwhile
            if place >= 0:
                self.selectRow(place)
                self.scrollTo(self.currentIndex())
            else:
                self._chosen = 0
                self.current.emit(0)
        if self._top:
            self._scroll_back(before if moved else None)
        self._top = 0

    def _scroll_back(self, value: int | None) -> None:
        """To where one was in the same question, or to where one has scrolled since (a value)."""
        if value is None:
            try:
                value = self.events.ids().index(self._top)
            except ValueError:  # that event is gone
                return
        self.executeDelayedItemsLayout()  # it must reach as far as there are rows now
        self.verticalScrollBar().setValue(value)

    def _chosen_spans(self) -> list[range]:
        """The chosen rows in order; not one by one, since all of a million may be chosen."""
        spans: list[range] = []
        chosen = self.selectionModel().selection().toList()
        for top, bottom in sorted((each.top(), each.bottom()) for each in chosen):
            if spans and top < spans[-1].stop:
                top = spans[-1].stop
            if top <= bottom:
                spans.append(range(top, bottom + 1))
        return spans

    def _columns_in_sight(self) -> list[int]:
        across = self.horizontalHeader()
        order = [across.logicalIndex(place) for place in range(len(COLUMNS))]
        return [number for number in order if not across.isSectionHidden(number)]

    def _clip(self, text: str, rows: int) -> None:
        QGuiApplication.clipboard().setText(text)
        self.copied.emit(rows)


class _Cells(QStyledItemDelegate):
    """Draws cells: a hairline, icons for kinds, marks for statuses, quiet uncertain dates.

    A screenful is some three hundred cells, drawn anew at each answer and each step of the
    scrollbar: what is the same for all of them is made once.
    """

    def __init__(self, theme: Theme, view: EventTable) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._fonts: tuple[str, QFont, QFont] = ("", QFont(), QFont())
        self._kinds = ("", 0)
        self.icon = _ICON
        """Pixels of an icon, in letters of the size now in use."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: object) -> QSize:
        """All rows are equally high."""
        return QSize(option.rect.width(), self._view.verticalHeader().defaultSectionSize())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one cell."""
        colours = self._theme.colours
        rect: QRect = option.rect
        state: int = option.state.value
        column = index.column()
        painter.save()
        if state & _SELECTED:
            active = self._view.hasFocus()
            painter.fillRect(rect, _colour(colours.selection if active else colours.selection_idle))
        painter.setPen(_colour(colours.hairline))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if state & _FOCUSED and self._is_first(column):
            painter.fillRect(
                QRect(rect.left(), rect.top(), 3, rect.height()), _colour(colours.accent)
            )
        row, text = self._view.events.cell(index.row(), column)
        inner = rect.adjusted(_PAD, 0, -_PAD, -1)
        if row is None:
            self._write(painter, inner, ON_ITS_WAY, colours.quiet)
        else:
            self._cell(painter, inner, column, row, text)
        painter.restore()

    def _cell(self, painter: QPainter, rect: QRect, column: int, row: EventRow, text: str) -> None:
        colours = self._theme.colours
        colour = colours.text
        right = False
        if column == _DATE:
            sure = row.interval is not None and row.interval.precision is Precision.DAY
            upright, leaning = self._figures(painter.font())
            if not sure or (row.interval and row.interval.approximate):
                colour = colours.quiet
                painter.setFont(leaning)
            else:
                painter.setFont(upright)
        elif column == _KIND:
            rect = self._draw(painter, rect, kind_icon(row.kind), colours.quiet)
            if rect.width() < self._widest_kind(painter):
                return  # a word in one row and none in the next would be a riddle
        elif column == _STATUS:
            colour = getattr(colours, STATUS_COLOURS.get(row.status, "quiet"))
            if row.status != "asserted":
                rect = self._draw(painter, rect, status_icon(row.status), colour)
        elif column == len(COLUMNS) - 1:
            painter.setFont(self._figures(painter.font())[0])
            right = True
        if row.status == "negated" and column == _EVENT:
            colour = colours.quiet
        self._write(painter, rect, text, colour, right=right)
        if column == _EVENT and self._view.marks:
            self._mark(painter, rect, text)

    def _widest_kind(self, painter: QPainter) -> int:
        key = painter.font().key()
        if key != self._kinds[0]:
            measure = painter.fontMetrics()
            self._kinds = (key, max(map(measure.horizontalAdvance, KINDS)))
        return self._kinds[1]

    def _mark(self, painter: QPainter, rect: QRect, text: str) -> None:
        """Lay what was searched for on a ground of its own, underlined."""
        colours = self._theme.colours
        measure = painter.fontMetrics()
        cut = measure.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        seen = len(cut) if cut == text else len(cut) - 1  # the last one is the ellipsis
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        high = measure.height()
        top = rect.top() + (rect.height() - high) // 2
        for start, end in self._view.marks.spans(text):
            if start >= seen:
                break
            left = rect.left() + measure.horizontalAdvance(text[:start])
            right = rect.left() + measure.horizontalAdvance(text[: min(end, seen)])
            place = QRect(left, top, right - left, high)
            painter.save()
            painter.setClipRect(place.adjusted(-1, 0, 1, 0))
            painter.fillRect(place.adjusted(-1, 0, 1, 0), QColor(colours.found))
            painter.setPen(QColor(colours.on_found))
            painter.drawText(rect, int(flags | Qt.TextFlag.TextSingleLine), cut)
            painter.drawLine(left, place.bottom(), right - 1, place.bottom())
            painter.restore()

    def _figures(self, font: QFont) -> tuple[QFont, QFont]:
        """The fonts of figures in columns, upright and leaning."""
        key = font.key()
        if key != self._fonts[0]:
            leaning = tabular(font)
            leaning.setItalic(True)
            self._fonts = (key, tabular(font), leaning)
        return self._fonts[1:]

    def _draw(self, painter: QPainter, rect: QRect, name: str, colour: str) -> QRect:
        top = rect.top() + (rect.height() - self.icon) // 2
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(QPoint(rect.left(), top), pixmap(name, colour, self.icon, ratio))
        return rect.adjusted(self.icon + _MARK_GAP, 0, 0, 0)

    def _write(
        self, painter: QPainter, rect: QRect, text: str, colour: str, *, right: bool = False
    ) -> None:
        if not text:
            return
        painter.setPen(_colour(colour))
        cut = painter.fontMetrics().elidedText(text, _ELIDE, rect.width())
        painter.drawText(rect, _RIGHT if right else _LEFT, cut)

    def _is_first(self, column: int) -> bool:
        return self._view.horizontalHeader().visualIndex(column) == 0


# Flags put together once: each "|" and "&" of Qt's enums makes a new Python object.
_SELECTED = QStyle.StateFlag.State_Selected.value
_FOCUSED = QStyle.StateFlag.State_HasFocus.value
_ELIDE = Qt.TextElideMode.ElideRight
_MIDDLE = Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextSingleLine.value
_LEFT = Qt.AlignmentFlag.AlignLeft.value | _MIDDLE
_RIGHT = Qt.AlignmentFlag.AlignRight.value | _MIDDLE


@cache
def _colour(colour: str) -> QColor:
    """The colours are few: those of both themes."""
    return QColor(colour)

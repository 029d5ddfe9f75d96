"""The window with the meter: shares with their intervals, as words, figures and bars."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.jobs.reader import Lane, Reader
from desktop.tables.words import counted, one_line
from desktop.theme.labels import PlainLabel, sized
from desktop.theme.theme import Theme, scaled
from desktop.window.meter.bar import ShareBar
from desktop.window.meter.words import (
    above_words,
    bar_words,
    field_words,
    kind_words,
    number_words,
    sure_words,
    whole_words,
)

if TYPE_CHECKING:  # loaded off the GUI thread, see desktop.archive
    from desktop.archive import Archive
    from models.queries.meter import Meter, Share

_SIZE = (700, 640)  # pixels, in letters of the usual size
_MOST = 12  # lines of a part
_LONGEST = 30  # characters of a label


class MeterWindow(QDialog):
    """How good the reading is, of what was reviewed; it stays open beside the main window."""

    threshold_wanted = Signal(float)
    """Events of which the reader is less sure are to wait in the drawer; 0: none is."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._archive: Archive | None = None
        self._reader: Reader | None = None
        self._best: float | None = None
        self.setObjectName("meterWindow")
        self.setWindowTitle("How good is the reading?")
        self.resize(*(scaled(self.font(), each) for each in _SIZE))
        self.whole = PlainLabel()
        self.whole.setObjectName("meterWhole")
        sized(self.whole, 2, bold=True)
        self.sure = PlainLabel()
        self.sure.setObjectName("meterSure")
        for label in (self.whole, self.sure):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName("Shares that were right")
        close = QPushButton("Close")
        close.setDefault(True)
        close.clicked.connect(self.close)
        self.least = QDoubleSpinBox()
        self.least.setObjectName("meterLeast")
        self.least.setAccessibleName("Hide events the reader is less sure of than")
        self.least.setRange(0, 0.95)
        self.least.setSingleStep(0.05)
        self.least.setSpecialValueText("none")
        self.least.setKeyboardTracking(False)
        self.least.valueChanged.connect(self._want)
        self.suggested = QPushButton()
        self.suggested.setObjectName("meterSuggested")
        self.suggested.setAutoDefault(False)
        self.suggested.hide()
        self.suggested.clicked.connect(self._take)
        foot = QHBoxLayout()
        for part in (PlainLabel("Hide events less sure than"), self.least, self.suggested):
            foot.addWidget(part)
        foot.addStretch()
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 12)
        layout.setSpacing(8)
        layout.addWidget(self.whole)
        layout.addWidget(self.sure)
        layout.addWidget(self._area, 1)
        layout.addLayout(foot)

    def attach(self, archive: "Archive | None", reader: Reader | None) -> None:
        """Measure this chronicle, or none."""
        self._archive, self._reader = archive, reader
        if archive is None:
            self.close()

    def show_threshold(self, least: float) -> None:
        """This is the threshold now."""
        self.least.blockSignals(True)
        self.least.setValue(least)
        self.least.blockSignals(False)

    def present(self) -> None:
        """Show it."""
        self.show()
        self.activateWindow()
        self.refresh()

    def touched(self) -> None:
        """Something was decided."""
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Measure anew."""
        if self._archive is not None and self._reader is not None:
            self._reader.ask("meter", self._archive.meter(), self.put, lane=Lane.BACK)

    def put(self, found: "Meter") -> None:
        """Show this."""
        self.whole.setText(whole_words(found))
        self.sure.setText(sure_words(found))
        self.sure.setVisible(bool(self.sure.text()))
        self._best = found.threshold
        self.suggested.setVisible(found.threshold is not None)
        self.suggested.setText(f"Use {found.threshold or 0:.2f}")
        self.suggested.setToolTip(above_words(found))
        top = self._area.verticalScrollBar().value()
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 4, 8, 4)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        if found.fields:
            _head(grid, "What was corrected")
            for name, number in found.fields:
                row = grid.rowCount()
                grid.addWidget(PlainLabel(field_words(name).capitalize()), row, 0)
                grid.addWidget(PlainLabel(counted(number, "time")), row, 1, 1, 2)
        self._part(grid, "How sure the reader was", found.bands, str, above_words(found))
        self._part(grid, "By kind", found.kinds, kind_words)
        self._part(grid, "By source", found.outlets, one_line)
        grid.setRowStretch(grid.rowCount(), 1)
        self._area.setWidget(content)
        self._area.verticalScrollBar().setValue(top)

    def _want(self, least: float) -> None:
        self.threshold_wanted.emit(round(least, 2))

    def _take(self) -> None:
        if self._best is not None:
            self.least.setValue(self._best)

    def _part(
        self,
        grid: QGridLayout,
        title: str,
        shares: "Sequence[Share]",
        words: Callable[[str], str],
        note: str = "",
    ) -> None:
        if not shares:
            return
        _head(grid, title)
        if note:
            grid.addWidget(PlainLabel(note), grid.rowCount(), 0, 1, 3)
        for share in shares[:_MOST]:
            label = words(share.label) or "Unknown"
            row = grid.rowCount()
            short = label if len(label) <= _LONGEST else label[: _LONGEST - 1] + "…"
            grid.addWidget(PlainLabel(short), row, 0)
            told = bar_words(label, share)
            grid.addWidget(ShareBar(self._theme, share.share, share.low, share.high, told), row, 1)
            figures = PlainLabel(number_words(share))
            figures.setProperty("quiet", True)
            grid.addWidget(figures, row, 2)
        if len(shares) > _MOST:
            more = PlainLabel(f"… and {len(shares) - _MOST:,} more")
            more.setProperty("quiet", True)
            grid.addWidget(more, grid.rowCount(), 0, 1, 3)


def _head(grid: QGridLayout, title: str) -> None:
    label = PlainLabel(title)
    label.setProperty("section", True)
    label.setContentsMargins(0, 12, 0, 2)
    grid.addWidget(label, grid.rowCount(), 0, 1, 3)

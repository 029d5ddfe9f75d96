"""Accepts at once all that the reading is sure enough of."""

from array import array
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from desktop.jobs.reader import Lane, Reader
from desktop.tables.words import counted
from desktop.theme.labels import PlainLabel
from models.queries.filter import PROPOSED, EventFilter, Sort, Term

Asking = Callable[[EventFilter, Sort, int | None], Callable[[Any], Any]]
_FIRST = 0.9
_PAUSE = 150  # milliseconds without a change before it is counted


class BulkDialog(QDialog):
    """A number from 0 to 1, and how many events of the filter that is."""

    agreed = Signal(list)
    """The events to accept."""

    def __init__(self, reader: Reader, order: Asking, wanted: EventFilter, parent: QWidget) -> None:
        super().__init__(parent)
        self._reader = reader
        self._order = order
        self._wanted = replace(wanted, reviews=(Term(PROPOSED),))
        self._ids: array[int] = array("q")
        self.setObjectName("bulkDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Accept in bulk")
        self.least = QDoubleSpinBox(minimum=0.0, maximum=1.0, singleStep=0.05, decimals=2)
        self.least.setObjectName("bulkLeast")
        self.least.setAccessibleName("Least sureness, from 0 to 1")
        self.least.setValue(_FIRST)
        line = QHBoxLayout()
        line.addWidget(PlainLabel("Of the events shown and still to review, accept those at least"))
        line.addWidget(self.least)
        line.addWidget(PlainLabel("sure"))
        line.addStretch()
        self.told = PlainLabel("Counting…")
        self.told.setProperty("quiet", True)
        buttons = QDialogButtonBox()
        buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        self.save = buttons.addButton("Accept", QDialogButtonBox.ButtonRole.AcceptRole)
        self.save.setProperty("primary", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(line)
        layout.addWidget(self.told)
        layout.addWidget(buttons)
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self._count)
        self.least.valueChanged.connect(self._wait)
        self.finished.connect(lambda _: reader.cancel("bulk"))
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        self.save.setEnabled(False)
        self._count()

    def _wait(self) -> None:
        self.save.setEnabled(False)
        self._soon.start()

    def _count(self) -> None:
        sure = Term(f">={round(self.least.value(), 2):g}")
        wanted = replace(self._wanted, sures=(*self._wanted.sures, sure))
        self._reader.ask("bulk", self._order(wanted, Sort(), None), self._put, lane=Lane.BACK)

    def _put(self, found: tuple["array[int]", int]) -> None:
        self._ids = found[0]
        number = len(self._ids)
        self.told.setText(f"{counted(number, 'event')}; one undo takes all of them back.")
        self.save.setText(f"Accept {counted(number, 'event')}")
        self.save.setEnabled(number > 0)

    def _accept(self) -> None:
        self.accept()
        self.agreed.emit(self._ids.tolist())

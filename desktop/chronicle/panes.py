"""The three panes side by side: filters, events, details."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from desktop.settings import pack, unpack
from desktop.theme.theme import scaled

_FIRST_SIZES = (228, 362)  # of the outer panes
_FIRST_WIDTH = 1214  # of a window of 1280, beside the rail
_WIDEST = 1.25  # times that, however large the letters: the events need the room
_NARROWEST = (330, 256)  # of the events, and of the details


class Panes(QSplitter):
    """Panes whose outer ones can be hidden; a wider window gives its room to the inner two."""

    laid_out = Signal()
    """Other panes are in sight than before."""

    def __init__(self, filters: QWidget, events: QWidget, details: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.sides = {"filters": filters, "details": details}
        """The outer panes, by name."""
        for pane in (filters, events, details):
            self.addWidget(pane)
        for pane, width in zip((events, details), _NARROWEST, strict=True):
            pane.setMinimumWidth(width)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.setStretchFactor(1, 2)
        self.setStretchFactor(2, 1)
        self.set_sizes()

    def put_away(self) -> frozenset[str]:
        """The names of the panes that are hidden."""
        return frozenset(name for name, pane in self.sides.items() if pane.isHidden())

    def show_pane(self, name: str, *, shown: bool) -> None:
        """Show one of the outer panes, or hide it."""
        self.sides[name].setVisible(shown)
        self.laid_out.emit()

    def toggle(self, name: str) -> None:
        """Show an outer pane that is hidden, or hide it."""
        self.show_pane(name, shown=self.sides[name].isHidden())

    def reset(self) -> None:
        """Show all panes in their first widths."""
        for pane in self.sides.values():
            pane.show()
        self.set_sizes()
        self.laid_out.emit()

    def set_sizes(self) -> None:
        """Give the panes their first widths; with larger letters the outer ones need more."""
        left, right = (min(scaled(self.font(), n), round(n * _WIDEST)) for n in _FIRST_SIZES)
        self.setSizes([left, _FIRST_WIDTH - left - right, right])

    def restore(self, widths: str, hidden: tuple[str, ...]) -> None:
        """Have these widths, as ``written`` gave them, and these panes hidden."""
        if widths:
            self.restoreState(unpack(widths))
            self.setHandleWidth(1)
        for name, pane in self.sides.items():
            pane.setHidden(name in hidden)
        self.laid_out.emit()

    def written(self) -> str:
        """The widths as text."""
        return pack(self.saveState())

"""The chips of the active filters: each shows one condition and is removed by click or key."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QToolButton, QWidget

from desktop.theme.icons import icon
from desktop.theme.labels import as_tip
from desktop.theme.theme import Theme, scaled

_LONGEST = 48  # characters of a chip; its tooltip has the rest


class Chip(QToolButton):
    """One active filter, or a tag. Click, Space, Enter, Delete or Backspace removes it."""

    def __init__(
        self, text: str, theme: Theme, remove: Callable[[], None], spoken: str = ""
    ) -> None:
        super().__init__()
        short = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
        self.setProperty("chip", True)
        self.setText(short.replace("&", "&&"))
        self.setToolTip(as_tip(f"Remove “{text}”" if short == text else text))
        self.setAccessibleName(spoken or f"Remove filter: {text}")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross after the words
        self.setIcon(icon("close", theme.colours, "quiet"))
        self.setIconSize(QSize(1, 1) * scaled(self.font(), 12))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(remove)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and Enter remove as well."""
        removing = (
            Qt.Key.Key_Delete,
            Qt.Key.Key_Backspace,
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
        )
        if event.key() in removing:
            self.click()
        else:
            super().keyPressEvent(event)


class Chips(QWidget):
    """The row of chips; takes no room when there are none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("activeFilters")
        self.setAccessibleName("Active filters")
        self._theme = theme
        self._shown: tuple[str, ...] = ()
        self.before: QWidget = self
        """From where the tab key comes to the first chip."""
        self._flow = Flow(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def put(self, chips: Sequence[tuple[str, Callable[[], None]]]) -> None:
        """Show these: the words, and what removes each. The focus stays where it was."""
        focused = next((n for n, chip in enumerate(self.chips()) if chip.hasFocus()), None)
        while (item := self._flow.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for text, remove in chips:
            self._flow.addWidget(Chip(text, self._theme, remove))
        self._shown = tuple(text for text, _ in chips)
        before = self.before
        for chip in self.chips():  # new widgets are last in the tab order otherwise
            self.setTabOrder(before, chip)
            before = chip
        self.setVisible(bool(chips))
        if focused is not None and chips:
            self.chips()[min(focused, len(chips) - 1)].setFocus()

    def chips(self) -> list[Chip]:
        """The chips shown."""
        items = (self._flow.itemAt(n) for n in range(self._flow.count()))
        return [item.widget() for item in items if item and isinstance(item.widget(), Chip)]  # type: ignore[misc]

    def texts(self) -> tuple[str, ...]:
        """The words of the chips shown."""
        return self._shown


class Flow(QLayout):
    """Lays widgets out in lines, as words are."""

    _GAP = 6

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        """Put one more at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """One of them."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take one out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines."""
        return self._lay(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        """One line, if there is room."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """The widest of them."""
        size = QSize(0, 0)
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def setGeometry(self, rect: QRect) -> None:
        """Lay them out."""
        super().setGeometry(rect)
        self._lay(rect, move=True)

    def _lay(self, rect: QRect, *, move: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        for item in self._items:
            size = item.sizeHint()
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, line = rect.x(), y + line + self._GAP, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self._GAP
            line = max(line, size.height())
        return y + line - rect.y()

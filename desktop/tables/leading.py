"""The way by keys from a field that narrows a list into the list."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QLineEdit


def lead_down(field: QLineEdit, view: QAbstractItemView) -> None:
    """Have Down in the field go to the row in focus of the list, else to its first one."""

    def go() -> None:
        model = view.model()
        if not model.rowCount():
            return
        view.setFocus(Qt.FocusReason.TabFocusReason)
        if not view.currentIndex().isValid():
            view.setCurrentIndex(model.index(0, 0))

    down = QShortcut(QKeySequence(Qt.Key.Key_Down), field)
    down.setContext(Qt.ShortcutContext.WidgetShortcut)
    down.activated.connect(go)

"""A few lines of a text in a dialog, with some of its words marked."""

from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

_BOLD = 700


class PassageView(QTextEdit):
    """Shows a passage as it is, never as markup."""

    def __init__(self, name: str, lines: int) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName("Passage")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 24)

    def put(self, text: str, start: int = 0, end: int = 0) -> None:
        """Show this; the words from ``start`` to ``end`` are bold."""
        self.setPlainText(text)
        if end > start:
            strong = QTextCharFormat()
            strong.setFontWeight(_BOLD)
            cursor = self.textCursor()
            cursor.setPosition(_units(text, start))
            cursor.setPosition(_units(text, end), QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(strong)


def _units(text: str, place: int) -> int:
    """A place in a text as Qt counts it: in UTF-16."""
    return len(text[:place].encode("utf-16-le")) // 2

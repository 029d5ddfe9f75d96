"""Pairs of actors that may be one, side by side: the same, different, or later."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QComboBox, QFrame, QTextEdit, QVBoxLayout, QWidget

from desktop.dialogs.frame import Ground
from desktop.dialogs.pairs import PairsDialog
from desktop.people.dialog import Face
from desktop.people.words import fullest, listed, paper_line
from desktop.tables.box import Box
from desktop.tables.words import one_line
from desktop.theme.labels import PlainLabel

if TYPE_CHECKING:  # loaded off the GUI thread, see there
    from desktop.deeds import Deciding
    from models.queries.alike import Side
    from models.queries.namesakes import Likeness


class SidePanel(QFrame):
    """One actor of a pair: what it is, with whom it occurs, and passages that name it."""

    def __init__(self, ground: Ground, name: str, spoken: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.face = Face(ground.theme)
        self.company = PlainLabel()
        self.company.setWordWrap(True)
        self.passages = QTextEdit()
        self.passages.setAccessibleName(f"Passages: {spoken}")
        self.passages.setReadOnly(True)
        self.passages.setTabChangesFocus(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.face)
        column.addWidget(self.company)
        column.addWidget(self.passages, 1)

    def put(self, side: "Side") -> None:
        """Show this one."""
        self.face.put(side.card)
        names = listed(side.companions)
        self.company.setText(f"Occurs with {names}" if names else "Occurs with nobody else")
        self.passages.clear()
        cursor = self.passages.textCursor()
        plain, strong, quiet = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        strong.setFontWeight(700)
        quiet.setForeground(self.palette().placeholderText())
        for number, paper in enumerate(side.papers):
            if number:
                cursor.insertBlock()
                cursor.insertBlock()
            words = paper.passage
            for text, how in (
                (words[: paper.start], plain),
                (words[paper.start : paper.end], strong),
                (words[paper.end :], plain),
            ):
                cursor.insertText(one_line_kept(text), how)
            if words:
                cursor.insertBlock()
            source = " · ".join(p for p in (one_line(paper.title), paper_line(paper)) if p)
            cursor.insertText(source, quiet)
        self.passages.moveCursor(QTextCursor.MoveOperation.Start)


def one_line_kept(text: str) -> str:
    """A stretch of a passage without its line breaks, its spaces at both ends kept."""
    return text.replace("\n", " ")


class AlikeDialog(PairsDialog):
    """Goes through pairs of actors; each answer is one step that can be undone."""

    def __init__(self, ground: Ground, pairs: Sequence["Likeness"], parent: QWidget) -> None:
        super().__init__(ground, "alike", "Actors that may be the same", pairs, parent)
        self._typed = False
        self.left = SidePanel(ground, "alikeLeft", "First actor")
        self.right = SidePanel(ground, "alikeRight", "Second actor")
        self.name = Box()
        self.name.setObjectName("alikeName")
        self.name.setAccessibleName("Name that stays if they are the same")
        self.name.setEditable(True)
        self.name.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.name.setMinimumContentsLength(26)
        line = self.name.lineEdit()
        assert line is not None
        line.textEdited.connect(self._name_typed)
        self.name.activated.connect(self._name_typed)
        label = PlainLabel("&Name that stays")
        label.setBuddy(self.name)
        self.begin(self.left, self.right, (label, self.name))

    def question(self, pair: "Likeness") -> Callable[[Any], Any]:
        """Both actors, side by side."""
        return self.ground.archive.compared(pair.one, pair.other)

    def put(self, found: "tuple[Side, Side]") -> None:
        """Show both, and the names that may stay."""
        self._typed = False
        left, right = found
        self.left.put(left)
        self.right.put(right)
        names = dict.fromkeys((left.card.name, right.card.name))
        names |= dict.fromkeys((*left.card.names, *right.card.names))
        self.name.clear()
        self.name.addItems(list(names))
        self.name.setCurrentText(fullest((left.card, right.card)))
        line = self.name.lineEdit()
        if line is not None and not line.hasFocus():
            line.setCursorPosition(0)  # a long name is read from its beginning

    def joining(self, pair: "Likeness") -> "tuple[str, Deciding]":
        """They are merged, under the name that was chosen."""
        name = self.name.currentText().strip() if self._typed else None
        deeds = self.ground.archive.deeds
        return "Merging actors", deeds.merge((pair.one, pair.other), name or None)

    def parting(self, pair: "Likeness") -> "tuple[str, Deciding]":
        """They are kept apart."""
        return "Keeping actors apart", self.ground.archive.deeds.keep_apart(pair.one, pair.other)

    def _name_typed(self) -> None:
        self._typed = True

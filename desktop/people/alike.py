"""Pairs of actors that may be one, side by side: the same, different, or later."""

from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.dialogs.frame import Ground
from desktop.people.dialog import Face
from desktop.people.words import fullest, listed, paper_line
from desktop.tables.box import Box
from desktop.tables.words import one_line
from desktop.theme.labels import PlainLabel, sized

if TYPE_CHECKING:  # loaded off the GUI thread, see there
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


class AlikeDialog(QDialog):
    """Goes through pairs of actors; each answer is one step that can be undone."""

    decide = Signal(str, object)
    """A correction: what to call it, and what to call."""
    undo = Signal()
    """The last answer is to be undone."""

    def __init__(self, ground: Ground, pairs: Sequence["Likeness"], parent: QWidget) -> None:
        super().__init__(parent)
        self.ground = ground
        self._waiting: deque[Likeness] = deque(pairs)
        self._answered: list[Likeness] = []
        self._postponed: set[Likeness] = set()
        self._known: dict[Likeness, tuple[Side, Side]] = {}
        self._total = len(pairs)
        self._typed = self._begun = False
        self.setObjectName("alikeDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Actors that may be the same")
        self.count = PlainLabel()
        self.count.setObjectName("alikeCount")
        self.count.setProperty("quiet", True)
        self.reasons = PlainLabel()
        self.reasons.setObjectName("alikeReasons")
        self.reasons.setWordWrap(True)
        sized(self.reasons, 0.5, bold=True)
        self.left = SidePanel(ground, "alikeLeft", "First actor")
        self.right = SidePanel(ground, "alikeRight", "Second actor")
        self.name = Box()
        self.name.setObjectName("alikeName")
        self.name.setAccessibleName("Name that stays if they are the same")
        self.name.setEditable(True)
        self.name.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.same = self._button("&Same (S)", self.say_same)
        self.same.setProperty("primary", True)
        self.different = self._button("&Different (D)", self.say_different)
        self.later = self._button("&Later (L)", self.say_later)
        self.back = self._button("&Undo (Z)", self.step_back)
        self.shut = self._button("Close", self.close)
        self._layout()
        line = self.name.lineEdit()
        assert line is not None
        line.textEdited.connect(self._name_typed)
        self.name.activated.connect(self._name_typed)
        self.resize(920, 560)
        self._show_next()

    @property
    def pair(self) -> "Likeness | None":
        """The pair that is shown."""
        return self._waiting[0] if self._waiting else None

    def say_same(self) -> None:
        """They are one."""
        pair = self._shown()
        if pair is not None:
            name = self.name.currentText().strip() if self._typed else None
            deeds = self.ground.archive.deeds
            self._answer(pair, "Merging actors", deeds.merge((pair.one, pair.other), name or None))

    def say_different(self) -> None:
        """They are two, and never suggested again."""
        pair = self._shown()
        if pair is not None:
            deeds = self.ground.archive.deeds
            self._answer(pair, "Keeping actors apart", deeds.keep_apart(pair.one, pair.other))

    def say_later(self) -> None:
        """Have this pair come again at the end."""
        pair = self.pair
        if pair is not None:
            if len(self._waiting) == 1:
                self.close()
                return
            self._waiting.rotate(-1)
            self._postponed.add(pair)
            self._show_next()

    def step_back(self) -> None:
        """Undo the last answer, and show its pair again."""
        if self._answered:
            self._waiting.appendleft(self._answered.pop())
            self.undo.emit()
            self._show_next()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """S, D, L and Z; Esc is later as well. A field that is typed in has the keys first."""
        acts = {
            Qt.Key.Key_S: self.say_same,
            Qt.Key.Key_D: self.say_different,
            Qt.Key.Key_L: self.say_later,
            Qt.Key.Key_Escape: self.say_later if self._waiting else self.close,
            Qt.Key.Key_Z: self.step_back,
        }
        act = acts.get(Qt.Key(event.key()))
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if act is not None and plain:
            act()
        else:
            super().keyPressEvent(event)

    def _shown(self) -> "Likeness | None":
        """The pair, once it is in sight: nothing is answered unseen."""
        pair = self.pair
        return pair if pair is not None and pair in self._known else None

    def _answer(self, pair: "Likeness", label: str, deciding: object) -> None:
        self._waiting.popleft()
        self._postponed.discard(pair)
        self._answered.append(pair)
        self.decide.emit(label, deciding)
        self._show_next()

    def _show_next(self) -> None:
        """Show the next pair: at once where it is known already."""
        self._typed = False
        pair = self.pair
        self._say_count()
        if pair is None:
            self.reasons.setText("All pairs are answered.")
            for part in (self.left, self.right, self.name):
                part.setVisible(False)
            self._allow(can=False)
            self.shut.setFocus()
            return
        if pair in self._known:
            self._put(pair)
        else:
            self._allow(can=False)
        self._ask(0)

    def _ask(self, place: int) -> None:
        """Ask for the pair at a place of the queue, then for the one after it."""
        if place > 1 or place >= len(self._waiting):
            return
        pair = self._waiting[place]
        if pair in self._known:
            self._ask(place + 1)
            return

        def put(found: "tuple[Side, Side] | None") -> None:
            if found is None:  # answered in another way by now
                self._drop(pair)
                return
            self._known[pair] = found
            if pair == self.pair:
                self._put(pair)
            self._ask(place + 1)

        question = self.ground.archive.compared(pair.one, pair.other)
        self.ground.reader.ask(f"pair of {id(self)}", question, put)

    def _drop(self, pair: "Likeness") -> None:
        if pair in self._waiting:
            shown = pair == self.pair
            self._waiting.remove(pair)
            self._total -= 1
            if shown:
                self._show_next()
            else:
                self._say_count()

    def _put(self, pair: "Likeness") -> None:
        left, right = self._known[pair]
        self.reasons.setText(_sentence(pair.reasons))
        for panel, side in ((self.left, left), (self.right, right)):
            panel.put(side)
            panel.setVisible(True)
        names = dict.fromkeys((left.card.name, right.card.name))
        names |= dict.fromkeys((*left.card.names, *right.card.names))
        self.name.setVisible(True)
        self.name.clear()
        self.name.addItems(list(names))
        self.name.setCurrentText(fullest((left.card.name, right.card.name)))
        self._allow(can=True)
        if not self._begun:
            self._begun = True
            self.same.setFocus()

    def _say_count(self) -> None:
        later = f" · {len(self._postponed):,} later" if self._postponed else ""
        at = min(self._total, len(self._answered) + 1)
        told = f"{at:,} of {self._total:,}{later}" if self._waiting else f"{self._total:,} answered"
        self.count.setText(told)
        self.back.setEnabled(bool(self._answered))

    def _allow(self, *, can: bool) -> None:
        for button in (self.same, self.different):
            button.setEnabled(can)
        self.later.setEnabled(bool(self._waiting))

    def _name_typed(self) -> None:
        self._typed = True

    def _button(self, words: str, act: object) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def _layout(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.reasons, 1)
        head.addWidget(self.count, 0, Qt.AlignmentFlag.AlignTop)
        sides = QHBoxLayout()
        sides.setSpacing(20)
        sides.addWidget(self.left, 1)
        sides.addWidget(self.right, 1)
        foot = QHBoxLayout()
        label = PlainLabel("&Name that stays")
        label.setBuddy(self.name)
        foot.addWidget(label)
        foot.addWidget(self.name, 1)
        foot.addSpacing(12)
        for button in (self.same, self.different, self.later, self.back, self.shut):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(sides, 1)
        column.addLayout(foot)


def _sentence(reasons: Sequence[str]) -> str:
    told = "; ".join(one_line(reason) for reason in reasons)
    return f"{told[:1].upper()}{told[1:]}."

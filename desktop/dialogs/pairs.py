"""Pairs that may be one, side by side: the same, different, or later."""

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.dialogs.frame import Ground
from desktop.tables.words import one_line
from desktop.theme.labels import PlainLabel, sized

if TYPE_CHECKING:  # loaded off the GUI thread, see desktop.archive
    from desktop.deeds import Deciding
    from models.edits.deciding import Outcome


class Pair(Protocol):
    """Two that may be one, and why."""

    @property
    def one(self) -> int:
        """The number of the first."""

    @property
    def other(self) -> int:
        """The number of the second."""

    @property
    def reasons(self) -> Sequence[str]:
        """What speaks for it, in words."""


class _Answer:
    """One answer: decided where jobs are run, one after the other, and undone there."""

    def __init__(self, deciding: "Deciding") -> None:
        self._deciding = deciding
        self._step: int | None = None

    def decide(self) -> "Outcome":
        """Decide it, and know by which step."""
        outcome = self._deciding()
        self._step = outcome.step
        return outcome

    def undo(self, undo: Callable[[int], str | None]) -> str | None:
        """Undo that very step, whatever was done since; the label of what was undone."""
        return None if self._step is None else undo(self._step)


class PairsDialog(QDialog):
    """Goes through pairs; each answer is one step that can be undone.

    What the two are, and what the answers decide, is for each dialog to say.
    """

    decide = Signal(str, object)
    """A correction: what to call it, and what to call."""
    take_back = Signal(object)
    """The last answer is to be undone: what to call, which gives the label of what was undone."""

    def __init__(
        self, ground: Ground, name: str, title: str, pairs: Sequence[Any], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.ground = ground
        self._waiting: deque[Any] = deque(pairs)
        self._answered: list[tuple[Any, _Answer]] = []
        self._postponed: set[Any] = set()
        self._known: dict[Any, Any] = {}
        self._total = len(pairs)
        self._begun = False
        self.setObjectName(f"{name}Dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.count = PlainLabel()
        self.count.setObjectName(f"{name}Count")
        self.count.setProperty("quiet", True)
        self.reasons = PlainLabel()
        self.reasons.setObjectName(f"{name}Reasons")
        self.reasons.setWordWrap(True)
        sized(self.reasons, 0.5, bold=True)
        self.same = self._button("&Same (S)", self.say_same)
        self.same.setProperty("primary", True)
        self.different = self._button("&Different (D)", self.say_different)
        self.later = self._button("&Later (L)", self.say_later)
        self.back = self._button("&Undo (Z)", self.step_back)
        self.shut = self._button("Close", self.close)

    def begin(self, left: QWidget, right: QWidget, foot: Sequence[QWidget]) -> None:
        """Lay it out around what shows the two, and show the first pair."""
        self._sides = (left, right)
        self._foot = tuple(foot)
        self._layout()
        self.resize(920, 560)
        self._show_next()

    # What each dialog says

    def question(self, pair: Any) -> Callable[[Any], Any]:
        """What to ask the store of a pair; it answers None where there is nothing to decide."""
        raise NotImplementedError

    def put(self, found: Any) -> None:
        """Show a pair, as the store knows it."""
        raise NotImplementedError

    def joining(self, pair: Any) -> "tuple[str, Deciding]":
        """What it decides that they are one, and its name."""
        raise NotImplementedError

    def parting(self, pair: Any) -> "tuple[str, Deciding]":
        """What it decides that they are two, and its name."""
        raise NotImplementedError

    # What all of them do

    @property
    def pair(self) -> Any:
        """The pair that is shown; None: there is none left."""
        return self._waiting[0] if self._waiting else None

    @property
    def waiting(self) -> tuple[Any, ...]:
        """The pairs that nobody has answered."""
        return tuple(self._waiting)

    def say_same(self) -> None:
        """They are one."""
        pair = self._shown()
        if pair is not None:
            self._answer(pair, *self.joining(pair))

    def say_different(self) -> None:
        """They are two, and never suggested again."""
        pair = self._shown()
        if pair is not None:
            self._answer(pair, *self.parting(pair))

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
            pair, answer = self._answered.pop()
            self._waiting.appendleft(pair)
            self.take_back.emit(partial(answer.undo, self.ground.archive.undo))
            self._show_next()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """S, D, L and Z; Esc closes. A field that is typed in has the keys first."""
        acts = {
            Qt.Key.Key_S: self.say_same,
            Qt.Key.Key_D: self.say_different,
            Qt.Key.Key_L: self.say_later,
            Qt.Key.Key_Z: self.step_back,
        }
        act = acts.get(Qt.Key(event.key()))
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if act is not None and plain:
            act()
        else:
            super().keyPressEvent(event)

    def drop(self, pairs: Sequence[Any]) -> None:
        """Take pairs from the queue that were answered in another way."""
        shown = self.pair
        for pair in pairs:
            if pair in self._waiting:
                self._waiting.remove(pair)
                self._total -= 1
        if self.pair is not shown:
            self._show_next()
        else:
            self._say_count()

    def _shown(self) -> Any:
        """The pair, once it is in sight: nothing is answered unseen."""
        pair = self.pair
        return pair if pair is not None and pair in self._known else None

    def _answer(self, pair: Any, label: str, deciding: "Deciding") -> None:
        self._waiting.popleft()
        self._postponed.discard(pair)
        answer = _Answer(deciding)
        self._answered.append((pair, answer))
        self.decide.emit(label, answer.decide)
        self._show_next()

    def _show_next(self) -> None:
        """Show the next pair: at once where it is known already."""
        pair = self.pair
        self._say_count()
        if pair is None:
            self.reasons.setText("All pairs are answered.")
            for part in (*self._sides, *self._foot):
                part.setVisible(False)
            self._allow()
            self.shut.setFocus()
            return
        if pair in self._known:
            self._put(pair)
        self._ask(0)

    def _ask(self, place: int) -> None:
        """Ask for the pair at a place of the queue, then for the one after it."""
        if place > 1 or place >= len(self._waiting):
            return
        pair = self._waiting[place]
        if pair in self._known:
            self._ask(place + 1)
            return

        def put(found: Any) -> None:
            if found is None:  # answered in another way by now
                self.drop((pair,))
                return
            self._known[pair] = found
            if pair == self.pair:
                self._put(pair)
            self._ask(place + 1)

        self.ground.reader.ask(f"pair of {id(self)}", self.question(pair), put)

    def _put(self, pair: Any) -> None:
        self.reasons.setText(_sentence(pair.reasons))
        self.put(self._known[pair])
        for part in (*self._sides, *self._foot):
            part.setVisible(True)
        self._allow()
        if not self._begun:
            self._begun = True
            self.same.setFocus()

    def _say_count(self) -> None:
        later = f" · {len(self._postponed):,} later" if self._postponed else ""
        at = min(self._total, len(self._answered) + 1)
        told = f"{at:,} of {self._total:,}{later}" if self._waiting else f"{self._total:,} answered"
        self.count.setText(told)
        self.back.setEnabled(bool(self._answered))

    def _allow(self) -> None:
        """Offer the answers while there is a pair: also one on its way, so that the keys stay."""
        for button in (self.same, self.different, self.later):
            button.setEnabled(bool(self._waiting))

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
        for side in self._sides:
            sides.addWidget(side, 1)
        foot = QHBoxLayout()
        for part in self._foot:
            foot.addWidget(part)
        foot.addStretch(1)
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

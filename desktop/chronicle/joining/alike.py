"""Events of different documents that may be one, pair by pair: the same, different, or later."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from desktop.dialogs.frame import Ground
from desktop.dialogs.pairs import PairsDialog
from desktop.dialogs.passage import PassageView
from desktop.tables.words import counted, kind_icon, one_line
from desktop.theme.icons import icon
from desktop.theme.labels import PlainLabel, sized
from desktop.theme.theme import scaled
from models.dates.words import describe
from models.queries.rows import TellingRow

SURE = 0.45
"""From here on several may be joined at once, by who has looked at some of them."""

if TYPE_CHECKING:  # loaded off the GUI thread, see there
    from desktop.deeds import Deciding
    from models.queries.alike_events import Likeness

_LINES = 9  # of a passage
_ICON = 16
_AS_HIGH_AS_IT_GETS = 16_777_215  # Qt's own limit


class EventSide(QFrame):
    """One event of a pair: when, what, who, and the passage with its source."""

    def __init__(self, ground: Ground, name: str, spoken: str) -> None:
        super().__init__()
        self._theme = ground.theme
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self._picture = PlainLabel()
        self.when, self.summary, self.line, self.source = (PlainLabel() for _ in range(4))
        sized(self.summary, 1.5, bold=True)
        self.passage = PassageView(f"{name}Passage", _LINES)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._picture)
        for part in (self.when, self.summary, self.line, self.source):
            part.setWordWrap(True)
            column.addWidget(part)
        for part in (self.line, self.source):
            part.setProperty("quiet", True)
        self.passage.setMaximumHeight(_AS_HIGH_AS_IT_GETS)
        column.addWidget(self.passage, 1)

    def put(self, told: Sequence[TellingRow]) -> None:
        """Show this one by the first document that reports it."""
        first = told[0]
        side = scaled(self.font(), _ICON)
        drawn = icon(kind_icon(first.kind), self._theme.colours, "quiet")
        self._picture.setPixmap(drawn.pixmap(QSize(side, side), self.devicePixelRatioF()))
        self._picture.setAccessibleName(first.kind)
        self.when.setText(first.when)
        self.summary.setText(one_line(first.summary))
        some = (first.who, first.place, first.status)
        self.line.setText(" · ".join(one_line(part) for part in some if part))
        day = describe(first.published) if first.published is not None else ""
        source = (first.outlet or "", first.document, day)
        more = f"and {counted(len(told) - 1, 'other passage')}" if len(told) > 1 else ""
        self.source.setText(" · ".join(one_line(part) for part in (*source, more) if part))
        self.passage.put(first.passage, first.start, first.end)


class AlikeEventsDialog(PairsDialog):
    """Goes through pairs of events; each answer is one step that can be undone."""

    def __init__(self, ground: Ground, pairs: Sequence["Likeness"], parent: QWidget) -> None:
        super().__init__(ground, "alikeEvents", "Events that may be one", pairs, parent)
        self.left = EventSide(ground, "alikeEventsLeft", "First event")
        self.right = EventSide(ground, "alikeEventsRight", "Second event")
        self.all = QPushButton()
        self.all.setAutoDefault(False)
        self.all.clicked.connect(self.join_sure)
        self.begin(self.left, self.right, (self.all,))

    @property
    def sure(self) -> tuple["Likeness", ...]:
        """The pairs left that are likely enough to be joined at once."""
        return tuple(pair for pair in self.waiting if pair.score >= SURE)

    def join_sure(self) -> None:
        """Join all of the likeliest pairs, as one step."""
        pairs = self.sure
        numbers = [(pair.one, pair.other) for pair in pairs]
        self.decide.emit("Joining events", self.ground.archive.deeds.join_pairs(numbers))
        self.drop(pairs)

    def question(self, pair: "Likeness") -> Callable[[Any], Any]:
        """What is told of both."""
        return self.ground.archive.compared_events(pair.one, pair.other)

    def put(self, found: tuple[tuple[TellingRow, ...], tuple[TellingRow, ...]]) -> None:
        """Show both, and how many pairs are as likely as to be joined at once."""
        for side, told in zip((self.left, self.right), found, strict=True):
            side.put(told)
        number = len(self.sure)
        self.all.setText(f"Join the {f'{number:,} ' if number > 1 else ''}likeliest pairs")
        self.all.setEnabled(number > 1)

    def joining(self, pair: "Likeness") -> "tuple[str, Deciding]":
        """They are joined."""
        return "Joining events", self.ground.archive.deeds.join((pair.one, pair.other))

    def parting(self, pair: "Likeness") -> "tuple[str, Deciding]":
        """They are two, and never suggested again."""
        deeds = self.ground.archive.deeds
        return "Keeping events apart", deeds.keep_events_apart(pair.one, pair.other)

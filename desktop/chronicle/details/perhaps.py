"""Who takes part in an event perhaps, in its card, to be answered with yes or no."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.tables.words import actor_icon, one_line, role_words
from desktop.theme.icons import icon
from desktop.theme.labels import PlainLabel, as_tip
from desktop.theme.theme import Theme, scaled
from models.queries.rows import PerhapsRow

_ICON = 14


class Perhaps(QWidget):
    """A line for each: name, what they would have done, and two buttons."""

    confirmed = Signal(str, int)
    """A role, and the number of the one who took part in it."""
    denied = Signal(str, int)
    """A role, and the number of the one who did not."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: tuple[PerhapsRow, ...] = ()
        self._kind = ""
        self._can = False
        self.setObjectName("detailPerhaps")
        self.setAccessibleName("Who perhaps took part")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        theme.changed.connect(self._draw)

    def put(self, rows: Sequence[PerhapsRow], event_kind: str = "", *, can: bool) -> None:
        """Show these; ``can``: whether they may be answered for."""
        self._rows, self._kind, self._can = tuple(rows), event_kind, can
        self._draw()

    def _draw(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for row in self._rows:
            self._column.addWidget(self._line(row))
        self.setAccessibleDescription(
            "\n".join(f"{self._words(row)}. {reason(row)}" for row in self._rows)
        )

    def _words(self, row: PerhapsRow) -> str:
        return one_line(f"{row.name} · {role_words(row.role, self._kind)}")

    def _line(self, row: PerhapsRow) -> QWidget:
        part = QWidget()
        part.setToolTip(as_tip(reason(row)))
        line = QHBoxLayout(part)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        side = scaled(self.font(), _ICON)
        mark = PlainLabel()
        drawn = icon(actor_icon(row.kind), self._theme.colours, "quiet")
        mark.setPixmap(drawn.pixmap(QSize(side, side), self.devicePixelRatioF()))
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
        said = PlainLabel(f"{self._words(row)}?")
        said.setWordWrap(True)
        line.addWidget(said, 1)
        if self._can:
            name = one_line(row.name)
            for words, spoken, answer in (
                ("Yes", f"Yes, {name} took part", self.confirmed),
                ("No", f"No, {name} did not take part", self.denied),
            ):
                button = QPushButton(words)
                button.setProperty("link", True)
                button.setAccessibleName(spoken)
                button.setToolTip(as_tip(spoken))
                button.clicked.connect(_act(answer.emit, row.role, row.actor_id))
                line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return part


def _act(emit: Callable[[str, int], None], role: str, actor: int) -> Callable[[], None]:
    return partial(emit, role, actor)


def reason(row: PerhapsRow) -> str:
    """Why it is not sure: "“She” may mean somebody else than Ann Lee (60 % sure)."."""
    sure = f"{round(row.sure * 100)} % sure"
    if not row.words:
        return f"The text does not say clearly whom it means ({sure})."
    return f"“{one_line(row.words)}” may mean somebody else than {one_line(row.name)} ({sure})."

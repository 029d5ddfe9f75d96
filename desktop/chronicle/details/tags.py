"""Tags and note of an event in its card."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.chronicle.filters.chips import Chip, Flow
from desktop.theme.labels import PlainLabel
from desktop.theme.theme import Theme
from models.queries.rows import EventRow


class TagsAndNote(QWidget):
    """Chips to take tags off, and the note with a way to change it; hidden if there is neither."""

    untag_wanted = Signal(str)
    note_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
        self.setObjectName("detailTags")
        self.setAccessibleName("Tags and note")
        self.tags = QWidget()
        self._flow = Flow(self.tags)
        self.note = PlainLabel()
        self.note.setObjectName("detailNote")
        self.note.setAccessibleName("Note")
        self.note.setWordWrap(True)
        self.edit = QPushButton("Edit note")
        self.edit.setProperty("link", True)
        self.edit.clicked.connect(self.note_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        caption = PlainLabel("Tags and note")
        caption.setProperty("section", True)
        layout.addWidget(caption)
        layout.addWidget(self.tags)
        layout.addWidget(self.note)
        layout.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignLeft)
        theme.changed.connect(self._draw)
        self.put(None)

    def put(self, row: EventRow | None) -> None:
        """Show those of this event, or none."""
        self._shown = (row.tags, row.notes) if row else ((), ())
        self._draw()

    def _draw(self) -> None:
        tags, notes = self._shown
        while (item := self._flow.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for word in tags:
            remove = partial(self.untag_wanted.emit, word)
            self._flow.addWidget(Chip(word, self._theme, remove, f"Remove tag: {word}"))
        self.tags.setVisible(bool(tags))
        self.note.setText("\n\n".join(notes))
        self.note.setAccessibleDescription(self.note.text())
        for part in (self.note, self.edit):
            part.setVisible(bool(notes))
        self.setVisible(bool(tags or notes))

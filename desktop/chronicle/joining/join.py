"""Several events become one."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from desktop.dialogs.frame import Frame, Ground
from desktop.tables.words import counted, one_line
from desktop.theme.labels import PlainLabel, as_tip, sized
from desktop.theme.theme import scaled
from models.queries.rows import EventRow, JoinedRow

_HEADINGS = ("Date", "Event", "Who", "Kind", "Status", "Place", "Source")


class JoinDialog(Frame):
    """The chosen events side by side, and what they will say as one."""

    def __init__(self, ground: Ground, events: Sequence[int], parent: QWidget) -> None:
        super().__init__(ground, "joinDialog", "Join events", "Join", parent)
        self._events = tuple(events)
        self.list = QTreeWidget()
        self.list.setObjectName("joinList")
        self.list.setAccessibleName("Events to join")
        self.list.setHeaderLabels(list(_HEADINGS))
        self.list.setRootIsDecorated(False)
        head = self.list.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for column in (0, 3, 4):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        for column, wide in ((2, 170), (5, 110), (6, 130)):
            head.resizeSection(column, scaled(self.font(), wide))
        self.summary = PlainLabel()
        self.summary.setObjectName("joinedSummary")
        sized(self.summary, 1.5, bold=True)
        self.line = PlainLabel()
        self.line.setObjectName("joinedLine")
        for part in (self.summary, self.line):
            part.setWordWrap(True)
        self.column.addWidget(PlainLabel("These events become one:"))
        self.column.addWidget(self.list, 1)
        self.column.addWidget(PlainLabel("The joined event will say:"))
        self.column.addWidget(self.summary)
        self.column.addWidget(self.line)
        self.end()
        self.resize(960, 440)
        ask = ground.reader.ask
        ask(f"rows of {id(self)}", ground.archive.rows(self._events), self._put_rows)
        ask(f"joined {id(self)}", ground.archive.joined(self._events), self._put)

    def finish(self) -> None:
        """Join them."""
        self.close_with("Joining events", self.ground.archive.deeds.join(self._events))

    def _put_rows(self, rows: Mapping[int, EventRow]) -> None:
        self.list.clear()
        for number in self._events:
            row = rows.get(number)
            if row is not None:
                texts = (
                    row.when,
                    row.summary,
                    row.who,
                    row.kind,
                    row.status,
                    row.place,
                    row.source,
                )
                item = QTreeWidgetItem([one_line(text) for text in texts])
                for column in (1, 2, 5, 6):
                    item.setToolTip(column, as_tip(texts[column]))
                self.list.addTopLevelItem(item)

    def _put(self, found: JoinedRow | None) -> None:
        if found is None:
            self.tell("These events aren’t in the chronicle any more.", can=False)
            return
        self.summary.setText(one_line(found.summary))
        self.line.setText(told((found.when, found.who, found.kind, found.status, found.place)))
        papers = counted(found.documents, "document")
        effect = f"It keeps every passage, from {papers}. You can undo this."
        if found.apart:
            effect = (
                f"Their dates have no day in common; the joined event has one of them. {effect}"
            )
        self.tell(effect, can=True)


def told(parts: Iterable[str]) -> str:
    """What is known of an event in a line."""
    return " · ".join(filter(None, map(one_line, parts)))

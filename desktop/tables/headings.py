"""The headings of the event table."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QStyleOptionHeader

from desktop.tables.event_model import EventModel


class Headings(QHeaderView):
    """The headings of columns; over a column of icons the heading is a tooltip only."""

    def __init__(self, events: EventModel) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._events = events
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)

    def initStyleOptionForIndex(  # noqa: N802 - Qt's name
        self, option: QStyleOptionHeader, section: int
    ) -> None:
        """Leave the words out where the column is a picture wide."""
        super().initStyleOptionForIndex(option, section)
        column = self._events.columns[section]
        wide = self.fontMetrics().horizontalAdvance(column.heading) + 2 * _PAD
        if column.pictured and self.sectionSize(section) < wide:
            option.text = ""


_PAD = 12

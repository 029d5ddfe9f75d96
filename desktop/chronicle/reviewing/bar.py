"""The bar above the table while reviewing: how far it is, the order, and the keys."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from desktop.tables.box import Box
from desktop.tables.words import counted
from desktop.theme.labels import PlainLabel
from models.queries.filter import Sort, SortField

ORDERS = (
    ("By date", Sort()),
    ("By article", Sort(SortField.ARTICLE)),
    ("Least sure first", Sort(SortField.CONFIDENCE)),
    ("Surest first", Sort(SortField.CONFIDENCE, down=True)),
)
"""The orders in which one reviews."""


class ReviewBar(QFrame):
    """How many are reviewed, what is left, and what each key does."""

    sort_wanted = Signal(object)
    """A Sort."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("reviewBar")
        self.setAccessibleName("Reviewing")
        self.setProperty("hint", True)
        self.progress = PlainLabel()
        self.progress.setObjectName("reviewProgress")
        self.order = Box()
        self.order.setObjectName("reviewOrder")
        self.order.setAccessibleName("Order of reviewing")
        for words, _ in ORDERS:
            self.order.addItem(words)
        self.bulk = QPushButton("Accept in bulk…")
        self.end = QPushButton("Done")
        self.end.setAccessibleName("Stop reviewing")
        self.keys = PlainLabel()
        self.keys.setObjectName("reviewKeyLine")
        self.keys.setProperty("quiet", True)
        self.keys.setWordWrap(True)
        self.top = QHBoxLayout()
        self.top.setSpacing(8)
        self.top.addWidget(self.progress, 1)
        self.top.addWidget(self.order)
        self.top.addWidget(self.bulk)
        self.top.addWidget(self.end)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.setSpacing(4)
        layout.addLayout(self.top)
        layout.addWidget(self.keys)
        self.order.activated.connect(lambda number: self.sort_wanted.emit(ORDERS[number][1]))

    def say(self, reviewed: int | None, total: int, later: int) -> None:
        """How far it is; None: it is being counted."""
        if reviewed is None:
            told = "Counting…"
        else:
            put_off = f", {later:,} later" if later else ""
            told = f"{reviewed:,} of {total:,} reviewed{put_off}"
        self.progress.setText(told)
        self.progress.setAccessibleName(f"Review: {told} ({counted(total, 'event')})")

    def mark(self, sort: Sort) -> None:
        """Name the order of the table, if it is one of these."""
        self.order.setCurrentIndex(next((n for n, (_, s) in enumerate(ORDERS) if s == sort), -1))

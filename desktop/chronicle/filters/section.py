"""A part of the filter panel under a heading that folds it away."""

from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.chronicle.filters.facet_list import FacetList
from desktop.theme.icons import icon
from desktop.theme.theme import Theme


class Section(QWidget):
    """A foldable section with a heading."""

    def __init__(self, title: str, theme: Theme, *parts: QWidget) -> None:
        super().__init__()
        self._theme = theme
        self.heading = QPushButton(title)
        self.heading.setProperty("heading", True)
        self.heading.setCheckable(True)
        self.heading.setChecked(True)
        self.heading.setAccessibleName(f"{title} filter")
        self.body = QWidget()
        inner = QVBoxLayout(self.body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(4)
        for part in parts:
            inner.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.heading)
        layout.addWidget(self.body)
        # Fixed, it would be as high as its sentences are in one line each.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.heading.toggled.connect(self.unfold)
        theme.changed.connect(self._draw)
        self._draw()

    @property
    def open(self) -> bool:
        """Whether it is unfolded."""
        return self.heading.isChecked()

    def unfold(self, shown: bool) -> None:
        """Unfold it, or fold it away."""
        self.heading.setChecked(shown)
        self.body.setVisible(shown)
        self._draw()

    def _draw(self) -> None:
        name = "down" if self.open else "right"
        self.heading.setIcon(icon(name, self._theme.colours, "quiet"))


class More(QPushButton):
    """Shows all values of a list that has more than fit, or the first ones again."""

    def __init__(self, values: FacetList, what: str) -> None:
        super().__init__()
        self._values = values
        self._what = what
        self.setProperty("more", True)
        self.clicked.connect(lambda: values.show_whole(not values.whole))
        values.fitted.connect(self._say)
        self._say()

    def _say(self) -> None:
        beyond, whole = self._values.beyond, self._values.whole
        words = "Show fewer" if whole else f"Show {beyond:,} more"
        self.setText(words)
        self.setAccessibleName(f"{self._what}: {words[:1].lower()}{words[1:]}")
        shown = bool(beyond) or whole
        if shown:  # from now on its place stays: nothing below it jumps
            policy = self.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            self.setSizePolicy(policy)
        self.setVisible(shown)

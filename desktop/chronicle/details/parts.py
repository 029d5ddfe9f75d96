"""Rows of somebody and what they did: who takes part in an event, who claims or denies it."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.chronicle.details.choice import Choice
from desktop.chronicle.details.draft import Who
from desktop.chronicle.details.naming import NameField, Names
from desktop.jobs.reader import Reader
from desktop.tables.words import actor_icon, counted
from desktop.theme.icons import icon
from desktop.theme.labels import PlainLabel
from desktop.theme.theme import Theme
from models.queries.rows import Somebody

ACTORS = (("person", "Person"), ("organisation", "Organisation"), ("place", "Place"))
"""What somebody new can be."""


class Row(QWidget):
    """Somebody and a role; of somebody new also the kind."""

    changed = Signal()
    removed = Signal()

    def __init__(
        self, prefix: str, noun: str, roles: Iterable[tuple[str, str]], theme: Theme
    ) -> None:
        super().__init__()
        self._theme = theme
        self._put: Who | None = None
        self.role = Choice(f"{prefix}Role", f"What {noun} does", theme)
        self.role.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.role.offer(roles)
        self.name = NameField(theme, "")
        self.name.setObjectName(f"{prefix}Name")
        self.name.setAccessibleName(f"Name of {noun}")
        self.name.setPlaceholderText("Name")
        self.name.setMinimumWidth(80)
        self.remove = QToolButton()
        self.remove.setObjectName(f"{prefix}Remove")
        self.remove.setProperty("plain", True)
        self.remove.clicked.connect(self.removed)
        self.said = PlainLabel()
        self.said.setProperty("quiet", True)
        self.said.setWordWrap(True)
        self.kind = Choice(f"{prefix}Kind", "What the new actor is", theme)
        self.kind.offer(ACTORS, actor_icon)
        self._beside = beside = QHBoxLayout()
        beside.setSpacing(6)
        beside.addWidget(self.said)
        beside.addWidget(self.kind)
        beside.addStretch()
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        self.lay_out(narrow=False)
        grid.addLayout(beside, 2, 1, 1, 2)
        self.role.currentIndexChanged.connect(self.changed)
        self.kind.currentIndexChanged.connect(self.changed)
        self.name.changed.connect(self._show)
        theme.changed.connect(self.recolour)
        self.recolour()
        self._show()

    def lay_out(self, *, narrow: bool) -> None:
        """Have the name beside the role, or below it where there is little room."""
        for each in (self.role, self.name, self.remove):
            self._grid.removeWidget(each)
        line, first = (1, 0) if narrow else (0, 1)
        self._grid.addWidget(self.role, 0, 0, 1, 3 - 2 * first, Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(self.name, line, first, 1, 2 - first)
        self._grid.addWidget(self.remove, line, 2)

    def put(self, who: Who) -> None:
        """Show somebody."""
        self._put = who
        self.role.put(who.role)
        self.kind.put(who.kind)
        meant = None if who.id is None else Somebody(who.id, who.name, who.kind, 0)
        self.name.put(who.name, meant)

    def who(self) -> Who:
        """Whoever is in the fields."""
        meant = self.name.meant
        if meant is None:
            return Who(self.role.value(), self.name.name(), None, self.kind.value())
        return Who(self.role.value(), meant.name, meant.id, meant.kind)

    def recolour(self) -> None:
        """Draw the icon in the colours now in use."""
        self.remove.setIcon(icon("close", self._theme.colours, "quiet"))

    def _show(self) -> None:
        """Say whom a name means that was typed: somebody new, or one of several."""
        name, found = self.name, self.name.found
        others = len(found.called) if found is not None else 0
        told = ""
        if name.is_new:
            told = "New:"
        elif name.meant is not None and others > 1:
            told = (
                f"{name.meant.kind.capitalize()}, {counted(name.meant.events, 'event')}; "
                f"{others - 1} more {'has' if others == 2 else 'have'} this name: press Down."
            )
        self.said.setText(told)
        self._beside.setStretch(0, 0 if name.is_new else 1)
        self.said.setVisible(bool(told))
        self.kind.setVisible(name.is_new)
        spoken = f"Remove {name.name() or 'this line'}"
        self.remove.setToolTip("Remove")
        self.remove.setAccessibleName(spoken)
        self.name.setAccessibleDescription(told)
        self.changed.emit()


class Rows(QWidget):
    """Everybody with a role, each on a row that can be changed or removed, and one more."""

    changed = Signal()

    def __init__(
        self,
        name: str,
        prefix: str,
        noun: str,
        add: str,
        theme: Theme,
        *,
        unnamed: str = "",
    ) -> None:
        """``prefix`` begins the names of the fields; ``unnamed``: what an empty name means."""
        super().__init__()
        self._prefix, self._noun, self._theme = prefix, noun, theme
        self._unnamed = unnamed
        self._roles: tuple[tuple[str, str], ...] = ()
        self._narrow = False
        self._reader: Reader | None = None
        self._names: Names | None = None
        self.rows: list[Row] = []
        self.setObjectName(name)
        self.add = QPushButton(add)
        self.add.setObjectName(f"{prefix}Add")
        self.add.setProperty("more", True)
        self.add.clicked.connect(self.add_one)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def attach(self, reader: Reader | None, names: Names | None) -> None:
        """Complete names from this chronicle from now on."""
        self._reader, self._names = reader, names
        for row in self.rows:
            row.name.attach(reader, names)

    def offer(self, roles: Sequence[tuple[str, str]]) -> None:
        """Offer these roles, each with its words."""
        if tuple(roles) == self._roles:
            return
        self._roles = tuple(roles)
        for row in self.rows:
            row.role.offer(roles)
        self._align()

    def put(self, some: Sequence[Who]) -> None:
        """Show these, and nobody else; a row that shows one of them already stays as it is."""
        kept = {row.who().key: row for row in self.rows}
        wanted = [each.key for each in some]
        for key, row in list(kept.items()):
            if key not in wanted:
                self._drop(row)
        for row in [row for row in self.rows if row not in kept.values()]:
            self._drop(row)  # the same one twice
        for who in some:
            if who.key not in kept:
                self._new().put(who)
        self._align()
        self.changed.emit()

    def some(self) -> tuple[Who, ...]:
        """Everybody on a row; rows without a name are left out unless that means something."""
        found = (row.who() for row in self.rows)
        return tuple(who for who in found if who.name or self._unnamed)

    def add_one(self) -> Row:
        """One more row, with the keys in its name."""
        row = self._new()
        self._align()
        row.name.setFocus(Qt.FocusReason.TabFocusReason)
        self.changed.emit()
        return row

    def lay_out(self, *, narrow: bool) -> None:
        """Have names beside roles, or below them where there is little room."""
        if narrow != self._narrow:
            self._narrow = narrow
            for row in self.rows:
                row.lay_out(narrow=narrow)

    def stops(self) -> list[QWidget]:
        """What takes the keys, in the order of reading."""
        stops: list[QWidget] = []
        for row in self.rows:
            stops += [row.role, row.name, row.remove, row.kind]
        return [*stops, self.add]

    def _new(self) -> Row:
        row = Row(self._prefix, self._noun, self._roles, self._theme)
        row.name.attach(self._reader, self._names)
        if self._unnamed:
            row.name.setPlaceholderText(self._unnamed)
        row.lay_out(narrow=self._narrow)
        row.changed.connect(self.changed)
        row.removed.connect(lambda: self._remove(row))
        self.rows.append(row)
        self._column.insertWidget(self._column.count() - 1, row)
        return row

    def _remove(self, row: Row) -> None:
        """A row was removed: the keys go to the next one, else to what adds one."""
        at = self.rows.index(row)
        self._drop(row)
        near = self.rows[min(at, len(self.rows) - 1)].remove if self.rows else self.add
        near.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _drop(self, row: Row) -> None:
        row.name.forget()
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _align(self) -> None:
        """All roles are as wide as the widest."""
        wide = max((row.role.sizeHint().width() for row in self.rows), default=0)
        for row in self.rows:
            row.role.setFixedWidth(wide)

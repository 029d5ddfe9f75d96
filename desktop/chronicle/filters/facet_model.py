"""The values of a facet with their counts, and which of them are ticked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
)

from desktop.tables.words import (
    REVIEW_ICONS,
    STATUS_MEANINGS,
    actor_icon,
    counted,
    kind_icon,
    status_icon,
)
from desktop.theme.icons import icon
from desktop.theme.labels import as_tip
from desktop.theme.theme import Theme, tabular
from models.queries.filter import ActorRole, Term, name_key
from models.queries.rows import FacetRow

Index = QModelIndex | QPersistentModelIndex
Key = int | str

TICK = Qt.ItemDataRole.CheckStateRole
_NOWHERE = QModelIndex()
_USUAL = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_TICKABLE = _USUAL | Qt.ItemFlag.ItemIsUserCheckable


@dataclass(frozen=True, slots=True)
class Ticked:
    """A value the user wants, or wants to have left out."""

    key: Key
    label: str
    exclude: bool = False
    role: ActorRole = ActorRole.ANY
    word: str = ""
    """How a filter writes it, where that is not the key."""


class FacetModel(QAbstractTableModel):
    """The values of one facet with counts in a second column; ticks outlive new answers."""

    changed = Signal()
    """The user ticked or unticked a value."""
    named = Signal()
    """A ticked value that was known by its number only has got its name."""

    def __init__(self, field: str, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self._theme = theme
        self._rows: list[FacetRow] = []
        self._keys: list[Key] = []  # of the rows: folding a name anew for each cell takes long
        self._widest = "0"
        self._ticked: dict[Key, Ticked] = {}
        self._held = False  # the next answer is put while a hand is on the list
        self._unsorted: tuple[FacetRow, ...] = ()  # what was put so, in its own order
        self._touched = False  # the next answer follows a tick here: nothing may jump
        self.stayed = False
        """Whether the values shown have kept the places of those before them."""
        self.role = ActorRole.ANY
        """In which role the actors ticked next are wanted."""

    def put(self, rows: Iterable[FacetRow]) -> None:
        """Show these values; after a tick in this very list, or ``stay``, in their old places."""
        answer = tuple(rows)
        keyed = [(self.key_of(row), row) for row in answer]
        self._unsorted, self._held = (answer if self._held else ()), False
        if self._touched:
            places = {key: place for place, key in enumerate(self._keys)}
            keyed.sort(key=lambda each: places.get(each[0], len(places)))
        self.stayed, self._touched = self._touched, False
        keys, fresh = [key for key, _ in keyed], [row for _, row in keyed]
        merged = self._renumber(fresh)
        self._widest = max(map(_count_words, fresh), key=len, default="0")
        if self._ticked:
            self._learn({key: row.label for key, row in keyed})
        if keys == self._keys:
            self._rows = fresh
            if fresh:
                self.dataChanged.emit(self.index(0, 0), self.index(len(fresh) - 1, 1))
        else:
            self.beginResetModel()
            self._rows, self._keys = fresh, keys
            self.endResetModel()
        if merged:
            self.changed.emit()

    def stay(self) -> None:
        """Keep the places of the values that come again, until ``settle``."""
        self._touched = self._held = True

    def settle(self) -> None:
        """The user has left the list: put its values in the order they came in."""
        if self._unsorted:
            self.put(self._unsorted)

    def key_at(self, row: int) -> Key | None:
        """The key of the value at a row; None where there is no such row."""
        return self._keys[row] if 0 <= row < len(self._keys) else None

    @property
    def ticked(self) -> tuple[Ticked, ...]:
        """What is ticked, whether it is among the values shown or not."""
        return tuple(self._ticked.values())

    def tick(self, values: Iterable[Ticked]) -> None:
        """Have exactly these ticked; emits nothing."""
        ticked = {value.key: value for value in values}
        if ticked != self._ticked:
            before, self._ticked = self._ticked, ticked
            self._redraw(before)

    def tick_terms(self, terms: Iterable[Term]) -> None:
        """Have exactly the values of these terms ticked; emits nothing."""
        made = [(self.key(term.value), term) for term in terms]
        if not made:
            self.tick(())
            return
        labels = {key: row.label for key, row in zip(self._keys, self._rows, strict=True)}
        self.tick(
            Ticked(key, labels.get(key, term.value), term.exclude, word=term.value)
            for key, term in made
        )

    def add(self, term: Term) -> None:
        """Have this value ticked as well; emits nothing."""
        others = [each for each in self.terms() if self.key(each.value) != self.key(term.value)]
        self.tick_terms((*others, term))

    def terms(self) -> tuple[Term, ...]:
        """What is ticked, as terms of a filter."""
        return tuple(Term(t.word or str(t.key), t.exclude) for t in self._ticked.values())

    def choose(
        self,
        row: int,
        *,
        exclude: bool = False,
        only: bool = False,
        role: ActorRole | None = None,
    ) -> None:
        """Tick a value, untick it if it was ticked that way; ``only``: untick the others.

        ``role``: tick the actor in this role, whatever it was.
        """
        value, key = self._rows[row], self._keys[row]
        all_before = dict(self._ticked)
        before = all_before.get(key)
        if only:
            self._ticked.clear()
        if before and before.exclude == exclude and not only and role is None:
            del self._ticked[key]
        else:
            wanted = role or (before.role if before else self.role)
            word = before.word if before else value.value
            self._ticked[key] = Ticked(key, value.label, exclude, wanted, word)
        self._touched = True
        self._redraw(all_before)
        self.changed.emit()

    def want_role(self, role: ActorRole) -> None:
        """Set the role of every ticked actor, and of those ticked next."""
        self.role = role
        if all(value.role is role for value in self._ticked.values()):
            return
        before = self._ticked
        self._ticked = {key: replace(value, role=role) for key, value in before.items()}
        self._touched = True
        self._redraw(before)
        self.changed.emit()

    def ticked_at(self, row: int) -> Ticked | None:
        """How the value at a row is ticked; None: it is not."""
        return self._ticked.get(self._keys[row])

    def key_of(self, row: FacetRow) -> Key:
        """The key of a value: the id of an actor, the word of anything else.

        Places, sources and tags have one key for all spellings of a name.
        """
        if self._field == "actor" and row.id is not None:
            return row.id
        return self.key(row.value)

    def key(self, word: str) -> Key:
        """The key of a value as a filter writes it."""
        named = self._field in ("place", "source", "tag")
        return (name_key(word) or word) if named else word

    def row_of(self, key: Key) -> int:
        """Where a value is shown; -1: nowhere."""
        return self._keys.index(key) if key in self._keys else -1

    def widest(self) -> str:
        """The longest count."""
        return self._widest

    def facet(self, row: int) -> FacetRow:
        """The value at a row."""
        return self._rows[row]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Values."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """The value, and its count."""
        return 0 if parent.isValid() else 2

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Values can be ticked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _USUAL if index.column() else _TICKABLE

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or untick."""
        if role != TICK or not index.isValid() or index.column():
            return False
        wanted = Qt.CheckState(value) == Qt.CheckState.Checked
        before = self.ticked_at(index.row())
        if wanted != bool(before and not before.exclude):
            if before and not wanted:
                self.choose(index.row(), exclude=before.exclude)
            else:
                self.choose(index.row())
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The value or its count, its tick, icon, font, tooltip and spoken text."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if index.column():
            return self._count(row, role)
        ticked = self._ticked.get(self._keys[index.row()])
        if role == Qt.ItemDataRole.DisplayRole:
            return row.label
        if role == TICK:
            if ticked is None:
                return Qt.CheckState.Unchecked
            return Qt.CheckState.PartiallyChecked if ticked.exclude else Qt.CheckState.Checked
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icon(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return STATUS_MEANINGS.get(row.value, as_tip(row.label + _mode(ticked)))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.label}{_mode(ticked)}, {_spoken_count(row)}"
        if role == Qt.ItemDataRole.FontRole and _excluded(ticked):
            font = QFont()
            font.setStrikeOut(True)
            return font
        return None

    def _renumber(self, rows: Iterable[FacetRow]) -> bool:
        """Have actors ticked that were merged since be ticked by the number they have now."""
        now = {number: row for row in rows for number in row.was}
        merged = {key: now[key] for key in self._ticked if isinstance(key, int) and key in now}
        if not merged:
            return False
        before, self._ticked = self._ticked, {}
        for key, value in before.items():
            row = merged.get(key) if isinstance(key, int) else None
            if row is not None and row.id is not None:
                value = replace(value, key=row.id, label=row.label)
            self._ticked.setdefault(value.key, value)
        return True

    def _learn(self, known: Mapping[Key, str]) -> None:
        learned = {
            key: replace(value, label=known[key])
            for key, value in self._ticked.items()
            if known.get(key, value.label) != value.label
        }
        if learned:
            self._ticked |= learned
            self.named.emit()

    def _count(self, row: FacetRow, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return _count_words(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken_count(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole:
            return QBrush(QColor(self._theme.colours.quiet))
        if role == Qt.ItemDataRole.FontRole:
            return tabular(QFont())
        return None

    def _icon(self, row: FacetRow) -> Any:
        colours = self._theme.colours
        if self._field == "actor":
            return icon(actor_icon(row.kind), colours, "quiet")
        if self._field == "kind":
            return icon(kind_icon(row.value), colours, "quiet")
        if self._field == "status":
            return icon(status_icon(row.value), colours, "quiet")
        if self._field == "place":
            return icon("place", colours, "quiet")
        if self._field == "tag":
            return icon("tag", colours, "quiet")
        if self._field == "review":
            return icon(REVIEW_ICONS.get(row.value, "document"), colours, "quiet")
        return icon("document", colours, "quiet")

    def _redraw(self, before: Mapping[Key, Ticked]) -> None:
        """Draw the rows anew that were ticked otherwise: all of hundreds take a millisecond."""
        keys = before.keys() | self._ticked.keys()
        changed = {key for key in keys if before.get(key) != self._ticked.get(key)}
        for row, key in enumerate(self._keys):
            if key in changed:
                self.dataChanged.emit(self.index(row, 0), self.index(row, 1))


def _mode(ticked: Ticked | None) -> str:
    """How a value is ticked, beyond that it is."""
    if ticked is None:
        return ""
    if ticked.exclude:
        return ", left out"
    return "" if ticked.role is ActorRole.ANY else f" as {ticked.role.value}"


def _excluded(ticked: Ticked | None) -> bool:
    return bool(ticked and ticked.exclude)


def _count_words(row: FacetRow) -> str:
    return "…" if row.count is None else f"{row.count:,}{'+' if row.capped else ''}"


def _spoken_count(row: FacetRow) -> str:
    if row.count is None:
        return "counting"
    return f"{'at least ' * row.capped}{counted(row.count, 'event')}"

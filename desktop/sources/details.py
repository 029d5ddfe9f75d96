"""Date, title, outlet, address and byline of articles: corrected for one or for many."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from desktop.jobs.reader import Lane, Reader
from desktop.sources.difference_words import day
from desktop.tables.box import Box
from desktop.tables.words import counted, one_line
from desktop.theme.labels import PlainLabel, as_tip
from desktop.theme.theme import scaled
from models.dates.edtf import parse_edtf
from models.dates.typed import parse_typed
from models.dates.words import describe
from models.errors import KnownError

if TYPE_CHECKING:  # loaded off the GUI thread, see desktop.archive
    from desktop.archive import Archive
    from models.edits.documents import Recounted
    from models.queries.documents import DocumentFacts

_FOUND, _ITSELF, _DECIDED = "found", "itself", "decided"
FIELDS = (
    ("published", "Date", "documentDate"),
    ("title", "Title", "documentTitle"),
    ("outlet", "Outlet", "documentOutlet"),
    ("byline", "Byline", "documentByline"),
    ("url", "Address", "documentUrl"),
)
_ORIGINALS = 20  # articles that others may be copies of
_WAIT = 200  # milliseconds without a key before the dates are counted
_SEE = "Type another date to see how the dates of its events change."
_NO_DATE = ("none", "unknown")
_SIZES = ((620, 520), (940, 600))  # pixels, for one and for several


class DetailsDialog(QDialog):
    """Corrects what is known of articles, and shows what a date does before it is set."""

    decide = Signal(str, object)
    """A correction: what to call it, and what to call."""
    original_wanted = Signal(int)
    """The file that an article came from is to be opened."""

    def __init__(
        self,
        archive: "Archive",
        reader: Reader,
        documents: Sequence[int],
        parent: QWidget,
        *,
        every: bool = True,
    ) -> None:
        """``every``: all of them are chosen first, else the first one is."""
        super().__init__(parent)
        self.setObjectName("documentsDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        several = len(documents) > 1
        self.setWindowTitle("Details of articles" if several else "Details of the article")
        self._archive, self._reader, self._documents = archive, reader, tuple(documents)
        self._facts: dict[int, DocumentFacts] = {}
        self._every = every
        self._counting = QTimer(self, singleShot=True, interval=_WAIT)
        self._counting.timeout.connect(self._count)
        self.list = self._list()
        self.list.setVisible(several)
        self.fields: dict[str, QLineEdit] = {}
        self.meaning = PlainLabel(" ")
        self.meaning.setObjectName("documentDateMeaning")
        self.meaning.setWordWrap(True)
        self.meaning.setProperty("quiet", True)
        self.effect = PlainLabel(" ")
        self.effect.setObjectName("documentEffect")
        self.effect.setWordWrap(True)
        self.counts_as = Box()
        self.counts_as.setObjectName("documentCountsAs")
        self.counts_as.setAccessibleName("Counts as")
        self.counts_as.activated.connect(self._offer)
        self.dates = self._tree()
        self.set = QPushButton("Set")
        self.set.setObjectName("documentSet")
        self.set.setProperty("primary", True)
        self._layout()
        self.resize(*(scaled(self.font(), each) for each in _SIZES[several]))
        self.list.itemSelectionChanged.connect(self._show)
        self._offer()
        self.refresh()

    def refresh(self) -> None:
        """Ask for the articles: they may be known otherwise now."""
        if isValid(self):
            question = self._archive.facts(self._documents)
            self._reader.ask(f"details {id(self)}", question, self._put, lane=Lane.SIDE)

    @property
    def chosen(self) -> "tuple[DocumentFacts, ...]":
        """The articles that are corrected."""
        if len(self._documents) == 1:
            return tuple(self._facts.values())
        numbers = [each.data(Qt.ItemDataRole.UserRole) for each in self.list.selectedItems()]
        return tuple(self._facts[number] for number in numbers if number in self._facts)

    @property
    def values(self) -> dict[str, str]:
        """The fields that were changed, as typed."""
        values = {
            name: field.text().strip()
            for name, field in self.fields.items()
            if field.isModified() and field.isEnabled()
        }
        wanted = self.counts_as.currentData()
        if wanted is not None and wanted != self._counted:
            values["copy_of"] = wanted
        return values

    def _put(self, found: "Sequence[DocumentFacts]") -> None:
        if not isValid(self):
            return
        first = not self._facts
        self._facts = {each.id: each for each in found}
        ticked = {each.id for each in (self.chosen if not first else self._first(found))}
        self.list.blockSignals(True)
        self.list.clear()
        for each in found:
            title = one_line(each.title)
            item = QListWidgetItem(f"{title}\n{day(each.published)}")
            item.setData(Qt.ItemDataRole.UserRole, each.id)
            item.setToolTip(as_tip(f"{title}\n{each.path}"))
            self.list.addItem(item)
            item.setSelected(each.id in ticked)
        self.list.blockSignals(False)
        self._show()
        if first:
            self.fields["published"].setFocus()

    def _first(self, found: "Sequence[DocumentFacts]") -> "Sequence[DocumentFacts]":
        return found if self._every else found[:1]

    def _show(self) -> None:
        """Show what is known of those chosen."""
        chosen = self.chosen
        for name, field in self.fields.items():
            known = {_shown(each, name) for each in chosen}
            field.setText(known.pop() if len(known) == 1 else "")
            field.setPlaceholderText("different values" if known else "")
            field.setModified(False)
            field.setCursorPosition(0)
            field.setEnabled(bool(chosen) and (name != "title" or len(chosen) == 1))
        if len(chosen) > 1:
            self.fields["title"].setPlaceholderText("one article at a time")
        self._show_original()
        self._say_meaning()
        self._clear_dates()
        self._offer()

    def _show_original(self) -> None:
        """Show what the chosen count as, and what they may count as."""
        chosen, box = self.chosen, self.counts_as
        box.clear()
        found = next((one_line(each.original) for each in chosen if each.original), None)
        box.addItem(f"as found: a copy of “{found}”" if found else "as found", _FOUND)
        box.addItem("a source of its own", _ITSELF)
        ways = {each.counts_as for each in chosen}
        if ways - {None, _ITSELF}:
            box.addItem("a copy, as chosen by hand", _DECIDED)
        others = [each for each in self._facts.values() if each not in chosen]
        for each in others[:_ORIGINALS] if chosen else ():
            box.addItem(f"a copy of “{one_line(each.title)}”", str(each.id))
        way = ways.pop() if len(ways) == 1 else None
        self._counted = _FOUND if way is None else way if way == _ITSELF else _DECIDED
        box.setCurrentIndex(box.findData(self._counted))
        box.setEnabled(bool(chosen))

    def _edited(self, name: str) -> None:
        if name == "published":
            self._say_meaning()
            self._clear_dates()
            self._counting.start()
        self._offer()

    def _say_meaning(self) -> None:
        typed, chosen = self.fields["published"].text().strip(), self.chosen
        self._wrong = False
        if not self.fields["published"].isModified():
            known = {_basis(each) for each in chosen}
            self.meaning.setText(known.pop() if len(known) == 1 else " ")
        elif not typed or typed.lower() in _NO_DATE:
            self.meaning.setText("No date")
        else:
            try:
                self.meaning.setText(describe(parse_typed(typed)))
            except KnownError as fault:
                self._wrong = True
                self.meaning.setText(str(fault))

    def _clear_dates(self) -> None:
        self.dates.clear()
        self.effect.setText(_SEE if self._facts else " ")

    def _count(self) -> None:
        """Ask what the dates of the events become."""
        typed = self.values.get("published")
        if typed is None or self._wrong or not self.chosen:
            return
        question = self._archive.recounted([each.id for each in self.chosen], typed)
        put = partial(self._put_dates, typed)
        self._reader.ask(f"recounted {id(self)}", question, put, lane=Lane.SIDE)

    def _put_dates(self, typed: str, found: "Sequence[Recounted]") -> None:
        if not isValid(self) or self.values.get("published") != typed:
            return
        self.dates.clear()
        for each in found:
            words = one_line(each.summary)
            item = QTreeWidgetItem((words, day(each.old), day(each.new)))
            item.setToolTip(0, as_tip(words))
            self.dates.addTopLevelItem(item)
        told = "The dates of its events stay as they are."
        if found:
            gets = "gets" if len(found) == 1 else "get"
            told = f"{counted(len(found), 'event')} {gets} a new date:"
        self.effect.setText(told)

    def _offer(self) -> None:
        chosen, values = self.chosen, self.values
        number = len(chosen)
        self.set.setText(f"Set for {counted(number, 'article')}" if number > 1 else "Set")
        self.set.setEnabled(bool(chosen and values) and not self._wrong)
        self.original.setEnabled(number == 1)

    def _want_original(self) -> None:
        if len(self.chosen) == 1:
            self.original_wanted.emit(self.chosen[0].id)

    def _set(self) -> None:
        chosen, values = self.chosen, self.values
        if not self.set.isEnabled():
            return
        deciding = self._archive.deeds.set_documents([each.id for each in chosen], values)
        self.decide.emit("Changing details", deciding)
        if len(self._documents) == 1:
            self.accept()

    def _list(self) -> QListWidget:
        made = QListWidget()
        made.setObjectName("documentList")
        made.setAccessibleName("Articles")
        made.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        made.setSpacing(3)
        made.setTextElideMode(Qt.TextElideMode.ElideRight)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return made

    def _tree(self) -> QTreeWidget:
        made = QTreeWidget()
        made.setObjectName("documentDates")
        made.setAccessibleName("How the dates of events change")
        made.setRootIsDecorated(False)
        made.setUniformRowHeights(True)
        made.setHeaderLabels(("Event", "As it is", "With this date"))
        made.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        made.header().setStretchLastSection(False)
        for column in (1, 2):
            made.header().resizeSection(column, scaled(self.font(), 120))
        return made

    def _layout(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        for name, words, object_name in FIELDS:
            field = self.fields[name] = QLineEdit()
            field.setObjectName(object_name)
            field.setAccessibleName(words)
            field.textEdited.connect(partial(self._typed, name))
            field.returnPressed.connect(self._set)
            form.addRow(words, field)
            if name == "published":
                form.addRow("", self.meaning)
        form.addRow("Counts as", self.counts_as)
        right = QVBoxLayout()
        right.addLayout(form)
        right.addWidget(self.effect)
        right.addWidget(self.dates, 1)
        parts = QHBoxLayout()
        parts.setSpacing(12)
        parts.addWidget(self.list, 2)
        parts.addLayout(right, 3)
        buttons = QDialogButtonBox()
        self.original = buttons.addButton("Open original", QDialogButtonBox.ButtonRole.HelpRole)
        self.original.setObjectName("documentOriginal")
        self.original.setAutoDefault(False)
        self.original.clicked.connect(self._want_original)
        close = buttons.addButton("Close", QDialogButtonBox.ButtonRole.RejectRole)
        close.setAutoDefault(False)
        self.set.setAutoDefault(False)
        buttons.addButton(self.set, QDialogButtonBox.ButtonRole.ActionRole)
        self.set.clicked.connect(self._set)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(10)
        layout.addLayout(parts, 1)
        layout.addWidget(buttons)
        self._wrong = False
        self._counted = _FOUND

    def _typed(self, name: str, _text: str) -> None:
        self._edited(name)


def _shown(facts: "DocumentFacts", name: str) -> str:
    """A field as it stands in its line."""
    if name == "published":
        return describe(parse_edtf(facts.published)) if facts.published else ""
    known: str | None = getattr(facts, name)
    return known or ""


def _basis(facts: "DocumentFacts") -> str:
    """How the date of an article is known."""
    if facts.published is None:
        return "The article has no date"
    return {
        "given": "given by a person",
        "stated": "as the article or its file states",
        "inferred": "inferred from the text",
    }.get(facts.published_basis, " ")

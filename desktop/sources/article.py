"""An article in full: what it is, its text with every event marked, and a way through them."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from desktop.jobs.reader import Lane, Reader
from desktop.sources.anew import Anew
from desktop.sources.legend import Legend
from desktop.sources.seeking import Seeking
from desktop.sources.shown import ShownText
from desktop.sources.text import ArticleText
from desktop.tables.words import counted, one_line
from desktop.theme.icons import icon
from desktop.theme.labels import PlainLabel, sized
from desktop.theme.theme import Theme, scaled
from models.dates.words import describe
from models.queries.rows import DocumentDetail

if TYPE_CHECKING:  # loaded off the GUI thread, see desktop.archive
    from desktop.archive import Archive

_GONE = "This article is no longer in the chronicle."
_BASES = {"given": "given by hand", "inferred": "inferred"}


class Article(QFrame):
    """One article, shown in place of the table or wherever it is put."""

    event_wanted = Signal(int)
    """Another event was chosen in the text."""
    left = Signal()
    """The user goes back to where he was."""
    offered = Signal()
    """Other things can be done than before."""

    mention_wanted = Signal(int, int)
    """The name at a letter of a document is somebody else's."""
    make_wanted = Signal()
    """What is selected, or outlined at the edge, is to become an event."""
    letter = Signal(str)
    """A letter was pressed, as in reviewing."""
    original_wanted = Signal(int)
    """The file that an article came from is to be opened."""
    told = Signal(str)
    """One sentence for the strip."""

    def __init__(self, theme: Theme, anew: Anew, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._archive: Archive | None = None
        self._reader: Reader | None = None
        self._number = 0
        self._detail: DocumentDetail | None = None
        self._wanted = 0  # the event to choose when the text has come
        self.setObjectName("article")
        self.setAccessibleName("Article")
        self.setProperty("card", True)
        self.title = PlainLabel()
        self.title.setObjectName("sourceTitle")
        self.title.setWordWrap(True)
        sized(self.title, 2.5, bold=True)
        self.about = PlainLabel()
        self.about.setObjectName("sourceAbout")
        self.about.setWordWrap(True)
        self.about.setProperty("quiet", True)
        for label in (self.title, self.about):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.which = PlainLabel()
        self.which.setObjectName("sourceWhich")
        self.which.setProperty("quiet", True)
        self.text = ArticleText(theme)
        self.legend = Legend(theme)
        self.seeking = Seeking(self.text, anew, self)
        self.back = self._button("left", "Back to the events (Esc)", self._leave)
        self.back.setObjectName("sourceBack")
        self.back.setText("Back")
        self.back.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.original = self._button(
            "document", "Open the file it came from, in its own program", self._want_original
        )
        self.original.setObjectName("sourceOriginal")
        self.original.setText("Open original")
        self.original.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._less = self._button("up", "Previous event in the article", lambda: self.step(-1))
        self._more = self._button("down", "Next event in the article", lambda: self.step(1))
        self._layout()
        self.text.event_wanted.connect(self._pick)
        self.text.edge_wanted.connect(self._pick_edge)
        self.text.selectionChanged.connect(self.offered)
        self.seeking.told.connect(self.told)
        self.seeking.changed.connect(self._say_which)
        self.text.left.connect(self.left)
        self.text.letter.connect(self.letter)
        self.text.make_wanted.connect(self.make_wanted)
        self.text.mention_wanted.connect(lambda at: self.mention_wanted.emit(self._number, at))
        theme.changed.connect(self._recolour)
        self._recolour()

    def attach(self, archive: "Archive | None", reader: Reader | None) -> None:
        """Ask this chronicle, or none."""
        self._archive, self._reader = archive, reader
        self._number = 0
        self.seeking.attach(archive, reader)
        self._show(None)

    @property
    def number(self) -> int:
        """The document that is open; 0: none."""
        return self._number

    def open(self, document: int, event: int = 0) -> None:
        """Show a document, with one of its events chosen and in sight."""
        if document != self._number:
            self._number = document
            self.title.setText("…")
            self.about.setText("")
            self._detail = None
            self.text.put(ShownText(""), ())
        self._wanted = event
        if event:
            self.text.choose(event)
        self.refresh()

    def refresh(self) -> None:
        """Ask for it anew, as it may have changed; where it is scrolled to stays."""
        if self._archive is None or self._reader is None or not self._number:
            return
        question = self._archive.article(self._number)

        def ask(session: Any) -> tuple[DocumentDetail, ShownText] | None:
            detail = question(session)
            return None if detail is None else (detail, ShownText(detail.text))

        self._reader.ask("article", ask, self._show, lane=Lane.FRONT)

    def choose(self, event: int) -> None:
        """Outline an event, if it is in this article."""
        self._wanted = event
        if self._detail is not None and event != self.text.chosen:
            self.text.choose(event)
            self._say_which()

    def step(self, by: int) -> None:
        """Choose the next (previous) event of the text."""
        order = self._order()
        if not order:
            return
        at = self._at(order)
        if at < 0:  # none is chosen: the next one from where one looks
            places = [place for place, _ in order]
            here = self.text.here()
            later = [n for n, place in enumerate(places) if place > here]
            at = (
                (later[0] - 1 if later else len(order) - 1)
                if by > 0
                else (later[0] if later else len(order))
            )
        self._pick(order[min(max(at + by, 0), len(order) - 1)][1])

    def first_stop(self) -> QWidget:
        """Where the keys go first."""
        return self.text

    def offers(self) -> frozenset[str]:
        """The names of the acts that there is something to be done with now."""
        can = {
            "next event": bool(self._order()),
            "previous event": bool(self._order()),
            "next untaken": self._detail is not None,
            "previous untaken": self._detail is not None,
        }
        return frozenset(name for name, so in can.items() if so)

    def words(self) -> tuple[int, int, int] | None:
        """The document and the stretch that is selected, else the sentence that is outlined."""
        found = self.text.selected()
        if found is None and self.text.edge >= 0:
            edge = self.text.edges[self.text.edge]
            found = edge.start, edge.end
        return None if found is None or self._detail is None else (self._number, *found)

    @property
    def detail(self) -> DocumentDetail | None:
        """What is shown of the document that is open."""
        return self._detail

    def _pick_edge(self, number: int) -> None:
        self._wanted = 0
        self.text.forget_selection()
        self.text.choose_edge(number)
        self._say_which()
        self.event_wanted.emit(0)

    def _pick(self, event: int) -> None:
        self._wanted = event
        self.text.choose(event)
        self._say_which()
        self.event_wanted.emit(event)

    def _leave(self) -> None:
        self.left.emit()

    def _order(self) -> list[tuple[int, int]]:
        """Where each event is first told, and its number, in the order of the text."""
        first: dict[int, int] = {}
        for mark in self.text.marks:
            first.setdefault(mark.event.id, mark.trigger_start)
        return [(place, event) for event, place in first.items()]

    def _at(self, order: list[tuple[int, int]]) -> int:
        return next((n for n, (_, event) in enumerate(order) if event == self.text.chosen), -1)

    def _show(self, found: tuple[DocumentDetail, ShownText] | None) -> None:
        self._detail = found[0] if found else None
        if found is None:
            self.text.put(ShownText(""), ())
            self.title.setText(_GONE if self._number else "")
            self.about.setText("")
        else:
            detail, shown = found
            self.title.setText(one_line(detail.row.title))
            self.about.setText(about_words(detail))
            self.text.put(shown, detail.marked)
            self.legend.put(detail.marked)
            if self.text.edge < 0:
                self.text.choose(self._wanted)
        self.seeking.follow(self._detail)
        self.about.setVisible(bool(self.about.text()))
        self._say_which()

    def _want_original(self) -> None:
        if self._number:
            self.original_wanted.emit(self._number)

    def _say_which(self) -> None:
        order = self._order()
        at = self._at(order)
        if self.text.edge >= 0:
            told = f"Sentence {self.text.edge + 1:,} of {len(self.text.edges):,}"
        elif at >= 0:
            told = f"Event {at + 1:,} of {len(order):,}"
        elif order:
            told = counted(len(order), "event")
        else:
            told = "No events" if self._detail else ""
        self.which.setText(told)
        for arrow, can in ((self._less, at != 0), (self._more, at != len(order) - 1)):
            arrow.setEnabled(bool(order) and can)
        self.offered.emit()

    def _layout(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.back)
        line.addStretch(1)
        line.addWidget(self.original)
        line.addWidget(self.seeking.button)
        for part in (self.which, self._less, self._more):
            line.addWidget(part)
        head = QVBoxLayout()
        self.text.fitted.connect(
            lambda left, right: head.setContentsMargins(left + 8, 6, right + 8, 8)
        )
        head.setSpacing(4)
        head.addLayout(line)
        head.addWidget(self.title)
        head.addWidget(self.about)
        head.addWidget(self.legend)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.text, 1)

    def _button(self, name: str, tip: str, act: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setProperty("plain", True)
        button.setProperty("icon-name", name)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setIconSize(QSize(1, 1) * scaled(self.font(), 14))
        button.clicked.connect(act)
        return button

    def _recolour(self) -> None:
        for button in (self.back, self._less, self._more):
            button.setIcon(icon(str(button.property("icon-name")), self._theme.colours, "accent"))


def about_words(detail: DocumentDetail) -> str:
    """Outlet, date and writer in a line, and the address in the next one."""
    row = detail.row
    day = describe(row.published) if row.published else "date unknown"
    how = _BASES.get(row.published_basis, "") if row.published else ""
    first = (row.outlet or "", f"{day}, {how}" if how else day, detail.byline or "")
    lines = (" · ".join(one_line(part) for part in first if part), detail.url or row.path)
    return "\n".join(one_line(line) for line in lines if line)

"""A name that was taken for an actor and isn’t one."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QRadioButton, QWidget

from desktop.dialogs.frame import Ground
from desktop.jobs.reader import Lane
from desktop.people.dialog import ActorDialog
from desktop.people.words import paper_line
from desktop.tables.box import Box
from desktop.tables.pointed import Pointed
from desktop.tables.words import counted, one_line
from models.queries.rows import ActorCard, ActorPaper

_MOST = 200  # documents offered
_LONGEST_TITLE = 70  # characters in the list


class ForgetDialog(ActorDialog):
    """Whether it is no actor in one document, or wherever the name is."""

    def __init__(self, ground: Ground, pointed: Pointed, parent: QWidget) -> None:
        super().__init__(ground, "forgetDialog", "Not an actor", "Remove", pointed, parent)
        self._papers: tuple[ActorPaper, ...] = ()
        self.everywhere = QRadioButton("&Everywhere, also in articles imported later")
        self.everywhere.setObjectName("forgetEverywhere")
        self.here = QRadioButton("In &one document only")
        self.here.setObjectName("forgetHere")
        self.paper = Box()
        self.paper.setObjectName("forgetDocument")
        self.paper.setAccessibleName("Document")
        self.paper.setMinimumContentsLength(30)
        self.paper.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.everywhere.setChecked(True)
        for part in (self.everywhere, self.here, self.paper):
            self.column.addWidget(part)
        self.end()
        self.everywhere.toggled.connect(lambda _: self._say())
        self.paper.currentIndexChanged.connect(lambda _: self._say())
        self.paper.activated.connect(lambda _: self.here.setChecked(True))
        self.begin()

    def show_card(self, card: ActorCard) -> None:
        """Ask for its documents."""
        question = self.ground.archive.papers(card.id, _MOST)
        # Many documents may have to be looked into; the table must not wait for it.
        ask = self.ground.reader.ask
        ask(f"papers of {id(self)}", question, self._put_papers, lane=Lane.SIDE)
        self._say()

    def finish(self) -> None:
        """Have it be nobody."""
        assert self.card is not None
        document = self.paper.currentData() if self.here.isChecked() else None
        deeds = self.ground.archive.deeds
        self.close_with("Removing an actor", deeds.forget(self.card.id, document))

    def _put_papers(self, found: Sequence[ActorPaper]) -> None:
        self._papers = tuple(found)
        self.paper.clear()
        for paper in self._papers:
            title = one_line(paper.title)
            title = title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1]}…"
            line = paper_line(paper)
            self.paper.addItem(f"{title} · {line}" if line else title, paper.document_id)
        here = self.paper.findData(self.pointed.document)
        self.paper.setCurrentIndex(max(here, 0))
        for part in (self.here, self.paper):
            part.setEnabled(bool(self._papers))
        self._say()

    def _say(self) -> None:
        if self.card is None:
            return
        name = one_line(self.card.name)
        if self.here.isChecked():
            row = self.paper.currentIndex()
            events = self._papers[row].events if 0 <= row < len(self._papers) else 0
        else:
            events = self.card.events
        lose, stay = ("loses", "event stays") if events == 1 else ("lose", "events stay")
        told = f"{counted(events, 'event')} {lose} “{name}”; the {stay}. You can undo this."
        self.tell(told, can=True)

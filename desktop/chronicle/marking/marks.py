"""What tags and notes are put on, events or articles, and how each is asked for and decided."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from desktop.tables.ahead import Ahead
from models.queries.rows import EventRow

if TYPE_CHECKING:  # loaded off the GUI thread, see there
    from desktop.archive import Archive
    from desktop.deeds import Deciding
    from models.queries.tags import Tags
    from models.store.store import Question


@dataclass(frozen=True, slots=True)
class Marked:
    """One of them, and the notes on it."""

    called: str
    notes: tuple[str, ...]


class Marks(Protocol):
    """Asks and decides for one kind of things, found by their numbers."""

    unit: ClassVar[str]
    """What they are, one of them."""

    def __init__(self, archive: "Archive", ahead: Ahead | None = None) -> None:
        """Of this chronicle; ``ahead``: where rows show a mark before it is stored."""

    def tags(self, some: Sequence[int]) -> "Question[Tags]":
        """Every tag there is, and those of these."""

    def rows(self, some: Sequence[int]) -> "Question[Mapping[int, Marked]]":
        """These, by number."""

    def tag(self, some: Sequence[int], word: str, *, add: bool) -> "Deciding":
        """Put a tag on these, or take it off."""

    def note(self, some: Sequence[int], text: str, *, instead: bool) -> "Deciding":
        """Write a note on these; ``instead``: in place of those they have, blank for none."""


class EventMarks:
    """Tags and notes of events."""

    unit: ClassVar[str] = "event"

    def __init__(self, archive: "Archive", ahead: Ahead | None = None) -> None:
        self.tags = archive.tags
        self._deeds, self._rows = archive.deeds, archive.rows
        self._ahead = ahead

    def rows(self, some: Sequence[int]) -> "Question[Mapping[int, Marked]]":
        """These events, by number."""
        return _marked(self._rows(some), lambda row: row.summary)

    def tag(self, some: Sequence[int], word: str, *, add: bool) -> "Deciding":
        """Put a tag on these, or take it off; the rows show it at once."""
        act = self._deeds.tag(some, word, add=add)
        name = " ".join(word.split())

        def changed(row: EventRow) -> EventRow:
            others = tuple(each for each in row.tags if each != name)
            return replace(row, tags=(*others, name) if add else others)

        return act if self._ahead is None or not name else self._ahead.show(some, changed, act)

    def note(self, some: Sequence[int], text: str, *, instead: bool) -> "Deciding":
        """Write a note on these; the rows show it at once."""
        act = self._deeds.note(some, text, instead=instead)
        words = text.strip()

        def changed(row: EventRow) -> EventRow:
            kept = () if instead else row.notes[: len(row.notes) - (row.notes[-1:] == (words,))]
            return replace(row, notes=(*kept, words) if words else kept)

        return act if self._ahead is None else self._ahead.show(some, changed, act)


class ArticleMarks:
    """Tags and notes of articles."""

    unit: ClassVar[str] = "article"

    def __init__(self, archive: "Archive", _ahead: Ahead | None = None) -> None:
        self.tags = archive.document_tags
        self.tag, self.note = archive.deeds.tag_documents, archive.deeds.note_documents
        self._rows = archive.paper_rows

    def rows(self, some: Sequence[int]) -> "Question[Mapping[int, Marked]]":
        """These articles, by number."""
        return _marked(self._rows(some), lambda row: row.title)


def _marked(
    question: "Question[Mapping[int, Any]]", called: Callable[[Any], str]
) -> "Question[Mapping[int, Marked]]":
    def ask(session: Any) -> Mapping[int, Marked]:
        found = question(session)
        return {number: Marked(called(row), row.notes) for number, row in found.items()}

    return ask

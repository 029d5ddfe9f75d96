"""What tags and notes are put on, events or articles, and how each is asked for and decided."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

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

    def __init__(self, archive: "Archive") -> None:
        """Of this chronicle."""

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

    def __init__(self, archive: "Archive") -> None:
        self.tags = archive.tags
        self.tag, self.note = archive.deeds.tag, archive.deeds.note
        self._rows = archive.rows

    def rows(self, some: Sequence[int]) -> "Question[Mapping[int, Marked]]":
        """These events, by number."""
        return _marked(self._rows(some), lambda row: row.summary)


class ArticleMarks:
    """Tags and notes of articles."""

    unit: ClassVar[str] = "article"

    def __init__(self, archive: "Archive") -> None:
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

"""The card of an article: what is known of it, and the events that it tells."""

from PySide6.QtCore import Signal

from desktop.pages.card import Card, put_text
from desktop.pages.lines import Line
from desktop.pages.telling import event_line
from desktop.sources.article import about_words
from desktop.tables.words import counted, one_line
from desktop.theme.theme import Theme
from models.queries.rows import DocumentDetail

_MOST = 60  # events that are listed


class SourceCard(Card):
    """Shown beside the list of articles."""

    event_wanted = Signal(int)
    """An event is to be shown."""
    article_wanted = Signal()
    """The article is to be opened."""
    paper_wanted = Signal()
    """Its date or source is to be corrected."""

    def __init__(self, theme: Theme) -> None:
        nothing = "Select an article to see what it tells."
        super().__init__("sourceCard", "About the article", nothing, theme)
        self.about = self.text("About", "Outlet, date and address", quiet=True)
        self.why = self.text("Why", "How the date is known", quiet=True)
        self.marks = self.text("Marks", "Tags and notes")
        self.faults = self.text("Faults", "What could not be read")
        self.open, self.correct = self.buttons(
            (("Open", "Open the article"), ("Correct", "Correct its date or source"))
        )
        self.part("events", "Events")
        self.end()
        self.open.clicked.connect(self.article_wanted)
        self.correct.clicked.connect(self.paper_wanted)
        self.lists["events"].wanted.connect(self.event_wanted)

    def put(self, found: DocumentDetail | None) -> None:
        """Show this article, or none."""
        other = found is None or found.row.id != self.number
        self.number = 0 if found is None else found.row.id
        self.show_card(found is not None, top=other)
        if found is None:
            return
        self.title.setText(one_line(found.row.title))
        put_text(self.about, about_words(found))
        put_text(self.why, found.published_why)
        tags = f"Tags: {', '.join(found.tags)}" if found.tags else ""
        put_text(self.marks, "\n".join(filter(None, (tags, *found.notes))))
        put_text(self.faults, "\n".join(found.faults))
        events = {mark.event.id: mark.event for mark in found.marked}
        lines = [event_line(row) for row in events.values() if row.review != "rejected"]
        rest = len(lines) - _MOST
        more = [Line(f"and {counted(rest, 'more event')}", quiet=True)] if rest > 0 else []
        self.put_lines("events", [*lines[:_MOST], *more])

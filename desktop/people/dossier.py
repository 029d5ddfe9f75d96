"""The dossier of one actor, as a card: names, offices, company, what was said, where it stands."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu

from desktop.pages.card import Card, put_text
from desktop.pages.lines import Line
from desktop.pages.telling import CHANGES, event_line
from desktop.pages.wish import Wish
from desktop.pages.years import Years
from desktop.tables.pointed import Pointed
from desktop.tables.words import STANCES, actor_icon, counted, kind_icon, one_line
from desktop.theme.theme import Theme
from models.dates.days import to_day
from models.dates.words import describe
from models.queries.changed import Changes
from models.queries.dossier import Companion, Dossier, PaperLine, Quoted, Saying

_NEWS = 8  # changes that are told
_NOTHING = "Select a name to see what is known of it."
_PARTS = (
    ("news", "Since you looked last"),
    ("years", "Events by year"),
    ("companions", "Together with"),
    ("latest", "Latest events"),
    ("says", "What it says"),
    ("said_of", "What is said of it"),
    ("quotations", "Quoted"),
    ("papers", "Articles"),
    ("notes", "Notes"),
)


class DossierCard(Card):
    """Everything that is known of somebody, whatever is filtered for. Every line leads on."""

    actor_wanted = Signal(int)
    """The dossier of another actor is to be shown."""
    event_wanted = Signal(int)
    """An event is to be shown."""
    article_wanted = Signal(int, int)
    """An article is to be opened."""
    wished = Signal(object)
    """The filter is to be narrowed: a ``Wish``."""
    menu_made = Signal(object, object)
    """The menu of an actor, to be added to, and which one it is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("personCard", "Dossier", _NOTHING, theme)
        self._dossier: Dossier | None = None
        self.about = self.text("About", "Kind and number of events", quiet=True)
        self.offices = self.text("Offices", "Offices")
        self.names = self.text("Names", "Other names", quiet=True)
        self.events, self.both = self.buttons(
            (("Events", "Show only its events"), ("Menu", "More…"))
        )
        self.both.setToolTip("Merge, split, rename, forget, add a note")
        self.years = Years("personCardYears", theme)
        for key, words in _PARTS:
            self.part(key, words, self.years if key == "years" else None)
        self.end()
        self._connect()

    def put(self, found: Dossier | None) -> None:
        """Show this dossier, or none."""
        other = found is None or found.id != self.number
        self._dossier = found
        self.number = 0 if found is None else found.id
        self.show_card(found is not None, top=other)
        if other:
            self.put_lines("news", ())
        if found is None:
            return
        self.title.setText(one_line(found.name))
        first = f", first {found.first.when}" if found.first is not None else ""
        undated = f", {found.undated:,} of unknown date" if found.undated else ""
        told = f"{found.kind.capitalize()} · {counted(found.events, 'event')}{first}{undated}"
        self.about.setText(told)
        names = ", ".join(map(one_line, found.names))
        put_text(self.names, f"Also: {names}" if names else "")
        put_text(self.offices, "\n".join(_offices(found)))
        self.years.put(found.years)
        self.show_part("years", shown=bool(found.years))
        self.put_lines("companions", [_companion(each) for each in found.companions])
        self.put_lines("latest", [event_line(row) for row in found.latest])
        self.put_lines("says", [_says(each) for each in found.says])
        self.put_lines("said_of", [_said_of(each) for each in found.said_of])
        self.put_lines("quotations", [_quoted(each) for each in found.quotations])
        papers = [_paper(each) for each in found.papers]
        if found.articles > len(papers):
            papers.append(Line(f"and {found.articles - len(papers):,} earlier ones", quiet=True))
        self.put_lines("papers", papers)
        self.put_lines("notes", [Line(note, picture="note") for note in found.notes])

    def put_news(self, number: int, found: Changes) -> None:
        """Show what has changed of its events since one looked last, each event once."""
        if number != self.number:
            return
        rows = {row.event.id: row for row in reversed(found.rows) if row.event is not None}
        told = [
            Line(f"{CHANGES[row.sort]} · {one_line(row.event.summary)}", row.event.id,
                 kind_icon(row.event.kind))
            for row in reversed(rows.values()) if row.event is not None
        ]  # fmt: skip
        if len(told) > _NEWS:
            told[_NEWS:] = [Line(f"and {len(told) - _NEWS:,} more; the page of changes has all",
                                 quiet=True)]  # fmt: skip
        self.put_lines("news", told)

    def _connect(self) -> None:
        self.events.clicked.connect(self._want_events)
        self.both.clicked.connect(
            lambda: self._menu(self.number, self.both.mapToGlobal(self.both.rect().bottomLeft()))
        )
        self.years.wanted.connect(self._want_year)
        self.lists["companions"].wanted.connect(self.actor_wanted)
        self.lists["companions"].menu_wanted.connect(self._menu)
        for key in ("news", "latest", "says", "said_of"):
            self.lists[key].wanted.connect(self.event_wanted)
        for key in ("quotations", "papers"):
            self.lists[key].wanted.connect(lambda number: self.article_wanted.emit(number, 0))

    def _want_events(self) -> None:
        if self._dossier is not None:
            own = ((self._dossier.id, self._dossier.name),)
            self.wished.emit(Wish(actors=own, show_events=True))

    def _want_year(self, year: int) -> None:
        if self._dossier is not None:
            days = to_day(year, 1, 1), to_day(year, 12, 31)
            own = ((self._dossier.id, self._dossier.name),)
            self.wished.emit(Wish(actors=own, days=days, show_events=True))

    def _menu(self, number: int, place: QPoint) -> None:
        if not number or self._dossier is None:
            return
        menu = QMenu(self)
        if number != self._dossier.id:
            own = (self._dossier.id, self._dossier.name)
            name = next(e.name for e in self._dossier.companions if e.id == number)
            wish = Wish(actors=(own, (number, name)), show_events=True)
            menu.addAction("Show the events of &both", lambda: self.wished.emit(wish))
        self.menu_made.emit(menu, Pointed((number,)))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)


def _offices(found: Dossier) -> Iterator[str]:
    for each in found.offices:
        when = f", {each.when}" if each.when else ""
        yield f"{one_line(each.title)}{when}"


def _companion(each: Companion) -> Line:
    what = ", ".join(f"{kind} {number:,}" for kind, number in each.what)
    return Line(
        f"{one_line(each.name)} · {counted(each.events, 'event')} ({what})",
        each.id,
        actor_icon(each.kind),
    )


def _paper(each: PaperLine) -> Line:
    day = describe(each.published) if each.published else ""
    parts = (one_line(each.title), one_line(each.outlet), day)
    return Line(" · ".join(part for part in parts if part), each.id, "document")


def _says(each: Saying) -> Line:
    how = STANCES.get(each.stance, each.stance)
    return Line(
        f"{one_line(each.event.summary)} · {how}", each.event.id, kind_icon(each.event.kind)
    )


def _said_of(each: Saying) -> Line:
    how = STANCES.get(each.stance, each.stance)
    told = f"{one_line(each.event.summary)} · {one_line(each.who)} {how}"
    return Line(told, each.event.id, kind_icon(each.event.kind))


def _quoted(each: Quoted) -> Line:
    when = f", {describe(each.published)}" if each.published else ""
    return Line(f"{each.words} · {one_line(each.source)}{when}", each.document, "status-claimed")

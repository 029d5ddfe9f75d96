"""The page of the timeline: lanes to choose, what is in sight, and pictures to take along."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.jobs.busy import Busy
from desktop.jobs.reader import Lane as Way
from desktop.jobs.reader import Reader
from desktop.pages.page import Page
from desktop.pages.touching import ACTORS, DOCUMENTS, EVENTS
from desktop.pages.wish import Wish
from desktop.scale.brush import Days
from desktop.scale.spans import Span, first_sight, in_sight
from desktop.tables.box import Box
from desktop.theme.buttons import picture_button
from desktop.theme.icons import icon
from desktop.theme.labels import ElidedLabel
from desktop.theme.theme import Theme, tabular
from desktop.timeline.tray import MOST, Tray
from desktop.timeline.view import Axis, TimelineView
from models.dates.interval import Day
from models.errors import KnownError
from models.queries.filter import DateRange, EventFilter, Sort
from models.queries.lanes import Lane, Lanes
from models.queries.rows import EventRow

if TYPE_CHECKING:  # loaded off the GUI thread, see desktop.archive
    from desktop.archive import Archive

_PAUSE = 90  # milliseconds without a move before what is in sight is asked for
_MOVING = "moving the timeline"
_BY = (("", "One lane"), ("actor", "By actor"), ("kind", "By kind"), ("source", "By source"),
       ("place", "By place"), ("tag", "By tag"))  # fmt: skip
_RATIO = 2  # of the dots of a picture to those of the screen
_TALLEST = 12_000  # pixels of a picture


class TimelinePage(Page):
    """The events of the filter on a line of time, whatever days are filtered for.

    Those days are shaded, as they can be moved here.
    """

    shows = frozenset((EVENTS, ACTORS, DOCUMENTS))
    has_dates = True

    def __init__(self, theme: Theme, busy: Busy) -> None:
        super().__init__(theme, busy)
        self._wanted = EventFilter()
        self._lanes: tuple[object, tuple[Lane, ...]] | None = None
        self._middle: tuple[object, Any] | None = None
        self._undated = 0
        self.view = TimelineView(theme)
        self.axis = Axis(self.view, theme)
        self.by = Box()
        self.by.setObjectName("timelineBy")
        self.by.setAccessibleName("Lanes")
        for key, words in _BY:
            self.by.addItem(words, key)
        self.said = ElidedLabel()
        self.said.setProperty("quiet", True)
        self.said.setFont(tabular(self.said.font()))
        self.undated = QPushButton()
        self.undated.setObjectName("timelineUndated")
        self.undated.setProperty("link", True)
        self.undated.setCheckable(True)
        self.undated.setToolTip("Show them below the timeline")
        self.tray = Tray(theme)
        self._tools = (
            picture_button("minus", "Zoom out (−)", self.view.zoom_out),
            picture_button("plus", "Zoom in (+)", self.view.zoom_in),
            picture_button("whole", "Show all dates (0)", self.view.show_all),
        )
        self.save = picture_button("export", "Save the timeline as a picture", self._offer_pictures)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self.view)
        self._layout()
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self._rested)
        self.view.moved.connect(self._moved)
        self.view.brushed.connect(self._brushed)
        self.view.event_wanted.connect(self.event_wanted)
        self.by.activated.connect(lambda _: self._ask())
        self.undated.toggled.connect(self._show_tray)
        self.tray.event_wanted.connect(self.event_wanted)
        self.tray.all_wanted.connect(lambda: self.wished.emit(Wish(undated=True, show_events=True)))
        theme.changed.connect(self._recolour)
        self._recolour()

    def attach(self, archive: "Archive | None", reader: Reader | None) -> None:
        """Ask this chronicle from now on, or none."""
        super().attach(archive, reader)
        self._lanes = self._middle = None
        self.view.choose(0)
        self.view.sight.begin("")
        self.view.put(None, None, None, "")

    def begin(self, kept: str) -> None:
        """The same lanes and days as before."""
        try:
            found = json.loads(kept) if kept else {}
            by, sight = str(found.get("by", "")), str(found.get("sight", ""))
            tray = bool(found.get("tray"))
        except (ValueError, AttributeError):
            return
        self.by.setCurrentIndex(max(0, self.by.findData(by)))
        self.view.sight.begin(sight)
        self.undated.setChecked(tray)

    def written(self) -> str:
        """The lanes, and the days in sight."""
        sight, tray = self.view.sight.written(), self.undated.isChecked()
        return json.dumps({"by": self.by.currentData(), "sight": sight, "tray": tray})

    def ask(self, wanted: EventFilter) -> None:
        """The events that match, whatever their dates; those that are filtered for are shaded."""
        self._lanes = None
        self._wanted = wanted
        dates = wanted.dates
        days: Days | None = None
        if dates is not None and (dates.start or dates.end):
            days = (
                dates.start.earliest if dates.start else None,
                dates.end.latest if dates.end else None,
            )
        self.view.show_range(days)
        self.axis.update()
        self._ask()

    def first_stop(self) -> QWidget:
        """The picture."""
        return self.view

    def step(self, by: int) -> None:
        """Go to the next (previous) event that is drawn."""
        self.view.step(by)

    def offers(self) -> frozenset[str]:
        """One goes from event to event."""
        some = bool(self.view.marks())
        return frozenset(("next event", "previous event")) if some else frozenset()

    def choose(self, event: int) -> None:
        """Outline an event."""
        self.view.choose(event)

    def _ask(self) -> None:
        if self._archive is None or self._reader is None:
            return
        archive, wanted, by = self._archive, self._wanted, str(self.by.currentData())
        sight, most = self.view.sight, self.view.most()
        kept, first = sight.kept, sight.untouched
        extent_of, middle_of = archive.extent(), archive.middle()
        known, middle = self._lanes, self._middle

        def ask(session: Any) -> Any:
            extent = extent_of(session)
            seen = in_sight(extent, kept, most)
            found = middle[1] if middle is not None and middle[0] == extent else None
            if seen is not None and extent is not None and first:
                found = found or middle_of(session)
                seen = first_sight(extent, found, most)
            key = wanted, by
            of = known[1] if known is not None and known[0] == key else None
            if of is None:
                of = archive.lanes(wanted, by)(session)
            starts: list[Day] = []
            if seen is not None:
                starts = [seen.unit.start(seen.first + n) for n in range(seen.count + 1)]
            return (
                extent,
                seen,
                (key, of),
                (extent, found),
                archive.filled(wanted, of, starts)(session),
            )

        self.count("timeline", ask, self._put, (wanted, by))

    def _put(self, answer: tuple[Any, Span | None, Any, Any, Lanes]) -> None:
        extent, span, self._lanes, self._middle, found = answer
        note = "The filters leave no events here." if span is not None else "No event has a date."
        self.view.put(extent, span, found, note)
        self.undated.setText(f"and {found.undated:,} of unknown date" if found.undated else "")
        self.undated.setVisible(bool(found.undated))
        self._undated = found.undated
        self._show_tray()
        self._say()
        self.axis.update()
        self.offered.emit()

    def _show_tray(self) -> None:
        """Ask for what is in the tray, where it is open."""
        there = self.undated.isChecked() and bool(self._undated)
        if not there or self._archive is None or self._reader is None:
            self.tray.hide()
            return
        undated = replace(self._wanted, dates=DateRange(undated=True))
        put, number = self.tray.put, self._undated

        def show(rows: Sequence[EventRow]) -> None:
            put(rows, number)
            self.tray.show()

        question = self._archive.page(undated, Sort(), MOST)
        self._reader.ask("undated events", question, show, lane=Way.SIDE)

    def _say(self) -> None:
        span = self.view.sight.span
        told = ""
        if span is not None:
            first, last = span.unit.words(span.first), span.unit.words(span.last)
            told = first if first == last else f"{first} – {last}"
        self.said.setText(told)
        self.said.setAccessibleName(f"Dates shown: {told or 'none'}")

    def _moved(self) -> None:
        self._busy.hold(_MOVING)
        self._say()
        self.axis.update()
        self._soon.start()

    def _rested(self) -> None:
        self._ask()
        self._busy.release(_MOVING)

    def _brushed(self, days: Days | None, final: bool) -> None:
        self.axis.update()
        self.wished.emit(Wish(days=days, any_day=days is None, moving=not final))

    # Pictures

    def _offer_pictures(self) -> None:
        menu = QMenu(self)
        menu.addAction("As a drawing (&SVG)…", lambda: self._choose_file("svg"))
        menu.addAction("As a picture (&PNG)…", lambda: self._choose_file("png"))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.save.mapToGlobal(self.save.rect().bottomLeft()))

    def _choose_file(self, kind: str) -> None:
        dialog = QFileDialog(self, "Save the timeline", f"timeline.{kind}", f"*.{kind}")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(kind)
        dialog.fileSelected.connect(lambda path: self._save_told(Path(path)))
        dialog.open()

    def _save_told(self, path: Path) -> None:
        try:
            self.save_picture(path)
        except KnownError as fault:
            self.told.emit(str(fault))
        else:
            self.told.emit(f"Saved the timeline as {path.name}.")

    def save_picture(self, path: Path) -> None:
        """Write what is in sight as SVG or PNG, by the end of the name; KnownError if it cannot."""
        size = self.view.whole_size()
        if path.suffix.lower() == ".svg":
            made = QSvgGenerator()
            made.setFileName(str(path))
            made.setSize(size)
            made.setViewBox(QRect(0, 0, size.width(), size.height()))
            made.setTitle("Timeline")
            made.setDescription(self.view.accessibleDescription())
            painter = QPainter()
            written = painter.begin(made)
            if written:
                self.view.paint_all(painter, size)
                painter.end()
        else:
            size = QSize(size.width(), min(size.height(), _TALLEST))
            picture = QImage(size * _RATIO, QImage.Format.Format_RGB32)
            picture.setDevicePixelRatio(_RATIO)
            painter = QPainter(picture)
            self.view.paint_all(painter, size)
            painter.end()
            written = picture.save(str(path))
        if not written:
            raise KnownError(f"The picture could not be written to {path}.")

    def _layout(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 8, 0)
        head.setSpacing(6)
        head.addWidget(self.by)
        head.addWidget(self.said, 1)
        for button in self._tools:
            head.addWidget(button)
        head.addWidget(self.save)
        head.addWidget(self.undated)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.axis)
        layout.addWidget(self.area, 1)
        layout.addWidget(self.tray)

    def _recolour(self) -> None:
        for button in (*self._tools, self.save):
            button.setIcon(icon(button.property("icon-name"), self._theme.colours, "quiet"))

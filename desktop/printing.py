"""A report on paper or as a PDF file, set by Qt with the fonts of the system: every script, every
direction.
"""

import os
from collections.abc import Generator, Iterable, Iterator
from functools import cache
from html import escape
from typing import Any, BinaryIO

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QMarginsF, QThread
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextDocument,
)

from models.exporting.formats import USUAL, Wishes
from models.exporting.report.lines import Line, Notes, Report, report
from models.printable import printable
from models.progress import Progress
from models.queries.filter import EventFilter, Sort

_MARGIN = 5  # millimetres, beside those that Qt leaves around a text
_LETTERS = 10  # points
_STYLE = """
h1 { font-size: 20pt; margin-bottom: 2pt; } h2 { font-size: 13pt; margin-top: 16pt; }
.gap { font-size: 5pt; margin: 0; }
.about { color: #555555; font-size: 9pt; } .remark { color: #555555; font-style: italic; }
.note { font-size: 8pt; margin-bottom: 2pt; } td { padding-bottom: 5pt; }
"""


def write_pdf(
    session: Any,
    wanted: EventFilter,
    out: BinaryIO,
    sort: Sort = Sort(),  # noqa: B008 - frozen; a report is in the order of time
    wishes: Wishes = USUAL,
) -> Generator[Progress, None, int]:
    """Write a report of all matching events. Returns their number."""
    made = yield from report(session, wanted, wishes, sort.most)
    out.write(pdf(page(made)))
    return made.heading.number


def page(made: Report) -> str:
    """A report as the HTML that Qt knows."""
    return "".join(_pieces(made))


def pdf(html: str) -> bytes:
    """A page of HTML as a PDF file, on A4 with page numbers. Nothing is fetched for it."""
    _application()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle("Chronology")
    writer.setCreator("Dateline")
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margins = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    put(html, writer)
    del writer
    buffer.close()
    return bytes(buffer.data().data())


def put(html: str, device: QPagedPaintDevice) -> None:
    """Set a page of HTML on a printer or in a file, with page numbers; may take seconds."""
    setting = _Setting(html, device)
    setting.start()
    setting.wait()
    if setting.fault is not None:
        raise setting.fault


class _Setting(QThread):
    """A thread of Qt's own: a document starts timers, which the threads of Python do not have."""

    def __init__(self, html: str, device: QPagedPaintDevice) -> None:
        super().__init__()
        self._html = html
        self._device = device
        self.fault: Exception | None = None

    def run(self) -> None:
        """Set the document; a fault is kept for who waits."""
        try:
            document = QTextDocument()
            letters = QFont("Georgia", _LETTERS)
            letters.setStyleHint(QFont.StyleHint.Serif)
            document.setDefaultFont(letters)
            document.setDefaultStyleSheet(_STYLE)
            document.setHtml(self._html)
            document.print_(self._device)
        except Exception as fault:  # noqa: BLE001 - raised again where it is waited for
            self.fault = fault


@cache
def _application() -> QCoreApplication:
    """The program's application; without a window, one that shows nothing."""
    running = QCoreApplication.instance()
    if running is not None:
        return running
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication([])


def _pieces(made: Report) -> Iterator[str]:
    yield f'<h1>Chronology</h1><p class="about">{" ".join(map(_text, made.heading.sentences))}</p>'
    notes = Notes()
    for part in made.parts:
        # A heading after a table has no space of its own above it.
        yield f"<p class='gap'>&nbsp;</p><h2>{_text(part.title)}</h2><table width='100%'>"
        for line in part.lines:
            yield _event(line, notes.cited(line))
        yield "</table>"
    if made.people:
        yield "<h2>Index of people, organisations and places</h2>"
        for name, lines in made.people.items():
            days = "; ".join(dict.fromkeys(_text(line.when) for line in lines))
            yield f'<p class="note"><b>{_text(name)}</b>: {days}</p>'
    yield "<h2>Sources</h2>"
    for number, source in enumerate(notes, 1):
        url = f" {_text(source.url)}" if source.url else ""
        quote = f" “{_text(source.quote)}”" if source.quote else ""
        yield f'<p class="note">{number}. {_text(source.reference)}.{url}{quote}</p>'


def _event(line: Line, cited: Iterable[int]) -> str:
    numbers = ", ".join(map(str, cited))
    remarks = f' <span class="remark">{_text(" ".join(line.remarks))}</span>'
    return (
        f"<tr><td width='22%'><b>{_text(line.when)}</b></td><td>{_text(line.text)}"
        f"<sup>{numbers}</sup>{remarks if line.remarks else ''}</td></tr>"
    )


def _text(words: str) -> str:
    return escape(printable(" ".join(words.split())))

"""Chronologies as twenty analysts keep them, each with habits of his own; all of it made up."""

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter

Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Habit:
    """One analyst's file: its rows, how it is written, and what is in it."""

    name: str
    ending: str
    rows: Rows
    events: int
    first: tuple[str, str]
    """EDTF and summary of its first event."""
    merged: tuple[str, ...] = ()
    separator: str = ","
    encoding: str = "utf-8"
    line_end: str = "\r\n"
    columns: tuple[tuple[str, str], ...] = ()
    """What a person has to say of its columns."""
    order: str | None = None
    edited: int = 0
    """Which event somebody changes, and finds changed in the file."""
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def file(self) -> str:
        return f"{self.name}.{self.ending}"

    @property
    def data(self) -> bytes:
        if self.ending == "xlsx":
            return xlsx(self.rows, self.merged)
        if self.ending == "ods":
            return ods(self.rows)
        out = io.StringIO()
        csv.writer(out, delimiter=self.separator, lineterminator=self.line_end).writerows(self.rows)
        return out.getvalue().encode(self.encoding)


def xlsx(rows: Rows, merged: Sequence[str] = ()) -> bytes:
    """A workbook with widths, a coloured heading, a formula, and a second sheet."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Chronology")
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        head = book.add_format({"bold": True, "bg_color": "#ccddee"})
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(at, column, value, day)  # type: ignore[arg-type]
                elif isinstance(value, str) and value.startswith("=="):
                    sheet.write_formula(at, column, value[1:], None, 7)
                elif isinstance(value, int):
                    sheet.write_number(at, column, value)
                elif value:
                    sheet.write_string(at, column, value, head if at == 0 else None)
        for area in merged:
            first = area.split(":")[0]
            text = rows[int(first[1:]) - 1][ord(first[0]) - 65]
            sheet.merge_range(area, text, head)
        sheet.set_column(1, 1, 47)
        sheet.write_comment("A1", "mine")
        sheet.freeze_panes(1, 0)
        other = book.add_worksheet("Sources")
        other.write_string(0, 0, "Do not touch")
        other.write_formula(1, 0, "=Chronology!A1")
    return out.getvalue()


_ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
    '<office:automatic-styles><style:style style:name="ce1" style:family="table-cell">'
    '<style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles>'
    '<office:body><office:spreadsheet><table:table table:name="Chronology">'
    '<table:table-column table:number-columns-repeated="1024"/>'
)


def ods(rows: Rows) -> bytes:
    """A spreadsheet with rows of likes, an empty tail, and a second sheet."""
    lines = []
    for row in rows:
        cells = []
        for value in row:
            if isinstance(value, date):
                cells.append(
                    '<table:table-cell office:value-type="date" '
                    f"office:date-value={quoteattr(value.isoformat())}>"
                    f"<text:p>{value:%d.%m.%Y}</text:p></table:table-cell>"
                )
            elif value in ("", None):
                cells.append("<table:table-cell/>")
            else:
                words = "".join(
                    f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n")
                )
                cells.append(
                    '<table:table-cell table:style-name="ce1" office:value-type="string">'
                    f"{words}</table:table-cell>"
                )
        tail = f'<table:table-cell table:number-columns-repeated="{1024 - len(row)}"/>'
        lines.append(f"<table:table-row>{''.join(cells)}{tail}</table:table-row>")
    end = (
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="1024"/></table:table-row></table:table>'
        '<table:table table:name="Other"><table:table-row><table:table-cell '
        'office:value-type="string"><text:p>Do not touch</text:p></table:table-cell>'
        "</table:table-row></table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", _ODS + "".join(lines) + end, zipfile.ZIP_DEFLATED)
        archive.writestr("styles.xml", "<x/>")
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<manifest:file-entry manifest:full-path="/" '
            'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
            '<manifest:file-entry manifest:full-path="content.xml" '
            'manifest:media-type="text/xml"/></manifest:manifest>',
        )
    return out.getvalue()


_LONG = "The committee on grain met for the ninth time and again put off its vote on the levy"

HABITS = (
    Habit(
        "plain", "csv",
        [["Date", "Event", "Who", "Place", "Source"],
         ["3 Feb 2021", "Minister resigns over the grain levy", "Anna Roth", "Strelsau", "Herald"],
         ["14 Feb 2021", "Dockers begin a strike", "Dockers Union; Jan Vesely", "", "Herald"],
         ["March 2021", "Talks are held in secret", "Anna Roth; Jan Vesely", "Hentzau", ""]],
        3, ("2021-02-03", "Minister resigns over the grain levy"),
    ),
    Habit(
        "german", "csv",
        [["Nr.", "Datum", "Ereignis", "Beteiligte", "Ort", "Quelle", "Bemerkung"],
         ["1", "3.2.2021", "Rücktritt des Ministers für Fischerei", "Anna Roth", "Strelsau", "Bote", ""],
         ["2", "14. März 2021", "Streik der Hafenarbeiter beginnt", "Jan Veselý", "", "Bote", "prüfen"]],
        2, ("2021-02-03", "Rücktritt des Ministers für Fischerei"),
        separator=";", encoding="cp1252",
    ),
    Habit(
        "american", "xlsx",
        [["What happened", "When", "Source"],
         ["Senator opens the bridge at Zenda", "02/03/2021", "Gazette"],
         ["Bridge is closed again", "02/27/2021", "Gazette"]],
        2, ("2021-02-03", "Senator opens the bridge at Zenda"),
    ),
    Habit(
        "british", "xlsx",
        [["Source", "Date", "Summary"],
         ["Gazette", "03/02/2021", "Senator opens the bridge at Zenda"],
         ["Gazette", "27/02/2021", "Bridge is closed again"]],
        2, ("2021-02-03", "Senator opens the bridge at Zenda"),
    ),
    Habit(
        "two ways", "csv",
        [["Date", "Event"], ["03/02/2021", "Senator opens the bridge at Zenda"],
         ["04/02/2021", "Bridge is closed again"]],
        2, ("2021-02-03", "Senator opens the bridge at Zenda"), order="dmy",
    ),
    Habit(
        "titled", "xlsx",
        [["Ruritania: the fisheries file", "", "", ""], ["", "", "", ""],
         ["Date", "Event", "Actor", "Remarks"],
         [date(2021, 2, 3), "Minister resigns over the grain levy", "Anna Roth", "check the day"],
         [date(2021, 2, 9), "Deputy takes over the office", "Jan Vesely", ""]],
        2, ("2021-02-03", "Minister resigns over the grain levy"), merged=("A1:D1",),
    ),
    Habit(
        "two headings", "xlsx",
        [["When", "", "What", "Actors", ""], ["Date from", "Date to", "Event", "Agent", "Target"],
         [date(2021, 2, 3), date(2021, 2, 5), "Fleet blocks the harbour", "Navy", "Dockers Union"],
         [date(2021, 3, 1), "", "Court forbids the blockade", "High Court", "Navy"]],
        2, ("2021-02-03/2021-02-05", "Fleet blocks the harbour"), merged=("A1:B1", "D1:E1"),
    ),
    Habit(
        "years between", "csv",
        [["Date", "Event", "Who"], ["2020", "", ""], ["5 May", "Bridge at Zenda opens", "Anna Roth"],
         ["2021", "", ""], ["3 Feb", "Minister resigns over the levy", "Anna Roth"]],
        2, ("2020-05-05", "Bridge at Zenda opens"),
    ),
    Habit(
        "merged days", "xlsx",
        [["Date", "Event", "Who"],
         ["3 Feb 2021", "Minister resigns over the levy", "Anna Roth"],
         ["", "Crowd cheers in the square", "Jan Vesely"],
         ["9 Feb 2021", "Deputy takes over the office", ""]],
        3, ("2021-02-03", "Minister resigns over the levy"), merged=("A2:A3",), edited=2,
    ),
    Habit(
        "no headings", "csv",
        [["2021-02-03", "Minister resigns over the levy on grain", "Herald"],
         ["2021-02-09", "Deputy takes over the office of the minister", "Herald"]],
        2, ("2021-02-03", "Minister resigns over the levy on grain"),
    ),
    Habit(
        "event first", "ods",
        [["Event", "Date", "Where", "Notes"],
         ["Minister resigns over the levy", date(2021, 2, 3), "Strelsau", "first\nsecond"],
         ["Deputy takes over the office", date(2021, 2, 9), "", ""]],
        2, ("2021-02-03", "Minister resigns over the levy"),
    ),
    Habit(
        "remarks", "ods",
        [["Date", "Event", "Source"], ["3 Feb 2021", "Minister resigns over the levy", "Herald"],
         ["", "to be continued, see the other file", ""], ["", "", ""],
         ["9 Feb 2021", "Deputy takes over the office", "Herald"], ["", "", "last seen 12 March"]],
        2, ("2021-02-03", "Minister resigns over the levy"), edited=1,
    ),
    Habit(
        "vague", "csv",
        [["When", "What"], ["c. May 2020", "First talks are held"], ["late 2020", "Talks break off"],
         ["1990s", "The quarrel begins"], ["n.d.", "A letter is written"],
         ["between March and May 2021", "Talks are resumed"]],
        5, ("2020-05~", "First talks are held"), edited=1,
    ),
    Habit(
        "tabs", "tsv",
        [["Datum", "Was", "Wer"], ["03.02.2021", "Minister tritt zurück", "Anna Roth"],
         ["09.02.2021", "Vertreter übernimmt", "Jan Vesely"]],
        2, ("2021-02-03", "Minister tritt zurück"), separator="\t", line_end="\n",
        encoding="utf-16",
    ),
    Habit(
        "statuses", "xlsx",
        [["ID", "Date", "Type", "Event", "Certainty", "Tags"],
         [1, date(2021, 2, 3), "resign", "Minister resigns over the levy", "confirmed", "grain, levy"],
         [2, date(2021, 2, 9), "rumour mill", "Deputy takes over the office", "alleged", "levy"]],
        2, ("2021-02-03", "Minister resigns over the levy"),
    ),
    Habit(
        "formulas", "xlsx",
        [["Date", "Event", "Count", "Sum"],
         [date(2021, 2, 3), "Minister resigns over the levy", 3, "==C2*2"],
         [date(2021, 2, 9), "Deputy takes over the office", 4, "==C3*2"]],
        2, ("2021-02-03", "Minister resigns over the levy"),
    ),
    Habit(
        "prose", "xlsx",
        [["Date", "Description", "People involved"],
         ["3 February 2021", f"{_LONG}. " * 9, "Anna Roth, Jan Vesely and Petr Dolezal"],
         ["9 February 2021 (evening)", "Deputy takes over the office", "Jan Vesely"]],
        2, ("2021-02-03", ""), edited=1,
    ),
    Habit(
        "french", "csv",
        [["Quand", "Quoi", "Qui", "Lieu", "Evénement"],
         ["3 février 2021", "x", "Anna Roth", "Strelsau", "Le ministre démissionne"],
         ["9 mars 2021", "y", "Jan Vesely", "Hentzau", "Son adjoint le remplace"]],
        2, ("2021-02-03", "Le ministre démissionne"), separator=";",
    ),
    Habit(
        "times", "csv",
        [["Date/Time", "Headline", "Location", "Link"],
         ["2021-02-03 14:30", "Minister resigns over the levy", "Strelsau", "http://example.org/1"],
         ["2021-02-09 08:00", "Deputy takes over the office", "", "http://example.org/2"]],
        2, ("2021-02-03", "Minister resigns over the levy"),
    ),
    Habit(
        "own words", "ods",
        [["A", "B", "C"], ["x1", "3 Feb 2021", "Resignation"], ["x2", "9 Feb 2021", "Succession"]],
        2, ("2021-02-03", "Resignation"), columns=(("date", "B"), ("event", "C")),
    ),
)  # fmt: skip

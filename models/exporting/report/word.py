"""A report as a Word document with real footnotes (Office Open XML, ECMA-376).

No kept library writes footnotes, so the few parts that a document needs are written here.
"""

import re
from collections.abc import Generator, Iterator
from typing import Any, BinaryIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from models.exporting.formats import USUAL, Wishes
from models.exporting.report.lines import Line, Notes, Report, Source, report
from models.printable import printable
from models.progress import Progress
from models.queries.filter import EventFilter, Sort

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PARTS = ("document", "styles", "footnotes", "settings")


def write_word(
    session: Any,
    wanted: EventFilter,
    out: BinaryIO,
    sort: Sort = Sort(),  # noqa: B008 - frozen; a report is in the order of time
    wishes: Wishes = USUAL,
) -> Generator[Progress, None, int]:
    """Write a report of all matching events. Returns their number."""
    made = yield from report(session, wanted, wishes, sort.most)
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _content_types())
        package.writestr("_rels/.rels", _relations({"officeDocument": "word/document.xml"}))
        own = {part: f"{part}.xml" for part in _PARTS[1:]}
        package.writestr("word/_rels/document.xml.rels", _relations(own))
        package.writestr("word/styles.xml", _STYLES)
        package.writestr("word/settings.xml", _SETTINGS)
        with package.open("word/document.xml", "w", force_zip64=True) as file:
            notes = Notes()
            for piece in _document(made, notes):
                file.write(piece.encode())
        with package.open("word/footnotes.xml", "w", force_zip64=True) as file:
            for piece in _footnotes(notes):
                file.write(piece.encode())
    return made.heading.number


def _document(made: Report, notes: Notes) -> Iterator[str]:
    yield f'{_HEAD}<w:document xmlns:w="{_MAIN}"><w:body>'
    yield _paragraph(_run("Chronology"), "Title")
    yield _paragraph(_run(" ".join(made.heading.sentences)), "Subtitle")
    for part in made.parts:
        yield _paragraph(_run(part.title), "Heading1")
        for line in part.lines:
            yield _event(line, notes.cited(line))
    if made.people:
        yield _paragraph(_run("Index of people, organisations and places"), "Heading1")
        for name, lines in made.people.items():
            days = "; ".join(dict.fromkeys(line.when for line in lines))
            yield _paragraph(_run(name, bold=True) + _run(f": {days}"), "Index")
    yield (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" '
        'w:header="709" w:footer="709" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )


def _event(line: Line, cited: dict[int, bool]) -> str:
    between = _raised('<w:t xml:space="preserve">, </w:t>')  # else 3 and 4 read as 34
    marks = between.join(_mark(number, first=first) for number, first in cited.items())
    remarks = _run(f" {' '.join(line.remarks)}", italic=True) if line.remarks else ""
    when = _run(line.when, bold=True) + "<w:r><w:tab/></w:r>"
    return _paragraph(when + _run(line.text) + marks + remarks, "Event")


def _mark(number: int, *, first: bool) -> str:
    """The number of a footnote; a footnote cited again is referred to, as Word itself does it."""
    if first:
        mark = _raised(f'<w:footnoteReference w:id="{number}"/>')
        begin = f'<w:bookmarkStart w:id="{number}" w:name="_Ref{number}"/>'
        end = f'<w:bookmarkEnd w:id="{number}"/>'
        return begin + mark + end
    field = f'<w:fldSimple w:instr=" NOTEREF _Ref{number} \\f \\h ">'
    return field + _raised(f"<w:t>{number}</w:t>") + "</w:fldSimple>"


def _raised(inside: str) -> str:
    """A run set as the number of a footnote."""
    style = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
    return f"<w:r>{style}{inside}</w:r>"


def _footnotes(notes: Notes) -> Iterator[str]:
    yield f'{_HEAD}<w:footnotes xmlns:w="{_MAIN}">'
    for number, mark in ((-1, "separator"), (0, "continuationSeparator")):
        yield (
            f'<w:footnote w:type="{mark}" w:id="{number}"><w:p><w:r><w:{mark}/></w:r></w:p>'
            "</w:footnote>"
        )
    for number, source in enumerate(notes, 1):  # 0 and -1 are the lines above footnotes
        mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        note = _paragraph(mark + _run(f" {_note(source)}"), "FootnoteText")
        yield f'<w:footnote w:id="{number}">{note}</w:footnote>'
    yield "</w:footnotes>"


def _note(source: Source) -> str:
    url = f" {source.url}" if source.url else ""
    quote = f" “{source.quote}”" if source.quote else ""
    return f"{source.reference}.{url}{quote}"


def _paragraph(runs: str, style: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _run(words: str, *, bold: bool = False, italic: bool = False) -> str:
    look = f"{'<w:b/>' * bold}{'<w:i/>' * italic}"
    style = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{style}<w:t xml:space="preserve">{_text(words)}</w:t></w:r>'


def _text(words: str) -> str:
    lead, trail = words[:1].isspace(), words[1:] and words[-1:].isspace()
    whole = f"{' ' * bool(lead)}{' '.join(words.split())}{' ' * bool(trail)}"
    return escape(_NOT_XML.sub("", printable(whole)))


def _relations(targets: dict[str, str]) -> str:
    some = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets.items(), 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{some}</Relationships>'


def _content_types() -> str:
    kinds = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_TYPE}.'
        f'{"document.main" if part == "document" else part}+xml"/>'
        for part in _PARTS
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{kinds}</Types>'
    )


_SETTINGS = (
    f'{_HEAD}<w:settings xmlns:w="{_MAIN}"><w:footnotePr><w:footnote w:id="-1"/>'
    '<w:footnote w:id="0"/></w:footnotePr><w:compat><w:compatSetting '
    'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    "</w:compat></w:settings>"
)


def _style(name: str, words: str, paragraph: str, letters: str, kind: str = "paragraph") -> str:
    based = '<w:basedOn w:val="Normal"/>' if kind == "paragraph" and name != "Normal" else ""
    default = ' w:default="1"' if name == "Normal" else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"{default}><w:name w:val="{words}"/>{based}'
        f"{f'<w:pPr>{paragraph}</w:pPr>' if paragraph else ''}"
        f"{f'<w:rPr>{letters}</w:rPr>' if letters else ''}</w:style>"
    )


_SERIF = '<w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:cs="Times New Roman"/><w:sz w:val="21"/>'
_STYLES = "".join(
    (
        f'{_HEAD}<w:styles xmlns:w="{_MAIN}">',
        _style("Normal", "Normal", '<w:spacing w:after="80" w:line="276" w:lineRule="auto"/>',
               _SERIF),
        _style("Title", "Title", '<w:spacing w:after="60"/>', '<w:b/><w:sz w:val="40"/>'),
        _style("Subtitle", "Subtitle", '<w:spacing w:after="240"/>',
               '<w:color w:val="555555"/><w:sz w:val="19"/>'),
        _style("Heading1", "heading 1",
               '<w:keepNext/><w:spacing w:before="320" w:after="120"/><w:outlineLvl w:val="0"/>',
               '<w:b/><w:sz w:val="27"/>'),
        _style("Event", "Event", '<w:keepLines/><w:tabs><w:tab w:val="left" w:pos="1985"/></w:tabs>'
               '<w:ind w:left="1985" w:hanging="1985"/>', ""),
        _style("Index", "Index entry", '<w:ind w:left="284" w:hanging="284"/>',
               '<w:sz w:val="19"/>'),
        _style("FootnoteText", "footnote text", '<w:spacing w:after="20" w:line="240"/>',
               '<w:sz w:val="17"/>'),
        _style("FootnoteReference", "footnote reference", "",
               '<w:vertAlign w:val="superscript"/>', "character"),
        "</w:styles>",
    )
)  # fmt: skip

"""The paragraphs of a Word file (.docx), with the bookmarks that stand in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from models.errors import KnownError
from models.importing.formats.archive import Archive

MAIN = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = frozenset((f"{_W}del", f"{_W}moveFrom", _FALLBACK, f"{_W}instrText"))
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """A paragraph, its style and the names of the bookmarks that begin in it."""

    text: str
    style: str = ""
    bookmarks: tuple[str, ...] = ()


def word_paragraphs(name: str, archive: Archive) -> list[WordParagraph]:
    """The paragraphs of the text and then of the footnotes; what was struck out is left out."""
    found = list(_paragraphs(name, archive.read(MAIN)))
    for part in ("word/footnotes.xml", "word/endnotes.xml"):
        if archive.has(part):
            found += _paragraphs(name, archive.read(part))
    return found


def xml_part(name: str, data: bytes) -> ET.Element:
    """The tree of a part; one that declares entities is no part of any honest file."""
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise KnownError(f"{name} isn’t an ordinary document; save it in another format.")
    try:
        return ET.fromstring(data)
    except ET.ParseError as fault:
        raise KnownError(f"{name} is damaged; open it elsewhere and save it again.") from fault


def _paragraphs(name: str, data: bytes) -> Iterator[WordParagraph]:
    """Paragraphs in order; by a stack, not by calls, as what they stand in may be nested deep."""
    marks: list[str] = []  # of bookmarks between paragraphs
    waiting: list[ET.Element] = [xml_part(name, data)]
    while waiting:
        node = waiting.pop()
        if node.tag in _GONE:
            continue
        if node.tag == f"{_W}bookmarkStart":
            marks.append(node.get(f"{_W}name", ""))
        elif node.tag == f"{_W}p":
            text, own, boxes = _read(node)
            style = node.find(f"{_W}pPr/{_W}pStyle")
            called = "" if style is None else style.get(f"{_W}val", "")
            yield WordParagraph(text, called, (*marks, *own))
            marks.clear()
            waiting += reversed(boxes)
        else:
            waiting += reversed(node)


def _read(paragraph: ET.Element) -> tuple[str, list[str], list[ET.Element]]:
    """A paragraph's text, its bookmarks, and the boxes with paragraphs of their own in it."""
    pieces: list[str] = []
    marks: list[str] = []
    boxes: list[ET.Element] = []
    waiting = list(reversed(paragraph))
    while waiting:
        node = waiting.pop()
        if node.tag in _GONE:
            continue
        if node.tag == f"{_W}t":
            pieces.append(node.text or "")
        elif node.tag in _BREAKS:
            pieces.append(_BREAKS[node.tag])
        elif node.tag == f"{_W}bookmarkStart":
            marks.append(node.get(f"{_W}name", ""))
        elif node.tag.endswith("}txbxContent"):
            boxes.append(node)
        elif node.tag != f"{_W}pPr":
            waiting += reversed(node)
    return "".join(pieces), marks, boxes

"""OpenDocument texts (.odt): their paragraphs and headings, without notes in the margin."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from models.importing.formats.archive import Archive
from models.importing.formats.article import Article, File
from models.importing.formats.press import composed
from models.importing.formats.wordml import xml_part

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_GONE = frozenset(
    (
        f"{_TEXT}tracked-changes",
        f"{_OFFICE}annotation",
        f"{_TEXT}note-citation",
        f"{_TEXT}ruby-text",
    )
)
_BREAKS = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}


def articles(file: File) -> Iterator[Article]:
    """The whole file as one article."""
    tree = xml_part(file.name, Archive(file.name, file.data).read("content.xml"))
    body = tree.find(f"{_OFFICE}body")
    parts = (part for each in _paragraphs(tree if body is None else body) for part in each)
    yield Article(composed(None, parts))


def _paragraphs(top: ET.Element) -> Iterator[list[str]]:
    """Each paragraph's lines, then those of the notes in it; by a stack, however deep they lie."""
    waiting = [top]
    while waiting:
        node = waiting.pop()
        if node.tag in _GONE:
            continue
        if node.tag in _PARAGRAPHS:
            text, inner = _read(node)
            yield text.split("\n")
            waiting += reversed(inner)
        else:
            waiting += reversed(node)


def _read(paragraph: ET.Element) -> tuple[str, list[ET.Element]]:
    """A paragraph's text, and the notes and boxes in it, that have paragraphs of their own."""
    pieces = [paragraph.text or ""]
    inner: list[ET.Element] = []
    waiting: list[ET.Element | str] = []

    def put(node: ET.Element) -> None:
        for child in reversed(node):
            waiting.append(child.tail or "")
            waiting.append(child)

    put(paragraph)
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            pieces.append(node)
        elif node.tag in _BREAKS:
            pieces.append(_BREAKS[node.tag])
        elif node.tag in _PARAGRAPHS or node.tag.endswith("}text-box"):
            inner.append(node)
        elif node.tag not in _GONE:
            pieces.append(node.text or "")
            put(node)
    return "".join(pieces), inner

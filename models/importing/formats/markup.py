"""HTML as a tree and as paragraphs: nothing is fetched, run or shown."""

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from lxml import etree, html

from models.errors import KnownError

Element: TypeAlias = Any  # lxml has no annotations

LARGEST = 8 * 2**20  # characters, without the pictures that are written into a page
_DATA = re.compile(r"(data:[\w/+.;=-]{0,100}?base64,)[A-Za-z0-9+/=\s%]{64,}")
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody "
    "td tfoot th thead tr ul".split()
)
_SILENT = frozenset("head script style template noscript iframe object svg math select".split())


def light(name: str, text: str) -> str:
    """A page without the pictures written into it; a KnownError where it is too large even so."""
    text = _DECLARED.sub("", _DATA.sub(r"\1", text) if len(text) > 4096 else text)
    if len(text) > LARGEST:
        raise KnownError(
            f"{name} is larger than {LARGEST // 2**20} MB; split it into its articles."
        )
    return text


def tree_of(name: str, text: str) -> Element:
    """The tree of a page."""
    parser = html.HTMLParser(no_network=True, remove_pis=True)
    tree = html.document_fromstring(light(name, text) or "<html/>", parser=parser)
    if tree is None:
        raise KnownError(f"{name} is a web page without any text.")
    return tree


def xml_of(data: bytes) -> Element:
    """The tree of an XML file; no entity is followed, inside or outside."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_pis=True
    )
    return etree.fromstring(data, parser=parser)


def paragraphs(element: Element) -> list[str]:
    """The paragraphs of what stands in an element, each on one line."""
    found: list[str] = []
    pieces: list[str] = []

    def flush() -> None:
        parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", "".join(pieces)))
        found.extend(part for part in parts if part)
        pieces.clear()

    for kind, piece in _walked(element):
        if kind == "block":
            flush()
        else:
            pieces.append(piece)
    flush()
    return found


def has_class(name: str) -> str:
    """The condition, for a path, that an element is of a class."""
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


def words_of(element: Element) -> str:
    """All words of what stands in an element, on one line."""
    return " ".join(" ".join(paragraphs(element)).split())


def _walked(element: Element) -> Iterator[tuple[str, str]]:
    """Texts and the borders of blocks, in order; not by calls, as pages may be nested deep."""
    walk = etree.iterwalk(element, events=("start", "end", "comment"))
    for event, node in walk:
        tag = node.tag if isinstance(node.tag, str) else ""
        block = tag in _BLOCKS
        if event == "start":
            if block:
                yield "block", ""
            if tag in _SILENT:
                walk.skip_subtree()
            elif tag == "br":
                yield "text", "\n"
            elif node.text:
                yield "text", re.sub(r"\s+", " ", node.text)
            continue
        if event == "end" and block:
            yield "block", ""
        if node is not element and node.tail:
            yield "text", re.sub(r"\s+", " ", node.tail)

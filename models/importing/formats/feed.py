"""Feeds saved to a file (RSS, Atom, RDF): each of their items as an article."""

from collections.abc import Iterator

from models.errors import KnownError
from models.importing.formats.article import Article, File
from models.importing.formats.asides import aside_lines, without
from models.importing.formats.markup import Element, paragraphs, tree_of, xml_of
from models.importing.formats.press import composed, stated, writer
from models.reading.article.addresses import is_url
from models.reading.doc import Published

_FEWEST = 60  # words; fewer are a summary
_BODIES = ("encoded", "content", "description", "summary")
_DATES = ("pubDate", "published", "issued", "date", "updated")


def articles(file: File) -> Iterator[Article]:
    """Every item."""
    root = xml_of(file.data)
    items = (*root.iter("{*}item"), *root.iter("{*}entry"))
    if not items:
        raise KnownError(f"{file.name} isn’t a feed; other XML files cannot be read yet.")
    channel = next(root.iter("{*}channel"), root)
    outlet = _text(channel, "title")
    for item in items:
        title = _text(item, "title")
        body = _body(file.name, item)
        count = sum(len(part.split()) for part in body)
        yield Article(
            composed(title, body) if body else "",
            title=title,
            outlet=outlet,
            byline=writer(_text(item, "creator") or _text(item, "author")),
            url=_link(item),
            section=_text(item, "category"),
            published=_date(item),
            remark="the feed has only its summary" if 0 < count < _FEWEST else None,
        )


def _body(name: str, item: Element) -> list[str]:
    """The longest of what an item says of itself."""
    found = [_markup(each) for kind in _BODIES for each in item.findall(f"{{*}}{kind}")]
    longest = max(found, key=len, default="")
    if not longest.strip():
        return []
    tree = tree_of(name, f"<div>{longest}</div>")
    return without(paragraphs(tree), aside_lines(tree))


def _markup(node: Element) -> str:
    """The source in a node: escaped, as most do, or as its own children."""
    if len(node):
        return "\n\n".join("".join(child.itertext()) for child in node)
    return node.text or ""


def _text(node: Element, kind: str) -> str | None:
    found = node.find(f"{{*}}{kind}")
    if found is None:
        return None
    name = found.find("{*}name")
    text = " ".join("".join((name if name is not None else found).itertext()).split())
    return (" ".join(paragraphs(tree_of("", text))) if "<" in text else text) or None


def _link(item: Element) -> str | None:
    for link in item.findall("{*}link"):
        if link.get("rel", "alternate") == "alternate":
            address = (link.get("href") or link.text or "").strip()
            if is_url(address):
                return address
    return None


def _date(item: Element) -> Published | None:
    return next((found for kind in _DATES if (found := stated(_text(item, kind) or ""))), None)

"""Factiva's answers as XML."""

from collections.abc import Iterator

from models.dates.edtf import parse_edtf
from models.errors import KnownError
from models.importing.formats.article import Article, File, each_of
from models.importing.formats.counting import words_of_all
from models.importing.formats.markup import Element, xml_of
from models.importing.formats.press import composed, numbered, writer
from models.reading.doc import Published, PublishedBasis


def articles(file: File) -> Iterator[Article]:
    """Every article of the answer."""
    yield from each_of(xml_of(file.data).iter("{*}article", "article"), _article)


def _article(node: Element) -> Article:
    title = " ".join(_texts(node, "headline")) or None
    body = [*_texts(node, "leadParagraph"), *_texts(node, "tailParagraphs")]
    accession = _text(node, "accessionNo")
    count = _text(node, "wordCount")
    return Article(
        composed(title, body),
        title=title,
        outlet=_text(node, "sourceName"),
        byline=writer(_text(node, "byline")),
        section=_text(node, "sectionName"),
        published=_published(_text(node, "publicationDate")) or numbered(accession),
        words=int(count) if count and count.isdigit() else None,
        counted=words_of_all(title, _text(node, "byline"), *body),
        accession=accession,
    )


def _published(written: str | None) -> Published | None:
    try:
        day = parse_edtf((written or "")[:10])
    except KnownError:
        return None
    return Published(day, PublishedBasis.STATED, f"the export says {written}")


def _texts(node: Element, name: str) -> list[str]:
    """The paragraphs in the first child of that name."""
    found = node.find(f"{{*}}{name}")
    if found is None:
        return []
    parts = list(found.iter("{*}paragraph")) or [found]
    return [words for part in parts if (words := " ".join("".join(part.itertext()).split()))]


def _text(node: Element, name: str) -> str | None:
    return " ".join(_texts(node, name)) or None

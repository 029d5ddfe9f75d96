"""Word files (.docx): their paragraphs and tables, without what was struck out."""

from collections.abc import Iterator

from models.importing.formats.archive import Archive
from models.importing.formats.article import Article, File
from models.importing.formats.press import composed
from models.importing.formats.wordml import word_paragraphs

_TITLES = ("Title", "Titel", "Titre")


def articles(file: File) -> Iterator[Article]:
    """The whole file as one article."""
    found = word_paragraphs(file.name, Archive(file.name, file.data))
    titles = (" ".join(each.text.split()) for each in found[:8] if each.style in _TITLES)
    parts = (part for each in found for part in each.text.split("\n"))
    yield Article(composed(None, parts), title=next(titles, None) or None)

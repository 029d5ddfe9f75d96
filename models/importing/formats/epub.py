"""E-books (.epub): each chapter, in the order in which the book is read, as an article."""

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from models.errors import KnownError
from models.importing.formats.archive import Archive
from models.importing.formats.article import Article, File
from models.importing.formats.asides import aside_lines, without
from models.importing.formats.decoding import markup_of
from models.importing.formats.markup import paragraphs, tree_of, words_of, xml_of
from models.importing.formats.press import composed, stated

_FEWEST = 30  # words; what has fewer is a cover, a title page, a list of chapters


def articles(file: File) -> Iterator[Article]:
    """The chapters that have words enough."""
    archive = Archive(file.name, file.data)
    package = xml_of(archive.read("META-INF/container.xml"))
    roots = [each.get("full-path") for each in package.iter("{*}rootfile")]
    if not roots or not roots[0] or not archive.has(roots[0]):
        raise KnownError(f"{file.name} is damaged: it does not say which chapters it has.")
    book = xml_of(archive.read(roots[0]))
    base = posixpath.dirname(roots[0])
    places = {item.get("id"): item.get("href") for item in book.iter("{*}item")}
    outlet = next((words for node in book.iter("{*}title") if (words := _words(node))), None)
    byline = next((words for node in book.iter("{*}creator") if (words := _words(node))), None)
    date = next((found for node in book.iter("{*}date") if (found := stated(_words(node)))), None)
    for ref in book.iter("{*}itemref"):
        href = places.get(ref.get("idref"))
        path = posixpath.normpath(posixpath.join(base, unquote(href or "").partition("#")[0]))
        if not href or not archive.has(path):
            continue
        tree = tree_of(file.name, markup_of(archive.read(path)))
        whole = [part for each in tree.xpath("//body") for part in paragraphs(each)]
        body = without(whole, aside_lines(tree))
        if sum(len(part.split()) for part in body) < _FEWEST:
            continue
        heads = tree.xpath("//h1 | //h2 | //h3")
        title = words_of(heads[0]) if heads else None
        yield Article(
            composed(None, body),
            title=title or body[0][:200],
            outlet=outlet,
            byline=byline,
            published=date,
            inside=path,
        )


def _words(node: object) -> str:
    return " ".join("".join(node.itertext()).split())  # type: ignore[attr-defined]

"""Open a file of any format: its articles, or one sentence that says why not."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from itertools import islice
from typing import Any

from models.errors import KnownError
from models.importing.formats.article import LONGEST, MOST_ARTICLES, Article, File
from models.importing.formats.table import Format, format_of
from models.importing.formats.unread import other_kind
from models.printable import shortened

log = logging.getLogger(__name__)

DEEPEST = 3
"""In how many files a file may lie: a page in a mail in an archive."""
_FACTS = ("title", "outlet", "byline", "url", "section", "accession", "inside")
_LONGEST = 500  # characters of one of them
_CALLED = 80  # characters by which an article is called in a sentence
_WIDE = ("plain", "zipped")  # formats that nearly any file could be
_PLAIN = Format("plain", "text file|text files", "text/plain")


def open_file(file: File) -> tuple[Article, ...]:
    """The articles of a file, in their order; a KnownError where there is none to be had.

    An article that cannot be had though others can is among them, with its ``fault``.
    """
    if not file.data.strip():
        raise KnownError(f"{file.name} is empty; there is nothing to read.")
    if file.depth > DEEPEST:
        raise KnownError(f"{file.name} is nested too deeply in other files; unpack it first.")
    form = format_of(file.name, file.data)
    if form is None or form.module in _WIDE:  # its name may know better
        if kind := other_kind(file.name, file.data):
            raise KnownError(
                f"{file.name} is {kind}, which cannot be read yet; save its text and import that."
            )
        form = form or _PLAIN
    found = tuple(islice(_guarded(form, file), MOST_ARTICLES + 1))
    if len(found) > MOST_ARTICLES:
        raise KnownError(f"{file.name} holds more than {MOST_ARTICLES:,} articles; split it.")
    if not found:
        raise KnownError(f"{file.name} is {form.one} with no text in it.")
    return found


def open_inside(file: File, name: str, data: bytes) -> Iterator[Article]:
    """The articles of a file that lies in another; one that cannot be read costs itself alone."""
    inner = File(name, data, file.depth + 1)
    try:
        for article in open_file(inner):
            deeper = f"{name}/{article.inside}" if article.inside else name
            yield replace(article, inside=deeper)
    except KnownError as fault:
        yield Article(inside=name, fault=str(fault))


def _guarded(form: Format, file: File) -> Iterator[Article]:
    """The articles a format's module finds; damage of any kind becomes a KnownError."""
    try:
        module = import_module(f"models.importing.formats.{form.module}")
        for article in module.articles(file):
            yield _whole(article, form, file)
    except KnownError:
        raise
    except MemoryError as fault:
        raise KnownError(f"{file.name} needs too much memory to read; split it.") from fault
    except Exception as fault:
        log.info("%s was not opened as %s", file.name, form.one, exc_info=True)
        raise KnownError(
            f"{file.name} is damaged, or is not {form.one}; open it elsewhere and save it again."
        ) from fault


def _whole(article: Article, form: Format, file: File) -> Article:
    """An article with its media type, facts of one line each, and a text that can be stored."""
    facts: dict[str, Any] = {name: _line(getattr(article, name)) for name in _FACTS}
    kind = article.form or form.called.partition("|")[0]
    media_type = article.media_type or form.media_type
    article = replace(article, media_type=media_type, form=kind, **facts)
    if article.fault is not None or article.link:
        return article
    text = article.text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    called = shortened(article.title or article.inside or file.name, _CALLED)
    if not text.strip():
        return replace(article, fault=f"“{called}” has no text to read.")
    if len(text) > LONGEST:
        words = f"“{called}” is too long for an article; split it into parts."
        return replace(article, text="", fault=words)
    return replace(article, text=text)


def _line(told: str | None) -> str | None:
    """A fact on one line that can be stored; None where there is nothing to it."""
    if told is None:
        return None
    plain = told[: 4 * _LONGEST].replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    return shortened(" ".join(plain.split()), _LONGEST) or None

"""Articles as JSON: a list, an object with a list in it, or one object a line (JSON lines)."""

import json
from collections.abc import Iterator
from typing import Any

from models.errors import KnownError
from models.importing.formats.article import Article, File
from models.importing.formats.decoding import text_of
from models.importing.formats.records import article_of

_LISTS = ("articles", "items", "documents", "results", "data", "records", "stories", "docs")


def articles(file: File) -> Iterator[Article]:
    """Every object that says anything."""
    text = text_of(file.name, file.data)
    found = 0
    for record in _records(file.name, text):
        if isinstance(record, dict):
            found += 1
            yield article_of(record)
    if not found:
        raise KnownError(f"{file.name} holds no articles; they must be a list of objects.")


def _records(name: str, text: str) -> Iterator[Any]:
    try:
        whole = json.loads(text)
    except RecursionError as fault:
        raise KnownError(f"{name} is nested too deeply to be read.") from fault
    except ValueError:
        yield from _by_line(name, text)
        return
    if isinstance(whole, dict):
        lists = [whole[key] for key in _LISTS if isinstance(whole.get(key), list)]
        whole = lists[0] if lists else [whole]
    yield from whole if isinstance(whole, list) else ()


def _by_line(name: str, text: str) -> Iterator[Any]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield json.loads(line)
            except (ValueError, RecursionError) as fault:
                raise KnownError(
                    f"{name} is damaged in line {number:,}: it is not JSON."
                ) from fault

"""Lists of references (RIS): each with the text or the abstract that is in it."""

import re
from collections import defaultdict
from collections.abc import Iterator

from models.importing.formats.article import Article, File
from models.importing.formats.decoding import text_of
from models.importing.formats.records import article_of

_LINE = re.compile(r"^([A-Z][A-Z0-9])  ?-(?:\s(.*))?$")
# The sure tag first.
_TAGS = {
    "title": ("TI", "T1", "CT", "BT"),
    "outlet": ("JO", "T2", "JF", "PB", "JA"),
    "author": ("AU", "A1"),
    "url": ("UR", "L2", "LK"),
    "date": ("DA", "PY", "Y1"),
    "accession": ("AN", "ID"),
    "section": ("SE",),
}


def articles(file: File) -> Iterator[Article]:
    """Every reference up to its end mark."""
    tags: dict[str, list[str]] = defaultdict(list)
    last = ""
    for line in text_of(file.name, file.data).splitlines():
        match = _LINE.match(line)
        if match is None:
            if last and line.strip():
                tags[last][-1] += f"\n{line}"
            continue
        if match[1] == "ER":
            yield _article(tags)
            tags, last = defaultdict(list), ""
        else:
            last = match[1]
            tags[last].append((match[2] or "").strip())
    if tags:
        yield _article(tags)


def _article(tags: dict[str, list[str]]) -> Article:
    record: dict[str, object] = {
        field: next((tags[name] for name in names if any(tags.get(name, ()))), None)
        for field, names in _TAGS.items()
    }
    record["date"] = re.sub(r"/+", "-", str((record["date"] or [""])[0]).rstrip("/"))  # type: ignore[index]
    notes = [part for name in ("N2", "AB", "N1") for part in tags.get(name, ())]
    longest = max(notes, key=len, default="")
    record["text" if len(longest.split()) > 150 else "abstract"] = longest
    return article_of(record)

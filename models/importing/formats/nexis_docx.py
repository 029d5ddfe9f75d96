"""Nexis and Lexis exports as Word files: an article from each numbered bookmark to its end mark."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from models.importing.formats.archive import Archive
from models.importing.formats.article import Article, File, each_of
from models.importing.formats.counting import words_by_letters
from models.importing.formats.press import (
    composed,
    day_in,
    first_date,
    is_rights,
    labelled,
    loaded,
    words_in,
    writer,
)
from models.importing.formats.wordml import WordParagraph, word_paragraphs

_END = re.compile(r"(?i)\s*(?:End of Document|Fin du document|Ende des Dokuments)\s*")
_FIRST = re.compile(r"Bookmark_\d+")
_BODY = re.compile(r"Body(?:_\d+)?")
_AFTER = re.compile(r"(?i)(?:Classification|Graphic|Graphique|Grafik|Klassifizierung)(?:_\d+)?")
_COVER = re.compile(
    r"(?i)^(?:user name|date and time|job number|documents? \(|client/matter|search terms|"
    r"search type|narrowed by|content type|news$|\d+\. .+|sources?: |quellen?: )"
)
_HEAD = 7  # lines among which the date stands


def articles(file: File) -> Iterator[Article]:
    """Every article, the one after the cover page too; what stands between them is left out."""
    paragraphs = word_paragraphs(file.name, Archive(file.name, file.data))
    ends = [n for n, each in enumerate(paragraphs) if _END.fullmatch(each.text)]
    starts = [0, *(end + 1 for end in ends)]
    parts = (paragraphs[start:end] for start, end in zip(starts, ends, strict=False))
    yield from each_of(map(_from_bookmark, parts), _article)


def _from_bookmark(paragraphs: Sequence[WordParagraph]) -> Sequence[WordParagraph]:
    """The article's own paragraphs: behind the last numbered bookmark, or behind the cover."""
    for number in range(len(paragraphs) - 1, -1, -1):
        if any(_FIRST.fullmatch(mark) for mark in paragraphs[number].bookmarks):
            return paragraphs[number:]
    covers = [n for n, each in enumerate(paragraphs) if _COVER.match(each.text.strip())]
    until = covers[-1] + 1 if covers and not paragraphs[0].bookmarks else 0
    return paragraphs[until:]


def _article(paragraphs: Sequence[WordParagraph]) -> Article:
    starts = [n for n, each in enumerate(paragraphs) if _is(each, _BODY)] or [
        n for n, each in enumerate(paragraphs) if each.text.strip() == "Body"
    ]
    start = starts[0] if starts else len(paragraphs)
    head = [line for each in paragraphs[:start] for line in _lines(each)]
    body = list(takewhile(lambda each: not _is(each, _AFTER), paragraphs[start + 1 :]))
    tail = paragraphs[start + 1 + len(body) :]
    if not starts:  # no heading says where the text begins: behind the last of the labels
        cut = max((n for n, line in enumerate(head) if _is_label(line)), default=-1) + 1
        head, rest = head[:cut], head[cut:]
        body = [WordParagraph(line) for line in rest]
    facts = dict(filter(None, map(labelled, head)))
    facts |= dict(filter(None, (labelled(line) for each in tail for line in _lines(each))))
    if len(head) > 1 and head[0].endswith(";"):  # a headline in two lines
        head = [f"{head[0]} {head[1]}", *head[2:]]
    date = first_date(head[1:_HEAD])
    day = day_in(facts.get("loaded", ""))
    published = date[1] if date else loaded(day[0], "the export says") if day else None
    title = head[0] if head else None
    outlet = next((line for line in head[1:2] if not day_in(line) and not _is_label(line)), None)
    story = _story([each.text for each in body])
    words = words_in(facts.get("length", ""))
    return Article(
        composed(title, story),
        title=title,
        outlet=outlet.rstrip(".") if outlet else None,
        byline=writer(facts.get("byline")),
        section=facts.get("section"),
        published=published,
        words=words,
        counted=words_by_letters(*story, stated=words),
    )


def _story(texts: Sequence[str]) -> list[str]:
    """The paragraphs of the text: where there is an abstract as well, not that."""
    plain = [text.strip() for text in texts]
    if "FULL TEXT" in plain:
        plain = plain[plain.index("FULL TEXT") + 1 :]
    parts = [part for text in plain for part in re.split(r"\n\s*\n", text) if part.strip()]
    return [part for part in takewhile(_is_story, parts) if not is_rights(part)]


def _is_story(part: str) -> bool:
    """Whether a paragraph is still of the text, where no heading says that terms follow."""
    label = labelled(part)
    return (label is None or label[0] not in ("loaded", "language")) and not _AFTER.fullmatch(part)


def _lines(paragraph: WordParagraph) -> list[str]:
    return [line.strip() for line in paragraph.text.split("\n") if line.strip()]


def _is_label(line: str) -> bool:
    return labelled(line) is not None or is_rights(line)


def _is(paragraph: WordParagraph, called: re.Pattern[str]) -> bool:
    """Whether a paragraph is the heading of a part, by its bookmark and its word."""
    text = paragraph.text.strip()
    return any(called.fullmatch(mark) for mark in paragraph.bookmarks) and len(text) < 40

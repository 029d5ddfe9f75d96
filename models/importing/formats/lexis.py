"""One article of a LexisNexis export of before, as text or as HTML: blocks with loud labels."""

from collections.abc import Sequence

from models.importing.formats.article import Article
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

_HEAD = 5  # blocks among which the date stands
_HEADS = ("byline", "section", "length", "highlight", "dateline", "abstract")


def article_of(blocks: Sequence[str]) -> Article:
    """An article from its blocks: outlet, date, headline, labels, text, labels, rights."""
    if any("error in this document" in block for block in blocks[:2]):
        return Article(fault="The archive exported an error message instead of an article.")
    date = first_date(blocks[:_HEAD])
    at = date[0] + 1 if date else min(1, len(blocks))
    outlet = blocks[0] if date is None or date[0] > 0 else None
    facts: dict[str, str] = {}
    title: list[str] = []
    body: list[str] = []
    ended = False
    for block in blocks[at:]:
        label = labelled(block, loud=True)
        if label is not None:
            facts.setdefault(*label)
            ended = ended or (bool(body) and label[0] not in _HEADS)
        elif is_rights(block) and len(block) < 400:
            ended = ended or bool(body)
        elif not facts and not body and not title:
            title.append(block)
        elif not ended:
            body.append(block)
    day = day_in(facts.get("loaded", ""))
    published = date[1] if date else loaded(day[0], "the export says") if day else None
    headline = title[0] if title else None
    words = words_in(facts.get("length", ""))
    return Article(
        composed(headline, body),
        title=headline,
        outlet=outlet,
        byline=writer(facts.get("byline")),
        section=facts.get("section"),
        published=published,
        words=words,
        counted=words_by_letters(*body, stated=words),
    )

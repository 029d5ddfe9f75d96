"""Web pages, saved by any program: the article in them, and what they say of it for machines."""

import logging
import re
from collections.abc import Iterator, Sequence

from trafilatura import extract

from models.importing.formats.article import Article, File
from models.importing.formats.asides import aside_lines, plain, without, without_asides
from models.importing.formats.decoding import markup_of
from models.importing.formats.markup import Element, light, paragraphs, tree_of
from models.importing.formats.page_facts import Facts, facts_of
from models.importing.formats.page_story import completed
from models.importing.formats.press import composed

for _name in ("trafilatura", "htmldate", "courlan", "justext"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)  # what they warn of is no news to a user

_FEWEST = 40  # words; an extraction with fewer is tried again with less caution
_STUB = 150  # words; what is locked and has no more is only a beginning
_SAVED = re.compile(
    r"Page saved with SingleFile\s+url:\s*(?P<single>\S+)"
    r"|Archive processed by SingleFile\s+url:\s*(?P<older>\S+)"
    r"|saved from url=\(\d+\)(?P<browser>\S+)"
)
_AROUND = ".//nav | .//header | .//footer | .//aside | .//form | .//button"


def articles(file: File) -> Iterator[Article]:
    """The article of the page; of a running report each entry."""
    yield from articles_of(file.name, markup_of(file.data))


def articles_of(name: str, text: str, url: str | None = None) -> Iterator[Article]:
    """The articles of a page's source; ``url``: where it was, if that is known."""
    text = light(name, text)
    tree = tree_of(name, text)
    saved = _SAVED.search(text[:8192])
    facts = facts_of(tree, url or (saved[saved.lastgroup or 0] if saved else None))
    beside = aside_lines(tree)
    body = completed(without(_body(text, tree), beside), tree, beside)
    if facts.entries:
        body = _above(body, facts.entries)
        if _count(body) < _FEWEST:
            yield from facts.entries
            return
    if facts.title and body and plain(body[0]) == plain(facts.title):
        body = body[1:]
    yield Article(
        composed(facts.title, body) if body else "",
        title=facts.title,
        outlet=facts.outlet,
        byline=facts.byline,
        url=facts.url,
        section=facts.section,
        published=facts.published,
        remark=_remark(facts, body),
    )
    yield from facts.entries


def _above(body: list[str], entries: Sequence[Article]) -> list[str]:
    """What a running report says besides its entries."""
    told = " ".join(plain(each.text) for each in entries)
    return [line for line in body if plain(line) not in told]


def _body(text: str, tree: Element) -> list[str]:
    """The paragraphs of the story."""
    best: list[str] = []
    for caution in ({"favor_precision": True}, {"favor_recall": True}):
        found = extract(
            text, include_comments=False, include_tables=True, with_metadata=False, **caution
        )
        lines = [line for line in (found or "").split("\n") if line.strip()]
        if _count(lines) > _count(best):
            best = lines
        if _count(best) >= _FEWEST:
            return best
    # A page of a few plain paragraphs looks like no article to it.
    for around in tree.xpath(_AROUND):
        around.drop_tree()
    whole = (tree.xpath(".//article") or tree.xpath(".//main") or tree.xpath(".//body") or [tree])[
        0
    ]
    found = paragraphs(without_asides(whole))
    more = _count(found) > 1.5 * _count(best)
    clearer = len(found) > len(best) and 2 * _count(found) > _count(best) >= _count(found)
    return found if more or clearer else best


def _count(lines: list[str]) -> int:
    return sum(len(line.split()) for line in lines)


def _remark(facts: Facts, body: list[str]) -> str | None:
    if facts.locked and _count(body) < _STUB:
        return "only its beginning is on the page; the rest is for subscribers"
    return None

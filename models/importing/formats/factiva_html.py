"""Factiva exports as HTML: tables of two-letter codes, or articles as they are printed."""

import re
from collections.abc import Iterator

from models.importing.formats.article import Article, File, each_of
from models.importing.formats.counting import words_of_all
from models.importing.formats.decoding import markup_of
from models.importing.formats.factiva import ACCESSION, article_of
from models.importing.formats.markup import Element, has_class, paragraphs, tree_of, words_of
from models.importing.formats.press import composed, numbered, stated, words_in, writer

_ID = re.compile(r"article-([A-Z0-9]+\d{8}[a-z0-9]+)", re.IGNORECASE)
_WHOLE = f"//div[{has_class('article')}]"
_COUNT = re.compile(r"^\d{1,4}\) (?=\S)")
# Tables, lists and headings of agencies are set apart in letters of one width.
_PRINTED = "contains(@class, 'articleParagraph') or contains(@class, 'articlePre')"
_BODY = f".//*[self::p or self::pre][{_PRINTED}]"


def articles(file: File) -> Iterator[Article]:
    """Every article, whichever of the two forms it has."""
    tree = tree_of(file.name, markup_of(file.data))
    # Where one is in another, the inner one is the article.
    wholes = (whole for whole in tree.xpath(_WHOLE) if not whole.xpath(f".{_WHOLE}"))
    yield from each_of(wholes, _article)


def _article(whole: Element) -> Article:
    codes = whole.xpath(".//td[contains(@class, 'index')]")
    return _indexed(codes) if codes else _printed(whole)


def _indexed(codes: list[Element]) -> Article:
    cells = {
        words_of(code).strip(" \u00a0"): code.getnext()
        for code in codes
        if code.getnext() is not None
    }
    facts = {code: words_of(cell) for code, cell in cells.items()}
    body = [part for code in ("LP", "TD") if code in cells for part in paragraphs(cells[code])]
    number = ACCESSION.search(facts.get("AN", ""))
    accession = number[1] if number else None
    title = facts.get("HD")
    return Article(
        composed(title, body),
        title=title,
        outlet=facts.get("SN"),
        byline=writer(facts.get("BY")),
        section=facts.get("SE"),
        published=stated(facts.get("PD", "")) or numbered(accession),
        words=words_in(facts.get("WC", "")),
        counted=words_of_all(title, facts.get("BY"), facts.get("ART"), *body),
        accession=accession,
    )


def _printed(whole: Element) -> Article:
    body = whole.xpath(_BODY)
    heads = whole.xpath(".//*[contains(@class, 'Headline')]")
    writers = whole.xpath(f".//*[{has_class('author')}]")
    title = _COUNT.sub("", words_of(heads[0])) if heads else None
    lines = [
        words_of(each)
        for each in whole.xpath("./div | ./p/div")
        if not each.xpath(f".//*[contains(@class, 'Headline')] | {_BODY}")
    ]
    around = [words_of(each) for each in whole.xpath(f".//p[not({_PRINTED})][not(div)]")]
    identity = _ID.search(" ".join((whole.get("id", ""), whole.getparent().get("id", ""))))
    number = ACCESSION.search(" ".join(around[-3:])) or identity
    byline = words_of(writers[0]) if writers else None
    lines = [line for line in lines if line != byline]
    told = [part for each in body for part in paragraphs(each)]
    if told and ACCESSION.fullmatch(told[-1]):
        number = number or ACCESSION.fullmatch(told[-1])
        told.pop()
    return article_of(
        lines,
        told,
        title=title,
        byline=byline,
        accession=number[1] if number else None,
        captions=[each for each in around if not ACCESSION.search(each)],
    )

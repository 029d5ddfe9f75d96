"""Europresse and Eureka exports: a table an article in the old form, an element in the new one."""

import re
from collections.abc import Iterator

from models.importing.formats.article import Article, File, each_of
from models.importing.formats.decoding import markup_of
from models.importing.formats.markup import Element, has_class, paragraphs, tree_of, words_of
from models.importing.formats.press import composed, is_rights, numbered, stated

_NUMBER = re.compile(r"(?:news|doc|pub)·\d{8}·\w+·[\w.-]+")
_ISSUE = re.compile(r"(?i),?\s+(?:no\.|n°|nº|nr\.)\s*\d+.*$")
_OUTLET = f".//*[{has_class('DocPublicationName')}]"
_HEADER = f".//*[{has_class('DocHeader')}]"
_TITLE = ".//*[contains(@class, 'itreArticleVisu')]"
_TEXT = f".//*[{has_class('docOcurrContainer')} or {has_class('DocText')}]"


def articles(file: File) -> Iterator[Article]:
    """Every article that names its paper."""
    tree = tree_of(file.name, markup_of(file.data))
    wholes = tree.xpath(f"//article[{_OUTLET}]")
    if not wholes:
        inner = f"not(.//table[{_OUTLET}])"
        wholes = tree.xpath(f"//table[{_OUTLET}][{inner}]")
    yield from each_of(wholes, _article)


def _article(whole: Element) -> Article:
    headers = " ".join(words_of(each) for each in whole.xpath(_HEADER))
    titles = whole.xpath(_TITLE)
    title = words_of(titles[0]) if titles else None
    number = _NUMBER.search(words_of(whole))
    accession = number[0] if number else None
    date = stated(headers)
    before = re.split(r",|\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b", headers)[0]
    section = before.strip() if before.strip() and not stated(before) else None
    texts = whole.xpath(_TEXT)
    byline = None
    if texts:
        body = paragraphs(texts[0])
        byline = _byline(whole)
    elif whole.xpath("./section"):
        body = paragraphs(whole.xpath("./section")[0])
        byline = _byline(whole)
    else:
        body, byline = _old(whole, title)
    return Article(
        composed(title, body),
        title=title,
        outlet=_ISSUE.sub("", words_of(whole.xpath(_OUTLET)[0])) or None,
        byline=byline,
        section=section,
        published=date or numbered(accession),
        accession=accession,
    )


def _byline(whole: Element) -> str | None:
    """What stands below the headline, in the new form."""
    found = whole.xpath("./header/*[contains(@class, 'titreArticle')]/following-sibling::*")
    names = [words for each in found if (words := words_of(each)) and len(words) < 120]
    return names[0] if names else None


def _old(whole: Element, title: str | None) -> tuple[list[str], str | None]:
    """The paragraphs between headline and rights, and who wrote them, in the old form."""
    parts = paragraphs(whole)
    start = next((n + 1 for n, part in enumerate(parts) if title and part.endswith(title)), 0)
    body: list[str] = []
    for part in parts[start:]:
        if is_rights(part) or part.startswith("Numéro de document"):
            break
        body.append(part)
    writer = body[0] if len(body) > 1 and len(body[0].split()) <= 6 else ""
    if writer and writer[-1] not in ".!?:":
        return body[1:], writer
    return body, None

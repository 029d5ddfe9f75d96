"""The head of an article: paragraphs before the story, and the page's address."""

from itertools import takewhile

from models.reading.article.addresses import address_in, is_page
from models.reading.doc import Doc, Paragraph, ParagraphKind


def before_story(doc: Doc) -> tuple[Paragraph, ...]:
    """The paragraphs before the first of the story."""
    return tuple(takewhile(lambda p: p.kind is not ParagraphKind.BODY, doc.paragraphs))


def url_of(doc: Doc) -> str | None:
    """The web address of the text, where it is known or the text gives it.

    A line before the story that is the address of a page is its own; further down one is it only
    behind "Source:" and the like.
    """
    known = doc.hints.url or (doc.front.url if doc.front else None)
    return known or _written(doc)


def _written(doc: Doc) -> str | None:
    head = len(before_story(doc))
    for number, paragraph in enumerate(doc.paragraphs):
        if paragraph.kind is ParagraphKind.BOILERPLATE:
            address = address_in(doc.cut(paragraph), labelled=number >= head)
            if address and is_page(address):
                return address
    return None

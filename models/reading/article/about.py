"""Metadata found in a text: headline, outlet, writer, address.

What is known besides the text goes first, then the properties at its head, then its first lines.
"""

import re
from dataclasses import replace

from models.reading.article.addresses import address_in, outlet_of
from models.reading.article.heads import before_story, url_of
from models.reading.doc import About, Doc, FrontMatter, Paragraph, ParagraphKind
from models.reading.pipeline import stage

_FEWEST = 4  # words of a headline; what is shorter may be a section's name, or an outlet's
_MARKS = re.compile(r"^#{1,6}\s+|\s+#{1,6}$|^(\*\*|__)(?=\S)|(?<=\S)(\*\*|__)$")
_TRAIL = re.compile(r"\s[|>»›]\s")
_NAMED = re.compile(r"(?i)^(?:source|outlet|publication|newspaper)s?\s*:\s*(?P<name>\S.{1,60})$")
_MAIL = re.compile(r"(?i)(?:e-?mail|twitter)?\W*\S*@\S+")


@stage(
    "about",
    finds="headline and source",
    needs={"text", "hints", "front", "paragraphs"},
    adds={"about"},
)
def about(doc: Doc) -> Doc:
    """The document with what it says of itself."""
    front = doc.front or FrontMatter(0)
    url = url_of(doc)
    found = About(
        title=doc.hints.title or front.title or _headline(doc),
        outlet=doc.hints.outlet
        or front.outlet
        or _outlet(doc)
        or (outlet_of(url) if url else None),
        byline=doc.hints.byline or front.byline or _byline(doc),
        url=url,
    )
    return replace(doc, about=found)


def _headline(doc: Doc) -> str | None:
    """The first line before the story that is one, rather than the name of a section."""
    lines = [_line(doc, p) for p in before_story(doc) if p.kind is ParagraphKind.HEADLINE]
    whole = (line for line in lines if len(line.split()) >= _FEWEST and not _TRAIL.search(line))
    return next(whole, lines[0] if lines else None) or None


def _line(doc: Doc, paragraph: Paragraph) -> str:
    return _MARKS.sub("", " ".join(doc.cut(paragraph).split()))


def _byline(doc: Doc) -> str | None:
    """The first line that names a writer; a mail address alone isn't a name."""
    lines = (_line(doc, p) for p in doc.paragraphs if p.kind is ParagraphKind.BYLINE)
    return next((line for line in lines if not _MAIL.fullmatch(line)), None)


def _outlet(doc: Doc) -> str | None:
    """Who published it, where a line before the story names it, or is its address and no more."""
    for paragraph in before_story(doc):
        line = doc.cut(paragraph).strip()
        if address := address_in(line):
            if outlet := outlet_of(address):
                return outlet
        elif named := _NAMED.match(line):
            return " ".join(named["name"].split())
    return None

"""Finds text about the article itself: bylines, credits, colophons."""

import re

from models.reading.doc import Doc, ParagraphKind
from models.reading.lexicon.classes import word_class
from models.reading.lexicon.tables import first_column

_CREDIT_INNER = word_class("credit.inner")

_SILENT = (ParagraphKind.BOILERPLATE, ParagraphKind.BYLINE, ParagraphKind.DATELINE)
_CREDIT = re.compile(
    r"\b(?:photos?|photographs?|photographer|image|picture|file|handout|courtesy|via|pool|getty|"
    r"reuters|afp|epa|ap|contributor|correspondent|staff)\b|/|©",
    re.IGNORECASE,
)
_COLOPHON = re.compile(
    r"\bcontributed (?:reporting )?(?:to|from)\b|\b(?:additional )?reporting (?:for \w+ )?by\b|\b(?:writing|editing|"
    r"edited|written|compiled|translated|translation) by\b|\breport(?:s|ed|ing)? from\b.{0,40}$|"
    r"^\W*(?:photos?|photographs?|pictures?|image|caption|credit)\b.{0,12}(?:by|:)",
    re.IGNORECASE,
)


_CREDITS = word_class("credit.word")
_IN_CREDITS = ("/", "-", "|", "and", "&", ",", "via", "for", "of")


def silent_words(doc: Doc) -> bytearray:
    """A byte per word: 1 in bylines and credits, where nobody acts."""
    quiet = bytearray(len(doc.words))
    for s in doc.sentences:
        if (
            doc.paragraphs[s.paragraph].kind in _SILENT
            or _is_credit(doc, s.first, s.last)
            or (s.end - s.start < 300 and _COLOPHON.search(doc.text, s.start, s.end))
        ):
            quiet[s.first : s.last] = b"\1" * (s.last - s.first)
            continue
        for first, last in _inner_credits(doc, s.first, s.last):
            quiet[first:last] = b"\1" * (last - first)
    return quiet


def _is_credit(doc: Doc, first: int, last: int) -> bool:
    """A sentence in brackets that credits a picture: "(AP Photo/A. Writer)"."""
    words = doc.words
    if words[first].text not in "([" or words[last - 1].text not in ")]." or last - first > 20:
        return False
    return bool(_CREDIT.search(doc.text, words[first].start, words[last - 1].end))


def _inner_credits(doc: Doc, first: int, last: int) -> list[tuple[int, int]]:
    """Credits inside a sentence: brackets at its end, "Ann Lee/Reuters", "Photo by Ann Lee"."""
    words, found = doc.words, []
    for i in range(first, last):
        text = words[i].text
        if text in "([" and i > first + 3:
            end = next((j for j in range(i, min(i + 16, last)) if words[j].text in ")]"), None)
            if end and _CREDIT.search(doc.text, words[i].start, words[end].end):
                found.append((i, end + 1))
        elif text == "/" and i + 1 < last and words[i - 1].text[:1].isupper():
            agency = words[i + 1].text
            if agency.isupper() or agency in first_column("names/organisations"):
                at = i
                while at > first and i - at < 4 and words[at - 1].text[:1].isupper():
                    at -= 1
                found.append((at, i + 2))
            before = words[i - 1].text  # "REUTERS/Ann Lee"
            if before.isupper() or before in first_column("names/organisations"):
                end = i + 1
                while end < last and end - i < 5 and words[end].text[:1].isupper():
                    end += 1
                found.append((i - 1, end))
        elif text == ":" and i > first and words[i - 1].text.lower() in _CREDITS:
            end = i + 1
            while end < last and end - i < 8 and (
                words[end].text[:1].isupper() or words[end].text in _IN_CREDITS
            ):  # fmt: skip
                end += 1
            found.append((i - 1, end))
        elif text.lower() == "by" and i > first and words[i - 1].text.lower() in _CREDIT_INNER and (i - 1 == first or words[i - 2].text in (".", "(", "|", "/", "-")):  # fmt: skip
            found.append((i, min(i + 5, last)))
    return found

"""Letters and words compared as people type them: without accents, strokes and case.

The full-text index, the keys of names and the reading compare by the same letters, so that what
finds a name in one place finds it in every other.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# The Unicode ranges of Latin letters of living languages, ligatures and wide forms included.
_LATIN = ((0xC0, 0x2B0), (0x1E00, 0x1F00), (0xFB00, 0xFB07), (0xFF21, 0xFF5B))
_NAMED = re.compile(r"LATIN (?:CAPITAL|SMALL) (?:LETTER|LIGATURE) ([A-Z]{1,2})(?: WITH .*)?")
# Letters that are named otherwise than they are written where they cannot be.
_CALLED = {
    "SHARP S": "SS", "ETH": "D", "THORN": "TH", "DOTLESS I": "I", "SCHWA": "A", "OPEN E": "E",
    "OPEN O": "O", "ENG": "N", "KRA": "K", "AFRICAN D": "D", "EZH": "Z",
}  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
_HALF = re.compile("[\ud800-\udfff]")
_MARK = re.compile("[\u0300-\u036f]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word in the form it is compared by, and where it is."""

    plain: str
    start: int
    end: int


def _joined() -> dict[int, str]:
    """The letters of which taking accents off leaves more than plain ones: ł, ø, æ, ß, þ, ŋ."""
    joined = {}
    for letter in (chr(code) for first, last in _LATIN for code in range(first, last)):
        bare = _MARK.sub("", unicodedata.normalize("NFD", letter))
        if bare.isascii() or not letter.isalpha():
            continue
        written = "".join(map(_written, _MARK.sub("", unicodedata.normalize("NFKD", letter))))
        if written.isascii() and written.isalpha():
            joined[ord(letter)] = written
    return joined


def _written(letter: str) -> str:
    """A letter as it is written where it is not known; itself where that cannot be said."""
    for form in (letter, letter.upper(), letter.lower()):
        name = unicodedata.name(form, "") if len(form) == 1 else ""
        found = _NAMED.fullmatch(name)
        if written := found[1] if found else _CALLED.get(name.partition(" LETTER ")[2]):
            return written if letter.isupper() else written.lower()
    return letter


_JOINED = _joined()


def spelled(text: str) -> str:
    """The text as the full-text index keeps it: ł as l, æ as ae, ß as ss, in their case.

    Accents and case stay; the index takes those away itself.
    """
    return text if text.isascii() else text.translate(_JOINED)


def plain(text: str) -> str:
    """The text without accents, strokes and case: "Łódź" as "lodz", "Æthelred" as "aethelred"."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFKD", text).translate(_JOINED).casefold()
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def words(text: str) -> Iterator[Word]:
    """Each word of a text as the full-text index cuts and compares it."""
    for match in _WORD.finditer(text):
        bare = unicodedata.normalize("NFD", spelled(match[0]).lower())
        word = "".join(letter for letter in bare if not unicodedata.combining(letter))
        yield Word(word, match.start(), match.end())


def clean(text: str) -> str:
    r"""Text from outside, made fit to store: surrogate pairs are joined.

    Bytes that the system could not read (``\udcc3\udca9``) are read as UTF-8; what remains unpaired
    becomes the replacement character, as a NUL does.
    """
    text = text.replace("\0", "\ufffd")
    if not _HALF.search(text):
        return text
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    try:
        return whole.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except UnicodeEncodeError:
        return _HALF.sub("\ufffd", whole)

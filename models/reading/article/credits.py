"""Lines that say who made a story and how to reach them, and notes on those who wrote it."""

import re
from collections.abc import Callable, Sequence

_CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
_WORD = rf"{_CAPITAL}[\w.’'-]*"
_FULL = rf"{_WORD}(?: (?:(?:al|bin|da|de|del|der|di|dos|el|ibn|la|le|van|von|ter) )?{_WORD}){{1,3}}"
_NAMES = rf"{_FULL}(?:(?:, | and |, and | & ){_FULL}){{0,9}}"
_AT = rf"(?: in {_WORD}(?: {_WORD})?| ?/ ?{_FULL}| for {_FULL})?"
_ROLE = (
    r"(?i:(?:(?:additional|other|further|cover|copy|fact|sub|field|lead|series|executive|data)[- ]){0,2}"
    r"(?:words?|story|text|report(?:s|ing|ed|ers?)?|writ(?:ing|ten|ers?)|research(?:ed|ers?)?|"
    r"photos?|photograph(?:s|y|ers?)?|pictures?|images?|illustrat(?:ions?|ed|ors?)|graphics?|"
    r"design(?:ed|ers?)?|videos?|audio|animations?|camera|produc(?:ed|tion|ers?)|direct(?:ed|ors?)|"
    r"edit(?:ing|ed|ors?)|edited and produced|check(?:ing|ed|ers?)|translat(?:ions?|ed|ors?)|"
    r"compiled|interviews?|development|maps?|narrat(?:ed|ion|ors?)|presented|hosted)"
    r"(?: from (?:the )?\w+)?)"
)
_CREDIT = rf"{_ROLE}(?: by|:| ?[|–—/] ?) ?{_NAMES}{_AT}"
_CREDITS = re.compile(rf"[\W_]{{0,3}}{_CREDIT}(?:(?:[.;,|/]| and| [–—-])+ ?{_CREDIT}){{0,9}}\W*")
_SIGNED = re.compile(rf"(?:--+|[–—―])\s*{_FULL}(?: and {_FULL})?(?:, {_FULL})?\W*")
_FROM = re.compile(
    rf"(?P<names>{_FULL}(?: and {_FULL})?)(?:, | in )(?P<place>{_WORD}(?: {_WORD}){{0,2}})"
)
_FOR = re.compile(rf"{_FULL} for (?:the |The )?{_FULL}")
_CALLED = re.compile(
    rf"{_FULL}(?: and {_FULL})?, (?:[\w’'&-]+ ){{0,4}}"
    rf"(?i:correspondents?|editors?|reporters?|writers?|columnists?|contributors?|bureau chief)(?: in {_WORD})?"
    rf"|{_WORD} {_WORD}(?: {_WORD})? (?:Senior|Staff|Chief|Political|Foreign|Business|Diplomatic|Health|"
    r"Science|Security|Defen[cs]e) (?:\w+ )?(?:Reporter|Correspondent|Writer|Editor)"
)
_LIFE = re.compile(
    rf"(?:Dr\.? |Prof(?:essor|\.)? |Sir |Dame )?(?P<name>{_FULL}),? (?:is|was|works as|teaches|serves as)\b"
    r"[^.!?]{0,120}?\b(?:professor|fellow|researcher|lecturer|author|historian|director|analyst|bureau chief|"
    r"editor|reporter|correspondent|journalist|columnist|writer|novelist|economist|academic|scholar|adviser|"
    r"advisor|consultant|barrister|candidate)\b(?!,? (?:who|whose) (?:said|told|died|was (?:killed|shot|arrested)))"
)
_LAST = 3  # paragraphs at the end, in which a story's writers are spoken of
_QUOTED = "”\"»’'"


def is_credits(line: str) -> bool:
    """Whether a line only lists who did what: "Words by Ann Lee. Photographs: Bo Ek"."""
    return len(line) < 400 and _CREDITS.fullmatch(line) is not None


def is_signed(lines: Sequence[str], number: int, is_place: Callable[[str], bool]) -> bool:
    """Whether a line is nothing but a writer's name and where, or for whom, he writes.

    Not the first one, which is a headline, nor one that signs the quotation above it.
    """
    line = lines[number]
    if not number or len(line) > 90:
        return False
    at = _FROM.fullmatch(line)
    placed = at is not None and is_place(at["place"])
    if placed or _FOR.fullmatch(line) or _CALLED.fullmatch(line):
        return True
    ended = number >= len(lines) - _LAST and not lines[number - 1].endswith(tuple(_QUOTED))
    return ended and _SIGNED.fullmatch(line) is not None


def is_life(lines: Sequence[str], number: int) -> bool:
    """Whether one of the last paragraphs tells who somebody is of whom the story doesn't speak."""
    line = lines[number]
    if number < max(3, len(lines) - _LAST) or len(line) > 600:
        return False
    life = _LIFE.match(line)
    if life is None:
        return False
    family = life["name"].split()[-1]
    before = range(number - 1, -1, -1)
    return not any(family in lines[each] and not _is_short(lines[each]) for each in before)


def _is_short(line: str) -> bool:
    """Whether a line may be the one that names the writer."""
    return len(line) < 90 and line[-1:] not in ".!?"

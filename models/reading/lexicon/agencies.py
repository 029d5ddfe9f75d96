"""News agencies: what each is called, and which one a story says that it comes from."""

import re
from functools import cache

from models.reading.lexicon.tables import rows

_HEAD, _TAIL = 6, 4  # lines in which a story names its agency
_LONGEST = 200  # characters of a line of which only such a name is looked for
_PLAIN = re.compile(r"^(?:the|from|by|source:)\s+|['’]s$|\s+(?:news\s+)?agency$", re.IGNORECASE)


def agency(name: str | None) -> str | None:
    """The agency that a name means ("Agence France-Presse" is AFP); None where it means none."""
    if not name:
        return None
    plain = " ".join(name.split()).strip(" .,()[]/")
    for _ in range(3):
        if (found := _names().get(plain)) or (found := _long_names().get(plain.casefold())):
            return found
        plain = _PLAIN.sub("", plain).strip()
    return None


def credited(text: str, byline: str | None = None, outlet: str | None = None) -> str | None:
    """The agency that a text says it is from: as its outlet or writer, at its head or its end.

    One that only helped ("with AFP"), or took a picture, is none.
    """
    for known in (outlet, byline):
        if found := agency(known) or agency((known or "").rpartition(",")[2]):
            return found
    lines = [line for line in text.splitlines() if line.strip()]
    for line in lines[:_HEAD]:
        if found := _first(_heads(), line[:_LONGEST]):
            return found
    for line in reversed(lines[-_TAIL:]):
        if found := _first(_tails(), line[-_LONGEST:]):
            return found
    return None


def told_to(words: str) -> frozenset[str]:
    """The agencies to which somebody said in these words what they tell: "told AFP"."""
    return frozenset(filter(None, map(_agency_of, _telling().finditer(words))))


def _first(patterns: tuple[re.Pattern[str], ...], line: str) -> str | None:
    found = (_agency_of(match) for each in patterns if (match := each.search(line)))
    return next(filter(None, found), None)


def _agency_of(match: re.Match[str]) -> str | None:
    """The agency a pattern has found, in whose name capital letters may matter."""
    name = " ".join(match["agency"].split())
    return _names().get(name) or _long_names().get(name.casefold())


@cache
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for called, others in rows("press/agencies"):
        found |= dict.fromkeys((called, *others.split("|")), called)
    return found


@cache
def _long_names() -> dict[str, str]:
    """Those that are no abbreviation, in small letters."""
    return {name.casefold(): called for name, called in _names().items() if not _is_short(name)}


def _is_short(name: str) -> bool:
    return name.isupper() or len(name) < 6


@cache
def _any() -> str:
    names = sorted(_names(), key=lambda name: (-len(name), name))
    each = (r"\s+".join(map(re.escape, name.split())) for name in names)
    return f"(?P<agency>{'|'.join(each)})"


@cache
def _heads() -> tuple[re.Pattern[str], ...]:
    return _compiled(
        # "PARIS, March 3 (AFP) -", "SEOUL (Yonhap) --": in brackets behind the place.
        r"^[^()!?]{2,80}\((?:the\s+)?{any}\)\s*(?:[-–—:]|$)",
        r"^[^()!?]{2,60}:\s*\({any}\)\s",
        r"^[^()!?]{2,60}/{any}/",
        r"^\s*\(?(?:the\s+)?{any}\)?\s*(?:[-–—]{1,2}\s|$)",
        r"^\s*(?:by|source:|from)\s+(?:the\s+)?{any}\s*$",
        r"^\s*by\s+[^.!?]{3,60}(?:,|\||\bof)\s*(?:the\s+)?{any}\s*(?:writers?|staff)?\s*$",
    )


@cache
def _tails() -> tuple[re.Pattern[str], ...]:
    return _compiled(
        r"^\W*(?:(?:©|\(c\)|copyright|source:)\s*)?(?:\d{4}\s+)?(?:the\s+)?{any}\W*(?:\d{4}\W*)?$",
        r"[.!?”\"’]\s*\((?:the\s+)?{any}\)\W*$",
        r"[.!?”\"’]\s*(?:[-–—]{1,2}|/|\[)\s*(?:the\s+)?{any}\W*$",
        r"^\W*(?:©|\(c\)|copyright)\s*(?:\d{4}\s+)?(?:the\s+)?{any}\b[^.!?]*(?:\.\s*all rights.*)?$",
    )


def _compiled(*forms: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form.replace("{any}", _any()), re.IGNORECASE) for form in forms)


@cache
def _telling() -> re.Pattern[str]:
    form = r"\b(?:told|tells)\s+(?:the\s+)?(?:\w+\s+){0,3}?{any}\b"
    return re.compile(form.replace("{any}", _any()), re.IGNORECASE)

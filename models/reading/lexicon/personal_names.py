"""Personal names of many cultures: their parts, and when two of them mean one person."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from models.letters import plain
from models.reading.lexicon.breaks import whole
from models.reading.lexicon.classes import word_class
from models.reading.lexicon.tables import pairs, rows

_NAME_FAMILY_OR_GIVEN = word_class("name.family_or_given")

PARTICLES = word_class("name.particle")
SUFFIXES = word_class("name.suffix")
REGNAL_TITLES = word_class("title.regnal")
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"))
_DASHES = re.compile("[‐‑–—]")


@dataclass(frozen=True, slots=True)
class PersonalName:
    """A name cut into family and given names, both as written; one of them may be missing."""

    family: str | None
    given: str | None


def spaced(text: str) -> str:
    """A name on one line, with plain hyphens and apostrophes and broken hyphenation mended."""
    text = " ".join(_DASHES.sub("-", whole(text).translate(INVISIBLE)).replace("’", "'").split())
    return re.sub(r"(\w) ?- ?(\w)", r"\1-\2", text) if "-" in text else text


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """A name without accents, case, apostrophes and points, hyphens as spaces, for comparing."""
    bare = plain(text.translate(INVISIBLE).replace("’", "'"))
    return " ".join(re.sub(r"[^\w\s]", " ", bare.replace("'", "").replace(".", "")).split())


@lru_cache(maxsize=20_000)
def key_tokens(form: str) -> tuple[str, ...]:
    """The folded words of a name that tell it apart, hyphenated ones joined: kim, jongun."""
    joined = re.sub(r"(\w)-(\w)", r"\1\2", " ".join(unsuffixed(spaced(form))))
    return tuple(fold(joined).split())


def surname_last(form: str) -> str:
    """ "Marsh, Ivo" as it is said: "Ivo Marsh"; other names as they are, "Ivo Marsh, Jr." too."""
    family, comma, given = form.partition(", ")
    if not comma or given in SUFFIXES or not given[:1].isupper():
        return form
    return f"{given} {family}"


def generation(form: str) -> str:
    """What tells father and son of one name apart: "jr", "iii"; "" where nothing does."""
    last = form.rsplit(" ", 1)[-1]
    return last.rstrip(".").lower() if last in SUFFIXES else ""


def unsuffixed(form: str) -> list[str]:
    """The words of a name without Jr. or III."""
    parts = [p.rstrip(",") for p in form.split()]
    while len(parts) > 1 and parts[-1] in SUFFIXES:
        parts.pop()
    return parts


@lru_cache(maxsize=20_000)
def sound(token: str) -> str:
    """The consonants of a folded word, spellings of one sound together: aleksandr = alexander."""
    for old, new in (("x", "ks"), ("ph", "f"), ("tch", "ch"), ("dj", "j"), ("dzh", "j"), ("tz", "ts"),
                     ("sch", "sh"), ("kh", "h"), ("gh", "g"), ("ck", "k"), ("q", "k"), ("w", "v"), ("th", "t")):  # fmt: skip
        token = token.replace(old, new)
    token = re.sub(r"c(?=[aourl]|$)", "k", token)
    first = "e" if token[:2] in ("ye", "je") else token[:1]
    rest = re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyjh]", "", token[1:] if first != "e" else token))
    return first + rest


@cache
def _full_forms() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for short, full in rows("names/nicknames"):
        found.setdefault(fold(short), set()).add(fold(full))
    return {short: frozenset(full) for short, full in found.items()}


@lru_cache(maxsize=20_000)
def gender_of_given(name: str) -> str:
    """ "m" or "f" where the given name tells it, else ""."""
    known = pairs("names/given")
    for part in (name, name.split("-", maxsplit=1)[0]):
        found = known.get(part) or known.get(part.capitalize())
        if found:
            return found if found != "x" else ""
    return ""


def is_given(word: str) -> bool:
    """Whether a word is known as a given name somewhere."""
    return word in pairs("names/given") or (
        "-" in word and word.split("-", maxsplit=1)[0] in pairs("names/given")
    )


_SYLLABLE = (
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:i?ang|i?ong|uang|eng|ing|iao|ian|uai|uan|ang|ong|ai|an|ao|ei|en|er|"
    r"ia|ie|in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u)"
)
_CHINESE = re.compile(rf"(?:{_SYLLABLE}){{1,2}}", re.IGNORECASE)
_VIETNAMESE = word_class("name.vietnamese")


def family_first(parts: list[str]) -> bool:
    """Whether a full name begins with the family name: Korean, Chinese, Vietnamese, Hungarian."""
    if not 2 <= len(parts) <= 4:
        return False
    known = pairs("names/given")
    if parts[0] in word_class("name.family_first.hungarian"):
        return parts[-1] in word_class("name.given.hungarian")
    if parts[0] not in word_class("name.family_first"):
        return False
    rest = parts[1:]
    if any("-" in p and not is_given(p) for p in rest):
        return True
    if len(rest) > 1:
        return all(len(p) <= 6 and p.isalpha() for p in rest) and not any(
            len(p) > 4 and p in known for p in rest
        )
    if parts[0] in _VIETNAMESE:
        return len(rest[0]) <= 6 and rest[0] not in known
    return bool(_CHINESE.fullmatch(rest[0])) and not (
        # "Kim Lee": a given name of the West before a family name of the East.
        known.get(parts[0]) is not None and rest[0] in word_class("name.family_first")
        and parts[0] in _NAME_FAMILY_OR_GIVEN
    )  # fmt: skip


def parsed(form: str, singles: frozenset[str] = frozenset()) -> PersonalName:
    """Family and given names. ``singles``: one-word forms by which the text calls the person."""
    parts = unsuffixed(spaced(form))
    if parts and parts[0].lower() in REGNAL_TITLES:
        return PersonalName(None, " ".join(parts[1:]) or None)
    if len(parts) < 2:
        return PersonalName(parts[0] if parts else None, None)
    first = family_first(parts)
    if parts[0] in singles and parts[-1] not in singles and not is_given(parts[0]):
        first = True
    if parts[-1] in singles and parts[0] not in singles and "-" not in parts[-1]:
        first = False
    if first:
        return PersonalName(parts[0], " ".join(parts[1:]))
    at = len(parts) - 1
    while at > 1 and parts[at - 1].lower() in PARTICLES:
        at -= 1
    return PersonalName(" ".join(parts[at:]), " ".join(parts[:at]))


def _given_agrees(a: str, b: str) -> bool:
    """Whether two folded given names may be one: equal, initial, nickname, other spelling."""
    if a == b:
        return True
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    if b in _full_forms().get(a, ()) or a in _full_forms().get(b, ()):
        return True
    return variant(a, b)


@lru_cache(maxsize=50_000)
def variant(a: str, b: str, *, family: bool = False) -> bool:
    """Whether two folded words are two spellings of one name, or one is a slip of the other.

    Family names must be closer than given names: Hassan and Hussein have one set of consonants.
    """
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - only what compares names loads it

    if a == b:
        return True
    if len(a) < 4 or len(b) < 4:
        return False
    mine, other = gender_of_given(a.capitalize()), gender_of_given(b.capitalize())
    if mine and other and mine != other:
        return False
    alike = sound(a) == sound(b) and (a[-1] in "ao") == (b[-1] in "ao")
    if alike and (len(sound(a)) > 3 or (len(sound(a)) == 3 and len(a) > 4 and len(b) > 4)):
        return Levenshtein.distance(a, b) <= (0.3 if family else 0.4) * max(len(a), len(b))
    if a[-1] != b[-1] and a[:-1] == b[:-1] and a[-1] in "aeo" and b[-1] in "aeo":
        return False
    longest = max(len(a), len(b))
    return longest >= 6 and Levenshtein.distance(a, b, score_cutoff=1) <= 1 and (
        a[0] == b[0] and not (a + "a" == b or b + "a" == a)
    )  # fmt: skip


def same_person(a: str, b: str) -> bool:
    """Whether two full names (two words and more each) mean one person."""
    x, y = key_tokens(a), key_tokens(b)
    if x == y or (sorted(x) == sorted(y) and len(x) > 1):
        return True
    if "".join(x) == "".join(y):
        return True
    short, long = (x, y) if len(x) <= len(y) else (y, x)
    if len(short) < 2:
        return False
    if len(short) < len(long):
        middle = [t for t in short[1:-1] if len(t) == 1]
        if middle and middle != [t for t in long[1:-1] if len(t) == 1]:
            return False
        if set(short) <= set(long):
            return True
        # "J. Smith", "Bill Clinton" within a longer form: the last words agree, then the first.
        return short[-1] == long[-1] and (
            _given_agrees(short[0], long[0]) and (len(short) == 2 or short[1:-1] == long[1:-1])
        )
    if x[-1] == y[-1] and x[1:-1] == y[1:-1]:
        return _given_agrees(x[0], y[0])
    if len(x) == 3 and x[-1] == y[-1] and _given_agrees(x[0], y[0]):
        return len(x[1]) == 1 or len(y[1]) == 1 or variant(x[1], y[1])
    if x[0] == y[0] and len(x) == 2:
        return variant(x[1], y[1], family=True)
    return len(x) == 2 and variant(x[0], y[0]) and variant(x[1], y[1], family=True)


def _with_the_husband_s(full: str) -> bool:
    """Whether a name adds the husband's to an own family name: "Carmen Vidal de Quintana"."""
    parts = unsuffixed(spaced(full))
    return len(parts) == 4 and parts[2] == "de" and not is_given(parts[1])


def _two_families(full: str) -> bool:
    """Whether a name of three words has a given name and two family names, as in Spanish."""
    parts = unsuffixed(spaced(full))
    return len(parts) == 3 and is_given(parts[0]) and not is_given(parts[1]) and len(parts[1]) > 2


def shortens(single: str, full: str) -> int:
    """How well one word stands for a full name: 3 its family name, 2 another part, 1 a slip, 0 not."""
    token = key_tokens(single)[-1] if key_tokens(single) else ""
    keys = key_tokens(full)
    if not token or len(keys) < 2:
        return 0
    name = parsed(full)
    family = key_tokens(name.family)[-1] if name.family else ""
    if token == family:
        return 1 if _with_the_husband_s(full) else 3
    if len(keys) == 3 and token == keys[1] and _two_families(full):
        return 3  # "Rodrigo Quintana Salas" is called Quintana
    if token in keys:
        return 2
    if token in fold(full).split() and len(token) > 3:
        return 2
    if token == "".join(key_tokens(name.family or "")):
        return 3
    return 1 if len(token) >= 6 and family and variant(token, family, family=True) else 0

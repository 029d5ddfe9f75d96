"""A search line cut into what it is made of: words, fields with values, parentheses, operators."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from models.schema.work import LANGUAGE

FIELDS = {
    "actor": "takes part in any role",
    "agent": "did it",
    "target": "whom it concerned",
    "kind": "what happened",
    "status": "how sure it is",
    "place": "where",
    "source": "outlet, title or file",
    "review": "what was made of it",
    "from": "not before a date",
    "until": "not after a date",
    "on": "within a date",
    "after": "the same as from",
    "before": "the same as until",
    "dates": "possible ones, unknown ones as well",
    "dated": "how its date is known",
    "match": "any or all of the actors",
}
"""Every field, and what it asks for."""

_HEAD = r"(?P<minus>-?)(?:(?P<field>[A-Za-z]+):)?"
_QUOTED = r'"(?P<quoted>(?:[^"]|"")*)(?:"|$)(?P<star>\*?)'
_CURLY = r"[“„](?P<curly>[^”“\"]*)[”“\"]?(?P<curly_star>\*?)"
_TERMS = {
    1: re.compile(rf"{_HEAD}(?:{_QUOTED}|(?P<bare>\S*))"),
    2: re.compile(rf"{_HEAD}(?:{_QUOTED}|{_CURLY}|(?P<open>\()|(?P<bare>\S*))"),
}
_WORD = re.compile(r"(?P<minus>-?)(?P<bare>\S+)")


class Kind(Enum):
    """What a piece of a line is."""

    TERM = "term"
    OPEN = "("
    CLOSE = ")"
    OR = "OR"
    AND = "AND"
    NOT = "NOT"


_OPERATORS = {kind.value: kind for kind in (Kind.OR, Kind.AND, Kind.NOT)}


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a line, and where it stands."""

    kind: Kind
    start: int
    end: int
    field: str = ""  # "" for words to search for
    value: str = ""
    exclude: bool = False
    quoted: bool = False
    star: bool = False


def tokens(text: str, language: int = LANGUAGE) -> Iterator[Token]:
    """The pieces of a line from left to right. In the first language all of them are terms."""
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        token = _token(text, at, language)
        yield token
        at = max(token.end, at + 1)


def _token(text: str, at: int, language: int) -> Token:
    if language > 1 and text[at] == ")":
        return Token(Kind.CLOSE, at, at + 1)
    match = _TERMS[language].match(text, at)
    if match is not None and match["field"] and match["field"].lower() not in FIELDS:
        match = _WORD.match(text, at)  # a word with a colon, as in a time or an address
    assert match is not None  # nothing at all fits
    found = match.groupdict()
    field, exclude = (found.get("field") or "").lower(), found["minus"] == "-"
    if found.get("open"):
        return Token(Kind.OPEN, at, match.end(), field, exclude=exclude)
    for name, star in (("quoted", "star"), ("curly", "curly_star")):
        if (value := found.get(name)) is not None:
            value = value.replace('""', '"')
            end, open_ = match.end(), found[star] == "*"
            return Token(Kind.TERM, at, end, field, value, exclude, quoted=True, star=open_)
    return _bare(match, at, field, language, exclude=exclude)


def _bare(match: re.Match[str], at: int, field: str, language: int, *, exclude: bool) -> Token:
    value, end = match["bare"], match.end()
    if language > 1:
        # A closing parenthesis ends the group, unless it belongs to one inside the word.
        while value.endswith(")") and value.count(")") > value.count("("):
            value, end = value[:-1], end - 1
        if value in _OPERATORS and not field and not exclude:
            return Token(_OPERATORS[value], at, end)
    star = value.endswith("*") and len(value) > 1 and (language > 1 or not field)
    return Token(Kind.TERM, at, end, field, value[:-1] if star else value, exclude, star=star)

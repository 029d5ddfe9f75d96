"""The tokens of a search line: words, fields with values, parentheses, operators."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from models.letters import clean
from models.schema.keys import LANGUAGE

FIELDS = {
    "actor": "in any role",
    "agent": "who acted",
    "target": "who was affected",
    "kind": "what happened",
    "status": "how certain it is",
    "place": "where",
    "source": "outlet, title or file",
    "review": "how it was reviewed",
    "tag": "a tag you gave it",
    "note": "words of a note on it",
    "disputed": "on what its sources differ",
    "sure": "how sure the reading is",
    "from": "not before a date",
    "until": "not after a date",
    "on": "within a date",
    "after": "the same as from",
    "before": "the same as until",
    "dates": "also possible or unknown dates",
    "dated": "how its date is known",
    "match": "any or all of the actors",
}
"""Every field, and what it asks for."""

_HEAD = r"(?P<minus>-?)(?:(?P<field>[A-Za-z]+):)?"
_QUOTED = r'"(?P<quoted>(?:[^"]|"")*)(?P<quoted_end>"|$)(?P<quoted_star>\*?)'
_CURLY = r"[“„](?P<curly>[^”“\"]*)(?P<curly_end>[”“\"]?)(?P<curly_star>\*?)"
_TERMS = {
    1: re.compile(rf"{_HEAD}(?:{_QUOTED}|(?P<bare>\S*))"),
    2: re.compile(rf"{_HEAD}(?:{_QUOTED}|{_CURLY}|(?P<open>\()|(?P<bare>\S*))"),
}
_WORD = re.compile(r"(?P<minus>-?)(?P<bare>\S+)")


@dataclass(frozen=True, slots=True)
class Typing:
    """What the user is typing at the cursor, and which part of the line to replace.

    ``field`` is empty for a plain word or an unfinished field name.
    """

    field: str
    typed: str
    start: int
    end: int


class Kind(Enum):
    """The kind of a token."""

    TERM = "term"
    OPEN = "("
    CLOSE = ")"
    OR = "OR"
    AND = "AND"
    NOT = "NOT"


_OPERATORS = {kind.value: kind for kind in (Kind.OR, Kind.AND, Kind.NOT)}


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a line, and where it is."""

    kind: Kind
    start: int
    end: int
    field: str = ""  # "" for words to search for
    value: str = ""
    exclude: bool = False
    quoted: bool = False
    star: bool = False
    open: bool = False  # a quote that nobody has closed yet


def tokens(text: str, language: int = LANGUAGE) -> Iterator[Token]:
    """The tokens of a line from left to right. In the first language all of them are terms."""
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
    for name in ("quoted", "curly"):
        if (value := found.get(name)) is not None:
            return Token(
                Kind.TERM,
                at,
                match.end(),
                field,
                value.replace('""', '"'),
                exclude,
                quoted=True,
                star=found[f"{name}_star"] == "*",
                open=language > 1 and not found[f"{name}_end"],
            )
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


def being_typed(text: str, at: int) -> Typing | None:
    """The word or value that ends at the cursor; None between two of them."""
    groups: list[str] = []  # the fields of the parentheses around the cursor
    for token in tokens(text):
        if token.kind is Kind.OPEN and token.end <= at:
            groups.append(token.field or (groups[-1] if groups else ""))
        elif token.kind is Kind.CLOSE and token.end <= at and groups:
            groups.pop()
        elif token.kind is Kind.TERM and token.start < at <= token.end:
            return _typing(text, at, token, groups[-1] if groups else "")
    before = text[at - 1 : at]
    return Typing(groups[-1], "", at, at) if groups and groups[-1] and before in "( " else None


def _typing(text: str, at: int, token: Token, group: str) -> Typing | None:
    named = token.start + token.exclude + (len(token.field) + 1 if token.field else 0)
    if at < named:
        return None
    if not token.field and not group and token.quoted:
        return None
    typed = clean(text[named:at].strip('"“„').replace('""', '"'))
    return Typing(token.field or group, typed, named, token.end)

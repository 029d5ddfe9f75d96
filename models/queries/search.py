"""The query language: from a line of text to a filter, and back.

A word finds the words that begin with it, ``"a word"`` in quotes is that word, ``"several words"``
are in a row, and ``"several wor"*`` may go on. ``actor:`` ``agent:`` ``target:`` ``place:``
``source:`` ``tag:`` ``note:`` take beginnings of words of a name, in quotes a whole name, and
``tag:*`` ``note:*`` whatever there is; ``disputed:date`` those whose sources differ on it,
``disputed:*`` on anything; ``sure:>0.7`` says how sure the reading must be; ``kind:``
``status:`` ``review:`` one of their values, ``review:edited`` those that a person changed;
``from:`` (or ``after:``) ``until:`` (or ``before:``) ``on:`` a date. All that is asked for holds
together. ``a OR b`` is either of its two neighbours, parentheses hold together what belongs
together, ``-`` or ``NOT`` in front of either of them excludes.

``actor:#12`` is the actor with that number; ``match:any`` wants one of several actors rather than
all; ``dates:possible`` and ``dates:undated`` widen a range, and ``dates:undated`` alone wants the
events of unknown date only; ``dated:yes`` ``dated:reported`` ``dated:no`` say how the date is
known, by one of its own, by the day of the report alone, or not. A field without a value, a single
letter and an operator at the end are somebody still typing, and ask for nothing; an open quote is
closed, and its last word may go on.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from models.dates.typed import parse_typed
from models.errors import KnownError
from models.letters import clean, words
from models.queries.asked import combine
from models.queries.chips import is_empty
from models.queries.filter import (
    ANY,
    DISPUTED,
    EDITED,
    KNOWN_HOW,
    REVIEWS,
    ActorRole,
    ActorTerm,
    DateRange,
    Either,
    EventFilter,
    Match,
    Term,
    TextTerm,
)
from models.queries.sureness import sure_value
from models.queries.tokens import Kind, Token, tokens
from models.reading.doc import EventKind, EventStatus
from models.schema.keys import LANGUAGE

ROLES = {"actor": ActorRole.ANY, "agent": ActorRole.AGENT, "target": ActorRole.TARGET}
"""The fields that take an actor, and its role."""
CHOICES: dict[str, tuple[str, ...]] = {
    "kind": tuple(k.value for k in EventKind),
    "status": tuple(s.value for s in EventStatus),
    "review": (*REVIEWS, EDITED),
    "dated": KNOWN_HOW,
    "disputed": (*DISPUTED, ANY),
}
"""The fields that take one of few values, and these."""
_TERMS = {
    "kind": "kinds",
    "status": "statuses",
    "review": "reviews",
    "place": "places",
    "source": "sources",
    "tag": "tags",
    "note": "notes",
    "disputed": "disputed",
    "sure": "sures",
    "dated": "dated",
}
_BY_NAME = ("place", "source", "tag", "note")
_ANY = ("tag", "note")
_DATES = {"after": "after", "from": "after", "before": "before", "until": "before", "on": "on"}
FLAGS: dict[str, tuple[str, ...]] = {"dates": ("possible", "undated"), "match": ("any", "all")}
"""The fields that say how the others are meant, and their values."""
_LONGEST = 10_000  # characters
_MOST = 500  # terms: a page of text pasted by mistake
_DEEPEST = 8  # parentheses inside each other
_NOTHING = EventFilter()


def parse_query(text: str, language: int = LANGUAGE) -> EventFilter:
    """The filter a line means. Raises KnownError, in one sentence, where it means none."""
    if len(text) > _LONGEST:
        raise KnownError(f"The search is too long; use at most {_LONGEST} characters.")
    return _Parser(list(tokens(clean(text), language)), language).parsed()


class _Parser:
    """Reads the tokens of one line from left to right."""

    def __init__(self, line: list[Token], language: int) -> None:
        if sum(token.kind is Kind.TERM for token in line) > _MOST:
            raise KnownError(f"The search has too many words; use at most {_MOST}.")
        self._line = line
        self._at = 0
        self._first = language == 1

    def parsed(self) -> EventFilter:
        """The filter of the whole line."""
        wanted = self._together("", 0)
        if self._next() is not None:
            raise KnownError(
                "There is a “)” without a “(” before it; take it out, or put the words in quotes."
            )
        return wanted

    def _next(self) -> Token | None:
        return self._line[self._at] if self._at < len(self._line) else None

    def _comes(self, *kinds: Kind) -> bool:
        token = self._next()
        return token is not None and token.kind in kinds

    def _ends(self) -> bool:
        return self._next() is None or self._comes(Kind.CLOSE)

    def _together(self, field: str, depth: int) -> EventFilter:
        """What holds together, up to the end or a closing parenthesis."""
        wanted, said_and, said_or = _NOTHING, False, False
        while not self._ends():
            begun = self._at
            one = self._one_of(field, depth)
            said_or = said_or or any(t.kind is Kind.OR for t in self._level(begun))
            wanted = combine(wanted, one)
            if self._comes(Kind.AND):
                self._at += 1
                said_and = True
        if said_and and said_or:
            raise KnownError("“AND” and “OR” are mixed; use parentheses, as in a AND (b OR c).")
        return wanted

    def _level(self, begun: int) -> Iterator[Token]:
        """The tokens read since then that are in no parentheses of their own."""
        depth = 0
        for token in self._line[begun : self._at]:
            depth -= token.kind is Kind.CLOSE
            if depth == 0:
                yield token
            depth += token.kind is Kind.OPEN

    def _one_of(self, field: str, depth: int) -> EventFilter:
        """One operand, or several of which one is enough."""
        ways = [self._operand(field, depth)]
        while self._comes(Kind.OR):
            self._at += 1
            if not self._ends():
                ways.append(self._operand(field, depth))
        filled = [way for way in ways if way != _NOTHING]
        if len(ways) > 1 and any(is_empty(way) for way in filled):
            raise KnownError(
                "“match:” and “dates:possible” cannot be alternatives of “OR”; write them "
                "outside, or in parentheses with what they belong to."
            )
        return _either(filled)

    def _operand(self, field: str, depth: int) -> EventFilter:
        token = self._next()
        assert token is not None
        if token.kind in (Kind.OR, Kind.AND):
            word = token.kind.value
            raise KnownError(f"“{word}” has nothing before it; write it between two words.")
        self._at += 1
        if token.kind is Kind.TERM:
            return self._term(token, field)
        if token.kind is Kind.NOT:
            return _NOTHING if self._ends() else _opposite(self._operand(field, depth))
        if depth >= _DEEPEST:
            raise KnownError(f"Too many parentheses inside each other; use at most {_DEEPEST}.")
        inner = self._together(token.field or field, depth + 1)
        self._at += self._comes(Kind.CLOSE)
        return _opposite(inner) if token.exclude else inner

    def _term(self, token: Token, field: str) -> EventFilter:
        value, field = token.value.strip(), token.field or field
        whole = (token.quoted and not token.open) or self._first
        part = token.star or not whole
        if not value or not _is_enough(field, value, part=part, quoted=whole):
            return _NOTHING
        if field == "":
            return EventFilter(texts=(TextTerm(value, part, token.exclude),))
        if field in ROLES:
            if not token.quoted and re.fullmatch(r"#[0-9]{1,18}", value, re.ASCII):
                return EventFilter(
                    actors=(ActorTerm(int(value[1:]), None, ROLES[field], token.exclude),)
                )
            return EventFilter(actors=(ActorTerm(None, value, ROLES[field], token.exclude, part),))
        if field in CHOICES:
            known = _values(field, value) if part else (known_value(field, value),)
            return _with_terms(field, tuple(Term(each, token.exclude) for each in known))
        if field in _BY_NAME:
            return _with_terms(field, (Term(value, token.exclude, part),))
        if field == "sure":
            sure = sure_value(value)
            return _with_terms(field, (Term(sure, token.exclude),)) if sure else _NOTHING
        if field in _DATES:
            found = EventFilter(dates=_date(field, value))
            return _opposite(found) if token.exclude else found
        if token.exclude:
            raise KnownError(f"“{field}:” cannot be excluded; leave the minus out.")
        return _flag(field, value.lower())


def _is_enough(field: str, value: str, *, part: bool, quoted: bool) -> bool:
    """Whether there is something to look for; a single letter is a word that has begun."""
    if field not in ("", *ROLES, *_BY_NAME) or (field and not part):
        return True
    if field in _ANY and value == ANY:
        return True
    plain = "".join(word.plain for word in words(value))
    begun = part and not quoted and not value.startswith("#")
    return len(plain) > begun or not plain.isascii()


def _either(ways: list[EventFilter]) -> EventFilter:
    """The filter that matches if one of these does."""
    apart: dict[EventFilter, None] = {}
    for way in ways:
        inner = way.either[0] if len(way.either) == 1 else None
        if inner and not inner.exclude and way == EventFilter(either=(inner,)):
            apart |= dict.fromkeys(inner.ways)
        else:
            apart[way] = None
    if len(apart) > 1:
        return EventFilter(either=(Either(tuple(apart)),))
    return next(iter(apart), _NOTHING)


def _opposite(inner: EventFilter) -> EventFilter:
    """The filter for all events that this one excludes."""
    if is_empty(inner):
        return _NOTHING
    for name in ("texts", "actors", *_TERMS.values()):
        terms = getattr(inner, name)
        if len(terms) == 1 and inner == _with(name, terms):
            return _with(name, (replace(terms[0], exclude=not terms[0].exclude),))
    if len(inner.either) == 1 and inner == EventFilter(either=inner.either):
        (choice,) = inner.either
        if choice.exclude and len(choice.ways) == 1:
            return choice.ways[0]
        return EventFilter(either=(replace(choice, exclude=not choice.exclude),))
    return EventFilter(either=(Either((inner,), exclude=True),))


def known_value(field: str, value: str) -> str:
    """A ``kind``, ``status`` or ``review`` value as stored. Raises KnownError for others."""
    allowed = CHOICES[field]
    if value.lower() not in allowed:
        from difflib import get_close_matches  # noqa: PLC0415 - only a misspelled value needs it

        near = get_close_matches(value.lower(), allowed, 1)
        noun = f"“{field}:” value" if field in ("dated", "disputed") else field
        meant = f"did you mean “{near[0]}”? Choose" if near else "choose"
        raise KnownError(
            f"There is no {noun} “{_shown(value)}”; {meant} from {', '.join(allowed)}."
        )
    return value.lower()


def _shown(value: str) -> str:
    """What somebody typed, short and on one line."""
    return " ".join(value.split())[:40]


def _values(field: str, value: str) -> tuple[str, ...]:
    """The value, else all that begin with it."""
    begun = tuple(each for each in CHOICES[field] if each.startswith(value.lower()))
    return begun if begun and value.lower() not in begun else (known_value(field, value),)


def _with_terms(field: str, terms: tuple[Term, ...]) -> EventFilter:
    return _with(_TERMS[field], terms)


def _with(name: str, terms: tuple[object, ...]) -> EventFilter:
    changes: dict[str, tuple[object, ...]] = {name: terms}
    return replace(_NOTHING, **changes)  # type: ignore[arg-type]  # each field holds terms


def _date(field: str, value: str) -> DateRange:
    try:
        given = parse_typed(value)
    except KnownError as fault:
        raise KnownError(f"“{field}:” needs a date. {fault}") from fault
    start = given if _DATES[field] != "before" else None
    end = given if _DATES[field] != "after" else None
    return DateRange(start, end)


def _flag(field: str, value: str) -> EventFilter:
    begun = [each for each in FLAGS[field] if each.startswith(value)]
    if len(begun) != 1:
        known = " or ".join(f"{field}:{each}" for each in FLAGS[field])
        raise KnownError(f"“{field}:{_shown(value)}” has no meaning; write {known}.")
    if field == "match":
        return EventFilter(match=Match(begun[0]))
    possible = begun[0] == "possible"
    return EventFilter(dates=DateRange(possible=possible, undated=not possible))


def to_query(wanted: EventFilter) -> str:
    """The line that means this filter when pasted into the search field."""
    return " ".join(_units(wanted))


def _units(wanted: EventFilter) -> Iterator[str]:
    """Its conditions as they are written one after the other."""
    yield from map(_text_words, wanted.texts)
    for choice in wanted.either:
        alone = len(choice.ways) == 1
        ways = (
            " ".join(_units(choice.ways[0])) if alone else " OR ".join(map(_grouped, choice.ways))
        )
        yield f"-({ways})" if choice.exclude else ways
    yield from map(_actor_words, wanted.actors)
    if wanted.match is Match.ANY:
        yield "match:any"
    for field, name in _TERMS.items():
        for term in getattr(wanted, name):
            exact = field not in _BY_NAME
            value = term.value if exact else _named(field, term.value, part=term.part)
            yield f"{_minus(term.exclude)}{field}:{value}"
    yield from _date_words(wanted.dates)


def _grouped(way: EventFilter) -> str:
    units = list(_units(way))
    return units[0] if len(units) == 1 else f"({' '.join(units)})"


def _minus(exclude: bool) -> str:  # noqa: FBT001 - the flag is the word
    return "-" if exclude else ""


def _text_words(term: TextTerm) -> str:
    return _minus(term.exclude) + _named("", term.text, part=term.prefix)


def _actor_words(term: ActorTerm) -> str:
    field = {role: name for name, role in ROLES.items()}[term.role]
    if term.id is not None:
        return f"{_minus(term.exclude)}{field}:#{term.id}"
    return f"{_minus(term.exclude)}{field}:{_named('actor', term.name or '', part=term.part)}"


def _named(field: str, value: str, *, part: bool) -> str:
    """A value as it is written: in quotes where it is meant whole, or would be read otherwise."""
    # A parenthesis in a word would take the one that ends its group.
    if part and not value.startswith("#") and value.count("(") == value.count(")"):
        line = f"{field}:{value}" if field else value
        alone = list(tokens(line)) == [Token(Kind.TERM, 0, len(line), field, value)]
        if alone and _is_enough(field, value, part=True, quoted=False):
            return value
    return quoted(value) + ("*" if part else "")


def _date_words(dates: DateRange | None) -> Iterator[str]:
    if dates is None:
        return
    if dates.start is not None and dates.start == dates.end:
        yield f"on:{_date_value(dates.start.edtf)}"
    else:
        if dates.start is not None:
            yield f"after:{_date_value(dates.start.edtf)}"
        if dates.end is not None:
            yield f"before:{_date_value(dates.end.edtf)}"
    if dates.possible:
        yield "dates:possible"
    if dates.undated:
        yield "dates:undated"


def _date_value(edtf: str) -> str:
    return edtf if edtf[:1] not in ('"', "") else quoted(edtf)


def quoted(value: str) -> str:
    """A value in quotes, to match as a whole."""
    doubled = value.replace('"', '""')
    return f'"{doubled}"'

"""The query language: a line of text that means a filter, and the line for any filter.

Words, ``"phrases"``, ``prefix*``, ``-excluded``; ``actor:`` ``agent:`` ``target:`` ``kind:``
``status:`` ``review:`` ``place:`` ``source:`` ``after:`` (or ``from:``) ``before:`` (or
``until:``) ``on:``; values with spaces in quotes, a quote inside them doubled. ``actor:#12`` is
the actor with that number; ``match:any`` wants one of several actors rather than all;
``dates:possible`` and ``dates:undated`` widen a range, and ``dates:undated`` alone wants the
events of unknown date only; ``dated:yes`` ``dated:reported`` ``dated:no`` say how the date is
known, by one of its own, by the day of the report alone, or not. A field without a value is
somebody still typing, and asks for nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from models.dates.typed import parse_typed
from models.errors import KnownError
from models.queries.asked import narrower
from models.queries.conditions import searchable
from models.queries.filter import (
    KNOWN_HOW,
    REVIEWS,
    ActorRole,
    ActorTerm,
    DateRange,
    EventFilter,
    Match,
    Term,
    TextTerm,
)
from models.reading.doc import EventKind, EventStatus

_TOKEN = re.compile(
    r"""(?P<minus>-?)
    (?:(?P<field>[A-Za-z]+):)?
    (?:"(?P<quoted>(?:[^"]|"")*)(?:"|$)(?P<star>\*?)|(?P<bare>\S*))""",
    re.VERBOSE,
)
_ROLES = {"actor": ActorRole.ANY, "agent": ActorRole.AGENT, "target": ActorRole.TARGET}
_CHOICES: dict[str, tuple[str, tuple[str, ...]]] = {
    "kind": ("kinds", tuple(k.value for k in EventKind)),
    "status": ("statuses", tuple(s.value for s in EventStatus)),
    "review": ("reviews", REVIEWS),
    "dated": ("dated", KNOWN_HOW),
}
_FREE = {"place": "places", "source": "sources"}
_DATES = {"after": "after", "from": "after", "before": "before", "until": "before", "on": "on"}
_FLAGS = {
    ("dates", "possible"),
    ("dates", "undated"),
    ("match", "any"),
    ("match", "all"),
}
_FIELDS = {*_ROLES, *_CHOICES, *_FREE, *_DATES, "dates", "match"}
_BARE = re.compile(r"(?P<minus>-?)(?P<bare>\S+)")
_LONGEST = 10_000


@dataclass(frozen=True, slots=True)
class _Token:
    field: str  # "" for words to search for
    value: str
    exclude: bool
    quoted: bool
    prefix: bool


def parse_query(text: str) -> EventFilter:
    """The filter a line means; a KnownError in one sentence where it means none."""
    if len(text) > _LONGEST:
        raise KnownError(f"The search is too long; use at most {_LONGEST} characters.")
    wanted = EventFilter()
    for token in _tokens(text):
        wanted = _add(wanted, token)
    return wanted


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        match = _TOKEN.match(text, at)
        field = (match["field"] or "").lower() if match else ""
        if match is None or (field and field not in _FIELDS):
            match = _BARE.match(text, at)
            assert match is not None
            yield _word(match["bare"], exclude=match["minus"] == "-")
        elif match["bare"] is None:
            value = match["quoted"].replace('""', '"')
            exclude, star = match["minus"] == "-", match["star"] == "*"
            yield _Token(field, value, exclude, quoted=True, prefix=star)
        elif field:
            exclude = match["minus"] == "-"
            yield _Token(field, match["bare"], exclude, quoted=False, prefix=False)
        else:
            yield _word(match["bare"], exclude=match["minus"] == "-")
        at = max(match.end(), at + 1)


def _word(bare: str, *, exclude: bool) -> _Token:
    prefix = bare.endswith("*") and len(bare) > 1
    return _Token("", bare[:-1] if prefix else bare, exclude, quoted=False, prefix=prefix)


def _add(wanted: EventFilter, token: _Token) -> EventFilter:
    value = token.value.strip()
    if not value:
        return wanted
    if token.field == "":
        if not searchable(value):
            return wanted
        term = TextTerm(value, token.quoted, token.prefix, token.exclude)
        return replace(wanted, texts=(*wanted.texts, term))
    if token.field in _ROLES:
        return replace(wanted, actors=(*wanted.actors, _actor(token, value)))
    if token.field in _CHOICES:
        known = known_value(token.field, value)
        return _extend(wanted, _CHOICES[token.field][0], Term(known, token.exclude))
    if token.field in _FREE:
        return _extend(wanted, _FREE[token.field], Term(value, token.exclude))
    if token.exclude:
        raise KnownError(f"“{token.field}:” cannot be excluded; leave the minus out.")
    if token.field in _DATES:
        return replace(wanted, dates=_date(wanted.dates, token.field, value))
    return _flag(wanted, token.field, value.lower())


def known_value(field: str, value: str) -> str:
    """A value of ``kind``, ``status`` or ``review`` as it is stored; a KnownError for others."""
    _, allowed = _CHOICES[field]
    if value.lower() not in allowed:
        noun = "“dated:” value" if field == "dated" else field
        raise KnownError(f"There is no {noun} “{value[:40]}”; it is one of {', '.join(allowed)}.")
    return value.lower()


def _actor(token: _Token, value: str) -> ActorTerm:
    role = _ROLES[token.field]
    if not token.quoted and re.fullmatch(r"#[0-9]{1,18}", value, re.ASCII):
        return ActorTerm(id=int(value[1:]), role=role, exclude=token.exclude)
    return ActorTerm(name=value, role=role, exclude=token.exclude)


def _extend(wanted: EventFilter, field: str, term: Term) -> EventFilter:
    held: dict[str, tuple[Term, ...]] = {
        "kinds": wanted.kinds,
        "statuses": wanted.statuses,
        "reviews": wanted.reviews,
        "places": wanted.places,
        "sources": wanted.sources,
        "dated": wanted.dated,
    }
    return _with_terms(wanted, field, (*held[field], term))


def _with_terms(wanted: EventFilter, field: str, terms: tuple[Term, ...]) -> EventFilter:
    changes: dict[str, tuple[Term, ...]] = {field: terms}
    return replace(wanted, **changes)  # type: ignore[arg-type]  # each field holds terms


def _date(dates: DateRange | None, field: str, value: str) -> DateRange:
    try:
        given = parse_typed(value)
    except KnownError as fault:
        raise KnownError(
            f"“{value[:40]}” after “{field}:” is no date; write 2025-02-03, 2024-04 or 1994."
        ) from fault
    start = given if _DATES[field] != "before" else None
    end = given if _DATES[field] != "after" else None
    return narrower(dates or DateRange(), DateRange(start, end))


def _flag(wanted: EventFilter, field: str, value: str) -> EventFilter:
    if (field, value) not in _FLAGS:
        known = " or ".join(f"{f}:{v}" for f, v in sorted(_FLAGS) if f == field)
        raise KnownError(f"“{field}:{value[:40]}” says nothing; write {known}.")
    if field == "match":
        return replace(wanted, match=Match(value))
    dates = wanted.dates or DateRange()
    if value == "possible":
        return replace(wanted, dates=replace(dates, possible=True))
    return replace(wanted, dates=replace(dates, undated=True))


def to_query(wanted: EventFilter) -> str:
    """The line that means this filter when it is pasted into the search field."""
    words = [_text_words(t) for t in wanted.texts]
    words += [_actor_words(t) for t in wanted.actors]
    if wanted.match is Match.ANY:
        words.append("match:any")
    for name, terms in (
        ("kind", wanted.kinds),
        ("status", wanted.statuses),
        ("review", wanted.reviews),
        ("place", wanted.places),
        ("source", wanted.sources),
    ):
        words += [f"{_minus(t.exclude)}{name}:{_value(t.value)}" for t in terms]
    how = (f"{_minus(t.exclude)}dated:{t.value}" for t in wanted.dated)
    return " ".join((*words, *_date_words(wanted.dates), *how))


def _minus(exclude: bool) -> str:  # noqa: FBT001 - the flag is the word
    return "-" if exclude else ""


def _text_words(term: TextTerm) -> str:
    plain = not term.phrase and not any(c.isspace() for c in term.text)
    text = term.text if plain else _quoted(term.text)
    return _minus(term.exclude) + text + ("*" if term.prefix else "")


def _actor_words(term: ActorTerm) -> str:
    field = {role: name for name, role in _ROLES.items()}[term.role]
    value = f"#{term.id}" if term.id is not None else _value(term.name or "")
    return f"{_minus(term.exclude)}{field}:{value}"


def _date_words(dates: DateRange | None) -> Iterator[str]:
    if dates is None:
        return
    if dates.start is not None and dates.start == dates.end:
        yield f"on:{_value(dates.start.edtf)}"
    else:
        if dates.start is not None:
            yield f"after:{_value(dates.start.edtf)}"
        if dates.end is not None:
            yield f"before:{_value(dates.end.edtf)}"
    if dates.possible:
        yield "dates:possible"
    if dates.undated:
        yield "dates:undated"


def _value(value: str) -> str:
    plain = not any(c.isspace() for c in value) and value[:1] not in ('"', "#", "")
    return value if plain else _quoted(value)


def _quoted(value: str) -> str:
    doubled = value.replace('"', '""')
    return f'"{doubled}"'

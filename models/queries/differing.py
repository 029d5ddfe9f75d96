"""What the sources of an event say, value by value: for its card."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.composing.composer import heard, tellings_of
from models.composing.differing import DATE, FIELDS, STATUS, Voice, chosen_date, supporters, told
from models.composing.loading import Readings, matching
from models.dates.words import day_words, describe
from models.queries.rows import EventRow, SaidRow, SaidValue
from models.schema.text import Document

_RULE = "The date is the one that most independent sources support, the narrowest of several"


def said_of(session: Session, row: EventRow) -> tuple[SaidRow, ...]:
    """The fields of which the sources of an event say several things; of one source none."""
    if row.sources < 2 and not row.disputed:
        return ()
    voices = heard(session, Readings(session), tellings_of(session, (row.id,)))
    found = told(voices, describe)
    outlets = _outlets(session, voices)
    differing = set(row.disputed.split())
    return tuple(
        SaidRow(
            name,
            name in differing,
            tuple(
                SaidValue(
                    value.words,
                    tuple(dict.fromkeys(outlets[n] for n in value.tellings)),
                    value.sources,
                    day_words(value.reported) if value.reported is not None else "",
                    _typed(name, value.words, voices),
                )
                for value in found.values[name]
            ),
            _rule(voices, row) if name == DATE else "",
        )
        for name in FIELDS
        if len(found.values.get(name, ())) > 1
    )


def _rule(voices: Sequence[Voice], row: EventRow) -> str:
    """How the date that is shown was chosen, where it was."""
    if "date" in row.edited.split():
        return "The date was chosen by hand."
    date = chosen_date(voices)
    if date is None:
        return ""
    every = len({v.source for v in voices if v.date is not None})
    return f"{_RULE}: {describe(date)}, {len(supporters(voices, date))} of {every}."


def _typed(name: str, words: str, voices: Sequence[Voice]) -> str:
    """What a person who chooses this value would type; empty: it can't be chosen."""
    if name == DATE:
        dates = (v.date for v in voices if v.date is not None and describe(v.date) == words)
        return next((date.edtf for date in dates), "")
    return words if name in ("place", STATUS) else ""


def _outlets(session: Session, voices: Sequence[Voice]) -> Mapping[int, str]:
    """Whose report each telling is: outlet, else title."""
    papers = {v.document for v in voices if v.document is not None}
    columns = select(Document.id, Document.outlet, Document.title)
    named: dict[int, str] = {}
    for number, outlet, title in matching(session, columns, Document.id, papers):
        named[number] = outlet or title
    return {v.id: named.get(v.document or 0, "by hand") for v in voices}

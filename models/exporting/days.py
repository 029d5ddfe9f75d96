"""How exports write stored dates and their bases."""

from typing import Any

from models.dates.basis import basis_from_data
from models.dates.edtf import parse_edtf, write_day
from models.dates.words import describe, explain
from models.errors import KnownError
from models.schema.keys import FIRST_DAY, LAST_DAY


def day_text(day: int, edtf: str | None) -> str | None:
    """A stored first or last day as EDTF; None where that end is open or there is no date."""
    if edtf is None or day <= FIRST_DAY or day >= LAST_DAY:
        return None
    return write_day(day)


def reported_text(day: int | None) -> str | None:
    """The day of the first report as EDTF; None where no article of an event has a date."""
    return None if day is None else write_day(day)


def date_words(edtf: str) -> str:
    """A stored date in words; as it is stored where that isn't a date."""
    try:
        return describe(parse_edtf(edtf))
    except KnownError:
        return edtf


def why(basis: dict[str, Any] | None) -> str | None:
    """How a date was computed, in words."""
    return None if basis is None else explain(basis_from_data(basis))

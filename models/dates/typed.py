"""Dates as a person types them into a field: "April 2024", "3 Feb 2025", "1990s"."""

import re

from models.dates.edtf import parse_edtf, write_year
from models.dates.interval import DateInterval, Day
from models.dates.relations import one_day
from models.errors import KnownError

MONTHS = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|"
        "september sept sep|october oct|november nov|december dec".split("|"),
        1,
    )
    for name in names.split()
}
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]+)\.?,? (\d{4})")
_MONTH_FIRST = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_MONTH = re.compile(r"([a-z]+)\.?,? (?:of )?(\d{4})")
_DECADE = re.compile(r"(\d{3})0'?s")
_ABOUT = re.compile(r"^(?:c\.|ca\.|circa|about|around)\s*")


def parse_typed(text: str, *, today: Day | None = None) -> DateInterval:
    """The interval a person means; missing parts are never filled in.

    ``today`` gives the words "today" and "yesterday" a meaning. A KnownError, one sentence,
    says what cannot be read or is ambiguous.
    """
    plain = " ".join(text.split())
    low = plain.lower()
    if today is not None and low in ("today", "yesterday"):
        return one_day(today - (low == "yesterday"))
    if m := _ABOUT.match(low):
        inner = parse_typed(low[m.end() :], today=today)
        return parse_edtf(inner.edtf if "/" in inner.edtf else inner.edtf.rstrip("~") + "~")
    if re.fullmatch(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}", low):
        raise KnownError(
            f'"{plain}" can be read two ways; write the month as a word, as in 3 Feb 2025.'
        )
    if (m := _DAY_FIRST.fullmatch(low)) and m[2] in MONTHS:
        return parse_edtf(f"{write_year(int(m[3]))}-{MONTHS[m[2]]:02d}-{int(m[1]):02d}")
    if (m := _MONTH_FIRST.fullmatch(low)) and m[1] in MONTHS:
        return parse_edtf(f"{write_year(int(m[3]))}-{MONTHS[m[1]]:02d}-{int(m[2]):02d}")
    if m := _MONTH.fullmatch(low):
        if m[1] in MONTHS:
            return parse_edtf(f"{m[2]}-{MONTHS[m[1]]:02d}")
        if m[1] in SEASONS:
            return parse_edtf(f"{m[2]}-{SEASONS[m[1]]}")
    if m := _DECADE.fullmatch(low):
        return parse_edtf(f"{m[1]}X")
    try:
        return parse_edtf(plain)
    except KnownError as fault:
        if re.fullmatch(r"[-Y\d/.~?%X]+", plain):
            raise
        raise KnownError(
            f'"{plain[:40]}" is no date; write it as 3 Feb 2025, April 2024 or 2025-02-03.'
        ) from fault

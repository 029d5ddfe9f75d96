"""What the words of seasons, quarters and halves of a year mean."""

import re

from models.reading.time.dates import year_alone, year_in
from models.reading.time.meaning import Match, Reading, dated
from models.reading.time.words import ORDINALS, SEASON_CODES, SEASONS, which_in

_NEAR = 2000  # characters: how far from the words a match may be mentioned
_PLAY = re.compile(
    r"\b(?:match|goals?|goalless|penalt(?:y|ies)|kick(?:s|ed|-?off)?|scored?|scoring|striker|midfielder|"
    r"half-?time|referee|playoffs?|touchdowns?|rebounds?|inning|possession)\b",
    re.IGNORECASE,
)


def season(m: Match) -> Reading:
    """ "the summer of 1988", "last winter"."""
    code, groups = SEASONS[m["season"].lower()], m.groupdict()
    name = SEASON_CODES[code]
    if groups.get("year") or groups.get("short"):
        year = year_in(m)
        return dated(f"{year}-{name}", "date", f"{year}-{code}")
    which = (groups.get("which") or "").lower()
    if which in ("the following", "the previous"):
        told = "told:next" if which == "the following" else "told:last"
        return dated(f"XXXX-{name}", "season", code, told)
    return dated(f"XXXX-{name}", "season", code, which_in(which))


def bare_season(m: Match) -> Reading:
    """ "in the fall", "in autumn"."""
    code = SEASONS[(m["season"] or m["season2"] or m["season3"]).lower()]
    return dated(f"XXXX-{SEASON_CODES[code]}", "season", code, "")


def quarter(m: Match) -> Reading:
    """ "the third quarter of 2016", "Q4", "the first quarter of next year"."""
    words = m["nth"].lower()
    number = int(words[-1]) if words[-1].isdigit() else ORDINALS.get(words, 4)
    code, groups = 32 + number, m.groupdict()
    if year := groups.get("year"):
        return dated(f"{year}-Q{number}", "date", f"{year}-{code}")
    of = groups.get("of")
    which = {"last": "year:-1", "next": "year:1", "this": "year:0"}.get(which_in(of), "")
    return dated(f"XXXX-Q{number}", "season", code, which)


def quarter_of_months(m: Match) -> Reading:
    """ "the October-December quarter"."""
    number = 1 + "JAJO".index(m["ends"][0]) if m["ends"][:2] != "Ju" else 3
    if year := m["year"]:
        return dated(f"{year}-Q{number}", "date", f"{year}-{32 + number}")
    return dated(f"XXXX-Q{number}", "season", 32 + number, "")


def year_quarter(m: Match) -> Reading:
    """ "the 1988 third quarter", "the 1988 period"."""
    return quarter(m) if m["nth"] else year_alone(m)


def half(m: Match) -> Reading | None:
    """ "the first half of 2012"; nothing for the half of a match."""
    first = m["half"].lower() == "first"
    name, ends = ("H1", (1, 1, 6, 30)) if first else ("H2", (7, 1, 12, 31))
    if year := m.groupdict().get("year"):
        return dated(f"{year}-{name}", "date", f"{year}-{ends[0]:02d}/{year}-{ends[2]:02d}")
    if _PLAY.search(m.string, max(m.start() - _NEAR, 0), m.end() + _NEAR):
        return None  # of a match
    return dated(f"XXXX-{name}", "days", *ends)


def half_of_year(m: Match) -> Reading:
    """ "the second half of last year"."""
    first = m["half"].lower() == "first"
    name, ends = ("H1", "1 1 6 30") if first else ("H2", "7 1 12 31")
    year = {"last": -1, "next": 1}.get(which_in(m["which"]), 0)
    return dated(f"XXXX-{name}", "chain", f"unit year {year}", f"days {ends} 0")

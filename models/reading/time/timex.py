"""The grammar of time expressions (TIMEX3, ISO-TimeML 2012): what words mean in time.

Extents follow the TimeML annotation guidelines: prepositions stay out, determiners and words
such as "late", "earlier", "more than" that belong to the expression stay in.

What the words mean is a ``spec``, a tuple with its name first; the stage ``resolve`` turns it
into days. ``which`` is "", "last", "next" or "this".

==================================  ==========================================================
``("date", edtf)``                  a date that stands by itself
``("monthday", m, d, which)``       a day without its year
``("days", m, d, m2, d2)``          from one such day to another
``("month", m, which)``             also ``("month", m, "year:-1")``: of last year;
                                    ``"that"``: of the year told before
``("weekday", w, which)``           Monday is 0; ``"week:-1"``: of last week
``("season", code, which)``         EDTF season or quarter
``("unit", unit, n)``               the n-th calendar unit from publication
``("shift", unit, n)``              n units after (before) the date told before
``("monthweek", n, *inner)``        the n-th week of the month that ``inner`` means
``("weekof", *inner)``              the week that holds the day that ``inner`` means
``("span", unit, n)``               the n units up to publication (negative: after it)
``("duration", unit, n)``           n units, 0 for an unknown number
``("set",)`` ``("ref",)``           repeated, and only past, present or future
``("dom", d)``                      day d of the month told before; ``("dom", d, n)``: of the n-th
                                    month from publication
``("dayfrom", w, m, d, which)``     the first weekday w from day d of month m on
``("easter", n, which)``            n days after Easter Sunday
``("slashed", year, a, b)``         a day whose month may be a or b: 3/4/2012
``("chain", *rules)``               rules of :mod:`models.dates.derivation`, one after another
``("yearago", n)``                  the quarter told before, a year earlier; else the n-th from now
``("clock", day)``                  a time of day; ``day`` as in ``("unit", "day", day)``
==================================  ==========================================================
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from models.dates.days import MONTHS
from models.dates.edtf import real_edtf
from models.reading.time import dates, relative, seasons, spans
from models.reading.time import meaning as reading
from models.reading.time.guard import guarded
from models.reading.time.meaning import Maker, Match, Reading, Spec
from models.reading.time.words import ORDINALS, SMALL, TENS

# Pieces of patterns. Months and weekdays need their capital; all else may be of either case.
_SHORT_DAYS = r"(?:Mon|Tues|Tue|Weds|Wed|Thurs|Thur|Thu|Fri|Sat|Sun)\b\.?"
_SHORT_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_LOUD_MONTHS = r"(?:JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT|SEP|OCT|NOV|DEC)\b\.?"
_MONTH = (
    r"(?-i:January|February|March|April|May|June|July|August|September|October|November|"
    r"December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
    rf"|{'|'.join(sorted(set(MONTHS) - {'March', 'May'})).upper()}"
    rf"|(?:MARCH|MAY|{_LOUD_MONTHS})(?=,? ?\d)"
    rf"|(?:(?<=\d )|(?<=\bIN )|(?<=\bSINCE )|(?<=\bLAST )|(?<=\bNEXT ))(?:MARCH|MAY|{_LOUD_MONTHS}))"
)
_WEEKDAY = (
    r"(?-i:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY"
    rf"|{_SHORT_DAYS}(?<=\.)(?= [a-z]|[,;)])"
    rf"|{_SHORT_DAYS}(?=,? (?:[0-3]?\d\b|{_SHORT_MONTHS}))"
    rf"|(?i:(?<=\bon )|(?<=\blast )|(?<=\bnext )|(?<=\bthis )|(?<=\bsince )|(?<=\buntil ))(?:{_SHORT_DAYS}|(?:MON|TUE|WED|THU|FRI|SAT|SUN)\b\.?)(?![-\w'’]))"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[,.]\d)"
_NUMBERED = r"\d{1,2}(?:st|nd|rd|th)?(?![\d%]|[,.]\d)"  # also those that no month has
_YEAR = r"(?:1\d{3}|20\d\d)(?![\d%]|[,.]\d)"
_TENS_PATTERN = "|".join(TENS)
_NUMBER = (
    rf"(?:(?:\d{{1,3}} 1/2|\d{{1,4}}(?:,\d{{3}})*(?:\.\d+|½)?|(?:{_TENS_PATTERN})(?:-(?:{'|'.join(SMALL[1:10])}))?|"
    rf"{'|'.join(reversed(SMALL[1:]))}|a (?=hundred|thousand|million|billion)|a dozen|dozen)"
    r"(?:(?: |(?<=a ))(?:hundred|thousand|million|billion))?)"
)
_VAGUE = (
    r"(?:a few|a couple(?: of)?|several|some(?= \w+s\b)|(?<!as )many|a number of|few|countless|"
    r"(?:tens|dozens|scores|hundreds|thousands|millions) of)"
)
_RANGE = rf"(?:{_NUMBER}(?: to | or |[-–]))?(?<!y-)"  # "twenty-two" isn't a range
_COUNT = rf"(?:{_NUMBER}|{_VAGUE}|half an?|an?)"
_UNIT = r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|weekends?|months?|quarters?|years?|decades?|century|centuries|fortnights?)"
_MANY = r"(?:minutes|hours|days|nights|weeks|months|quarters|years|decades|centuries)"
_CALENDAR = r"(?:week|weekend|month|quarter|year|decade|century)"
_ABOUT = (
    r"(?:(?:(?:much |little |slightly )?(?:more|less|longer|fewer) than|at least|at most|"
    r"no (?:more|less|later) than|nearly|almost|about|around|roughly|approximately|up to|"
    r"close to|just over|just under|well over|as (?:many|much|little) as|"
    r"some(?= (?:\d|a (?:dozen|hundred)|" + "|".join([*SMALL[1:], *TENS]) + r"))) )?"
)
_PART = (
    r"(?:(?:early|late|mid|the (?:start|beginning|end|middle) of|earlier|later)(?: in| on|-)?[ -]?)"
)
_TIME = r"(?:morning|afternoon|evening|night|noon|midday|midnight|lunchtime)"
_ZONES = (
    r"(?:GMT|UTC|EST|EDT|CET|CEST|EET|WIB|BST|PST|PDT|CST|CDT|MST|MDT|JST|KST|HKT|SGT|PKT|EAT|SAST|"
    r"AEST|AEDT|IST|MSK)"
)
_ZONE = rf"(?: ?(?:(?-i:{_ZONES}|ET)(?:[+-]\d{{1,2}})?|local time|(?:Eastern|Pacific|Central) time)|(?-i:Z)\b)?"
_CLOCK = (
    r"(?:(?:1[0-2]|0?[1-9])(?:[:.][0-5]\d)? ?(?:[ap]\.m\b\.?|[ap]m\b)"
    rf"|(?:1[0-2]|[1-9]|{'|'.join(SMALL[1:13])}) o['’]clock(?: in the (?:morning|afternoon|evening)| at night)?"
    r"|(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?: ?(?:[ap]\.m\b\.?|[ap]m\b))?(?: in the (?:morning|afternoon|evening)| at night)?"
    rf"|(?-i:(?:[01]\d|2[0-3])\.?[0-5]\d(?= ?{_ZONES}\b)))"
)
_DASH = r" ?(?:-|–|—|to|through|until) ?"
_M, _D, _Y = rf"(?P<month>{_MONTH})", rf"(?P<day>{_DAY})", rf"(?P<year>{_YEAR})"
_WD = rf"(?P<wd>{_WEEKDAY})"
# A month told once: "Monday 6, Tuesday 7 and Wednesday 8 May"
_ANY_DAY = rf"(?:{_WEEKDAY},? )?(?:the )?{_DAY}"
_DAY_NAMED = rf"(?:{_WEEKDAY},? )?(?:the )?{_D}"
_DAY_NAMED2 = rf"(?:{_WEEKDAY},? )?(?:the )?(?P<day2>{_DAY})"
_MORE_DAYS, _AND = rf"(?P<more>(?:, {_ANY_DAY})*)", r"(?:,? and |,? or | & )"
_U, _C = rf"(?P<unit>{_UNIT})", rf"(?P<count>{_COUNT})"
_WHICH = r"(?P<which>last|next|this past|this coming|this|past|coming|previous|following)"
_P = rf"(?:(?P<part>{_PART}))?"
_TOD = rf"(?:,? (?:(?:at|in the) )?(?P<time>{_TIME})\b)?"
# "the last three weeks", not "it could last three weeks"
_LAST = r"(?<!to )(?<!could )(?<!will )(?<!would )(?<!can )(?<!may )(?<!might )(?<!should )last"
_HOUR = rf"(?:1[0-2]|[1-9]|{'|'.join(reversed(SMALL[1:13]))})"
_NEARLY = r"(?:(?:about|around|approximately|roughly|nearly|almost) )?"
_WITH_CLOCK = rf"(?:(?:,? at |,? )(?P<clock>{_CLOCK}){_ZONE})?"
_LEAD_CLOCK = rf"(?:{_NEARLY}(?P<lead>{_CLOCK}|noon|midday|midnight|dawn|dusk){_ZONE},? (?:on )?)?"
_KIND = (
    r"(?:(?:full|straight|consecutive|long|more|additional|trading|business|working|court|"
    r"calendar|school) )?"
)
_HALF = r"(?:the )?(?P<half>first|second)[ -]half"
_NTH = r"(?P<nth>first|second|third|fourth|fifth|last|final)"
_SEASONS = r"(?P<unit>springs|summers|autumns|falls|winters)"


# What a text must hold before a rule is tried on it; other needs are words in lower case, one of
# which must be in it. Most rules need not even be compiled for a short text.
_NEEDS = {
    "month": re.compile(rf"\b{_MONTH}"),
    "weekday": re.compile(r"(?:day|DAY|\b(?:Mon|Tues?|Weds?|Thurs?|Thu|Fri|Sat|Sun)\b)"),
    "digit": re.compile(r"\d"),
    "season": re.compile(r"(?i)spring|summer|autumn|fall|winter"),
    "unit": re.compile(rf"(?i){_UNIT}"),
}


def _patterns() -> list[tuple[str, str, Maker]]:
    names = sorted(dates.holidays(), key=len, reverse=True)
    holidays = "|".join(re.escape(name) for name in names)
    nth = "|".join(sorted(ORDINALS, key=len, reverse=True))
    return [
        # Full dates
        ("hours", r"(?:(?<=at )|(?<=by )|(?<=until )|(?<=from )|(?<=before )|(?<=after ))(?P<clock>(?:[01]\d|2[0-3])[0-5]\d) hours\b", dates.clock),
        ("month", rf"(?:the )?(?:early |late )?(?P<time>morning|afternoon|evening|night|hours) of (?:{_WD},? )?{_M} {_D}(?:,? {_Y})?", dates.part_of_day),
        ("month", rf"(?:the )?(?:early |late )?(?P<time>morning|afternoon|evening|night|hours) of (?:{_WD},? )?(?:the )?{_D} (?:of )?{_M}(?:,? {_Y})?(?! \d)", dates.part_of_day),
        ("digit", rf"(?P<year>[12]\d{{3}})-(?P<nm>\d\d)-(?P<nd>\d\d)(?:[T ](?P<clock>{_CLOCK}){_ZONE})?(?![\d-])", dates.numeric_date),
        ("digit", r"(?<=on )(?P<year>(?:19|20)\d\d)(?P<nm>0\d|1[0-2])(?P<nd>[0-3]\d)(?!\w)(?P<clock>)", dates.numeric_date),
        ("digit", r"(?P<year>(?:19|20)\d\d)(?P<mark>[/.])(?P<nm>\d\d?)(?P=mark)(?P<nd>\d\d?)(?![\d/]|\.\d)(?P<clock>)", dates.numeric_date),
        ("digit", rf"(?<![\d.])(?P<nd>\d{{1,2}})\.(?P<nm>\d{{1,2}})\.(?P<year>(?:19|20)\d\d)(?!\d|\.\d)(?:,? (?P<clock>{_CLOCK}){_ZONE})?", dates.numeric_date),
        ("digit", r"(?P<year>(?:19|20)\d\d)年(?P<nm>\d{1,2})月(?P<nd>\d{1,2})日(?P<clock>)", dates.numeric_date),
        ("digit", rf"(?<![\d/])(\d{{1,2}})/(\d{{1,2}})/(\d{{4}}|\d\d)(?![\d/])(?:,? (?P<clock>{_CLOCK}){_ZONE})?", dates.slashed_date),
        ("digit", rf"(?<![\d-])(\d\d)-(\d\d)-((?:19|20)\d\d)(?![\d-])(?:,? (?P<clock>{_CLOCK}){_ZONE})?", dates.slashed_date),
        ("digit", rf"{_M} {_D}{_DASH}(?P<month2>{_MONTH}) (?P<day2>{_DAY}),? {_Y}", dates.day_range),
        ("digit", rf"{_M} {_D}{_DASH}(?P<day2>{_DAY}),? {_Y}", dates.day_range),
        ("month", rf"(?:(?<=from )|(?<=between )){_DAY_NAMED} (?:to|and|until|till|through) {_DAY_NAMED2} (?:of )?{_M}(?:,? {_Y})?(?! \d)", dates.day_range),
        ("month", rf"(?<=between ){_M} {_D} and (?P<day2>{_DAY})(?:,? {_Y})?(?![\w-])", dates.day_range),
        ("month", rf"{_DAY_NAMED}{_MORE_DAYS}{_AND}{_DAY_NAMED2} (?:of )?{_M}(?:,? {_Y})?(?! \d)", dates.days_in_a_row),
        ("month", rf"{_M} {_D}{_MORE_DAYS}{_AND}(?P<day2>{_DAY})(?:,? {_Y})?(?![\w-])", dates.days_in_a_row),
        ("month", rf"{_DAY_NAMED}(?={_MORE_DAYS}{_AND}{_ANY_DAY} (?:of )?{_M}(?:,? {_Y})?(?! \d))", dates.day_of_list),
        ("month", rf"{_M} {_D}(?={_MORE_DAYS}{_AND}{_DAY},? {_Y})", dates.full_date),
        ("digit", rf"{_LEAD_CLOCK}(?:{_WD},? )?{_M} (?P<day>{_NUMBERED}),? {_Y}{_WITH_CLOCK}", dates.full_date),
        ("digit", rf"{_LEAD_CLOCK}(?:{_WD},? )?(?:the )?(?P<day>{_NUMBERED}) (?:of )?{_M},? {_Y}{_WITH_CLOCK}", dates.full_date),
        ("month", rf"{_M}(?P<mark>[-/.]){_D}(?P=mark){_Y}(?![\w-])", dates.full_date),
        ("month", rf"{_D}(?P<mark>[-/.]){_M}(?P=mark)(?:{_Y}|(?P<short>\d\d))(?![\w-])", dates.full_date),
        ("month", rf"(?:{_M} {_D}|(?P<day1>{_DAY}) (?P<month1>{_MONTH})),? ['’](?P<short>\d\d)(?![\w'’])", dates.full_date),
        # Weeks of a month
        ("unit", rf"(?:the )?(?P<nth>first|second|third|fourth|fifth|last|final) week (?:of|in) (?:(?P<which>last|next|this) month|(?P<month>{_MONTH})(?:,? (?P<year>{_YEAR}))?)", dates.month_week),
        ("weekday", rf"the {_NTH} {_WD} (?:of|in) {_M}(?:,? {_Y})?", dates.month_weekday),
        # Days of a month
        ("month", rf"the week of {_M} {_D}(?:,? {_Y})?", dates.week_of),
        ("weekday", rf"the (?:early |late )?(?P<time>morning|afternoon|evening|night|hours) of {_WD}(?![\w-])", dates.part_of_weekday),
        ("month", rf"{_M} {_D}{_DASH}(?P<month2>{_MONTH}) (?P<day2>{_DAY})", dates.day_range),
        ("month", rf"{_M} {_D} ?(?:-|–|—|to|through) ?(?P<day2>{_DAY})(?! {_MONTH})", dates.day_range),
        ("month", rf"{_D} ?(?:-|–|—|to|/) ?(?P<day2>{_DAY}) {_M}(?: {_Y})?", dates.day_range),
        ("month", rf"{_M} {_D},? (?P<of>last|this|next) year\b", dates.month_day_of),
        ("month", rf"{_LEAD_CLOCK}(?:{_P}{_WD},? |(?P<which>last|next|this) )?{_M}(?: |(?<=\.)){_D}(?! (?:{_MONTH})){_WITH_CLOCK}", dates.month_day_alone),
        ("month", rf"(?:{_WD},? )?(?:the )?{_D} (?:of )?{_M}\b(?! \d)", dates.month_day),
        ("th|st|nd|rd", r"the (?P<day>(?:3[01]|[12]?\d)(?:st|nd|rd|th))(?: day)? of (?P<which>this|last|next|that|the(?: same)?) month\b", dates.day_of_month),
        ("th|st|nd|rd", rf"(?<=on )(?:{_WEEKDAY},? )?the (?P<day>(?:3[01]|[12]?\d)(?:st|nd|rd|th))(?=[,.;]|$| (?:and|but|or|to|at|in|after|when|with)\b)", dates.day_of_month),
        # A quarter by its months, before months
        ("month", r"(?:the )?(?P<ends>January[-–]March|April[-–]June|July[-–]September|October[-–]December)(?: (?:quarter|period))?(?: (?:of )?(?P<year>(?:19|20)\d\d))?\b", seasons.quarter_of_months),
        # Holidays, before months: "May Day"
        ("|".join(names), rf"(?:{_WHICH} )?(?P<holiday>{holidays})(?:,? (?P<year>{_YEAR}))?\b", dates.holiday),
        # Months
        ("month", rf"(?:{_HALF} of )?{_P}(?:the month of )?{_M},? (?:of )?{_Y}", dates.month_year),
        ("month", rf"{_M} (?:of )?['’](?P<short>\d\d)(?![\w'’])", dates.month_year),
        ("month", rf"{_M}[-/]{_Y}(?![\w-])", dates.month_year),
        ("month", rf"{_P}{_M}(?: of)? (?P<of>last|this|next|that(?: same)?|the (?:previous|following|same)) year", dates.month_alone),
        ("month", rf"the (?P<told>following|previous) {_M}(?![\w-])", dates.month_alone),
        ("month", rf"{_P}(?:{_WHICH} )?{_M}(?![\w-])", dates.month_alone),
        # Years, decades, centuries
        ("season", rf"(?:(?:the )?{_PART})?(?:the )?(?P<season>winter) (?:of )?{_Y}[-–/](?:19|20)?\d\d(?!\d)", seasons.season),
        ("digit", r"(?P<year>1[5-9]\d\d|20\d\d)[-–/](?P<end>\d{4}|\d\d)(?![\d-]|-\d)", dates.years),
        ("digit", r"(?:(?:the )?(?:early|late|mid)[ -])?(?:the )?(?P<decade>1\d{2}0|20\d0)s\b", dates.decade),
        ("digit", r"(?:(?:the )?(?:early|late|mid)[ -]|the )(?P<decade>1\d{2}0|20\d0)['’]s\b", dates.decade),
        ("digit", r"(?:(?:the )?(?:early|late|mid)[ -])?(?:the )?['’]?(?P<decade>[1-9]0)['’]?s\b", dates.decade),
        ("ties", r"(?:(?:the )?(?:early|late|mid)[ -]|the )(?:the )?(?P<tens>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b", dates.decade_in_words),
        ("turn of", r"the turn of the century\b", reading.reference("XX")),
        ("century", rf"(?:(?:the )?(?:early|late|mid|turn of the)[ -])?(?:the )?(?P<nth>\d{{1,2}}(?:st|nd|rd|th)|{nth})[ -]century\b(?P<bc> (?-i:BCE?\b|B\.C\.(?:E\.)?))?", dates.century),
        # Seasons and quarters
        ("season", rf"(?:(?:the )?{_PART})?(?:the )?(?P<season>spring|summer|autumn|fall|winter) (?:of )?(?:{_Y}|['’](?P<short>\d\d))(?!\w)", seasons.season),
        ("season", r"(?P<which>last|next|this past|this coming|this|the following|the previous|that) (?P<season>spring|summer|autumn|fall|winter)\b", seasons.season),
        ("season", r"(?<=in )(?:the )?(?P<season>spring|summer|autumn|fall|winter)(?=[,.;]|$| (?:and|but|when|as|after|before|with|to|for|if|at)\b)|(?:(?<=in )|(?<=until )|(?<=by )|(?<=during )|(?<=since ))the (?P<season3>spring|summer|autumn|fall|winter)\b(?! of\b)|(?<=the )(?:early |late )(?P<season2>summer|winter)\b", seasons.bare_season),
        ("quarter", rf"(?:the )?(?:fiscal )?(?P<nth>first|second|third|fourth|final)(?: fiscal)?[ -]quarter(?: of)?(?: fiscal)? {_Y}", seasons.quarter),
        ("digit", rf"(?:the )?{_Y}(?:[ -](?P<nth>first|second|third|fourth|final))?(?: fiscal)?[ -](?:quarter|period)\b", seasons.year_quarter),
        ("quarter", r"(?:the )?(?:fiscal )?(?P<nth>first|second|third|fourth|final)(?: fiscal)?[ -]quarter(?: (?:of )?(?P<of>last|this|next) year)?\b(?! of (?:the )?(?:game|match|season opener)\b)", seasons.quarter),
        ("digit", rf"(?P<nth>Q[1-4])(?: of)?(?: {_Y})?\b", seasons.quarter),
        ("half", rf"{_HALF} of {_Y}", seasons.half),
        ("half", rf"{_HALF} of (?P<which>last|this|next) year", seasons.half_of_year),
        (" half", rf"{_HALF} of (?P<which>last|this|next) (?P<unit>month)", relative.relative_unit),
        ("half", rf"{_HALF}(?![\w-]|-\w)(?: of the year\b)?(?! (?:of|dozen|century|hour)\b)", seasons.half),
        # Sets
        ("weekday", rf"the (?:first|second|third|fourth|last) {_WD} (?:of|in) (?:each|every|the) month\b", spans.repeated),
        ("unit", rf"{_C} (?:minutes?|hours?|days?|nights?|weeks?|weekends?|months?) (?:an?|per|each|every) (?P<unit>day|week|month|year)\b(?! (?:ago|later|earlier|before|after)\b)", spans.repeated_share),
        ("every|each", rf"(?:every|each)(?: single)? (?:(?P<count>other|second|third|fourth|fifth|{_NUMBER}) )?(?:{_WD}(?: (?P<tod>{_TIME}))?|{_M}|{_U}|(?P<time>{_TIME})|(?P<season>spring|summer|autumn|fall|winter))(?![\w-])", spans.repeated),
        ("once|twice|times", rf"(?:once|twice|{_NUMBER} times) (?:a|an|each|every|per) (?P<unit>day|week|month|year|hour|quarter)\b", spans.repeated),
        ("weekday", rf"(?P<count>{_NUMBER}) (?P<wd>(?-i:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s ago\b", relative.weekdays_ago),
        ("weekday", r"(?P<wd>(?-i:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day) (?P<time>morning|afternoon|evening|night)s\b", spans.repeated),
        ("weekday", r"(?:(?:most|alternate) )?(?P<wd>(?-i:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s\b(?!['’])", spans.repeated),
        ("ly|annual", r"(?:semiannually|semiannual|twice-(?:daily|weekly|yearly)|hourly|daily|nightly|biweekly|weekly|monthly|quarterly|yearly|annually|annual|fortnightly)\b", spans.adverb),
        # Weekdays
        ("unit", rf"{_C} {_U} ago (?:(?P<inner>today|tomorrow|yesterday|this (?:week|month))|{_WD})(?![\w-])", relative.ago_from_day),
        ("unit", rf"{_C} {_U} from (?:(?P<inner>today|tomorrow|yesterday)|(?:(?:next|this) )?{_WD})(?![\w-])", relative.after_day),
        ("weekday", rf"{_LEAD_CLOCK}{_P}(?:{_WHICH} )?{_WD}{_TOD} (?P<of>last|this|next) week\b", dates.weekday),
        ("weekday", rf"{_LEAD_CLOCK}(?:(?P<part>{_PART})(?:on )?)?(?:(?P<the>the )?{_WHICH} )?{_WD}{_TOD}{_WITH_CLOCK}(?![\w-])", dates.weekday),
        # Days from today
        ("yesterday|tomorrow", r"(?:the )?day (?:before yesterday|after tomorrow)", relative.day_word),
        ("today|tonight|yesterday|tomorrow", rf"(?:{_NEARLY}(?P<lead>{_CLOCK}|noon|midnight|\d{{1,2}}(?= tonight)){_ZONE},? )?(?:(?:early|late|later|earlier) )?(?:today|tonight|yesterday|tomorrow)(?: {_TIME})?\b", relative.day_word),
        ("this |last ", rf"(?:{_NEARLY}(?P<lead>{_CLOCK}|(?:1[0-2]|[1-9])(?= this)){_ZONE},? )?(?:(?:early|late|later|earlier) )?(?:this (?:morning|afternoon|evening)|last (?:night|evening))\b", relative.day_word),
        ("unit", r"the (?P<which>last|past|next|coming) (?P<unit>weekend)\b", relative.relative_unit),
        ("unit", rf"the (?:last|past) (?P<unit>{_CALENDAR}) and a half\b", spans.span_and_half),
        ("unit", rf"the (?:last|past) (?P<unit>{_CALENDAR})\b", spans.whole_span),
        ("unit", rf"the (?P<which>next) (?P<unit>{_CALENDAR})\b", relative.next_unit),
        ("latest|recent", r"(?:the )?(?:latest|most recent)(?: fiscal)? (?P<unit>week|month|year)\b", relative.latest_unit),
        ("unit", rf"{_P}(?P<which>last|next|this past|this coming|this|the previous|the following|the coming|the same|that|that same) (?:fiscal )?(?P<unit>{_CALENDAR})(?![\w])", relative.told_unit),
        ("unit", r"the (?P<unit>weekend)\b", relative.weekend),
        ("unit", rf"(?:the )?(?P<which>current|present) (?:fiscal )?(?P<unit>{_CALENDAR})\b", relative.current_unit),
        ("fiscal", rf"fiscal(?: year)? {_Y}|(?:the )?(?P<year2>(?:19|20)\d\d) fiscal year\b", dates.year_alone),
        ("fiscal year", r"(?:the )?fiscal year(?! \d)\b(?!-)", relative.fiscal_year),
        ("unit", r"(?:the )?(?:very )?(?:end|beginning|start|middle) of the (?P<unit>week|month|year|decade|century)\b", relative.end_of_unit),
        ("unit", r"(?:the )?(?P<unit>year|month|week)(?:-|['’]s )end\b", relative.end_of_unit),
        ("unit", r"mid-?(?P<unit>year)\b(?!-)", relative.end_of_unit),
        ("unit", r"(?:the )?year-(?:ago|earlier) (?:quarter|period)\b", relative.year_ago_quarter),
        ("unit", r"(?:the )?year-(?:ago|earlier)(?: (?:|level|results?|figures?)\b|\b)", relative.year_before),
        ("unit", r"(?:earlier|later|early|late) in the (?P<unit>week|month|year|decade|century)\b", relative.end_of_unit),
        ("unit", r"(?:(?<=for )|(?<=in )|(?<=during )|(?<=of )(?=the \w+(?:[,.;]|$| (?:and|but|to|included|was|were|rose|fell)\b)))the (?P<unit>(?-i:week|month|quarter|year))(?![\w-]|-\w| \d| (?:of|after|before|since|following|leading|prior|preceding|when|that|which|in which|ahead)\b)", relative.this_unit),
        ("unit", r"(?:the )?(?:latest|most recent) quarter\b", relative.last_quarter),
        ("digit", r"(?P<bc>\d{1,4}) (?-i:BCE?|B\.C\.(?:E\.)?)(?!\w)", dates.before_christ),
        ("digit", r"(?:(?-i:AD|A\.D\.) (?P<ad>\d{1,4})|(?P<ad2>\d{1,4}) (?-i:AD|CE|A\.D\.))(?!\w)", dates.anno_domini),
        ("past|after|minutes|quarter", rf"{_NEARLY}(?:(?P<half>half)|(?P<quarter>(?:a )?quarter)|(?P<min>{_NUMBER}) minutes) (?P<side>past|to|after|before) (?P<hour>{_HOUR})(?: o['’]clock)?(?![\w%-]|[.,]\d)", dates.clock_past),
        # Counted
        ("quarter", rf"{_ABOUT}(?:a |the last |the past )?quarter(?:-| | of a )century(?P<ago> ago)?\b", spans.quarter_century),
        ("unit", rf"{_ABOUT}{_RANGE}{_C} (?:of )?{_U} ago\b", relative.ago),
        ("unit", rf"{_ABOUT}(?P<count>{_NUMBER}|an?)[ -]and[ -]a[ -]half[ -](?P<unit>months|years) ago\b", relative.and_half_ago),
        (" ago", rf"(?:{_MANY}|(?:a few )?moments|a moment|long|some time|a (?:long |short )?(?:time|while)) ago\b", relative.ago_vague),
        ("unit", rf"{_ABOUT}{_RANGE}{_C} {_U}(?: from now\b|['’]s? time\b)", relative.from_now),
        ("unit", rf"{_ABOUT}{_RANGE}{_C} (?:of )?{_U} (?P<side>earlier|later|afterwards?|previously|prior|before(?=[,.;]| ?$)|after(?=[,.;]| ?$))\b", relative.shifted),
        ("day|night|morning|evening|afternoon|week|month|year", r"(?:the (?:very )?(?:next|following|previous|preceding|same|prior)|that(?: same| very)?) (?P<unit>day|night|morning|evening|afternoon)\b", relative.next_told),
        ("day|night|morning|evening|afternoon|week|month|year", r"the (?P<unit>day|night|week|month|year|morning|afternoon|evening) (?:before|after|earlier|prior)(?=[,.;]|$| (?:and|but|in|at|when|that|with|from)\b)", relative.next_told),
        ("unit", r"(?:earlier|later) (?:in|on|during) (?:the|that|the same) day\b|(?:later|earlier) (?:that|the same) day\b", relative.later_in_day),
        ("unit", rf"(?:the |these )?(?P<which>{_LAST}|past|next|coming|previous|preceding) {_RANGE}(?P<count>{_NUMBER}|{_VAGUE}) {_KIND}{_U}\b", spans.span),
        ("half", r"the (?P<which>next|last|past) (?P<count>half)[ -](?P<unit>hour|year|decade|century)\b", spans.span),
        ("summer|winter|spring|autumn|fall", rf"(?:(?:the |these )?(?:last|past|next|coming|previous) )?{_C} {_SEASONS}\b", spans.seasons),
        ("unit", rf"(?:the )?(?:first|final) (?P<count>{_NUMBER}) {_U}\b", spans.duration),
        ("unit", rf"(?:the (?:last|next)|(?:the )?(?:past|recent|coming)) (?P<unit>{_MANY})\b", relative.recent),
        ("unit", rf"those (?:{_MANY})\b(?! (?:who|that|of)\b)", reading.reference("PAST_REF")),
        ("unit", rf"the (?:{_MANY}) (?:ahead|to come)\b", reading.reference("FUTURE_REF")),
        ("unit", r"(?:(?<=over )|(?<=through )|(?<=throughout ))the (?P<unit>years|decades|centuries)\b(?! (?:of|when|that)\b)", spans.bare_duration),
        ("unit", rf"(?P<count>{_NUMBER})(?:[ –-](?P<unit>years?|months?|weeks?|days?))[ -](?P<old>olds?)\b", spans.age),
        ("period", rf"(?:(?:an?|the|this|that) )?(?P<count>{_NUMBER})-(?P<unit>minute|hour|day|week|month|year) period\b", spans.duration),
        ("unit", rf"(?P<count>{_NUMBER})-(?:plus-)?(?P<unit>second|minute|hour|day|night|week|weekend|month|quarter|year|decade|century)(?:-(?:long))?(?!-old|s?\w)", spans.duration),
        ("unit", rf"(?:(?<=for )|(?<=after ))over {_C} {_U}(?! old)(?![\w])", spans.duration),
        ("unit", rf"{_ABOUT}(?P<count>{_NUMBER}|an?)[ -]and[ -]a[ -]half[ -]{_U}\b(?! old)", spans.and_half),
        ("unit", rf"{_ABOUT}(?P<count>an?|one) (?P<unit>hour|day|week|month|year|decade|century) and a half\b", spans.and_half),
        ("unit", rf"{_ABOUT}(?!(?:{_TENS_PATTERN})-){_NUMBER}(?: to | or |[-–]){_C}[ -]{_KIND}{_U}(?! old)(?![\w])", spans.duration),
        ("half", rf"{_ABOUT}(?:an? )?(?P<count>half)[ -](?P<unit>hour|day|year|decade|century)\b(?!-old)", spans.duration),
        ("long", r"(?P<unit>hour|day|week|month|year|decade|century)-?long\b", spans.unit_long),
        ("unit", rf"(?:the |{_ABOUT}(?:another )?){_C} {_KIND}{_U}(?! old)(?![\w])", spans.duration),
        ("unit", rf"(?:(?<=for )|(?<=over )|(?<=after )|(?<=within )|(?<=spent )|(?<=took )|(?<=take )|(?<=lasted )|(?<=last ))(?P<unit>{_MANY})\b", spans.bare_duration),
        ("-old", r"(?<![-–])(?P<unit>day|week|month|year|decade|century)-old\b", spans.unit_long),
        ("unit", rf"(?P<unit>{_MANY})-(?:old|long)\b", spans.bare_duration),
        ("unit", rf"{_MANY} (?:later|afterwards?)\b", reading.reference("FUTURE_REF")),
        ("unit", rf"{_MANY} (?:earlier|previously)\b", reading.reference("PAST_REF")),
        ("unit", rf"(?P<unit>{_MANY})(?<!early days)(?<!last days)(?<!final days)(?<!early years)(?= (?:after|before|of(?! (?:the|his|her|its|their|our|my|your))\b)\b)", spans.bare_duration),
        # Names of days
        ("digit", r"(?<!\d)9/11(?![\d/])", reading.known_date("2001-09-11")),
        # Years by themselves
        ("digit", rf"(?:(?:early|late|mid)[ -]|(?:earlier|later|early|late) in |the (?:start|beginning|end|middle) of |the year )?{_Y}(?![-–/]\d)(?![\w-])(?! ?(?-i:GMT|UTC)\b)", dates.year_alone),
        ("'|’", r"(?:(?<=in )|(?<=of )|(?<=since )|(?<=until )|(?<=by )|(?<=from ))['’](?P<short>\d\d)(?![\w'’])(?! (?:percent|per cent)\b)", dates.short_year),
        # Times of day
        ("digit", rf"{_NEARLY}(?P<clock>{_CLOCK}){_ZONE}", dates.clock),
        ("noon|midday|midnight", rf"(?P<clock>noon|midday|midnight)\b{_ZONE}", dates.clock),
        ("dawn|dusk", r"(?:(?<=at )|(?<=before )|(?<=after )|(?<=by )|(?<=until ))(?P<clock>dawn|dusk)\b", dates.clock),
        ("o'clock|o’clock", rf"{_NEARLY}(?P<clock>{_CLOCK})", dates.clock),
        ("morning|afternoon|evening", r"(?<=in )the (?P<clock>morning|afternoon|evening)\b", dates.clock),
        # Only past, present, future
        ("overnight", r"overnight\b", relative.overnight),
        ("now|current|present|these days|moment", r"(?:right )?now\b|currently\b|at present\b|nowadays\b|current(?= \w)|these days\b|(?<=at )the (?:present )?moment\b(?! (?:of|when|that|the|he|she|they|it)\b)", reading.reference("PRESENT_REF")),
        ("recent|past", r"recently\b|(?<!most )(?<!more )recent(?= \w)|the (?:recent |distant )?past(?= ?[^\w ]| (?:and|but|or|to|has|had|was|is)\b|$)|(?<=in )the past\b", reading.reference("PAST_REF")),
        ("future", r"the (?:near |foreseeable |not too distant )?future\b(?! (?:president|king|queen|prime|leader|generations|wife|husband)\b)|(?<=near )future\b", reading.reference("FUTURE_REF")),
    ]  # fmt: skip


_WHOLE = len("2012-05-03")


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, what a text must hold for it, and what makes a meaning of a match."""

    need: str
    words: str
    make: Maker

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled when it is first looked for."""
        return _compiled(self.words)

    def read(self, match: Match) -> Reading | None:
        """The meaning of a match; None where it isn't a time, or a day the calendar lacks."""
        reading = guarded(match[0], self.make, match)
        return reading if reading is not None and _is_of_calendar(reading.spec) else None


def _is_of_calendar(spec: Spec) -> bool:
    """Whether a spec that names its own date, or holds one that does, names a real one."""
    dates_named = (str(edtf) for name, edtf in pairwise(spec) if name == "date")
    return all(real_edtf(edtf) is not None for edtf in dates_named)


@cache
def _compiled(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w$£€])(?<!\d/)(?:{words})", re.IGNORECASE)


@cache
def _rules() -> tuple[Rule, ...]:
    return tuple(Rule(*one) for one in _patterns())


def rules(text: str) -> Iterator[Rule]:
    """The rules that may match in a text, those first that go before others."""
    low = text.lower()
    met = {need: pattern.search(text) is not None for need, pattern in _NEEDS.items()}
    for rule in _rules():
        if rule.need not in met:
            met[rule.need] = any(word in low for word in rule.need.split("|"))
        if met[rule.need]:
            yield rule


def full_dates(text: str) -> list[tuple[int, int, str]]:
    """Start, end and EDTF of the dates with day, month and year in a text, tags unseen."""
    found: list[tuple[int, int, str]] = []
    for rule in rules(text):
        if rule.make not in (dates.full_date, dates.numeric_date, dates.slashed_date):
            continue
        for match in rule.pattern.finditer(text):
            reading = rule.read(match)
            if (
                reading is not None
                and reading.spec[0] == "date"
                and len(str(reading.spec[1])) == _WHOLE
                and not any(start < match.end() and match.start() < end for start, end, _ in found)
            ):
                found.append((match.start(), match.end(), str(reading.spec[1])))
    return sorted(found)

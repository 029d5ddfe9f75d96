"""Find time expressions (TIMEX3, ISO-TimeML) and read each into a rule.

A rule (``TimeExpression.spec``) is a tuple, its name first:
("ymd", y, m, d) ("ym", y, m) ("y", y) ("decade", y) ("century", y) ("span", edtf)
("md", m, d) ("mdrange", m, d, m2, d2) ("m", m, which) ("season", code, y or 0, which)
("weekday", 0-6, which) ("day", offset) ("unit", unit, offset) ("ago", n, unit)
("shift", n, unit): n units after the date told before   ("nth", n, unit, outer unit)
("duration", n, unit) ("last", n, unit): the n units up to now   ("set", …) ("ref", name)
``which`` is last | next | this | "". A rule may be wrapped: ("early" | "mid" | "late", *rule).
"""

import re
from collections.abc import Callable
from dataclasses import replace

from models.dates.typed import MONTHS, SEASONS
from models.reading.doc import Doc, ParagraphKind, TimeExpression, TimeType
from models.reading.pipeline import stage

Spec = tuple[str | int, ...]
Found = tuple[TimeType, str, Spec]

DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_DAY_WORDS = {
    short: i
    for i, names in enumerate(
        "monday mon|tuesday tues tue|wednesday wed|thursday thurs thur thu|friday fri|"
        "saturday sat|sunday sun".split("|")
    )
    for short in names.split()
}
_NUMBERS = {
    word: i
    for i, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {"a": 1, "an": 1, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90,
     "hundred": 100, "several": 0, "few": 0, "a few": 0, "couple": 2, "a couple of": 2, "some": 0,
     "many": 0, "half a": 0, "dozen": 12, "a dozen": 12}  # fmt: skip
_ORDINALS = {
    w: i
    for i, w in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1
    )
}
_MONTH = (
    r"(?P<m{0}>January|February|March|April|May|June|July|August|September|October|November|"
    r"December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_M, _M2 = _MONTH.format(""), _MONTH.format("2")
_D = r"(?P<d{0}>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d,.]*\d|%)"
_D1, _D2 = _D.format(""), _D.format("2")
_Y = r"(?P<y>1[5-9]\d\d|20\d\d)(?![\d,]*\d|%|s\b)"
_WD = r"(?P<wd>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun)\b\.?(?=,? ?\d))"
_UNIT = r"(?P<u>second|minute|hour|day|week|weekend|fortnight|month|quarter|year|decade|centur(?=y|ies))(?P<pl>s|ies|y)?"
_N = (
    r"(?P<n>\d[\d,.]*|a few|a couple of|a dozen|half a|several|few|couple|some|many|an?|one|two|three|"
    r"four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty(?:-(?:one|two|three|four|five|six|seven|eight|nine))?|thirty|forty|fifty|sixty|ninety|hundred)"
)
_PART = r"(?:(?P<part>early|late|mid|the (?:start|beginning|end|middle) of)[ -])?"
_WHICH = r"(?:(?P<which>last|next|this(?: past| coming)?|past|coming|previous|following) )?"
_MORE = r"(?:(?:more|less) than |at least |at most |nearly |almost |about |around |over |some |just |only |up to )?"
_TIME_OF_DAY = r"(?: (?P<tod>morning|afternoon|evening|night|noon|midday))?"


def _number(words: str) -> int:
    low = words.lower()
    if low in _NUMBERS:
        return _NUMBERS[low]
    if "-" in low:
        tens, _, ones = low.partition("-")
        return _NUMBERS.get(tens, 0) + _NUMBERS.get(ones, 0)
    digits = re.sub(r"[^\d]", "", low.split(".")[0])
    return int(digits[:6]) if digits else 0


def _month(words: str) -> int:
    return MONTHS[words.lower().rstrip(".")]


def _which(words: str | None) -> str:
    low = (words or "").lower()
    if low in ("last", "past", "previous", "this past"):
        return "last"
    if low in ("next", "coming", "following", "this coming"):
        return "next"
    return "this" if low else ""


def _parted(m: re.Match[str], spec: Spec) -> Spec:
    part = (m.groupdict().get("part") or "").lower()
    if not part:
        return spec
    if part.startswith("the "):
        part = {"end": "late", "middle": "mid"}.get(part.split()[1], "early")
    return (part, *spec)


def _valid(month: int, day: int) -> bool:
    return day <= (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31)


def _mdy(m: re.Match[str]) -> Found | None:
    month, day, year = _month(m["m"]), int(m["d"]), int(m["y"])
    if not _valid(month, day):
        return None
    return TimeType.DATE, f"{year}-{month:02d}-{day:02d}", ("ymd", year, month, day)


def _iso(m: re.Match[str]) -> Found | None:
    year, month, day = int(m[1]), int(m[2]), int(m[3])
    if not 1 <= month <= 12 or not 1 <= day <= 31 or not _valid(month, day):
        return None
    return TimeType.DATE, m[0], ("ymd", year, month, day)


def _md(m: re.Match[str]) -> Found | None:
    month, day = _month(m["m"]), int(m["d"])
    if not _valid(month, day):
        return None
    tod = m.groupdict().get("tod")
    return (
        (TimeType.TIME if tod else TimeType.DATE),
        f"XXXX-{month:02d}-{day:02d}",
        ("md", month, day),
    )


def _md_range(m: re.Match[str]) -> Found | None:
    month = _month(m["m"])
    month2 = _month(m["m2"]) if m.groupdict().get("m2") else month
    day, day2 = int(m["d"]), int(m["d2"])
    if not (_valid(month, day) and _valid(month2, day2)) or (month, day) >= (month2, day2):
        return None
    value = f"XXXX-{month:02d}-{day:02d}/XXXX-{month2:02d}-{day2:02d}"
    return TimeType.DATE, value, ("mdrange", month, day, month2, day2)


def _my(m: re.Match[str]) -> Found:
    year, month = int(m["y"]), _month(m["m"])
    return TimeType.DATE, f"{year}-{month:02d}", _parted(m, ("ym", year, month))


def _m_which(m: re.Match[str]) -> Found:
    month = _month(m["m"])
    which = m.groupdict().get("which") or m.groupdict().get("w2")
    if which and which.endswith(" year"):
        which = which.removesuffix(" year")
    return TimeType.DATE, f"XXXX-{month:02d}", _parted(m, ("m", month, _which(which)))


def _year(m: re.Match[str]) -> Found:
    return TimeType.DATE, m["y"], _parted(m, ("y", int(m["y"])))


def _years(m: re.Match[str]) -> Found | None:
    first, last = int(m[1]), m[2]
    end = int(m[1][: 4 - len(last)] + last)
    if not first < end <= first + 80:
        return None
    return TimeType.DATE, f"{first}/{end}", ("span", f"{first}/{end}")


def _decade(m: re.Match[str]) -> Found:
    digits = m["dec"]
    start = int(digits) if len(digits) == 4 else 1900 + int(digits)
    return TimeType.DATE, f"{start // 10}", _parted(m, ("decade", start))


def _century(m: re.Match[str]) -> Found:
    n = int(m[1]) if m[1].isdigit() else _ORDINALS.get(m[1].lower(), 0)
    return TimeType.DATE, f"{n - 1:02d}", ("century", (n - 1) * 100)


def _weekday(m: re.Match[str]) -> Found:
    day = _DAY_WORDS[m["wd"].lower().rstrip(".")]
    groups = m.groupdict()
    which = groups.get("which") or groups.get("w2")
    if which:
        which = which.removesuffix(" week")
        if groups.get("w2"):
            which = "week " + _which(which)
    tod = groups.get("tod") or groups.get("part")
    value = f"XXXX-WXX-{day + 1}"
    if tod:
        code = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "late": "NI",
                "early": "MO", "noon": "T12:00", "midday": "T12:00"}.get(tod.lower(), "NI")  # fmt: skip
        value += "T" + code if not code.startswith("T") else code
    name = which if which and which.startswith("week") else _which(which)
    return (TimeType.TIME if tod else TimeType.DATE), value, ("weekday", day, name)


def _set(m: re.Match[str]) -> Found:
    return TimeType.SET, "P1" + (m.groupdict().get("u") or "D")[0].upper(), ("set",)


def _day(m: re.Match[str]) -> Found:
    low = m[0].lower()
    offset = -1 if "yesterday" in low or "last night" in low else 1 if "tomorrow" in low else 0
    timed = any(x in low for x in ("night", "morning", "afternoon", "evening"))
    return (TimeType.TIME if timed else TimeType.DATE), low, ("day", offset)


def _unit_rel(m: re.Match[str]) -> Found:
    unit = m["u"].lower().replace("centur", "century")
    offset = {"last": -1, "next": 1}.get(_which(m["which"]), 0)
    return TimeType.DATE, f"{unit}{offset:+d}", _parted(m, ("unit", unit, offset))


def _ago(m: re.Match[str]) -> Found:
    n, unit = _number(m["n"]), m["u"].lower().replace("centur", "century")
    return TimeType.DATE, f"P{n or 'X'}{unit[0].upper()}", ("ago", n, unit)


def _shift(m: re.Match[str]) -> Found:
    groups = m.groupdict()
    n, unit = (_number(groups["n"]) if groups.get("n") else 1), m["u"].lower()
    low = m[0].lower()
    back = bool(re.search(r"earlier|before|previous|prior", low))
    return TimeType.DATE, f"P{n or 'X'}{unit[0].upper()}", ("shift", -n if back else n, unit)


def _duration(m: re.Match[str]) -> Found:
    n, unit = _number(m["n"]), m["u"].lower().replace("centur", "century")
    letter = {"hour": "T{}H", "minute": "T{}M", "second": "T{}S", "decade": "{}DE", "century": "{}CE",
              "quarter": "{}Q", "weekend": "{}WE", "fortnight": "2W"}.get(unit, "{}" + unit[0].upper())  # fmt: skip
    return TimeType.DURATION, "P" + letter.format(n or "X"), ("duration", n, unit)


def _last_n(m: re.Match[str]) -> Found:
    n, unit = _number(m["n"] or "few"), m["u"].lower().replace("centur", "century")
    return TimeType.DURATION, f"P{n or 'X'}{unit[0].upper()}", ("last", n, unit)


def _season(m: re.Match[str]) -> Found:
    code = SEASONS[m["s"].lower()]
    year = m.groupdict().get("y")
    name = {21: "SP", 22: "SU", 23: "FA", 24: "WI"}[code]
    return (
        TimeType.DATE,
        f"{year or 'XXXX'}-{name}",
        _parted(m, ("season", code, int(year or 0), _which(m.groupdict().get("which")))),
    )


def _quarter(m: re.Match[str]) -> Found:
    n = _ORDINALS.get((m["o"] or "").lower(), 0) or int(re.sub(r"\D", "", m["o"] or "1") or 1)
    year = m.groupdict().get("y")
    return (
        TimeType.DATE,
        f"{year or 'XXXX'}-Q{n}",
        ("season", 32 + min(max(n, 1), 4), int(year or 0), ""),
    )


def _nth(m: re.Match[str]) -> Found:
    n = _ORDINALS.get(m["o"].lower(), -1)
    outer: Spec = ("unit", "month", {"last": -1, "next": 1}.get(_which(m["which"]), 0))
    if m["m"]:
        outer = ("m", _month(m["m"]), "")
    return TimeType.DATE, "XXXX-XX", ("nth", n, *outer)


def _clock(m: re.Match[str]) -> Found:
    hour, minute = int(m["h"]), int(m["min"] or 0)
    if m["ap"] and m["ap"][0] in "pP" and hour < 12:
        hour += 12
    return TimeType.TIME, f"T{hour:02d}:{minute:02d}", ("clock",)


def _ref(name: str) -> Callable[[re.Match[str]], Found]:
    return lambda _m: (TimeType.DATE, name, ("ref", name))


_RULES: list[tuple[re.Pattern[str], Callable[[re.Match[str]], Found | None]]] = [
    (re.compile(pattern, re.IGNORECASE if loose else 0), make)
    for pattern, loose, make in (
        (r"\b(\d{4})-(\d\d)-(\d\d)\b", False, _iso),
        (rf"\b(?:{_WD},? )?{_M} {_D1},? {_Y}", False, _mdy),
        (rf"\b(?:{_WD},? )?{_D1} (?:of )?{_M},? {_Y}", False, _mdy),
        (rf"\b{_M} {_D1} ?(?:-|–|to|and) ?{_M2} {_D2}", False, _md_range),
        (rf"\b{_M} {_D1} ?(?:-|–|to) ?{_D2}\b", False, _md_range),
        (rf"\b(?:{_WD},? )?{_M} {_D1}(?!\d){_TIME_OF_DAY}", False, _md),
        (rf"\b(?:{_WD},? )?{_D1} (?:of )?{_M}(?![a-z])", False, _md),
        (rf"\b(?i:{_PART}){_M},? (?:of )?{_Y}", False, _my),
        (rf"\b(?i:{_PART}){_M} (?:of )?(?P<w2>(?:last|this|next) year)\b", False, _m_which),
        (rf"\b(?i:{_PART})(?i:{_WHICH}){_M}(?![\w-])", False, _m_which),
        (r"\b(1[5-9]\d\d|20\d\d) ?[-–/] ?(\d{4}|\d\d)\b(?!-)", False, _years),
        (r"\b(?:from|between) (1[5-9]\d\d|20\d\d) (?:to|and|until) (1[5-9]\d\d|20\d\d)\b", True, _years),
        (rf"\b{_PART}(?:the )?(?P<dec>(?:1[5-9]|20)\d0|[2-9]0)['’]?s\b", True, _decade),
        (r"\b(?:the )?(\d{1,2})(?:st|nd|rd|th) century\b", True, _century),
        (rf"\b{_PART}(?:the )?(?:(?:{_WHICH}))(?P<s>spring|summer|autumn|winter)(?: of)? {_Y}", True, _season),
        (r"\b(?P<which>last|next|this) (?P<s>spring|summer|autumn|winter|fall)\b", True, _season),
        (rf"\b(?:the )?(?P<o>first|second|third|fourth|Q[1-4])(?:[ -]quarter)?(?: of)? {_Y}", False, _quarter),
        (r"\b(?:the )?(?P<o>first|second|third|fourth)[ -]quarter\b", True, _quarter),
        (rf"\b(?:the )?(?P<o>first|second|third|fourth|last) week of (?:{_WHICH}month|{_M})\b", True, _nth),
        (rf"\b(?:every|each) (?:{_WD}|{_UNIT})\b|\b(?:daily|weekly|monthly|annually|yearly)\b", True, _set),
        (rf"\b(?P<part>early|late) (?:on )?{_WHICH}{_WD}{_TIME_OF_DAY}(?! \d)", False, _weekday),
        (rf"\b(?i:{_WHICH}){_WD}{_TIME_OF_DAY},? (?P<w2>(?:last|next|this) week)\b", False, _weekday),
        (rf"\b(?i:{_WHICH}){_WD}{_TIME_OF_DAY}(?![\w-])", False, _weekday),
        (r"\b(?:early |late )?(?:today|tonight|yesterday|tomorrow)(?: (?:morning|afternoon|evening|night))?\b"
         r"|\b(?:this (?:morning|afternoon|evening)|last night)\b", True, _day),
        (rf"\b(?:(?P<part>earlier|later|early|late) )?(?P<which>last|next|this(?: past| coming)?|past|coming) {_UNIT}(?<!s)\b", True, _unit_rel),
        (rf"\b{_MORE}{_N}(?: of)? {_UNIT} ago\b", True, _ago),
        (rf"\b{_MORE}{_N} {_UNIT} (?:earlier|later|before|after(?:wards)?|previously|prior)\b", True, _shift),
        (r"\b(?:the )(?P<which>next|following|previous) (?P<u>day|week|month|year)(?: before)?\b|\bthe (?P<u2>day) (?:before|after)\b", True, lambda m: _shift_day(m)),
        (r"\b(?:earlier|later) (?:in the|that|the same) (?P<u>day)\b|\bthat (?:same )?(?P<u2>day|night|evening|morning)\b|\bthe same day\b", True, lambda m: (TimeType.DATE, "P0D", ("shift", 0, "day"))),
        (rf"\b(?:the |over the |in the )?(?:last|past|recent) (?:{_N} )?{_UNIT}(?<=s)\b", True, lambda m: _last_n(m)),
        (rf"\b{_MORE}{_N}[ -]{_UNIT}(?:[ -]olds?)?\b", True, _duration),
        (rf"\b{_PART}{_Y}(?![-–/]\d)(?= |[.,;:)]|['’]s|$|\W)", True, _year),
        (r"\b(?P<h>1?\d|2[0-3])(?:[:.](?P<min>[0-5]\d))? ?(?P<ap>[ap]\.?m\b\.?)(?: (?:GMT|EST|EDT|ET|local time|UTC))?", True, _clock),
        (r"\b(?P<h>[01]?\d|2[0-3])[:](?P<min>[0-5]\d)(?P<ap>)(?: (?:GMT|UTC|local time))?\b", True, _clock),
        (r"\b(?:now|currently|at present|nowadays)\b", True, _ref("PRESENT_REF")),
        (r"\b(?:recently|previously|in the past)\b", True, _ref("PAST_REF")),
        (r"\bin the (?:near |coming )?future\b|\bsoon\b", True, _ref("FUTURE_REF")),
    )
]  # fmt: skip
_WORTH = re.compile(
    r"\d|day|night|morning|week|month|year|decade|centur|hour|minute|ago|earl|late|last|now|soon|"
    r"current|recent|previous|future|spring|summer|autumn|winter|quarter|daily|annual|present|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|"
    r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)\b",
    re.IGNORECASE,
)
_IN_NAME = re.compile(r"(?i)\b(?:may|march)\b")


def _shift_day(m: re.Match[str]) -> Found:
    unit = (m["u"] or m["u2"]).lower()
    back = bool(re.search(r"previous|before", m[0], re.IGNORECASE))
    return TimeType.DATE, "P1" + unit[0].upper(), ("shift", -1 if back else 1, unit)


def find_times(doc: Doc) -> Doc:
    """Time expressions in the order of the text, none overlapping, not yet resolved."""
    found: list[TimeExpression] = []
    for sentence in doc.sentences:
        kind = doc.paragraphs[sentence.paragraph].kind
        if kind in (ParagraphKind.BOILERPLATE, ParagraphKind.BYLINE):
            continue
        text = doc.text[sentence.start : sentence.end].replace("\n", " ").replace("\u00a0", " ")
        if _WORTH.search(text):
            found += _in_sentence(doc, sentence.start, sentence.first, sentence.last, text)
    return replace(doc, times=tuple(found))


def _in_sentence(doc: Doc, start: int, first: int, last: int, text: str) -> list[TimeExpression]:
    taken = bytearray(len(text))
    found: list[TimeExpression] = []
    words = doc.words[first:last]
    for pattern, make in _RULES:
        for m in pattern.finditer(text):
            a, b = m.span()
            if any(taken[a:b]):
                continue
            made = make(m)
            inside = [i for i, w in enumerate(words) if w.start < start + b and w.end > start + a]
            if made is None or not inside or not _plausible(doc, m[0], first + inside[0], made[2]):
                continue
            taken[a:b] = b"\1" * (b - a)
            kind, value, spec = made
            found.append(
                TimeExpression(
                    start + a,
                    start + b,
                    doc.text[start + a : start + b],
                    kind,
                    value,
                    first + inside[0],
                    first + inside[-1] + 1,
                    spec=spec,
                )  # fmt: skip
            )
    return sorted(found, key=lambda t: t.start)


def _plausible(doc: Doc, text: str, word: int, spec: Spec) -> bool:
    """Whether the words are a time here: not the verb "may", no amount, no part of a name."""
    w = doc.words[word]
    if spec[0] == "m" and len(text.split()) == 1:
        if w.pos not in ("PROPN", "NOUN") or w.relation in ("flat",):
            return False
        if text.lower() in ("may", "march", "june", "april", "august") and w.relation == "nsubj":
            return False
    if spec[0] == "y":
        after = doc.words[word + 1].text.lower() if word + 1 < len(doc.words) else ""
        before = doc.words[word - 1].text if word else ""
        if before in "$£€#" and before or w.relation == "nummod" and after not in (",", "."):
            head = doc.words[w.head] if w.head >= 0 else w
            if head.tag == "NNS":
                return False
    return True


times = stage(needs={"text", "paragraphs", "sentences", "words"}, adds={"times"})(find_times)

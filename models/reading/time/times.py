"""Find the time expressions of a text (TIMEX3): extents, types, and what the words mean.

The patterns are in :mod:`models.reading.time.timex`; here tags and grammar decide whether the words
are about time at all ("may", "Theresa May", "2000 people" are not).
"""

import re
from bisect import bisect_left
from dataclasses import replace

from models.reading.doc import Doc, TimeExpression, TimeType, Word
from models.reading.grammar.tense import HARM
from models.reading.labels import DESCRIBING, Pos, Rel, Tag
from models.reading.lexicon.breaks import whole, whole_with_places
from models.reading.lexicon.classes import word_class
from models.reading.pipeline import stage
from models.reading.time.guard import guarded
from models.reading.time.meaning import Reading
from models.reading.time.timex import rules

_OUTLET_SHOW = word_class("outlet.show")
_PREP_CIRCA = word_class("prep.circa")
_TIME_DAY_NEAR = word_class("time.day.near")
_TIME_REGULAR = word_class("time.regular")

_NO_BREAK = str.maketrans("\n\t\u00a0\u2009\u202f", "     ")
_MONTH_WORDS = word_class("time.month.word")
_NOT_OF_TIME = word_class("measure.unit")
# What TimeBank leaves out before a noun: "the annual meeting", "daily volume"
_OFTEN = word_class("adjective.regular")
_COUNTED_FROM = word_class("prep.counted_from")
_STREETS = word_class("place.street")
_PARTS_OF_FOUR = word_class("number.quarter")
_DEGREES = re.compile(r"(?i)\b(?:temperatures?|degrees|fahrenheit|highs|lows)\b")
_PARTS = re.compile(r"(?-i:[A-Z][a-z]+) (?-i:Morning|Afternoon|Evening|Night)")
_BLACK = word_class("day.named")
_SLASHED = re.compile(r"(\d\d?)([/-])\d\d?\2\d{2,4}\b")
_MONTHS_OF_YEAR = 12
_NAMED = ("weekday", "monthday", "easter", "dayfrom", "month", "season")
_LONG_NAME = 4  # words
_DIGIT = re.compile(r"\d")
_RATED = (Tag.CD, Tag.NN, Tag.NNS, Tag.DOLLAR, Tag.SYM)


@stage(
    "times",
    finds="times",
    needs={"text", "paragraphs", "sentences", "words.text", "words.grammar"},
    adds={"times.found"},
)
def times(doc: Doc) -> Doc:
    """Time expressions in the order of the text, none overlapping, not yet resolved."""
    starts = [word.start for word in doc.words]
    found: list[TimeExpression] = []
    for paragraph in doc.paragraphs:
        text, places = whole_with_places(doc.text[paragraph.start : paragraph.end])
        found += _in_paragraph(doc, starts, paragraph.start, text.translate(_NO_BREAK), places)
    found.sort(key=lambda time: time.start)
    return replace(doc, times=tuple(_in_one_order(found)))


def _in_one_order(times: list[TimeExpression]) -> list[TimeExpression]:
    """ "03/04/2024": day or month first as in the dates so written that allow only one order."""
    orders: dict[str, set[bool]] = {}
    for time in times:
        if time.spec[:1] == ("date",) and (match := _SLASHED.match(time.text)):
            orders.setdefault(match[2], set()).add(int(match[1]) > _MONTHS_OF_YEAR)
    return [_ordered(time, orders) for time in times] if orders else times


def _ordered(time: TimeExpression, orders: dict[str, set[bool]]) -> TimeExpression:
    match = _SLASHED.match(time.text) if time.spec[:1] == ("slashed",) else None
    order = orders.get(match[2], ()) if match is not None else ()
    if len(order) != 1:
        return time
    (day_first,) = order
    year, first, second = (int(part) for part in time.spec[1:])
    month, day = (second, first) if day_first else (first, second)
    edtf = f"{year}-{month:02d}-{day:02d}"
    return replace(time, value=edtf + time.value[len(edtf) :], spec=("date", edtf))


def _in_paragraph(
    doc: Doc, starts: list[int], offset: int, text: str, places: list[int] | None
) -> list[TimeExpression]:
    """The expressions of a paragraph; ``places``: of its characters from ``offset`` on."""
    taken = bytearray(len(text) + 1)
    found: list[TimeExpression] = []
    for rule in rules(text):
        for match in rule.pattern.finditer(text):
            start, end = _trimmed(match.start(), match.end(), text)
            if any(taken[start:end]):
                continue
            reading = rule.read(match)
            if reading is None:
                continue
            first, last = (start, end) if places is None else (places[start], places[end - 1] + 1)
            time = guarded(
                match[0], _expression, doc, starts, offset + first, offset + last, reading
            )
            if time is not None:
                taken[start:end] = b"\1" * (end - start)
                found.append(time)
    return found


def _expression(
    doc: Doc, starts: list[int], start: int, end: int, reading: Reading
) -> TimeExpression | None:
    """The expression that ``text[start:end]`` is here, if its words are about time at all."""
    first = max(bisect_left(starts, start + 1) - 1, 0)
    last = bisect_left(starts, end)
    if first >= last or doc.words[first].end <= start:
        return None
    words = whole(doc.text[start:end])
    settled = _settled(doc, reading, words.translate(_NO_BREAK), first, last)
    if settled is None:
        return None
    return TimeExpression(
        start, end, words, settled.type, settled.value, first, last, spec=settled.spec
    )


def _trimmed(start: int, end: int, text: str) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1] in " ,":
        end -= 1
    return start, end


def _settled(doc: Doc, reading: Reading, text: str, first: int, last: int) -> Reading | None:
    """The reading if the words are about time here, changed where their use says so."""
    name = reading.spec[0]
    if name == "month" and last - first == 1 and not _is_month(doc, first):
        return None
    if name == "date" and text.isdigit() and not _is_year(doc, first):
        return None
    low = text.lower()
    if name == "date" and low.endswith("s") and _is_of_age_or_heat(doc, low, first):
        return None
    if name == "ref" and low in ("recent", "current") and not _is_attribute(doc, first):
        return None
    if name == "clock" and _is_in_name_or_verse(doc, text, first):
        return None
    if name == "set" and low in _OFTEN and _is_attribute(doc, first):
        return None
    if low in _TIME_DAY_NEAR and _in_name(doc, first):
        return None
    if name in ("weekday", "season") and last - first == 1 and _in_name(doc, first):
        return None
    if text == "9/11" and _is_of_other(doc, first):
        return None
    if name == "set" and last - first == 1 and _of_name(doc, first):
        return None
    if name in _NAMED and not _DIGIT.search(text) and _begins_name(doc, first, last):
        return None
    if (
        name == "weekday"
        and _text(_before(doc, first)) in _BLACK
        and doc.words[first - 1].text[0].isupper()
    ):
        return None  # "Bloody Sunday"
    if name == "weekday" and _PARTS.fullmatch(text) and _of_name(doc, last - 1):
        return None  # "Saturday Night Live"
    if name == "set" and low in _TIME_REGULAR and _ends_name(doc, first):
        return None
    if name == "set" and _is_paper(doc, first):
        return None
    if low == "overnight" and doc.words[first].pos != Pos.ADV:
        return None
    if name == "duration":
        return _duration(doc, reading, low, first, last)
    if name == "ref" and low == "now" and doc.words[first].pos not in (Pos.ADV, Pos.NOUN, Pos.ADP):
        return None
    return reading


def _duration(doc: Doc, reading: Reading, low: str, first: int, last: int) -> Reading | None:
    unit, end = reading.spec[1], doc.words[last - 1]
    if (
        end.text in ("Minutes", "Hours")
        and end.sentence == doc.words[first].sentence
        and _is_title(doc, first)
    ):
        return None  # "60 Minutes", a broadcast
    after = doc.words[last] if last < len(doc.words) else None
    if unit == "second" and (end.tag in DESCRIBING or low in ("a second", "the second")):
        return None
    if unit == "quarter" and (low in _PARTS_OF_FOUR or _text(after) == "of"):
        return None
    if _text(after) in ("-", "old") and "old" not in low:
        return None
    if doc.words[first].text == "One" and low == "one day" and _text(after) not in _COUNTED_FROM:
        return None  # "One day, they say, …"
    before = doc.words[first - 1] if first else None
    if _text(before) == "last" and before is not None and before.tag == Tag.JJ:
        return None  # "her last years"; "it could last years"
    article = low.startswith(("a ", "an ")) and len(low.split()) == 2
    if article and before is not None and before.tag in _RATED and _next_to(before, first, doc):
        return Reading(TimeType.SET, reading.value, ("set",))
    return reading


def _is_of_age_or_heat(doc: Doc, low: str, first: int) -> bool:
    """Whether "30s" is an age ("in his mid-30s") or a temperature, no decade."""
    if re.search(r"\d{4}['’]?s$|[a-z]s$", low):
        return False  # "1980s", "the sixties"
    sentence = doc.sentences[doc.words[first].sentence]
    before = doc.words[max(first - 2, sentence.first) : first]
    return any(word.tag == Tag.PRP_S for word in before) or bool(
        _DEGREES.search(doc.text, sentence.start, sentence.end)
    )


def _is_in_name_or_verse(doc: Doc, text: str, first: int) -> bool:
    """Whether "Midnight" or "9:25" belongs to a name: "Chimes at Midnight", "Corinthians 9:25"."""
    before = _before(doc, first)
    if before is None or before.sentence != doc.words[first].sentence:
        return False
    if text[0].isdigit():
        return text[-1].isdigit() and before.pos == Pos.PROPN and _next_to(before, first, doc)
    return text[:1].isupper() and text.isalpha() and not text.isupper()


def _is_attribute(doc: Doc, index: int) -> bool:
    """Whether an adjective belongs to a noun after it: "a recent poll"."""
    word = doc.words[index]
    return word.tag == Tag.JJ and word.relation == Rel.AMOD and word.head > index


def _is_title(doc: Doc, index: int) -> bool:
    """Whether the words are in quotation marks."""
    return _text(_before(doc, index)) in ('"', "“", "``", "'", "‘")


def _is_month(doc: Doc, index: int) -> bool:
    """Whether a month's name by itself is the month: no verb, no part of a person's name."""
    word = doc.words[index]
    if word.pos not in (Pos.PROPN, Pos.NOUN) or word.relation == Rel.FLAT:
        return False
    before = doc.words[index - 1] if index else None
    if len(word.text) == 3 and word.text != "May" and (before is None or before.tag != Tag.IN):
        return False  # "his wife Jan"; a month cut short and alone has its preposition
    after = doc.words[index + 1] if index + 1 < len(doc.words) else None
    if before is not None and before.pos == Pos.PROPN and _next_to(before, index, doc):
        return False
    if after is not None and after.pos == Pos.PROPN and after.relation == Rel.FLAT:
        return False
    if word.text.lower() in _MONTH_WORDS and word.relation in (Rel.NSUBJ, Rel.OBJ, Rel.VOCATIVE):
        return before is not None and before.tag in (Tag.IN, Tag.JJ, Tag.DT, Tag.CC)
    return True


def _is_year(doc: Doc, index: int) -> bool:
    """Whether four digits by themselves are a year: no amount, no part of a name."""
    word = doc.words[index]
    if len(_bare(word)) != 4:
        return False
    if word.pos not in (Pos.NUM, Pos.NOUN, Pos.PROPN) and _bare(word) == word.text:
        return False
    before = doc.words[index - 1] if index else None
    after = doc.words[index + 1] if index + 1 < len(doc.words) else None
    if after is not None and after.sentence != word.sentence:
        after = None  # a year by itself on its line, "Rebels …" on the next
    introduced = before is not None and (
        before.tag in (Tag.IN, Tag.TO, Tag.CC, Tag.DT) or before.text.lower() in _PREP_CIRCA
    )
    if _text(after) in _NOT_OF_TIME:
        return False
    if any(_text(one) in _STREETS for one in doc.words[index + 1 : index + 4]):
        return False
    counted = after is not None and after.tag in (Tag.NNS, Tag.NNPS) and not introduced
    if counted and (word.relation == Rel.NUMMOD or before is None or before.pos == Pos.PUNCT):
        return False
    if _text(after) == "of" and not introduced:
        return False
    if before is not None and _next_to(before, index, doc) and not introduced:
        if before.tag == Tag.DOLLAR or (before.pos == Pos.PROPN and before.tag != Tag.NNP):
            return False
        if before.pos in (Pos.PROPN, Pos.SYM, Pos.NUM):
            return False
    return introduced or 1500 <= int(_bare(word)) <= 2099


def _bare(word: Word) -> str:
    return re.sub(r"['’]s$", "", word.text)


def _in_name(doc: Doc, index: int) -> bool:
    """Whether a capitalised word stands right beside another name ("Russia Today")."""
    word = doc.words[index]
    if not word.text[:1].isupper():
        return False
    before = doc.words[index - 1] if index else None
    after = doc.words[index + 1] if index + 1 < len(doc.words) else None
    if before is not None and before.pos == Pos.PROPN and before.sentence == word.sentence:
        return (
            _next_to(before, index, doc)
            and (before.head == index or word.head == index - 1 or word.relation == Rel.FLAT)
            and word.relation in (Rel.FLAT, Rel.COMPOUND, Rel.APPOS, Rel.NSUBJ, Rel.OBJ, Rel.NMOD)
        )
    return (
        after is not None
        and word.head == index + 1
        and word.text.lower() == "today"
        and after.text.lower() in _OUTLET_SHOW
    )


def _is_paper(doc: Doc, index: int) -> bool:
    """Whether "a weekly" or "the daily" is a newspaper."""
    after = doc.words[index + 1] if index + 1 < len(doc.words) else None
    alone = after is None or after.pos not in (Pos.NOUN, Pos.PROPN, Pos.ADJ, Pos.NUM)
    return alone and _text(_before(doc, index)) in ("a", "the")


def _is_of_other(doc: Doc, index: int) -> bool:
    """Whether a day known by name says what a thing is about: "the 9/11 memorial", not the attacks."""
    word = doc.words[index]
    return (
        word.head > index
        and word.relation in (Rel.COMPOUND, Rel.AMOD, Rel.NUMMOD, Rel.NMOD)
        and doc.words[word.head].lemma.lower() not in HARM
    )


def _begins_name(doc: Doc, first: int, last: int) -> bool:
    """Whether a day's or a feast's name goes on as that of someone or something.

    "Friday Okello", "the Good Friday Accord", "the Easter Pact": the next word is a name of which
    it is a part. In "Monday Reuters said" neither hangs on the other.
    """
    word = doc.words[last - 1]
    if _of_name(doc, last - 1):
        return True
    for at in range(last, min(last + _LONG_NAME, len(doc.words))):
        after = doc.words[at]
        if after.tag not in (Tag.NNP, Tag.NNPS) or not after.text[:1].isupper():
            return False
        if after.sentence != word.sentence or after.start - doc.words[at - 1].end > 1:
            return False
        if word.head == at and word.relation in (Rel.COMPOUND, Rel.AMOD, Rel.FLAT, Rel.NMOD):
            return True
        if first <= after.head < last and after.relation in (Rel.FLAT, Rel.COMPOUND):
            return True
    return False


def _of_name(doc: Doc, index: int) -> bool:
    """Whether a capitalised word only begins a name: "Sunday Street", "Daily Harbour"."""
    word, after = doc.words[index], doc.words[index + 1 : index + 2]
    before = _before(doc, index)
    if before is not None and before.tag == Tag.NNP and before.text.endswith("."):
        return bool(after) and after[0].tag == Tag.NNP  # "Mr. Friday Eze"
    return (
        word.text[:1].isupper()
        and bool(after)
        and (after[0].pos == Pos.PROPN or _text(after[0]) in _STREETS)
        and after[0].start - word.end == 1
        and word.relation in (Rel.COMPOUND, Rel.AMOD, Rel.FLAT)
    )


def _ends_name(doc: Doc, index: int) -> bool:
    """Whether a capitalised word ends a name: "the Harbour Weekly"."""
    word, before = doc.words[index], doc.words[max(index - 1, 0) : index]
    if word.text[:1].isupper() and bool(before) and before[0].text in ("'s", "’s"):
        return True  # "the People's Daily"
    return word.text[:1].isupper() and bool(before) and before[0].pos == Pos.PROPN


def _before(doc: Doc, index: int) -> Word | None:
    return doc.words[index - 1] if index else None


def _next_to(before: Word, index: int, doc: Doc) -> bool:
    return 0 <= doc.words[index].start - before.end <= 1


def _text(word: Word | None) -> str:
    return "" if word is None else word.text.lower()

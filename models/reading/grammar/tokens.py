"""Cut text into syntactic words, by the conventions of UD English (EWT, GUM).

do|n't, Kim|'s, long|-|standing, 10|%, $|5, 30|m; U.S., Jan., p.m., URLs, e-mails, telephone numbers
and words with a prefix (non-profit, mid-August) whole. Offsets index the text as given; marks that
show nothing (zero width spaces, soft hyphens) are part of the word around them, or of none.
"""

import re

from models.reading.lexicon.breaks import torn_end
from models.reading.lexicon.classes import word_class, word_numbers

_TOKEN_BEFORE_APOSTROPHE = word_class("token.before_apostrophe")
_TOKEN_BEFORE_HYPHEN = word_class("token.before_hyphen")

INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_HIDDEN = re.compile(f"[{INVISIBLE}]+")
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0900-\u0903\u093a-\u094f"
)
_TOP = "com|org|net|gov|edu|info|int|mil|biz|eu|uk|ru|fr|de|cn|jp|kr|in|au|ca|nz|ie|tv|io|co"
_FILE = "docx?|xlsx?|pptx?|pdf|txt|jpe?g|png|gif|html?|exe|zip|csv"

# Letters before the "@" of a mail and the stop of a file: a longer run is looked at by no token twice.
_LONGEST = 100
_CUT = re.compile(
    rf"""
    (?P<url>(?:(?:https?|ftp)://|www\.|mailto:)[^\s<>"“”‘’|)\]]*[^\s<>"“”‘’'|)\].,;:!?]
      | (?<![\w.@-])(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+(?:{_TOP})(?:/[^\s<>"“”‘’)\]]*[^\s<>"“”‘’')\].,;:!?])?(?![\w-]|\.[A-Za-z])
      | (?<![\w.@-])[a-z]{{2,}}(?:\.[a-z-]{{2,}}){{2,}}(?![\w.@]\w|[\w@]))
  | (?P<mail>[\w.+%-]{{1,{_LONGEST}}}@[\w-]+(?:\.[\w-]+)*\.\w{{2,}}|(?<![\w@])@\w{{2,}}(?:\.\w{{2,}})*|(?<![\w\#&])\#[A-Za-z_]\w+)
  | (?P<file>[A-Za-z0-9_-][\w-]{{0,{_LONGEST}}}\.(?:{_FILE})(?!\w))
  | (?P<phone>(?<![\w.])(?:\+?\d{{1,3}}[-.])?\d{{3}}[-./]\d{{3}}[-.]\d{{4}}(?![\w-])
      | (?<![\w.,$£€-])\d{{3}}-\d{{4}}(?![\w-]) | (?<![\w.])\+\d{{1,3}}(?=[ (-]))
  | (?P<number>\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}(?![\w/-]) | \d{{1,4}}/\d{{1,4}}(?![\w/])
      | (?:(?<=[\s(])\.)?\d+(?:[.,:]\d+)*(?:(?:st|nd|rd|th|s|ST|ND|RD|TH|S|d)(?![^\W\d_])|['’]s(?!\w)(?<=[0]['’]s))?)
  | (?P<year>(?<!\w)['’]\d\d(?:s|th)?(?![\w'’]))
  | (?P<short>(?<!\w)(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?!\w)(?!['’]\w)\.?)? | (?<!\w)Ph\.?D\.? | (?<!\w)M\.Sc\.?)
  | (?P<amp>(?<!\w)[A-Za-z]{{1,3}}&[A-Z](?!\w))
  | (?P<slash>(?<![\w/])(?:w/(?:o|out)?|[bnaI]/[a-z]|s/he|[IL]/[A-Z])(?![\w/]))
  | (?P<money>(?<!\w)(?:US|U|HK|NZ|NT|A|C|S|R)\$)
  | (?P<word>[^\W\d_](?:[\w{_MARKS}]|[{INVISIBLE}]+(?=\w))*)
  | (?P<face>(?<!\S)[:;=8]['’]?-?[()DPpO/|\]\[](?![\w)(]) | [:;=]['’]?-?[()DPp](?![\w)(]) | (?<!\S)\(:(?!\w) | \^_\^ | <3(?!\d))
  | (?P<dots>\[(?:\.\.\.|…)\] | [.?!…]{{2,}})
  | (?P<run>(?P<run_of>[-=*_+<>~\#$`'’‘|•^])(?P=run_of)+)
  | (?P<other>[^\s{INVISIBLE}][{_MARKS}]*)
    """,
    re.VERBOSE,
)
_CLITIC = re.compile(r"['’´`](?:s|re|ve|ll|d|m)(?![\w])", re.IGNORECASE)
_NOT = re.compile(r"['’´`][tT](?!\w)")
_AFTER_APOSTROPHE = re.compile(rf"['’][^\W\d_][\w{INVISIBLE}]*")
_JOINED = word_numbers("token.joined")  # letters of the first of the two
_LOWER_JOINED = word_numbers("token.joined_lower")  # "Im" is a Korean family name
_IT_IS = re.compile(r"\s+(?:an?|the|not|been|my|your|too|really|all)(?![\w'’-])")
_PREFIX = re.compile(
    r"(?:anti|non|pre|post|mid|semi|multi|sub|neo|pan|psycho|socio|mini|counter|inter|re|co|pro|over|cross|arch)$",
    re.IGNORECASE,
)
_WITH_PREFIX = re.compile(rf"[-‐‑][^\W\d_][\w{INVISIBLE}]*|[-‐‑]\d+s?(?!\w)")
# Words of two parts that begin like a prefix but are cut.
_CUT_AFTER = re.compile(r"(?:over|cross|inter|pro|re|co)$", re.IGNORECASE)
_WHOLE_PARTS = re.compile(
    r"-(?:the|and|or|by|to|in|on|country|border|party|platform|road|over|up|off|counter|all|rata|forma|bono|time)$",
    re.IGNORECASE,
)
_STUTTER = re.compile(r"[-](?=\s+[^\W\d_]|\s+[–—-]|\s*[,.?])")
_SHORT_ONLY_BEFORE_NUMBER = word_class("token.short_before_number")
_NUMBER_AFTER = re.compile(r"\.\s?\d")


def cut_words(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Offsets of the words of ``text[start:end]``, in order; they cover all that can be seen."""
    short = word_class("token.abbreviation")
    found: list[tuple[int, int]] = []
    at = start
    search = _CUT.search
    while m := search(text, at, end):
        a, at = m.span()
        kind = m.lastgroup
        if kind == "word":
            at = _word(text, a, at, end, short, found)
        elif kind == "short":
            at = _initials(text, a, at, end, found)
        elif kind in ("run", "other") and text[a] in "'’´`" and (c := _clitic_at(text, a, end)):
            found.append((a, c))
            at = c
        elif kind == "amp" and text[a : text.index("&", a)].lower() in ("and", "or"):
            at = text.index("&", a)
            found.append((a, at))
        else:
            found.append((a, at))
    return found


def clean(form: str) -> str:
    """The word as the model is to see it: no invisible marks, straight quotes, no broken line."""
    if form.isascii() and "\n" not in form:
        return form
    form = _HIDDEN.sub("", form)
    if "\n" in form:
        form = re.sub(r"-?\s*\n\s*", "", form)
    return (
        form.replace("’", "'")
        .replace("‘", "'")
        .replace("“", '"')
        .replace("”", '"')
        .replace("‑", "-")
    )


def _initials(text: str, a: int, b: int, end: int, found: list[tuple[int, int]]) -> int:
    """U.S., p.m., R.E.|Glenn: letters with stops, whole."""
    if text[b - 1] != "." and text[b : b + 1] == "." and b < end:
        b += 1
    found.append((a, b))
    return b


def _word(
    text: str, a: int, b: int, end: int, short: frozenset[str], found: list[tuple[int, int]]
) -> int:
    form = text[a:b]
    low = form.lower()
    after = text[b : b + 1] if b < end else ""
    if after in ("'", "’", "´", "`"):
        return _before_apostrophe(text, a, b, end, low, found)
    cut = _JOINED.get(low) or _LOWER_JOINED.get(form)
    if cut:
        found += [(a, a + cut), (a + cut, b)]
        return b
    if low == "its" and _IT_IS.match(text, b, end):
        found += [(a, a + 2), (a + 2, b)]
        return b
    if after and after in "-‐\u00ad" and (torn := torn_end(text, a, end)):
        found.append((a, torn))
        return torn
    if after and after in "-‐‑":
        return _before_hyphen(text, a, b, end, low, found)
    if after == "." and text[b + 1 : b + 2] != "." and _is_short(text, a, b, end, form, short):
        b += 1
    found.append((a, b))
    return b


def _is_short(text: str, a: int, b: int, end: int, form: str, short: frozenset[str]) -> bool:
    """Whether the stop after ``form`` belongs to it: Jan., Mr., K., No. 3."""
    if form in _SHORT_ONLY_BEFORE_NUMBER:
        return _NUMBER_AFTER.match(text, b, end) is not None
    if len(form) == 1:
        # An initial; "Group A." and "and I." end a sentence.
        return (form.isupper() and form != "I") or (form == "I" and text[a - 2 : a - 1].isupper())
    return form in short


def _before_apostrophe(
    text: str, a: int, b: int, end: int, low: str, found: list[tuple[int, int]]
) -> int:
    # do|n't, don’t
    if low.endswith("n") and _NOT.match(text, b, end):
        if b - 1 > a:
            found.append((a, b - 1))
        found.append((b - 1, b + 2))
        return b + 2
    if _clitic_at(text, b, end):
        found.append((a, b))
        return b
    # O'Brien, D’Arcy, Shi'ite, o'clock
    m = _AFTER_APOSTROPHE.match(text, b, end)
    if m and (b - a <= 3 or text[b + 1].islower()):
        until = m.end()
        if (again := _AFTER_APOSTROPHE.match(text, until, end)) and not _clitic_at(
            text, until, end
        ):
            until = again.end()
        found.append((a, until))
        return until
    if low in _TOKEN_BEFORE_APOSTROPHE and text[b : b + 1] in "'’":
        found.append((a, b + 1))
        return b + 1
    found.append((a, b))
    return b


def _before_hyphen(
    text: str, a: int, b: int, end: int, low: str, found: list[tuple[int, int]]
) -> int:
    if low == "e" or _PREFIX.match(low):
        m = _WITH_PREFIX.match(text, b, end)
        if m and not (
            _CUT_AFTER.match(low)
            and (_WHOLE_PARTS.match(m[0]) or text[m.end() : m.end() + 1] == "-")
        ):
            found.append((a, m.end()))
            return m.end()
    if b - a <= 2 and low not in _TOKEN_BEFORE_HYPHEN and _STUTTER.match(text, b, end):
        found.append((a, b + 1))
        return b + 1
    found.append((a, b))
    return b


def _clitic_at(text: str, at: int, end: int) -> int:
    """End of a clitic ('s, ’ve) that begins at ``at`` and ends a word, else 0."""
    if not at or not (
        text[at - 1].isalnum() or text[at - 1] in ".!" or _HIDDEN.match(text[at - 1])
    ):
        return 0
    m = _CLITIC.match(text, at, end)
    return m.end() if m else 0

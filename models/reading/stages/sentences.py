"""Cut paragraphs into words and sentences, by the conventions of UD English (EWT, GUM).

Words: do|n't, Kim|'s, long|-|standing, 10|%, $|5; U.S., Jan., p.m., URLs and e-mails whole.
"""

import re
from dataclasses import replace

from models.reading.doc import Doc, ParagraphKind, Sentence, Word
from models.reading.pipeline import stage
from models.reading.words import word_set

INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
_CUT = re.compile(
    rf"""
    (?P<url>(?:https?://|www\.)[^\s<>"”’)\]]+[^\s<>"”’)\].,;:!?])
  | (?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
  | (?P<domain>[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:com|org|net|gov|edu|int|[a-z]{{2}}\.[a-z]{{2}})\b|[a-z]+(?:\.[a-z]{{3,}}){{2,}})
  | (?P<number>\d{{1,2}}[:.]\d\d(?=\s*[ap]\.?m)|\d{{1,4}}(?:[/]\d{{1,4}}){{2}}|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?(?![^\W\d_])|\d+(?:[.,]\d+)*)
  | (?P<short>(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?=\.?\W|$))?)
  | (?P<word>[^\W\d_](?:[\w{INVISIBLE}]|[.](?=[a-z]{{2,3}}\b(?!\.)))*)
  | (?P<face>[:;=]['’]?-?[()DPp](?![\w]))
  | (?P<dots>\.{{2,}}|…|[!?]{{2,}})
  | (?P<dash>-{{2,}}|[‐‑–—])
  | (?P<other>[^\s{INVISIBLE}])
    """,
    re.VERBOSE,
)
_CLITIC = re.compile(r"['’](?:s|re|ve|ll|d|m)$", re.IGNORECASE)
_JOINED = {"cannot": 3, "gonna": 3, "gotta": 3, "wanna": 3}
_CLOSING = frozenset("\"”’')]}»")
_ENDS = frozenset(".?!…")
_OPENERS = frozenset(
    "The A An In On At It He She They We I You But And This That These Those His Her Its Their "
    "However Meanwhile After Before When While If As For From Two Three".split()
)


def find_sentences(doc: Doc) -> Doc:
    """Words with their offsets and sentences; tags and grammar are still empty."""
    words: list[Word] = []
    found: list[Sentence] = []
    for number, paragraph in enumerate(doc.paragraphs):
        if paragraph.kind is ParagraphKind.BOILERPLATE:
            continue
        tokens = cut_words(doc.text, paragraph.start, paragraph.end)
        for first, last in _split(doc.text, tokens):
            at = len(words)
            for start, end in tokens[first:last]:
                form = _clean(doc.text[start:end])
                words.append(Word(start, end, form, form, "", "", -1, "", len(found)))
            found.append(Sentence(tokens[first][0], tokens[last - 1][1], at, len(words), number))
    return replace(doc, sentences=tuple(found), words=tuple(words))


def cut_words(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Offsets of the words of ``text[start:end]``."""
    short = word_set("abbreviations.txt")
    found: list[tuple[int, int]] = []
    at = start
    while m := _CUT.search(text, at, end):
        a, b = m.span()
        at = b
        if m.lastgroup == "word":
            at = _word(text, a, b, end, short, found)
        elif m.lastgroup == "short" and text[b : b + 1] == "." and text[b - 1] != ".":
            found.append((a, b + 1))
            at = b + 1
        elif m.lastgroup == "other" and text[a] in "'’" and (c := _clitic_at(text, a, end)):
            found.append((a, c))
            at = c
        else:
            found.append((a, b))
    return found


def _word(
    text: str, a: int, b: int, end: int, short: frozenset[str], found: list[tuple[int, int]]
) -> int:
    form = text[a:b]
    low = form.lower()
    if low in _JOINED:
        found += [(a, a + _JOINED[low]), (a + _JOINED[low], b)]
        return b
    # do|n't, don’t
    not_after = b + 1 < end and text[b] in "'’" and low.endswith("n") and text[b + 1] in "tT"
    if not_after and not text[b + 2 : b + 3].isalnum():
        if b - 1 > a:
            found.append((a, b - 1))
        found.append((b - 1, b + 2))
        return b + 2
    # O'Brien, D’Arcy; e-mail
    if b + 1 < end and text[b] in "'’" and text[b + 1].isalpha() and not _clitic_at(text, b, end):
        m = re.compile(r"['’][^\W\d_]+").match(text, b, end)
        if m and (len(form) <= 2 or text[b + 1].islower()):
            found.append((a, m.end()))
            return m.end()
    if low == "e" and text[b : b + 5].lower() == "-mail":
        m = re.compile(r"-\w+").match(text, b, end)
        assert m
        found.append((a, m.end()))
        return m.end()
    if text[b : b + 1] == "." and b < end and text[b + 1 : b + 2] != ".":
        single = len(form) == 1 and form.isupper()
        number = form in ("No", "Nos") and not text[b + 1 : b + 3].strip().isdigit()
        if single or (form in short and not number):
            found.append((a, b + 1))
            return b + 1
    found.append((a, b))
    return b


def _clitic_at(text: str, at: int, end: int) -> int:
    """End of a clitic ('s, ’ve) that begins at ``at`` and ends a word, else 0."""
    m = re.compile(r"['’](?:s|re|ve|ll|d|m)(?![\w])", re.IGNORECASE).match(text, at, end)
    return m.end() if m and at and text[at - 1].isalnum() else 0


def _clean(form: str) -> str:
    if any(c in INVISIBLE for c in form):
        form = "".join(c for c in form if c not in INVISIBLE)
    return form.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')


def _split(text: str, tokens: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """First and last token numbers of the sentences of one paragraph."""
    found: list[tuple[int, int]] = []
    first, i, n = 0, 0, len(tokens)
    while i < n:
        start, end = tokens[i]
        form = text[start:end]
        i += 1
        if form in _ENDS or not form.strip(".?!…"):
            closed = i
            while (
                closed < n
                and text[tokens[closed][0]] in _CLOSING
                and _touches(text, tokens, closed)
            ):
                closed += 1
            if closed < n and _continues(text, tokens, closed, form):
                continue
            i = closed
        elif not (
            form.endswith(".") and len(form) > 1 and i < n and _ends_short(text, tokens, i, form)
        ):
            continue
        found.append((first, i))
        first = i
    if first < n:
        found.append((first, n))
    return found


def _touches(text: str, tokens: list[tuple[int, int]], i: int) -> bool:
    start = tokens[i][0]
    if tokens[i - 1][1] != start:
        return False
    # A straight quote that touches the word after it, and not the stop, opens.
    return not (text[start] in "\"'" and text[start + 1 : start + 2].isalnum())


def _continues(text: str, tokens: list[tuple[int, int]], i: int, form: str) -> bool:
    """Whether the sentence goes on at token ``i`` after a stop, question mark or dots."""
    before, start = tokens[i - 1][1], tokens[i][0]
    head = text[start]
    if before == start and form == ".":
        return head.isalnum() or head in ",;:"
    if head in ",;:)]":
        return True
    if head in "-–—" and form != ".":
        return True
    return head.islower()


def _ends_short(text: str, tokens: list[tuple[int, int]], i: int, form: str) -> bool:
    """Whether a sentence ends with the abbreviation ``form`` before token ``i``."""
    start, end = tokens[i]
    after = text[start:end]
    if after in _CLOSING and _touches(text, tokens, i):
        return False
    if form in ("a.m.", "p.m.", "etc.", "Inc.", "Ltd.", "Co.", "Corp.", "Jr.", "Sr."):
        return after[0].isupper() and (after in _OPENERS or form == "etc.")
    if re.fullmatch(r"(?:[A-Z]\.){2,}", form):
        return after in _OPENERS and after != "I"
    return False


sentences = stage(needs={"text", "paragraphs"}, adds={"sentences", "words"})(find_sentences)

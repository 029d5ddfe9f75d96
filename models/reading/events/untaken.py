"""What was not taken: sentences that may tell something and gave no event."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.reading.doc import Doc, MentionForm, ParagraphKind, Sentence, Span, TimeType
from models.reading.labels import Pos, Rel

_SILENT = (
    ParagraphKind.HEADLINE,  # the text below says it again
    ParagraphKind.BOILERPLATE,
    ParagraphKind.BYLINE,
    ParagraphKind.DATELINE,
)
_ACTING = (Rel.NSUBJ, Rel.NSUBJ_PASS, Rel.OBJ, Rel.IOBJ, Rel.OBL_AGENT)
_SHORTEST = 4  # words of a sentence that may tell something


class Sign(StrEnum):
    """Why a sentence may tell something; the first that holds is the one that is said."""

    DATE = "date"
    QUOTATION = "quotation"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Untaken(Span):
    """A sentence that gave no event, and what there is in it."""

    sign: Sign


def untaken(doc: Doc, taken: Iterable[Span]) -> tuple[Untaken, ...]:
    """The sentences with a date, a quotation, or a name with a verb, apart from what was taken.

    ``taken``: the words by which events are known. A sentence that has any of them was taken, and so
    was one that lies inside of a longer stretch, which somebody may have marked.
    """
    spans = sorted((span.start, span.end) for span in taken)
    signs = (
        (Sign.DATE, _days(doc)),
        (Sign.QUOTATION, [(q.start, q.end) for q in doc.quotations]),
        (Sign.NAME, _acting(doc)),
    )
    reaching = [(sign, _Reach(sorted(found))) for sign, found in signs]
    used = _Reach(spans)
    found = []
    for sentence in doc.sentences:
        if not _speaks(doc, sentence) or used.meets(sentence):
            continue
        sign = next((sign for sign, reach in reaching if reach.meets(sentence)), None)
        if sign is not None:
            found.append(Untaken(sentence.start, sentence.end, sign))
    return tuple(found)


class _Reach:
    """Stretches in the order of the text; whether a sentence meets one of them."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._starts = [start for start, _ in spans]
        self._ends: list[int] = []  # how far any of those up to here reaches
        for _, end in spans:
            self._ends.append(max(end, self._ends[-1] if self._ends else 0))

    def meets(self, span: Span) -> bool:
        before = bisect_right(self._starts, span.end - 1)
        return before > 0 and self._ends[before - 1] > span.start


def _speaks(doc: Doc, sentence: Sentence) -> bool:
    """Whether a sentence belongs to what the article says; what is repeated is said once."""
    paragraph = doc.paragraphs[sentence.paragraph]
    long = sentence.last - sentence.first >= _SHORTEST
    return long and paragraph.kind not in _SILENT and paragraph.repeats is None


def _days(doc: Doc) -> list[tuple[int, int]]:
    """Where the text names a time that is not just "now"."""
    return [
        (time.start, time.end)
        for time in doc.times
        if time.type in (TimeType.DATE, TimeType.TIME) and not time.value.endswith("_REF")
    ]


def _acting(doc: Doc) -> list[tuple[int, int]]:
    """Where somebody named does something, or something is done to them."""
    found = []
    for mention in doc.mentions:
        if mention.form is not MentionForm.NAME:
            continue
        head = doc.words[mention.head]
        if head.relation in _ACTING and head.head >= 0 and doc.words[head.head].pos == Pos.VERB:
            found.append((mention.start, mention.end))
    return found

"""Names that a half-trained network is sure of, over a corpus that has trees and no names.

What is sure: names it is nearly certain of, those that stand so elsewhere in the same document,
and those that the program's own lists know; never against the corpus's tags and trees, which
people made. All else stays open, and the loss asks nothing of it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
import numpy.typing as npt

from models.reading.lexicon.tables import first_column
from models.training.corpora import TITLES, UNKNOWN, Sentence, spans
from models.training.scores import decoded

Numbers = npt.NDArray[np.float32]
SURE, LIKELY, SURELY_NONE = 0.9, 0.5, 0.9
_PROPER, _JOINED = ("NNP", "NNPS"), ("flat", "compound")


@dataclass(frozen=True, slots=True)
class _Found:
    """A name the network found: where, what, and how sure it is of its least sure word."""

    sentence: int
    start: int
    end: int
    kind: str
    form: str
    surety: float


def known_names() -> dict[str, str]:
    """Organisations, countries and cities of the program's lists, and which of these each is."""
    found = dict.fromkeys(first_column("places/cities"), "LOC")
    found.update(dict.fromkeys(first_column("places/countries"), "LOC"))
    found.update(dict.fromkeys(first_column("names/organisations"), "ORG"))
    return found


def silvered(
    sentences: Sequence[Sentence], scores: Sequence[Numbers], labels: Sequence[str]
) -> list[Sentence]:
    """The sentences with the names that are sure, and ``UNKNOWN`` where none is.

    ``scores``: log-probabilities (w, labels) of each sentence. Sentences of a document stand
    together.
    """
    known = known_names()
    result: list[Sentence] = []
    pairs = zip(sentences, scores, strict=True)
    for _, group in groupby(pairs, key=lambda pair: pair[0].document):
        document = list(group)
        found = [
            name
            for i, (sentence, score) in enumerate(document)
            for name in _names(i, sentence, score, labels)
        ]
        agreed = _agreed(found, known)
        kinds = [_surely_none(sentence, score, labels) for sentence, score in document]
        for name in found:
            own = kinds[name.sentence]
            kind = agreed.get(name.form, "")
            if name.surety >= LIKELY and kind == name.kind:
                rest = [f"I-{kind}"] * (name.end - name.start - 1)
                own[name.start : name.end] = [f"B-{kind}", *rest]
            else:
                own[name.start : name.end] = [UNKNOWN] * (name.end - name.start)
        result += [
            replace(sentence, names=tuple(names))
            for (sentence, _), names in zip(document, kinds, strict=True)
        ]
    return result


def _names(i: int, sentence: Sentence, score: Numbers, labels: Sequence[str]) -> Iterator[_Found]:
    chances, likeliest = np.exp(score), decoded(score, labels)
    for start, end, kind in spans(likeliest):
        if not any(tag in _PROPER for tag in sentence.tags[start:end]):
            continue
        surety = min(float(chances[j, labels.index(likeliest[j])]) for j in range(start, end))
        if _torn(sentence, start, end):
            surety = 0.0
        form = " ".join(sentence.words[start:end])
        yield _Found(i, start, end, kind, form, surety)


def _torn(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the tree goes on with the name beyond where the network cuts it."""
    for at, inside in ((start - 1, start), (end, end - 1)):
        if not 0 <= at < len(sentence.words) or sentence.tags[at] not in _PROPER:
            continue
        theirs, own = (sentence.heads[i] - 1 for i in (at, inside))
        hangs, we_hang = (sentence.relations[i] in _JOINED for i in (at, inside))
        joined = hangs and (start <= theirs < end or (we_hang and theirs == own))
        is_title = sentence.words[at].lower().rstrip(".") in TITLES
        if (joined or (we_hang and own == at)) and not is_title:
            return True
    return False


def _agreed(found: Sequence[_Found], known: dict[str, str]) -> dict[str, str]:
    """The kind of each form the document is sure of; of two kinds the one four times as often."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for name in found:
        if name.surety >= SURE or (name.surety >= LIKELY and known.get(name.form) == name.kind):
            votes[name.form][name.kind] += 1
    for form in [form for form, kinds in votes.items() if kinds["PERSON"] and " " in form]:
        family = form.rsplit(" ", 1)[1]
        if any(name.form == family and name.surety >= LIKELY for name in found):
            votes[family]["PERSON"] += 1
    agreed = {}
    for form, kinds in votes.items():
        kind, most = kinds.most_common(1)[0]
        if most >= 0.8 * kinds.total():
            agreed[form] = kind
    return agreed


def _surely_none(sentence: Sentence, score: Numbers, labels: Sequence[str]) -> list[str]:
    """O for the words that are no names, whether the corpus's tags say so or the network does."""
    none = np.exp(score[:, labels.index("O")])
    return [
        "O" if label == "O" or chance >= (SURELY_NONE if tag in _PROPER else LIKELY) else UNKNOWN
        for label, tag, chance in zip(sentence.names, sentence.tags, none, strict=True)
    ]

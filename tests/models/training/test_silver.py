"""Names of a trained network become those of a corpus only where they are sure."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from models.training.corpora import UNKNOWN, Sentence
from models.training.silver import silvered

_LABELS = ("B-LOC", "B-ORG", "B-PERSON", "I-LOC", "I-ORG", "I-PERSON", "O")


def _scores(*rows: tuple[str, float]) -> npt.NDArray[np.float32]:
    """Each word's likeliest label and its chance; the rest falls to all others alike."""
    found = np.zeros((len(rows), len(_LABELS)), np.float32)
    for i, (label, chance) in enumerate(rows):
        found[i] = (1 - chance) / (len(_LABELS) - 1)
        found[i, _LABELS.index(label)] = chance
    return np.log(found)


def _sentence(text: str, tags: str, relations: str = "", heads: Sequence[int] = ()) -> Sentence:
    words, own = tuple(text.split()), tuple(tags.split())
    names = tuple("O" if word.islower() else UNKNOWN for word in words)
    links = tuple(relations.split()) or ("dep",) * len(words)
    return Sentence(
        "ewt", "ours", words, own, heads=tuple(heads) or (0,) * len(words),
        relations=links, names=names,
    )  # fmt: skip


def test_a_sure_name_is_kept_and_a_doubtful_one_stays_open() -> None:
    sentence = _sentence("Pell left Orvane", "NNP VBD NNP")
    score = _scores(("B-PERSON", 0.95), ("O", 0.99), ("B-LOC", 0.7))
    [new] = silvered([sentence], [score], _LABELS)
    assert new.names == ("B-PERSON", "O", UNKNOWN)


def test_a_doubtful_name_is_what_its_document_is_sure_of() -> None:
    sentences = [_sentence("Orvane Corp", "NNP NNP"), _sentence("Orvane Corp", "NNP NNP")]
    scores = [_scores(("B-ORG", c), ("I-ORG", c)) for c in (0.95, 0.6)]
    assert [s.names for s in silvered(sentences, scores, _LABELS)] == [("B-ORG", "I-ORG")] * 2


def test_a_form_that_is_now_this_now_that_stays_open() -> None:
    sentences = [_sentence("Orvane", "NNP")] * 2
    scores = [_scores(("B-ORG", 0.95)), _scores(("B-LOC", 0.95))]
    assert [s.names for s in silvered(sentences, scores, _LABELS)] == [(UNKNOWN,)] * 2


def test_a_family_name_is_the_persons_named_whole() -> None:
    sentences = [_sentence("Arlo Pell", "NNP NNP"), _sentence("Pell", "NNP")]
    scores = [_scores(("B-PERSON", 0.95), ("I-PERSON", 0.95)), _scores(("B-PERSON", 0.6))]
    assert silvered(sentences, scores, _LABELS)[1].names == ("B-PERSON",)


def test_the_programs_lists_make_a_likely_name_sure() -> None:
    sentence = _sentence("Interpol", "NNP")
    assert silvered([sentence], [_scores(("B-ORG", 0.6))], _LABELS)[0].names == ("B-ORG",)
    assert silvered([sentence], [_scores(("B-LOC", 0.6))], _LABELS)[0].names == (UNKNOWN,)


def test_no_name_goes_against_tags_or_tree() -> None:
    plain = _sentence("Talks failed", "NNS VBD")
    assert silvered([plain], [_scores(("B-ORG", 0.95), ("O", 0.95))], _LABELS)[0].names == (
        UNKNOWN, "O",
    )  # fmt: skip
    torn = _sentence("Orvane Steel Works", "NNP NNP NNP", "compound compound root", (3, 3, 0))
    score = _scores(("B-LOC", 0.95), ("B-ORG", 0.95), ("I-ORG", 0.95))
    assert silvered([torn], [score], _LABELS)[0].names == (UNKNOWN,) * 3


def test_a_title_tears_no_name() -> None:
    sentence = _sentence("President Pell", "NNP NNP", "compound root", (2, 0))
    score = _scores(("O", 0.99), ("B-PERSON", 0.95))
    assert silvered([sentence], [score], _LABELS)[0].names == ("O", "B-PERSON")

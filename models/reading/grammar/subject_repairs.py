"""Corrects subjects the parser attached wrongly: acronyms, "visiting X", after "after"."""

from dataclasses import replace

from models.reading.doc import Word
from models.reading.labels import NOUNS, SUBJECTS, SUBJECTS_AND_MARKS, Pos, Rel, Tag
from models.reading.lexicon.classes import word_class, word_list

_TIMES = word_list("time.noun")

_FINITE = (Tag.VBD, Tag.VBZ, Tag.VBP)
_CONJUNCTIONS = word_class("conj.subject")  # and prepositions


def find_subjects(words: list[Word], first: int, last: int) -> None:
    """Correct the subjects in the words ``first`` up to ``last`` of a sentence."""
    _letters(words, first, last)
    _visiting(words, first, last)
    _after(words, first, last)


def _letters(words: list[Word], first: int, last: int) -> None:
    """ "WHO chief Lee flew": an acronym isn't a relative pronoun; before a second subject it describes it."""
    for i in range(first, last - 1):
        w = words[i]
        if w.text != "WHO" or w.tag != Tag.WP or not words[i + 1].text[:1].islower() | (
            words[i + 1].tag in NOUNS
        ):  # fmt: skip
            continue
        if all(x.text.isupper() for x in words[first:last] if x.text.isalpha()):
            continue
        w = words[i] = replace(w, tag=Tag.NNP, pos=Pos.PROPN, lemma=w.text)
        for j in range(i + 1, min(i + 8, last)):
            if words[j].head == w.head and words[j].relation == w.relation == Rel.NSUBJ:
                words[i] = replace(w, head=j, relation=Rel.COMPOUND)
                break


def _visiting(words: list[Word], first: int, last: int) -> None:
    """ "Visiting minister Lee held talks": who visits is the one who holds them."""
    w = words[first]
    if w.tag != Tag.VBG or w.relation != Rel.ADVCL or w.head <= first:
        return
    top = w.head
    own = [
        i for i in range(first + 1, top) if words[i].head == first and words[i].relation == Rel.OBJ
    ]
    bare = not any(words[i].text == "," for i in range(first, top))
    subjects = any(words[i].head == top and words[i].relation in SUBJECTS for i in range(first, last))  # fmt: skip
    if len(own) == 1 and bare and not subjects and words[top].tag in _FINITE:
        words[own[0]] = replace(words[own[0]], head=top, relation=Rel.NSUBJ)
        words[first] = replace(w, pos=Pos.ADJ, tag=Tag.JJ, head=own[0], relation=Rel.AMOD)


def _after(words: list[Word], first: int, last: int) -> None:
    """ "Closed it after a student, X, was shot": who was shot is not what "after" governs."""
    for i in range(first + 2, last):
        verb = words[i]
        if verb.relation != Rel.ADVCL or verb.head < first or verb.head > i:
            continue
        under = [j for j in range(first, last) if words[j].head == i]
        helpers = [
            j for j in under if j < i and words[j].relation in (Rel.AUX, Rel.AUX_PASS, Rel.COP)
        ]
        subjects = [j for j in under if words[j].relation in SUBJECTS]
        passive = any(words[j].relation == Rel.AUX_PASS for j in helpers)
        marked = bool(under) and words[under[0]].relation == Rel.MARK
        for noun in under if not subjects and marked else ():
            # "after a student, X, was shot": no "by", so that she did not shoot
            bare = not any(words[j].head == noun and words[j].relation == Rel.CASE for j in range(first, noun))  # fmt: skip
            if (
                bare and words[noun].relation in (Rel.OBL, Rel.OBL_AGENT) and noun < i
                and words[noun].tag in NOUNS and not _is_time(words[noun])
                and (helpers or words[i].tag in _FINITE)
            ):  # fmt: skip
                words[noun] = replace(
                    words[noun], relation=Rel.NSUBJ_PASS if passive else Rel.NSUBJ
                )
                break
        finite = helpers or verb.tag in _FINITE
        if not finite or any(words[j].relation in SUBJECTS_AND_MARKS for j in under):
            continue
        for noun in range((helpers[0] if helpers else i) - 1, verb.head, -1):
            mark = next(
                (j for j in range(verb.head + 1, noun) if words[j].head == noun and words[j].relation == Rel.CASE),
                None,
            )  # fmt: skip
            if words[noun].head != verb.head or words[noun].relation != Rel.OBL or mark is None:
                continue
            if words[mark].text.lower() in _CONJUNCTIONS:
                relation = Rel.NSUBJ_PASS if passive else Rel.NSUBJ
                words[noun] = replace(words[noun], head=i, relation=relation)
                words[mark] = replace(words[mark], head=i, relation=Rel.MARK)
            break


def _is_time(word: Word) -> bool:
    """Whether a noun without a preposition says when: "last week", "Monday"."""
    return word.lemma.lower().endswith(_TIMES)

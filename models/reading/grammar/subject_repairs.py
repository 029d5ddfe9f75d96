"""Corrects subjects the parser attached wrongly: acronyms, "visiting X", after "after"."""

from dataclasses import replace

from models.reading.doc import Word
from models.reading.lexicon.classes import word_class, word_list

_TIMES = word_list("time.noun")

_FINITE = ("VBD", "VBZ", "VBP")
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
        if w.text != "WHO" or w.tag != "WP" or not words[i + 1].text[:1].islower() | (
            words[i + 1].tag[:2] == "NN"
        ):  # fmt: skip
            continue
        if all(x.text.isupper() for x in words[first:last] if x.text.isalpha()):
            continue
        w = words[i] = replace(w, tag="NNP", pos="PROPN", lemma=w.text)
        for j in range(i + 1, min(i + 8, last)):
            if words[j].head == w.head and words[j].relation == w.relation == "nsubj":
                words[i] = replace(w, head=j, relation="compound")
                break


def _visiting(words: list[Word], first: int, last: int) -> None:
    """ "Visiting minister Lee held talks": who visits is the one who holds them."""
    w = words[first]
    if w.tag != "VBG" or w.relation != "advcl" or w.head <= first:
        return
    top = w.head
    own = [
        i for i in range(first + 1, top) if words[i].head == first and words[i].relation == "obj"
    ]
    bare = not any(words[i].text == "," for i in range(first, top))
    subjects = any(words[i].head == top and words[i].relation.startswith("nsubj") for i in range(first, last))  # fmt: skip
    if len(own) == 1 and bare and not subjects and words[top].tag in _FINITE:
        words[own[0]] = replace(words[own[0]], head=top, relation="nsubj")
        words[first] = replace(w, pos="ADJ", tag="JJ", head=own[0], relation="amod")


def _after(words: list[Word], first: int, last: int) -> None:
    """ "Closed it after a student, X, was shot": who was shot is not what "after" governs."""
    for i in range(first + 2, last):
        verb = words[i]
        if verb.relation != "advcl" or verb.head < first or verb.head > i:
            continue
        under = [j for j in range(first, last) if words[j].head == i]
        helpers = [j for j in under if j < i and words[j].relation in ("aux", "aux:pass", "cop")]
        subjects = [j for j in under if words[j].relation.startswith("nsubj")]
        passive = any(words[j].relation == "aux:pass" for j in helpers)
        marked = bool(under) and words[under[0]].relation == "mark"
        for noun in under if not subjects and marked else ():
            # "after a student, X, was shot": no "by", so that she did not shoot
            bare = not any(words[j].head == noun and words[j].relation == "case" for j in range(first, noun))  # fmt: skip
            if (
                bare and words[noun].relation in ("obl", "obl:agent") and noun < i
                and words[noun].tag[:2] == "NN" and not _is_time(words[noun])
                and (helpers or words[i].tag in _FINITE)
            ):  # fmt: skip
                words[noun] = replace(words[noun], relation="nsubj:pass" if passive else "nsubj")
                break
        finite = helpers or verb.tag in _FINITE
        if not finite or any(words[j].relation.startswith(("nsubj", "mark")) for j in under):
            continue
        for noun in range((helpers[0] if helpers else i) - 1, verb.head, -1):
            mark = next(
                (j for j in range(verb.head + 1, noun) if words[j].head == noun and words[j].relation == "case"),
                None,
            )  # fmt: skip
            if words[noun].head != verb.head or words[noun].relation != "obl" or mark is None:
                continue
            if words[mark].text.lower() in _CONJUNCTIONS:
                relation = "nsubj:pass" if passive else "nsubj"
                words[noun] = replace(words[noun], head=i, relation=relation)
                words[mark] = replace(words[mark], head=i, relation="mark")
            break


def _is_time(word: Word) -> bool:
    """Whether a noun without a preposition says when: "last week", "Monday"."""
    return word.lemma.lower().endswith(_TIMES)

"""Corrects known errors of the parser."""

from dataclasses import replace

from models.dates.days import WEEKDAYS
from models.reading.doc import Word
from models.reading.grammar.clause_repairs import mend_clauses
from models.reading.grammar.subject_repairs import find_subjects
from models.reading.labels import (
    PROPER,
    SUBJECTS,
    SUBJECTS_AND_HELPERS,
    VERBS,
    Pos,
    Rel,
    Tag,
)
from models.reading.lexicon.classes import word_class, word_values
from models.reading.lexicon.gazetteer import by_name
from models.reading.lexicon.inflection import lemma
from models.reading.lexicon.tables import first_column

_NOMINAL = (Pos.NOUN, Pos.PROPN, Pos.PRON)
_INSIDE = (
    Rel.FLAT,
    Rel.COMPOUND,
    Rel.APPOS,
    Rel.CONJ,
    Rel.NMOD,
    Rel.NMOD_POSS,
    Rel.NUMMOD,
    Rel.OBL,
)
_FRACTIONS = word_class("number.fraction")
_HELPING = (Rel.AUX, Rel.AUX_PASS, Rel.COP, Rel.OBL_AGENT)
_FINITE = (Tag.VBD, Tag.VBZ, Tag.VBP)
_PERIODS = word_class("time.unit.period")
_BESIDE_A_VERB = (Rel.OBL, Rel.ADVMOD, Rel.ADVCL)


def mend(words: list[Word], first: int, last: int) -> None:
    """Correct the words ``first`` up to ``last`` of one sentence."""
    _mend_named_will(words, first, last)
    _mend_named_day(words, first, last)
    find_subjects(words, first, last)
    _mend_asked(words, first, last)
    _mend_due(words, first, last)
    _mend_common(words, first, last)
    _mend_particle(words, first, last)
    _mend_listed(words, first, last)
    _mend_twice(words, first, last)
    _mend_to(words, first, last)
    _mend_subject(words, first, last)
    _mend_no_passive(words, first, last)
    _mend_native(words, first, last)
    _mend_speaker_behind(words, first, last)
    _mend_out_of_quotation(words, first, last)
    _mend_ended(words, first, last)
    _mend_joined(words, first, last)
    mend_clauses(words, first, last)


def _mend_named_will(words: list[Word], first: int, last: int) -> None:
    """ "Anna Will resigned": a modal governs no past verb, so with a capital it is a name."""
    for i in range(first, last):
        word = words[i]
        if word.tag != Tag.MD or not word.text.istitle() or not first <= word.head < last:
            continue
        verb = words[word.head]
        helped = any(
            words[j].head == word.head and words[j].lemma in ("be", "have")
            for j in range(first, last)
        )
        if not (verb.tag in (Tag.VBD, Tag.VBZ) or (verb.tag == Tag.VBN and not helped)):
            continue
        name = replace(word, lemma=word.text, tag=Tag.NNP, pos=Pos.PROPN, relation=Rel.NSUBJ)
        if i > first and _is_named_subject(words[i - 1], word.head):
            name = replace(name, head=i - 1, relation=Rel.FLAT)
        elif i + 1 < last and _is_named_subject(words[i + 1], word.head):
            name = replace(name, relation=words[i + 1].relation)
            words[i + 1] = replace(words[i + 1], head=i, relation=Rel.FLAT)
        words[i] = name


def _is_named_subject(word: Word, verb: int) -> bool:
    return word.head == verb and word.tag == Tag.NNP and word.relation in SUBJECTS


def _mend_named_day(words: list[Word], first: int, last: int) -> None:
    """ "Sunday Eze sold the shop": a day needs a comma or "On" there, so it is a given name."""
    if last - first < 3 or words[first].text not in WEEKDAYS:
        return
    day, name, after = words[first : first + 3]
    known = by_name().keys() | first_column("names/organisations") | first_column("places/regions")
    if (
        name.tag != Tag.NNP or not name.text.istitle() or name.text in known or after.tag == Tag.NNP
        or name.relation not in SUBJECTS or day.head not in (name.head, first + 1)
    ):  # fmt: skip
        return
    words[first] = replace(day, tag=Tag.NNP, head=name.head, relation=name.relation)
    words[first + 1] = replace(name, head=first, relation=Rel.FLAT)


def _mend_asked(words: list[Word], first: int, last: int) -> None:
    """ "Asked whether he knew, Lee said no": a finite verb needs a subject, so he was asked."""
    for i in range(first, last):
        verb = words[i]
        if verb.tag != Tag.VBD or verb.relation != Rel.ADVCL or verb.head <= i:
            continue
        if i > first and words[i - 1].text not in (",", "``", '"', "“", "when", "When"):
            continue
        under = [words[j] for j in range(first, last) if words[j].head == i]
        if not any(w.relation in SUBJECTS_AND_HELPERS for w in under):
            words[i] = replace(verb, tag=Tag.VBN)


def _mend_due(words: list[Word], first: int, last: int) -> None:
    """ "was due to arrive": where the parser takes "due to" for the preposition, "due" governs."""
    for i in range(first, last - 2):
        due, to, verb = words[i], words[i + 1], words[i + 2]
        if (
            due.text.lower() != "due" or to.text.lower() != "to" or verb.tag != Tag.VB
            or due.head != i + 2 or to.head not in (i, i + 2)
        ):  # fmt: skip
            continue
        words[i] = replace(due, tag=Tag.JJ, pos=Pos.ADJ, head=verb.head, relation=verb.relation)
        words[i + 1] = replace(to, tag=Tag.TO, pos=Pos.PART, head=i + 2, relation=Rel.MARK)
        words[i + 2] = replace(verb, head=i, relation=Rel.XCOMP)
        for j in range(first, i):
            if words[j].head == i + 2:
                words[j] = replace(words[j], head=i)


def _mend_common(words: list[Word], first: int, last: int) -> None:
    """ "the president": small letters behind an article name nobody; "two thirds" are many."""
    for i in range(first + 1, last):
        word = words[i]
        if word.tag == Tag.NN and word.text.lower() in _FRACTIONS and words[i - 1].tag == Tag.CD:
            words[i] = replace(word, tag=Tag.NNS, lemma=lemma(word.text, Tag.NNS))
        if word.tag == Tag.NNP and word.text.islower() and words[i - 1].tag == Tag.DT:
            words[i] = replace(word, tag=Tag.NN, pos=Pos.NOUN, lemma=lemma(word.text, Tag.NN))


def _mend_particle(words: list[Word], first: int, last: int) -> None:
    """ "The king swore in Ann Lee": a preposition before a verb's object is the verb's particle."""
    for i in range(first + 1, last - 1):
        small, verb = words[i], words[i - 1]
        if (
            small.relation == Rel.CASE and small.tag == Tag.IN and verb.tag in VERBS
            and small.head > i and words[small.head].head == i - 1
            and words[small.head].relation in (Rel.OBJ, Rel.NSUBJ_PASS)
        ):  # fmt: skip
            words[i] = replace(small, tag=Tag.RP, head=i - 1, relation=Rel.COMPOUND_PRT)


def _mend_listed(words: list[Word], first: int, last: int) -> None:
    """ "Two pilots, X and Y, sued": X and Y are the pilots, not the pilots and Y."""
    for i in range(first, last):
        name = words[i]
        if name.relation != Rel.CONJ or name.tag != Tag.NNP or words[name.head].tag != Tag.NNS:
            continue
        beside = [
            j for j in range(name.head + 1, i)
            if words[j].head == name.head and words[j].relation == Rel.APPOS and words[j].tag == Tag.NNP
        ]  # fmt: skip
        if beside:
            words[i] = replace(name, head=beside[0])


def _mend_twice(words: list[Word], first: int, last: int) -> None:
    """A noun right before a name describes it: "airline Orvane said", "appointed economist Lee".

    The parser takes it for a second subject, or hangs it on a name across the verb. A name before
    such a noun belongs to it: "Defence Ministry spokesman Lee".
    """
    for i in range(first, last - 1):
        noun, name = words[i], words[i + 1]
        if name.tag != Tag.NNP or (noun.tag != Tag.NN and noun.text.lower() not in word_values("title")):  # fmt: skip
            continue
        twice = (
            noun.relation in (Rel.NSUBJ, Rel.NSUBJ_PASS, Rel.OBJ) and noun.relation == name.relation
            and noun.head == name.head
        )  # fmt: skip
        across = (
            noun.relation in (Rel.NMOD, Rel.COMPOUND, Rel.APPOS) and noun.head < name.head < i
            and words[name.head].tag in VERBS and words[i - 1].text != ","
        )  # fmt: skip
        if twice or across:
            noun = words[i] = replace(noun, head=i + 1, relation=Rel.COMPOUND)
            for j in range(first, i):
                if words[j].head == i and words[j].relation == Rel.DET:
                    words[j] = replace(words[j], head=i + 1)
        before = words[i - 1] if i > first else name
        if (
            noun.head == i + 1 == before.head and before.tag in PROPER
            and {noun.relation, before.relation} <= {Rel.COMPOUND, Rel.NMOD}
        ):  # fmt: skip
            words[i - 1] = replace(before, head=i, relation=Rel.COMPOUND)


def _mend_no_passive(words: list[Word], first: int, last: int) -> None:
    """ "Peru called on Chile to act.": no passive without "was"; but "Man called to court"."""
    whole = words[last - 1].text in (".", "”", '"')  # no headline
    for i in range(first, last):
        verb = words[i]
        if verb.relation == Rel.CONJ:
            continue  # "The house was sold and the garden dug up"
        if verb.tag != Tag.VBD and not (
            verb.tag == Tag.VBN and verb.relation == Rel.ROOT and whole
        ):
            continue
        under = [j for j in range(first, last) if words[j].head == i]
        own = [j for j in under if words[j].relation == Rel.NSUBJ_PASS and j < i]
        helped = any(words[j].relation in _HELPING for j in under)
        if own and not helped:
            words[i] = replace(verb, tag=Tag.VBD)
            for j in own:
                words[j] = replace(words[j], relation=Rel.NSUBJ)


def _mend_to(words: list[Word], first: int, last: int) -> None:
    """ "called on Chile to apologise": an infinitive depends on no preposition."""
    for i in range(first, last - 1):
        to, verb = words[i], words[i + 1]
        if to.text == "to" and to.relation == Rel.CASE and to.head == i + 1 and verb.tag == Tag.VB:
            words[i] = replace(to, tag=Tag.TO, pos=Pos.PART, relation=Rel.MARK)
            if verb.relation in (Rel.OBL, Rel.NMOD):
                words[i + 1] = replace(
                    verb, relation=Rel.XCOMP if verb.relation == Rel.OBL else Rel.ACL
                )


def _mend_subject(words: list[Word], first: int, last: int) -> None:
    """ "Orvane Air suspended flights": what is joined to the object over the verb is the subject."""
    for i in range(first, last - 2):
        noun, verb = words[i], words[i + 1]
        if (
            verb.tag != Tag.VBD or verb.relation != Rel.ROOT or noun.pos not in (Pos.PROPN, Pos.NOUN)
            or noun.head <= i + 1 or noun.relation not in (Rel.COMPOUND, Rel.NMOD, Rel.AMOD, Rel.FLAT)
            or i + 1 not in (words[noun.head].head, words[words[noun.head].head].head)
        ):  # fmt: skip
            continue  # the second where a calling is between: "Orvane Air dismissed pilot Lee"
        if not any(words[j].head == i + 1 and words[j].relation in SUBJECTS for j in range(first, last)):  # fmt: skip
            words[i] = replace(noun, head=i + 1, relation=Rel.NSUBJ)


def _mend_native(words: list[Word], first: int, last: int) -> None:
    """ "A native of Oslo, he left": of two subjects, the noun only says what the pronoun is."""
    for i in range(first + 1, last):
        own = words[i]
        if own.tag != Tag.PRP or own.relation not in SUBJECTS or words[i - 1].text != ",":
            continue
        for j in range(first, i):
            noun = words[j]
            if noun.head == own.head and noun.relation == own.relation and noun.tag == Tag.NN:
                words[j] = replace(noun, head=i, relation=Rel.APPOS)


def _mend_speaker_behind(words: list[Word], first: int, last: int) -> None:
    """ "X died on Sunday, his daughter, Y, said": X died, and his daughter said so."""
    for said in range(first + 4, last):
        verb = words[said]
        bare = verb.tag == Tag.VBN and verb.relation == Rel.ROOT  # with "was" it has no nsubj
        if not (verb.tag in _FINITE or bare) or verb.lemma not in word_class("speech.cue"):
            continue
        taken = [i for i in range(first, said) if words[i].head == said and words[i].relation == Rel.NSUBJ]  # fmt: skip
        if not taken:
            _mend_second_subject(words, first, said)
        if not 1 <= len(taken) <= 2:
            continue
        if len(taken) == 2 and _turned(words, taken[0], said):
            continue
        for did in range(taken[0] + 1, said - 1):
            if words[did].head != said or words[did].relation != Rel.CCOMP or not _finite(words, did, first):  # fmt: skip
                continue
            own = [i for i in range(first, last) if words[i].head == did and words[i].relation == Rel.NSUBJ]  # fmt: skip
            if any(i < did for i in own):
                break
            if len(taken) == 2:
                speaker = taken[1] if taken[1] > did else None
            else:
                speaker = own[0] if own else _last_phrase(words, did, said)
            if speaker is not None:
                passive = any(words[i].head == did and words[i].relation == Rel.AUX_PASS for i in range(first, did))  # fmt: skip
                words[speaker] = replace(words[speaker], head=said, relation=Rel.NSUBJ)
                words[taken[0]] = replace(words[taken[0]], head=did, relation=Rel.NSUBJ_PASS if passive else Rel.NSUBJ)  # fmt: skip
            break


def _turned(words: list[Word], subject: int, said: int) -> bool:
    """ "Among the dead were two tourists, the ministry said": the tourists were among the dead."""
    verb = subject - 1
    while verb >= 0 and words[verb].head != said and _under(words, verb, subject):
        verb -= 1
    if verb < 0 or words[verb].head != said or words[verb].relation != Rel.CCOMP:
        return False
    words[subject] = replace(words[subject], head=verb)
    return True


def _mend_second_subject(words: list[Word], first: int, said: int) -> None:
    """Of two subjects around a verb the one behind it says so."""
    for did in range(first, said):
        if words[did].head == said and words[did].relation == Rel.CCOMP:
            own = [i for i in range(first, said) if words[i].head == did and words[i].relation in SUBJECTS]  # fmt: skip
            if len(own) == 2 and own[0] < did < own[1]:
                words[own[1]] = replace(words[own[1]], head=said, relation=Rel.NSUBJ)


def _finite(words: list[Word], i: int, first: int) -> bool:
    """Whether a verb is finite, by itself or by its auxiliary."""
    helpers = (Rel.AUX, Rel.AUX_PASS, Rel.COP)
    return words[i].tag in _FINITE or any(
        words[j].head == i and words[j].relation in helpers and words[j].tag in (*_FINITE, Tag.MD)
        for j in range(first, i)
    )


def _last_phrase(words: list[Word], did: int, said: int) -> int | None:
    """The head of the phrase between the last comma that begins one and ``said``."""
    at = said - 1
    while at > did and words[at].pos == Pos.PUNCT:
        at -= 1
    found = None
    while did < at < said and words[at].pos in _NOMINAL:
        begin = min([i for i in range(did + 1, said) if _under(words, i, at)], default=at)
        if words[begin - 1].text == ",":
            found = at
        if words[at].relation not in _INSIDE:
            break
        at = words[at].head
    return found


def _under(words: list[Word], i: int, top: int) -> bool:
    """Whether a word, not a mark, is another or depends on it."""
    steps = 0 if words[i].pos != Pos.PUNCT else 12
    while i >= 0 and steps < 12:
        if i == top:
            return True
        i, steps = words[i].head, steps + 1
    return False


def _mend_out_of_quotation(words: list[Word], first: int, last: int) -> None:
    """ "“There is none,” Lee said on Friday": the day belongs to the part outside, to "said"."""
    closed = said = -1
    for i in range(first, last):
        word = words[i]
        if word.tag == Tag.CLOSE_QUOTE or word.text in ("”", "»"):
            closed, said = i, -1
        elif word.tag == Tag.OPEN_QUOTE:
            closed = said = -1
        elif closed > first and said < 0 and word.tag in _FINITE and word.lemma in word_class("speech.cue"):  # fmt: skip
            said = i
        elif 0 <= word.head < closed < said and word.relation in _BESIDE_A_VERB and first <= word.head:  # fmt: skip
            words[i] = replace(word, head=said)


def _mend_ended(words: list[Word], first: int, last: int) -> None:
    """ "in the year ended September": the year, not the firm that had sales in it."""
    for i in range(first + 1, last):
        word = words[i]
        loose = word.relation in (Rel.ADVCL, Rel.ACL) and word.head != i - 1
        if word.lemma == "end" and loose and words[i - 1].lemma in _PERIODS:
            words[i] = replace(word, tag=Tag.VBN, head=i - 1, relation=Rel.ACL)


def _mend_joined(words: list[Word], first: int, last: int) -> None:
    """ "Lee, the former chief, and Moe were held": Moe is a second person, not what Lee is."""
    for i in range(first + 2, last):
        word = words[i]
        if word.relation not in (Rel.APPOS, Rel.CONJ) or word.tag != Tag.NNP or word.head < first:
            continue
        if not any(words[j].head == i and words[j].text == "and" for j in range(first, i)):
            continue
        above = words[word.head]
        called = above.relation == Rel.APPOS and above.head >= first
        if word.relation == Rel.CONJ and not (called and above.tag == Tag.NN):
            continue
        top = above.head if called else word.head
        if words[top].tag == Tag.NNP:
            words[i] = replace(word, head=top, relation=Rel.CONJ)

"""Who said what: direct quotations by their marks, indirect ones by grammar."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace

from models.reading.doc import Doc, Mention, MentionForm, ParagraphKind, Quotation
from models.reading.pipeline import stage
from models.reading.syntax import Tree
from models.reading.words import word_set

_QUOTED = re.compile(r"“[^“”]+(?:”|$)|(?<![\w])\"[^\"]+(?:\"|$)|«[^«»]+(?:»|$)|„[^„“]+(?:“|$)")
_SHORTEST = 3  # words; less is a scare quote or a title
_NEAR = 240  # characters between two parts of one quotation
_SELVES = frozenset("i me my mine myself we us our ours ourselves".split())
_OUTSIDE = (ParagraphKind.BOILERPLATE, ParagraphKind.BYLINE, ParagraphKind.DATELINE)


def find_quotations(doc: Doc) -> Doc:
    """Quotations in the order of the text, with cue and speaker where the text names them."""
    grammar = Tree(doc)
    starts = [w.start for w in doc.words]
    direct: list[Quotation] = []
    before: Quotation | None = None
    for paragraph in doc.paragraphs:
        if paragraph.kind in _OUTSIDE or paragraph.repeats is not None:
            continue
        for m in _QUOTED.finditer(doc.text, paragraph.start, paragraph.end):
            first, last = bisect_left(starts, m.start()), bisect_left(starts, m.end())
            if sum(any(c.isalnum() for c in w.text) for w in doc.words[first:last]) < _SHORTEST:
                continue
            speaker, cue = _speaker(doc, grammar, first, last)
            if cue is None and before is not None and _goes_on(doc, before, m):
                speaker, cue = before.speaker, before.cue_word
            before = Quotation(
                m.start(), m.end(), speaker, doc.words[cue].text if cue is not None else None,
                direct=True, cue_word=cue,
            )  # fmt: skip
            direct.append(before)
    ends = [q.end for q in direct]  # they follow one another
    indirect = ((q, bisect_right(ends, q.start)) for q in _indirect(doc, grammar))
    found = direct + [q for q, n in indirect if n == len(direct) or direct[n].start >= q.end]
    found.sort(key=lambda q: (q.start, q.end))
    mentions = sorted((*doc.mentions, *_voices(doc, direct)), key=lambda m: (m.start, m.end))
    return replace(doc, quotations=tuple(found), mentions=tuple(mentions))


def _voices(doc: Doc, direct: list[Quotation]) -> list[Mention]:
    """ "I" and "we" inside quotation marks: the speaker, as mentions by pronoun."""
    starts = [w.start for w in doc.words]
    found: list[Mention] = []
    for q in direct:
        if q.speaker is None:
            continue
        for i in range(bisect_left(starts, q.start), bisect_left(starts, q.end)):
            w = doc.words[i]
            if w.tag in ("PRP", "PRP$") and w.text.lower() in _SELVES:
                found.append(
                    Mention(w.start, w.end, q.speaker, MentionForm.PRONOUN, i, i + 1, i)
                )  # fmt: skip
    return found


def _speaker(doc: Doc, g: Tree, first: int, last: int) -> tuple[int | None, int | None]:
    """The speaker and the cue word beside a quotation, in its sentence or the one it ends in."""
    if first >= last:
        return None, None
    cues = word_set("cues.txt")
    sentences = {doc.words[first].sentence, doc.words[last - 1].sentence}
    best: tuple[int, int] | None = None
    for number in sentences:
        s = doc.sentences[number]
        for i in range(s.first, s.last):
            w = doc.words[i]
            if first <= i < last or w.pos != "VERB" or w.lemma.lower() not in cues:
                continue
            distance = first - i if i < first else i - last
            if best is None or distance < best[0]:
                best = (distance, i)
    if best is None:
        return _according(doc, g, sentences), None
    said = [m for s in g.subjects(best[1]) for m in g.actors(s)]
    return (said[0].actor if said else None), best[1]


def _according(doc: Doc, g: Tree, sentences: set[int]) -> int | None:
    """Who is named after "according to" in the sentence of a quotation."""
    for number in sentences:
        s = doc.sentences[number]
        for i in range(s.first, s.last):
            if doc.words[i].text.lower() == "according" and doc.words[i].head >= 0:
                said = g.actors(doc.words[i].head)
                if said:
                    return said[0].actor
    return None


def _goes_on(doc: Doc, before: Quotation, m: re.Match[str]) -> bool:
    """Whether a quotation without a cue is the next part of what somebody has begun to say.

    Either nothing lies between the two, or it is the rest of its paragraph ("…," X said. "…"), or a
    paragraph of its own after one that ends with a quotation or its cue.
    """
    between = doc.text[before.end : m.start()]
    if not between.strip(' \n\r\t"“”'):
        return True
    if len(between) > _NEAR or any(mark in between for mark in '"“”«»'):
        return False
    paragraphs = between.strip("\n").count("\n")
    ended = between.rstrip()[-1] in ".!?:,"
    if not paragraphs and "\n" not in between:
        return ended and before.cue_word is not None
    after = doc.text[m.end() : m.end() + 2].lstrip(" .")
    alone = between[-1] == "\n" and (not after or after[0] == "\n")
    return alone and ended and "." not in between.rstrip()[:-1]


def _indirect(doc: Doc, g: Tree) -> list[Quotation]:
    cues = word_set("cues.txt")
    found: list[Quotation] = []
    for i, w in enumerate(doc.words):
        if w.pos != "VERB" or w.lemma.lower() not in cues:
            continue
        for c in g.child(i, "ccomp"):
            subtree, todo = [c], [c]
            while todo and len(subtree) < 120:
                children = g.children[todo.pop()]
                subtree += children
                todo += children
            words = sorted(j for j in subtree if j != i and (c < i) == (j < i))
            words = [j for j in words if any(ch.isalnum() for ch in doc.words[j].text)]
            if len(words) < _SHORTEST:
                continue
            said = [m for s in g.subjects(i) for m in g.actors(s)]
            found.append(
                Quotation(
                    doc.words[words[0]].start,
                    doc.words[words[-1]].end,
                    said[0].actor if said else None,
                    w.text,
                    direct=False,
                    cue_word=i,
                )
            )
            break
    return found


quotations = stage(
    "quotations",
    finds="quotations",
    needs={"text", "paragraphs", "sentences", "words.text", "words.grammar", "mentions.names"},
    uses={"actors.related", "mentions.meant", "times.found"},
    adds={"quotations", "mentions.voices"},
)(find_quotations)

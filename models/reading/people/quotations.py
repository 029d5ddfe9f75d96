"""Who said what: direct quotations by their marks, indirect ones by grammar."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace

from models.reading.doc import (
    ActorKind,
    Doc,
    Mention,
    MentionForm,
    Paragraph,
    ParagraphKind,
    Quotation,
)
from models.reading.labels import Pos, Rel, Tag
from models.reading.lexicon.classes import word_class
from models.reading.people.phrases import Tree
from models.reading.pipeline import stage

_QUOTED = re.compile(r"“[^“”]+(?:”|$)|(?<![\w])\"[^\"]+(?:\"|$)|«[^«»]+(?:»|$)|„[^„“]+(?:“|$)")
_CLOSING = '”"»“’'
_FINITE = (Tag.VBD, Tag.VBZ, Tag.VBP)
_SAID = (Rel.CCOMP, Rel.PARATAXIS, Rel.DEP, Rel.OBJ)
# "Ann Lee, mayor:", and "– Ann Lee, mayor" behind a quotation
_LABEL = re.compile(r"\W{0,3}[A-ZÀ-Þ][^.!?:“”\"\n]{1,80}:\s*")
_SIGNED = re.compile(
    r"[ \t]*\n?[ \t]*(?:--?|[–—―])\s*(?P<name>[A-ZÀ-Þ][^.!?:“”\"\n]{1,80})\.?(?=\n|\Z)"
)
_TITLE = 60  # characters of a title before a name
_SHORTEST = 3  # words; less is a scare quote or a title
_NEAR = 240  # characters between two parts of one quotation
_SELVES = word_class("pronoun.self")
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
            if speaker is None and cue is None:
                speaker = _labelled(doc, paragraph, m.start(), m.end())
            if speaker is None and cue is None and before is not None and _goes_on(doc, before, m):
                speaker, cue = before.speaker, before.cue_word
            before = Quotation(
                m.start(), m.end(), speaker, doc.words[cue].text if cue is not None else None,
                direct=True, cue_word=cue,
            )  # fmt: skip
            direct.append(before)
    direct = _closed(doc, direct)
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
            if w.tag in (Tag.PRP, Tag.PRP_S) and w.text.lower() in _SELVES:
                found.append(
                    Mention(w.start, w.end, q.speaker, MentionForm.PRONOUN, i, i + 1, i)
                )  # fmt: skip
    return found


def _speaker(doc: Doc, g: Tree, first: int, last: int) -> tuple[int | None, int | None]:
    """The speaker and the cue word beside a quotation, in its sentence or the one it ends in."""
    if first >= last:
        return None, None
    cues = word_class("speech.cue")
    sentences = {doc.words[first].sentence, doc.words[last - 1].sentence}
    best: tuple[int, int] | None = None
    for number in sentences:
        s = doc.sentences[number]
        for i in range(s.first, s.last):
            w = doc.words[i]
            if first <= i < last or w.pos != Pos.VERB or w.lemma.lower() not in cues:
                continue
            distance = first - i if i < first else i - last
            if best is None or distance < best[0]:
                best = (distance, i)
    if best is None:
        verb = _verb_over(doc, g, first, last)
        if verb is None:
            return _according(doc, g, sentences), None
        best = (0, verb)
    said = [m for s in g.subjects(best[1]) for m in g.actors(s)]
    return (said[0].actor if said else None), best[1]


def _verb_over(doc: Doc, g: Tree, first: int, last: int) -> int | None:
    """The verb whose object a quotation is, whatever it means: "Lee chuckled, “I gave it away”"."""
    sentence = doc.words[first].sentence
    for i in range(first, last):
        w = doc.words[i]
        if w.head < 0 or first <= w.head < last or w.relation not in _SAID:
            continue
        above = doc.words[w.head]
        if above.pos == Pos.VERB and above.tag in _FINITE and above.sentence == sentence:
            return w.head if any(g.actors(s) for s in g.subjects(w.head)) else None
    return None


def _labelled(doc: Doc, paragraph: Paragraph, start: int, end: int) -> int | None:
    """Whose name stands before a quotation as its label or behind it as its signature.

    "Ann Lee, mayor: “…”", "“…” – Ann Lee".
    """
    line = max(doc.text.rfind("\n", paragraph.start, start) + 1, paragraph.start)
    if _LABEL.fullmatch(doc.text, line, start):
        return _named_at(doc, line)
    if signed := _SIGNED.match(doc.text, end):
        return _named_at(doc, signed.start("name"))
    return None


def _named_at(doc: Doc, start: int) -> int | None:
    """Who is named from a place on, titles left out: a person or a body."""
    at = bisect_left(doc.names, start, key=lambda name: name.start)
    for name in doc.names[at : at + 3]:
        if name.kind is not ActorKind.PLACE:
            return name.actor if name.start - start < _TITLE else None
    return None


def _closed(doc: Doc, found: list[Quotation]) -> list[Quotation]:
    """Quotations without a closing mark have the speaker of the next paragraph, where they go on."""
    done = list(found)
    for i in range(len(done) - 2, -1, -1):
        q, after = done[i], done[i + 1]
        if q.speaker is not None or q.cue_word is not None or doc.text[q.end - 1] in _CLOSING:
            continue
        if not doc.text[q.end : after.start].strip():
            done[i] = replace(q, speaker=after.speaker, cue=after.cue, cue_word=after.cue_word)
    return done


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
    cues = word_class("speech.cue")
    found: list[Quotation] = []
    for i, w in enumerate(doc.words):
        if w.pos != Pos.VERB or w.lemma.lower() not in cues:
            continue
        for c in g.child(i, Rel.CCOMP):
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

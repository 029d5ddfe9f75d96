"""Documents drawn by hand, a word a line, so that a rule is tried without the reader model.

A line is ``text/TAG relation>head``; the head is a word number, the root's relation is ``ROOT``::

    drawn("Lee/NNP nsubj>1", "resigned/VBD ROOT", people={0: "Ann Lee"})
"""

from collections.abc import Mapping

from models.reading.doc import (
    Actor,
    ActorKind,
    Doc,
    Mention,
    MentionForm,
    Paragraph,
    ParagraphKind,
    Sentence,
    Word,
)
from models.reading.labels import NOUNS, PROPER, VERBS, Pos, Rel, Tag
from models.reading.lexicon.inflection import lemma

POS = {
    Tag.IN: Pos.ADP, Tag.TO: Pos.PART, Tag.DT: Pos.DET, Tag.MD: Pos.AUX, Tag.PRP: Pos.PRON,
    Tag.CD: Pos.NUM, Tag.JJ: Pos.ADJ, Tag.RB: Pos.ADV, Tag.CC: Pos.CCONJ, Tag.COMMA: Pos.PUNCT,
}  # fmt: skip


def drawn(
    *lines: str,
    people: Mapping[int, str] | None = None,
    places: Mapping[int, str] | None = None,
    kind: ParagraphKind = ParagraphKind.BODY,
) -> Doc:
    """A document of one sentence; ``people`` and ``places`` are named by words of it."""
    words, at = [], 0
    for line in lines:
        form, _, grammar = line.partition(" ")
        text, _, mark = form.rpartition("/")
        relation, _, head = grammar.partition(">")
        tag, rel = Tag(mark), Rel(relation)
        pos = (
            Pos.AUX if rel in (Rel.AUX, Rel.AUX_PASS, Rel.COP)
            else Pos.VERB if tag in VERBS
            else Pos.PROPN if tag in PROPER
            else Pos.NOUN if tag in NOUNS
            else POS[tag]
        )  # fmt: skip
        words.append(
            Word(at, at + len(text), text, lemma(text, tag), tag, pos, int(head or -1), rel, 0)
        )
        at += len(text) + 1
    named = [(i, name, ActorKind.PERSON) for i, name in (people or {}).items()]
    named += [(i, name, ActorKind.PLACE) for i, name in (places or {}).items()]
    mentions = [
        Mention(words[i].start, words[i].end, number, MentionForm.NAME, i, i + 1, i)
        for number, (i, _, _) in enumerate(named)
    ]
    return Doc(
        " ".join(w.text for w in words),
        paragraphs=(Paragraph(0, at - 1, kind),),
        sentences=(Sentence(0, at - 1, 0, len(words), 0),),
        words=tuple(words),
        actors=tuple(Actor(kind, name) for _, name, kind in named),
        mentions=tuple(mentions),
    )

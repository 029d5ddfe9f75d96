"""Coreference: country adjectives, nouns such as "the minister", pronouns.

Antecedents are weighed by salience (Lappin and Leass 1994): how recent, in what grammatical role,
how often; number, gender, binding and the edges of quotations exclude. No mention is better than
a wrong one: where two candidates weigh the same, nothing is said.
"""

from dataclasses import replace

from models.reading.doc import Doc, Link, MentionForm
from models.reading.labels import Pos, Rel, Tag
from models.reading.people.callings import Callings
from models.reading.people.countries import Countries
from models.reading.people.nouns import Nouns
from models.reading.people.others import country_words
from models.reading.people.pronouns import Pronouns
from models.reading.pipeline import stage


class _Resolver(Countries, Callings, Pronouns, Nouns):
    """One walk through a document."""

    def run(self) -> Doc:
        words = self.words
        named = sorted(self.doc.mentions, key=lambda m: m.first)
        self.honorifics(named)
        self.callings(named)
        self.named_at = {m.first: m.actor for m in named}
        taken = bytearray(len(words))
        for m in named:
            taken[m.first : m.last] = b"\1" * (m.last - m.first)
        for first, last, country, _ in country_words(self.doc):
            if not self.quiet[first]:
                self.demonym(first, last, country, inside=bool(taken[first]), named=named)
        named.sort(key=lambda m: m.first)
        self.compass(named, taken)
        named += self.bodies(named, taken)
        named.sort(key=lambda m: (m.first, m.last))
        ahead = self.introduced(named)
        at = 0
        for i, w in enumerate(words):
            while at < len(named) and named[at].first <= i:
                self.note(named[at])
                at += 1
            if taken[i] or self.quiet[i]:
                continue
            low = w.text.lower()
            if i in ahead:
                self.add(i, ahead[i], MentionForm.NOMINAL, Link("introduced"))
            elif w.tag in (Tag.PRP, Tag.PRP_S):
                self.pronoun(i, low, named, at)
            elif w.tag in (Tag.NN, Tag.NNP, Tag.NNS) and (
                w.pos != Pos.PROPN or self.capital_title(i, low)
            ):
                self.noun(i, low)
            elif (
                low in ("two", "both") and w.relation in (Rel.NSUBJ, Rel.NSUBJ_PASS, Rel.OBJ)
                and (low == "both" or (i and words[i - 1].text.lower() == "the"))
            ):  # fmt: skip
                self.two(i)
        self.kinship(named)
        mentions = sorted((*named, *self.found), key=lambda m: (m.start, m.end, m.actor))
        return replace(self.doc, actors=tuple(self.actors), mentions=tuple(mentions))


def find_mentions(doc: Doc) -> Doc:
    """All mentions in the order of the text, and the roles that kinship tells."""
    first = _Resolver(doc)
    found = first.run()
    # What "he" and "she" agree on over the whole text tells the gender from the beginning on.
    if told := first.genders_told():
        return _Resolver(doc, told).run()
    return found


coreference = stage(
    "coreference",
    finds="pronouns",
    needs={
        "text", "paragraphs", "sentences", "words.text", "words.grammar",
        "names.whole", "names.actors", "actors.named", "mentions.names",
    },
    adds={"actors.related", "mentions.meant"},
)(find_mentions)  # fmt: skip

"""Discourse state: who has been mentioned up to a point, and what agrees with whom."""

from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from models.reading.doc import Actor, ActorKind, Doc, Link, Mention, MentionForm, ParagraphKind
from models.reading.grammar.graph import graph_of
from models.reading.labels import Rel, Tag
from models.reading.lexicon.classes import word_class, word_values
from models.reading.lexicon.gazetteer import by_capital, by_name, cities
from models.reading.lexicon.personal_names import gender_of_given
from models.reading.lexicon.tables import first_column
from models.reading.names.silence import silent_words
from models.reading.names.titles import title_words
from models.reading.people.wording import (
    COUNTRY_NOUNS,
    IMPLIED,
    ORGANISATION,
    PERSON,
    PLACE,
    WEIGHT,
    calling_words,
    stem,
)

_PLACE_PART_OF_COUNTRY = word_class("place.part_of_country")

_GOVERNING = word_class("body.state.governing")
# What only somebody does; with the verbs of speaking of cues.txt.
_WILLED = word_class("verb.willed")


_STEPS = 8  # words over one another; a tree that the parser got wrong may have a circle


@dataclass(slots=True)
class _Seen:
    """The last mention of an actor, and how often it has been mentioned."""

    sentence: int
    paragraph: int
    head: int
    weight: float
    count: float = 0.0


@dataclass(slots=True)
class Facts:
    """An actor's features for agreement."""

    kind: ActorKind
    gender: str
    nouns: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    words: frozenset[str] = frozenset()  # of the names of an organisation or place, stemmed


class Scene:
    """The discourse state at one point: who has been mentioned, when and how often."""

    def __init__(self, doc: Doc, genders: Mapping[int, str] | None = None) -> None:
        self.doc, self.words = doc, doc.words
        self.children = graph_of(doc).children
        self.votes: dict[int, Counter[str]] = {}
        self.quiet = silent_words(doc)
        self.quoted = quoted_words(doc)
        self.actors: list[Actor] = list(doc.actors)
        self.facts = [self.known(a) for a in doc.actors]
        for number, gender in (genders or {}).items():
            self.facts[number].gender = gender
        self.worded: dict[str, list[int]] = {}  # organisations by the stems of their names
        for number, known in enumerate(self.facts):
            if known.kind is ORGANISATION:
                for word in known.words:
                    self.worded.setdefault(word, []).append(number)
        self.bodies_named: dict[str, int] = {}  # organisations by name in small letters
        for number, actor in enumerate(doc.actors):
            if actor.kind is ORGANISATION:
                self.bodies_named.setdefault(actor.name.casefold(), number)
        self.kin: dict[tuple[str, int | None], list[int]] = {}  # "wife" of X: who that is
        self.untold = {n for n, f in enumerate(self.facts) if f.kind is PERSON and not f.gender}
        self.seen: dict[int, _Seen] = {}
        self.recent: deque[int] = deque(maxlen=14)  # actors, the last spoken of at the right
        self.found: list[Mention] = []
        self.spoken: dict[int, list[int]] = {}  # the actors a word, as head, has been found to mean
        self.told_of: set[int] = set()  # those who do more than say what others did
        self.named_at: dict[int, int] = {}  # by first word
        # By plural noun: what stood before it, and whom it called.
        self.crowds: dict[str, list[tuple[frozenset[str], tuple[int, ...]]]] = {}
        self.foretold: dict[
            str, tuple[int, ...]
        ] = {}  # those named only after what they are called
        self.kin_at: dict[int, tuple[int, str]] = {}  # "his" of "his sister, X": X, sister
        self.countries = {
            a.name: n for n, a in enumerate(doc.actors) if a.kind is PLACE
        }  # fmt: skip
        for n, a in enumerate(doc.actors):
            if a.kind is PLACE:
                for form in (a.name, *a.aliases):
                    if form in by_name():
                        self.countries.setdefault(by_name()[form].name, n)

    def known(self, actor: Actor) -> Facts:
        """The features an actor's names and roles reveal."""
        nouns: set[str] = set()
        if actor.kind is not PERSON:
            parts = [w.lower() for f in (actor.name, *actor.aliases) for w in f.split()]
            nouns = {w for w in parts if w in calling_words()}
            if actor.kind is ORGANISATION:
                nouns |= IMPLIED.get(parts[-1], frozenset())
            if actor.kind is PLACE:
                nouns |= self.kinds_of_place(actor)
            return Facts(actor.kind, "", nouns, words=frozenset(map(stem, parts)))
        countries: set[str] = set()
        gender = gender_of_given((actor.given or "").split(" ")[0])
        told = {"m": 0, "f": 0}
        for role in actor.roles:
            words = title_words(role.title)
            nouns |= words
            for w in words:
                mark = word_values("title").get(w) or word_values("kin").get(w) or "x"
                if mark in told:
                    told[mark] += 1
            for form in (role.of or "", *(role.of or "").replace("’", "'").split("'s")):
                if form.strip() in by_name():
                    countries.add(by_name()[form.strip()].name)
        if told["m"] != told["f"]:
            gender = "m" if told["m"] > told["f"] else "f"
        return Facts(actor.kind, gender, nouns, countries)

    def kinds_of_place(self, actor: Actor) -> set[str]:
        """What a place may be called: a country, a city, a region."""
        nouns: set[str] = set()
        for form in (actor.name, *actor.aliases):
            if form in by_name():
                nouns |= COUNTRY_NOUNS
            elif form in by_capital() or form in cities():
                nouns |= {"city", "town"} | ({"capital"} if form in by_capital() else set())
            elif form in first_column("places/regions"):
                nouns |= _PLACE_PART_OF_COUNTRY
        return nouns

    def mention(
        self,
        first: int,
        last: int,
        actor: int,
        form: MentionForm,
        head: int,
        link: Link | None = None,
    ) -> Mention:
        """A mention by the words ``first`` up to ``last``."""
        words = self.words
        return Mention(
            words[first].start, words[last - 1].end, actor, form, first, last, head, link
        )

    def note(self, m: Mention, count: float = 1.0) -> None:
        """Take an actor as spoken of here."""
        w = self.words[m.head]
        before = self.seen.get(m.actor)
        weight = WEIGHT.get(w.relation, 0.3)
        top = w
        if w.relation == Rel.CONJ:
            steps = 0
            while top.relation == Rel.CONJ and top.head >= 0 and steps < 6:
                top = self.words[top.head]
                steps += 1
            weight = max(0.3, WEIGHT.get(top.relation, 0.3) - 0.3)
        if m.form is MentionForm.DEMONYM:
            weight, count = 0.1, 0.2
        if before is not None and before.sentence == w.sentence and before.weight > weight:
            weight = before.weight - 0.1
        if self.doc.paragraphs[self.doc.sentences[w.sentence].paragraph].kind in (
            ParagraphKind.CAPTION, ParagraphKind.HEADLINE,
        ):  # fmt: skip
            weight *= 0.5
        total = count + (before.count if before else 0.0)
        self.seen.pop(m.actor, None)  # the last mentioned comes last
        self.seen[m.actor] = _Seen(
            w.sentence, self.doc.sentences[w.sentence].paragraph, m.head, weight, total
        )
        self.spoken.setdefault(m.head, []).append(m.actor)
        if not self.reports(m.head):
            self.told_of.add(m.actor)
        if m.actor in self.recent:
            self.recent.remove(m.actor)
        self.recent.append(m.actor)

    def reports(self, head: int) -> bool:
        """Whether a word is, or stands beside, the subject of a verb of saying."""
        words, at = self.words, head
        for _ in range(_STEPS):
            if (
                words[at].relation not in (Rel.APPOS, Rel.FLAT, Rel.COMPOUND, Rel.NMOD)
                or words[at].head < 0
            ):
                break
            at = words[at].head
        verb = words[at].head
        return (
            words[at].relation == Rel.NSUBJ
            and verb >= 0
            and words[verb].lemma.lower() in word_class("speech.cue")
        )

    def says(self, actor: int, i: int) -> bool:
        """Whether what is said of a word is what an actor says: nobody says "the man" of himself."""
        words, at = self.words, i
        for _ in range(_STEPS):
            at = words[at].head
            if at < 0:
                return False
            if words[at].lemma.lower() in word_class("speech.cue"):
                subjects = (
                    c for c in self.children[at] if words[c].relation == Rel.NSUBJ and c != i
                )
                if any(
                    actor in self.spoken.get(j, ())
                    for c in subjects
                    for j in (c, *self.children[c])
                ):
                    return True
        return False

    def add(self, i: int, actor: int, form: MentionForm, link: Link) -> None:
        """Take a word as a mention of an actor, found here, by a ``link`` to what was said before."""
        m = self.mention(i, i + 1, actor, form, i, link)
        self.found.append(m)
        self.note(m, 0.6)
        if m.start in self.kin_at:
            relative, noun = self.kin_at[m.start]
            self.related(relative, noun, actor)

    def related(self, relative: int, noun: str, of: int | None) -> None:
        """Take an actor as a relative of another, who may be unknown."""
        self.kin.setdefault((noun, of), []).append(relative)

    def spoken_of(self, i: int, far: int) -> Iterator[tuple[int, _Seen, int]]:
        """Actors mentioned in the last ``far`` sentences, latest first, with the distance."""
        for actor in reversed(self.seen):
            seen = self.seen[actor]
            gap = self.words[i].sentence - seen.sentence
            if gap > far:
                return
            yield actor, seen, gap

    def names_at(self, i: int) -> list[Mention]:
        """The names that a word is a part of."""
        return self._names.get(i, [])

    @cached_property
    def _names(self) -> dict[int, list[Mention]]:
        found: dict[int, list[Mention]] = {}
        for n in self.doc.names:
            if n.actor is not None:
                form = MentionForm.NAME
                named = Mention(n.start, n.end, n.actor, form, n.first, n.last, n.first)
                for j in range(n.first, n.last):
                    found.setdefault(j, []).append(named)
        return found

    def actors_at(self, head: int) -> list[int]:
        """The actors a head word means; of "Seoul's military" the owner, who acts."""
        found = self.spoken.get(head)
        if found:
            return found
        if self.words[head].lemma.lower() in _GOVERNING:
            for c in self.children[head]:
                if self.words[c].relation in (Rel.NMOD_POSS, Rel.AMOD, Rel.COMPOUND):
                    owners = [a for a in self.spoken.get(c, ()) if self.facts[a].kind is PLACE]
                    if owners:
                        return owners[:1]
        return []

    def actor_at(self, head: int) -> int | None:
        """The one actor a head word means."""
        found = self.actors_at(head)
        return found[-1] if found else None

    def is_country(self, actor: int) -> bool:
        """Whether an actor is a country."""
        return any(f in by_name() for f in (self.actors[actor].name, *self.actors[actor].aliases))

    def children_after(self, i: int) -> bool:
        """Whether a phrase or clause behind a noun says which is meant."""
        words = self.words
        for c in self.children[i]:
            relation = words[c].relation
            if (
                c < i
                or relation not in (Rel.NMOD, Rel.ACL, Rel.ACL_RELCL)
                or words[c].tag == Tag.CD
            ):
                continue
            if relation == Rel.NMOD or not any(words[k].text == "," for k in range(i + 1, c)):
                return True
        return False

    def bound(self, i: int, head: int) -> bool:
        """Whether pronoun ``i`` and a mention headed by ``head`` cannot mean one (binding theory)."""
        words = self.words
        w = words[i]
        low = w.text.lower()
        if low.endswith(("self", "selves")) or w.tag == Tag.PRP_S:
            # "her sister, X": the possessor is not the one named beside it.
            return (
                w.head >= 0
                and (words[head].head == w.head or head == w.head)
                and (words[head].relation in (Rel.APPOS, Rel.FLAT) or head == w.head)
            )
        above = words[head].head
        return w.head >= 0 and w.head == above and w.relation != Rel.CONJ

    def willed(self, verb: int) -> bool:
        """Whether a verb needs an agent with a will: speaking, buying, ordering."""
        lemma = self.words[verb].lemma.lower() if verb >= 0 else ""
        return lemma in word_class("speech.cue") or lemma in _WILLED

    def case(self, j: int) -> str:
        """The preposition of a phrase, "" where it has none."""
        words = self.words
        found = [c for c in self.children[j] if words[c].relation == Rel.CASE and c < j]
        return words[found[0]].text.lower() if found else ""


def quoted_words(doc: Doc) -> bytearray:
    """A byte a word: 1 inside quotation marks. A quotation left open ends with its paragraph."""
    inside = bytearray(len(doc.words))
    for s in doc.sentences:
        state = False
        if s.first and doc.sentences[doc.words[s.first - 1].sentence].paragraph == s.paragraph:
            state = (
                bool(inside[s.first - 1]) and doc.text[doc.words[s.first - 1].start] not in '"”»'
            )
        for i in range(s.first, s.last):
            mark = doc.text[doc.words[i].start]
            if mark in "“«„":
                state = True
            elif mark in "”»":
                inside[i] = 1
                state = False
                continue
            elif mark == '"' and doc.words[i].end - doc.words[i].start == 1:
                if state:
                    inside[i] = 1
                    state = False
                    continue
                state = True
            inside[i] = state
    return inside

"""What else means an actor: adjectives of countries, nouns such as "the minister", pronouns.

Antecedents are weighed by salience (Lappin and Leass 1994): how recent, in what grammatical role,
how often; number, gender, binding and the edges of quotations exclude. No mention is better than
a wrong one: where two candidates weigh the same, nothing is said.
"""

import math
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from models.reading.bodies import is_body
from models.reading.doc import Actor, ActorKind, Doc, Mention, MentionForm, ParagraphKind, Role
from models.reading.gazetteer import by_adjective, by_capital, by_name, by_people, cities
from models.reading.personal_names import gender_of_given
from models.reading.pipeline import stage
from models.reading.stages.actors import OPPOSITE, add_role, children_of, country_words, head_of
from models.reading.stages.names import silent_words
from models.reading.stages.titles import LEADING, title_words
from models.reading.words import table, word_set

PERSON, ORGANISATION, PLACE = ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.PLACE
_MALE = frozenset("he him his himself".split())
_FEMALE = frozenset("she her hers herself".split())
_THING = frozenset("it its itself".split())
_MANY = frozenset("they them their theirs themselves".split())
_PAIRED = {
    "leader": PERSON, "man": PERSON, "woman": PERSON, "minister": PERSON, "president": PERSON,
    "diplomat": PERSON, "official": PERSON, "brother": PERSON, "sister": PERSON, "politician": PERSON,
    "country": PLACE, "nation": PLACE, "neighbour": PLACE, "neighbor": PLACE, "state": PLACE,
    "government": PLACE, "ally": PLACE, "capital": PLACE, "side": PLACE, "party": ORGANISATION,
    "company": ORGANISATION, "firm": ORGANISATION, "organisation": ORGANISATION,
}  # fmt: skip
_RULERS = frozenset(
    "leader president premier chancellor king queen emperor dictator ruler strongman monarch prime "
    "minister sultan emir chairman".split()
)
_COMPANIES = frozenset("company firm retailer airline carrier bank manufacturer maker insurer group business publisher broadcaster supplier corporation".split())  # fmt: skip
_COUNTRY_NOUNS = frozenset("country nation republic kingdom state".split())
# Nouns that call an organisation by what any of its class is.
_CLASSES = (
    _COMPANIES | frozenset("start-up startup conglomerate giant brand chain store subsidiary utility operator brewery holdings inc corp co ltd plc "
                           "brands capital partners industries enterprises airlines airways motors".split()),
    frozenset("group organisation organization body association movement charity network alliance coalition ngo institution agency foundation federation union".split()),
    frozenset("team club side squad".split()),
    frozenset("newspaper daily paper magazine tabloid broadcaster channel station website outlet publication".split()),
    frozenset("court tribunal".split()),
    frozenset("university college school institute academy".split()),
    frozenset("party faction bloc".split()),
    frozenset("ministry department".split()),
    frozenset("church mosque temple".split()),
    frozenset("police force".split()),
)  # fmt: skip
# What the name of a firm before one of these tells of it: "a Flynord plane".
_OPERATORS = {
    **dict.fromkeys("plane airplane aircraft airliner flight jet jetliner pilot".split(), frozenset(("airline", "carrier"))),
    **dict.fromkeys("store shop outlet shopper".split(), frozenset(("retailer", "chain"))),
    **dict.fromkeys("depositor teller loan".split(), frozenset(("bank", "lender"))),
    **dict.fromkeys("reporter editorial columnist reader".split(), frozenset(("newspaper", "daily", "paper"))),
    **dict.fromkeys("car vehicle sedan".split(), frozenset(("carmaker", "automaker", "manufacturer"))),
}  # fmt: skip
# Nouns that any organisation may be called by.
_ANY_BODY = frozenset(
    "company firm group business corporation conglomerate giant start-up startup organisation organization "
    "body association charity agency alliance coalition movement network federation union ngo".split()
)
# Nouns that end names but mean something else by themselves: "the press", "the front".
_OTHERWISE = frozenset(
    "press post mail times house front lines line show standard system systems service services mission "
    "solutions technologies technology transport network register review express mirror echo community "
    "society operation command pass point ground waters sea water road street wall farm field plant "
    "camp home hall store stores library libraries crew forces force troops exchange".split()
)
_ANYBODY = {
    "man": "m", "woman": "f", "boy": "m", "girl": "f", "teenager": "", "teen": "", "suspect": "", "politician": "",
    "victim": "", "businessman": "m", "singer": "", "writer": "", "star": "", "youth": "", "lawmaker": "", "actor": "",
    "accused": "", "defendant": "", "veteran": "",
}  # fmt: skip
_GOVERNING = frozenset("government military army regime authorities administration troops forces parliament officials".split())  # fmt: skip
_WEIGHT = {
    "nsubj": 2.0, "nsubj:pass": 1.8, "obl:agent": 1.0, "obj": 1.0, "iobj": 1.0, "obl": 0.6,
    "nmod:poss": 0.8, "nmod": 0.4, "appos": 0.5, "conj": 0.7, "vocative": 0.2,
}  # fmt: skip
_INSIDE = frozenset("compound flat amod fixed appos nmod:unmarked nummod det".split())
_LEADING_PLACES = ("nsubj", "nsubj:pass", "nmod:poss")
_NOUN_TAGS = frozenset("NN NNS NNP NNPS PRP PRP$".split())
_TEMPORAL = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june "
    "july august september october november december today yesterday tomorrow day week month year hour "
    "minute morning evening afternoon night time date weekend decade century spring summer autumn winter "
    "moment".split()
)
# What only somebody does; with the verbs of speaking of cues.txt.
_WILLED = frozenset(
    "buy sell acquire purchase order ban sign launch appoint hire dismiss sack arrest detain expel invite "
    "recognise recognize elect pay lend invest sue prosecute refuse decide vote negotiate withdraw deploy "
    "fire summon recall extradite nationalise nationalize donate rent lease bid apply attack invade bomb "
    "shell retaliate apologise apologize try plan intend want hope seek ask urge call".split()
)
# "A number of reports": what is counted is meant, never the number.
_AMOUNTS = frozenset("number series majority lot range variety handful string dozen couple rest part".split())  # fmt: skip
_MISSIONS = frozenset("embassy consulate".split())
_FAR = 4  # sentences a pronoun looks back
_NOMINAL_FAR = 25  # and a noun with a title
_MARGIN = 0.2  # a winner leads by so much


@dataclass(slots=True)
class _Seen:
    """The last mention of an actor and how much it has been spoken of."""

    sentence: int
    paragraph: int
    head: int
    weight: float
    count: float = 0.0


@dataclass(slots=True)
class _Facts:
    """What is known of an actor for agreement."""

    kind: ActorKind
    gender: str
    nouns: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    kin: list[tuple[str, int | None]] = field(default_factory=list)
    words: frozenset[str] = frozenset()  # of the names of an organisation or place, stemmed


def find_mentions(doc: Doc) -> Doc:
    """All mentions in the order of the text, and the roles that kinship tells."""
    first = _Resolver(doc)
    found = first.run()
    # What "he" and "she" agree on over the whole text tells the gender from the beginning on.
    if told := first.genders_told():
        return _Resolver(doc, told).run()
    return found


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


class _Resolver:
    def __init__(self, doc: Doc, genders: Mapping[int, str] | None = None) -> None:
        self.doc, self.words = doc, doc.words
        self.children = children_of(doc)
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
        self.untold = {n for n, f in enumerate(self.facts) if f.kind is PERSON and not f.gender}
        self.seen: dict[int, _Seen] = {}
        self.recent: deque[int] = deque(maxlen=14)  # actors, the last spoken of at the right
        self.found: list[Mention] = []
        self.spoken: dict[int, list[int]] = {}  # the actors a word, as head, has been found to mean
        self.named_at: dict[int, int] = {}  # by first word
        self.crowds: list[tuple[str, frozenset[str], tuple[int, ...]]] = []
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

    def genders_told(self) -> dict[int, str]:
        """The gender of those whose name tells none, where pronouns agree on it."""
        found: dict[int, str] = {}
        for actor, votes in self.votes.items():
            (gender, most), *others = votes.most_common()
            if most >= 2 and most >= 3 * sum(n for _, n in others):
                found[actor] = gender
        return found

    def known(self, actor: Actor) -> _Facts:
        nouns: set[str] = set()
        if actor.kind is not PERSON:
            parts = [w.lower() for f in (actor.name, *actor.aliases) for w in f.split()]
            nouns = {w for w in parts if w in _calling_words()}
            if actor.kind is PLACE:
                nouns |= self.kinds_of_place(actor)
            return _Facts(actor.kind, "", nouns, words=frozenset(map(_stem, parts)))
        countries: set[str] = set()
        gender = gender_of_given((actor.given or "").split(" ")[0])
        told = {"m": 0, "f": 0}
        for role in actor.roles:
            words = title_words(role.title)
            nouns |= words
            for w in words:
                mark = (table("titles.txt").get(w) or table("kin.txt").get(w) or ("x",))[0]
                if mark in told:
                    told[mark] += 1
            for form in (role.of or "", *(role.of or "").replace("’", "'").split("'s")):
                if form.strip() in by_name():
                    countries.add(by_name()[form.strip()].name)
        if told["m"] != told["f"]:
            gender = "m" if told["m"] > told["f"] else "f"
        return _Facts(actor.kind, gender, nouns, countries)

    def kinds_of_place(self, actor: Actor) -> set[str]:
        """What a place may be called: a country, a city, a region."""
        nouns: set[str] = set()
        for form in (actor.name, *actor.aliases):
            if form in by_name():
                nouns |= _COUNTRY_NOUNS
            elif form in by_capital() or form in cities():
                nouns |= {"city", "town"} | ({"capital"} if form in by_capital() else set())
            elif form in word_set("regions.txt"):
                nouns |= {"state", "province", "region", "territory"}
        return nouns

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
        at = 0
        for i, w in enumerate(words):
            while at < len(named) and named[at].first <= i:
                self.note(named[at])
                at += 1
            if taken[i] or self.quiet[i]:
                continue
            low = w.text.lower()
            if w.tag in ("PRP", "PRP$"):
                self.pronoun(i, low, named, at)
            elif w.tag in ("NN", "NNP", "NNS") and (w.pos != "PROPN" or self.capital_title(i, low)):
                self.noun(i, low)
        self.kinship(named)
        mentions = sorted((*named, *self.found), key=lambda m: (m.start, m.end, m.actor))
        return replace(self.doc, actors=tuple(self.actors), mentions=tuple(mentions))

    def capital_title(self, i: int, low: str) -> bool:
        """Whether a noun with a capital is a title by itself: "the President said"."""
        before = self.words[i - 1].text.lower() if i else ""
        return before == "the" and low in table("titles.txt")

    def honorifics(self, named: list[Mention]) -> None:
        """Mr and Mrs tell the gender where nothing else does."""
        for m in named:
            facts = self.facts[m.actor]
            if facts.kind is not PERSON:
                continue
            for i in range(m.first, m.last):
                low = self.words[i].text.lower().rstrip(".")
                if low in ("mr", "sir", "lord"):
                    facts.gender = "m"
                elif low in ("mrs", "ms", "miss", "mme", "lady", "dame"):
                    facts.gender = "f"

    def callings(self, named: list[Mention]) -> None:
        """What organisations are called beside their names, and whose relatives people are."""
        words = self.words
        for m in named:
            facts = self.facts[m.actor]
            if facts.kind is PERSON:
                continue
            for c in self.children[m.head]:
                if words[c].relation in ("appos", "compound") and words[c].tag == "NN":
                    facts.nouns.add(words[c].lemma.lower())
            w = words[m.head]
            if (
                facts.kind is ORGANISATION
                and w.relation in ("compound", "nmod:poss")
                and w.head >= 0
            ):
                facts.nouns |= _OPERATORS.get(words[w.head].lemma.lower(), frozenset())
            before = words[m.first - 1] if m.first else None  # "the newspaper X"
            if (
                before is not None
                and before.tag == "NN"
                and before.relation not in ("amod", "case")
            ):
                low = before.lemma.lower()
                if low in _calling_words() and (
                    words[m.head].head == m.first - 1 or m.first <= before.head < m.last
                ):  # fmt: skip
                    facts.nouns.add(low)
        self.list_crowds(named)
        starts = {m.start: m.actor for m in named}
        for number, actor in enumerate(self.actors):
            for role in actor.roles:
                noun = role.title.split(" ")[-1].lower()
                if actor.kind is PERSON and noun in table("kin.txt"):
                    self.kin_at[role.start] = (number, noun)
                    if (possessor := starts.get(role.start)) not in (None, number):
                        self.facts[number].kin.append((noun, possessor))

    def list_crowds(self, named: list[Mention]) -> None:
        """Plural callings of several people: "receivers X, Y and Z", "X and Y, the directors,"."""
        words = self.words
        groups: dict[int, list[int]] = {}
        begin: dict[int, int] = {}
        for m in named:
            if self.facts[m.actor].kind is not PERSON:
                continue
            top, steps = m.head, 0
            while words[top].relation == "conj" and words[top].head >= 0 and steps < 12:
                top, steps = words[top].head, steps + 1
            groups.setdefault(top, []).append(m.actor)
            begin.setdefault(top, m.first)
        told: set[int] = set()  # who has been named before
        for top, actors in sorted(groups.items()):
            people = tuple(dict.fromkeys(actors))
            new = told.isdisjoint(people)
            told.update(people)
            if len(people) < 2:
                continue
            if new and (ahead := self.announced(top, begin[top], people)) is not None:
                self.crowds.append((ahead, frozenset(), people))
                self.foretold[ahead] = people
            callings = [top, *self.children[top], max(begin[top] - 1, 0)]
            if words[top].relation in ("appos", "flat", "nmod") and words[top].head >= 0:
                callings.append(words[top].head)
            for c in callings:
                w = words[c]
                if w.tag == "NNS" and w.lemma in table("titles.txt"):
                    before = {words[k].lemma.lower() for k in self.children[c] if k < c}
                    self.crowds.append((w.lemma, frozenset(before), people))

    def announced(self, top: int, first: int, people: tuple[int, ...]) -> str | None:
        """ "The owners sold it. X and Y said …": the calling of people named right after it."""
        words = self.words
        if words[top].relation != "nsubj" or any(self.actors[a].roles for a in people):
            return None
        if self.foretold or not self.willed(words[top].head):
            return None
        if first and words[first - 1].text.lower().removesuffix("s") in table("titles.txt"):
            return None  # "Ministers X and Y said"
        s = words[top].sentence
        start = self.doc.sentences[max(0, s - 2)].first
        many = {words[i].lemma for i in range(start, first) if self.calls_many(i)}
        return many.pop() if len(many) == 1 else None

    def calls_many(self, i: int) -> bool:
        """Whether a word is a definite calling of several people, as a subject: "the owners"."""
        w = self.words[i]
        return w.tag == "NNS" and w.relation == "nsubj" and w.lemma in table("titles.txt") and any(
            self.words[c].text.lower() in ("the", "two", "three", "both") for c in self.children[i]
        )  # fmt: skip

    def mention(self, first: int, last: int, actor: int, form: MentionForm, head: int) -> Mention:
        words = self.words
        return Mention(words[first].start, words[last - 1].end, actor, form, first, last, head)

    def note(self, m: Mention, count: float = 1.0) -> None:
        """Take an actor as spoken of here."""
        w = self.words[m.head]
        before = self.seen.get(m.actor)
        weight = _WEIGHT.get(w.relation, 0.3)
        top = w
        if w.relation == "conj":
            steps = 0
            while top.relation == "conj" and top.head >= 0 and steps < 6:
                top = self.words[top.head]
                steps += 1
            weight = max(0.3, _WEIGHT.get(top.relation, 0.3) - 0.3)
        if m.form is MentionForm.DEMONYM:
            weight, count = 0.1, 0.2
        if before is not None and before.sentence == w.sentence and before.weight > weight:
            weight = before.weight - 0.1
        if self.doc.paragraphs[self.doc.sentences[w.sentence].paragraph].kind in (
            ParagraphKind.CAPTION, ParagraphKind.HEADLINE,
        ):  # fmt: skip
            weight *= 0.5
        total = count + (before.count if before else 0.0)
        self.seen.pop(m.actor, None)  # the last spoken of stands last
        self.seen[m.actor] = _Seen(
            w.sentence, self.doc.sentences[w.sentence].paragraph, m.head, weight, total
        )
        self.spoken.setdefault(m.head, []).append(m.actor)
        if m.actor in self.recent:
            self.recent.remove(m.actor)
        self.recent.append(m.actor)

    def add(self, i: int, actor: int, form: MentionForm) -> None:
        m = self.mention(i, i + 1, actor, form, i)
        self.found.append(m)
        self.note(m, 0.6)
        if m.start in self.kin_at:
            relative, noun = self.kin_at[m.start]
            self.facts[relative].kin.append((noun, actor))

    def spoken_of(self, i: int, far: int) -> Iterator[tuple[int, _Seen, int]]:
        """Actors spoken of in the last ``far`` sentences, the last first, and how long ago."""
        for actor in reversed(self.seen):
            seen = self.seen[actor]
            gap = self.words[i].sentence - seen.sentence
            if gap > far:
                return
            yield actor, seen, gap

    # --- countries

    def country(self, name: str) -> int:
        number = self.countries.get(name)
        if number is None:
            number = len(self.actors)
            self.actors.append(Actor(PLACE, name))
            self.facts.append(_Facts(PLACE, ""))
            self.countries[name] = number
        return number

    def demonym(
        self,
        first: int,
        last: int,
        country: str,
        *,
        inside: bool,
        named: list[Mention],
    ) -> None:
        if inside and self.inner(first, last):
            return
        head = head_of(self.doc, first, last)
        named.append(self.mention(first, last, self.country(country), MentionForm.DEMONYM, head))

    def inner(self, first: int, last: int) -> bool:
        """Whether the adjective is a part of a name itself ("Korean Central News Agency")."""
        return any(n.first <= first and last <= n.last for n in self.names_at(first))

    def names_at(self, i: int) -> list[Mention]:
        if not hasattr(self, "_by_word"):
            self._by_word: dict[int, list[Mention]] = {}
            for n in self.doc.names:
                if n.actor is not None:
                    for j in range(n.first, n.last):
                        self._by_word.setdefault(j, []).append(
                            Mention(
                                n.start, n.end, n.actor, MentionForm.NAME, n.first, n.last, n.first
                            )
                        )
        return self._by_word.get(i, [])

    def bodies(self, named: list[Mention], taken: bytearray) -> list[Mention]:
        """The bodies that a country has and that are named by it: "the Norwegian navy"."""
        found: list[tuple[tuple[int, str], str, Mention]] = []
        for m in named:
            noun = self.words[m.head].head
            owned = self.words[m.head].relation in ("amod", "compound", "nmod:poss")
            if not owned or not m.last <= noun <= m.last + 3 or taken[noun]:
                continue
            if self.facts[m.actor].kind is not PLACE or not self.is_country(m.actor):
                continue
            between = [j for j in range(m.last, noun) if self.words[j].tag != "POS"]
            rest = " ".join(self.words[j].text for j in (*between, noun))
            if any(taken[j] or self.words[j].head != noun for j in between) or not is_body(rest):
                continue
            last, seat = noun + 1, self.seat(noun)
            if seat is not None:
                rest, last = f"{rest} in {self.actors[seat.actor].name}", seat.last
            possessed = self.words[m.head].relation == "nmod:poss"
            whose = self.adjective(m.actor) if possessed else self.doc.text[m.start : m.end]
            mention = self.mention(m.first, last, m.actor, MentionForm.NAME, noun)
            found.append(((m.actor, rest.casefold()), f"{whose} {rest}", mention))
        numbers: dict[tuple[int, str], int] = {}
        for key, name, mention in found:
            taken[mention.head] = 1
            if key not in numbers:
                numbers[key] = self.new_body(name)
        return [replace(mention, actor=numbers[key]) for key, _, mention in found]

    def adjective(self, country: int) -> str:
        """What belongs to a country is called so: "Norwegian"."""
        name = self.actors[country].name
        known = by_name().get(name)
        forms = known.adjectives if known is not None else ()
        return next((form for form in forms if "." not in form), name)

    def seat(self, noun: int) -> Mention | None:
        """Where an embassy is, when it stands right behind it: "the embassy in Oslo"."""
        words = self.words
        if words[noun].lemma.lower() not in _MISSIONS or noun + 2 >= len(words):
            return None
        if words[noun + 1].text != "in":
            return None
        return next((m for m in self.names_at(noun + 2) if m.first == noun + 2), None)

    def new_body(self, name: str) -> int:
        parts = name.lower().split(" in ")[0].split()
        stems = frozenset(map(_stem, name.lower().split()))
        nouns = {w for w in parts if w in _calling_words()}
        self.actors.append(Actor(ORGANISATION, name))
        self.facts.append(_Facts(ORGANISATION, "", nouns, words=stems))
        number = len(self.actors) - 1
        for stem in stems:
            self.worded.setdefault(stem, []).append(number)
        return number

    def compass(self, named: list[Mention], taken: bytearray) -> None:
        """ "The North" where one North X is spoken of."""
        sides: dict[str, set[int]] = {}
        for name, number in list(self.countries.items()):
            first, _, rest = name.partition(" ")
            if first in OPPOSITE and rest:
                sides.setdefault(first, set()).add(number)
        for name in list(self.countries):
            first, _, rest = name.partition(" ")
            other = f"{OPPOSITE.get(first)} {rest}"
            if first in OPPOSITE and OPPOSITE[first] not in sides and other in by_name() and (
                any(w.text == OPPOSITE[first] for w in self.words)
            ):  # fmt: skip
                sides[OPPOSITE[first]] = {self.country(other)}
        if not sides:
            return
        for i, w in enumerate(self.words):
            if (
                w.text in sides and not taken[i] and i and not self.quiet[i]
                and self.words[i - 1].text.lower() in ("the", "both")
                and w.relation not in ("compound", "amod", "flat") and len(sides[w.text]) == 1
            ):  # fmt: skip
                (number,) = sides[w.text]
                named.append(self.mention(i, i + 1, number, MentionForm.NAME, i))
                taken[i] = 1

    # --- pronouns

    def pronoun(self, i: int, low: str, named: list[Mention], at: int) -> None:
        if low in _MALE or low in _FEMALE:
            actor = self.person(i, "m" if low in _MALE else "f", named, at)
            if actor is not None:
                self.add(i, actor, MentionForm.PRONOUN)
        elif low in _THING:
            actor = self.thing(i)
            if actor is not None:
                self.add(i, actor, MentionForm.PRONOUN)
        elif low in _MANY:
            for actor in self.several(i):
                self.add(i, actor, MentionForm.PRONOUN)

    def person(self, i: int, gender: str, named: list[Mention], at: int) -> int | None:
        w = self.words[i]
        sentence = w.sentence
        paragraph = self.doc.sentences[sentence].paragraph
        ranked: list[tuple[float, int]] = []
        own = self.speaker_outside(i)
        others = self.named_below(i, named, at)
        for actor in self.recent:
            facts = self.facts[actor]
            if facts.kind is not PERSON or (facts.gender and facts.gender != gender):
                continue
            if actor in others:
                continue
            seen = self.seen[actor]
            gap = sentence - seen.sentence
            if gap > _FAR or self.bound(i, seen.head) or actor == own:
                continue
            score = seen.weight - 1.1 * gap + 0.35 * math.log1p(seen.count)
            if facts.gender == gender:
                score += 0.5
            if gap == 0:
                score += 0.3
                if w.relation == "nmod:poss" and self.subject_of(i) == seen.head:
                    score += 1.2
            elif seen.paragraph == paragraph:
                score += 0.3
            if w.relation in ("nsubj", "nsubj:pass") and seen.weight >= 1.6:
                score += 0.4
            ranked.append((score, actor))
        ranked.sort(reverse=True)
        ahead = self.ahead(i, gender, named, at)
        if ahead is not None and (not ranked or self.seen[ranked[0][1]].sentence < sentence - 1):
            return ahead
        if not ranked:
            return self.long_ago(i, gender, own)
        if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN:
            return None
        best = ranked[0][1]
        if best in self.untold:
            self.votes.setdefault(best, Counter())[gender] += 1
        if not self.facts[best].gender and len(ranked) == 1:
            self.facts[best].gender = gender
        return best

    def long_ago(self, i: int, gender: str, own: int | None) -> int | None:
        """Somebody of the gender not spoken of for a while, where the text is about nobody else."""
        ranked: list[tuple[float, int]] = []
        for actor, seen, gap in self.spoken_of(i, 4 * _FAR):
            if self.facts[actor].kind is PERSON and self.facts[actor].gender == gender and (
                gap <= 4 * _FAR and actor != own and not self.bound(i, seen.head)
            ):  # fmt: skip
                ranked.append((0.7 * math.log1p(seen.count) - 0.15 * gap, actor))
        ranked.sort(reverse=True)
        if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < 0.5):
            return None
        return ranked[0][1]

    def bound(self, i: int, head: int) -> bool:
        """Whether pronoun ``i`` and a mention headed by ``head`` cannot mean one (binding theory)."""
        words = self.words
        w = words[i]
        low = w.text.lower()
        if low.endswith(("self", "selves")) or w.tag == "PRP$":
            # "her sister, X": the possessor is not the one named beside it.
            return (
                w.head >= 0
                and (words[head].head == w.head or head == w.head)
                and (words[head].relation in ("appos", "flat") or head == w.head)
            )
        above = words[head].head
        return w.head >= 0 and w.head == above and w.relation != "conj"

    def named_below(self, i: int, named: list[Mention], at: int) -> set[int]:
        """Who is named in what pronoun ``i`` says or does: "he said X …" is not X himself.

        Principle C of binding theory (Chomsky, 1981), for subjects.
        """
        words = self.words
        if words[i].relation not in ("nsubj", "nsubj:pass"):
            return set()
        found: set[int] = set()
        for m in named[at:]:
            if words[m.head].sentence != words[i].sentence:
                break
            up, steps = m.head, 0
            while up not in (words[i].head, i) and up >= 0 and steps < 12:
                if words[up].relation in ("conj", "advcl"):
                    break
                up, steps = words[up].head, steps + 1
            if up == words[i].head and m.head > i:
                found.add(m.actor)
        return found

    def subject_of(self, i: int) -> int | None:
        """The head of the subject of the clause a word stands in."""
        at, steps = i, 0
        while at >= 0 and steps < 8:
            if self.words[at].relation == "xcomp" and self.words[at].head >= 0:  # "asked X to …"
                for c in self.children[self.words[at].head]:
                    if self.words[c].relation == "obj" and c < at:
                        return c
            if self.words[at].pos in ("VERB", "AUX") or self.words[at].relation == "ROOT":
                for c in self.children[at]:
                    if self.words[c].relation in ("nsubj", "nsubj:pass") and c != i:
                        return c
            at = self.words[at].head
            steps += 1
        return None

    def ahead(self, i: int, gender: str, named: list[Mention], at: int) -> int | None:
        """ "In his speech, X said": the subject that follows a pronoun in a fronted phrase."""
        words = self.words
        top, steps = i, 0
        while words[top].head >= 0 and steps < 10 and words[top].relation not in ("obl", "advcl"):
            top = words[top].head
            steps += 1
        governor = words[top].head
        if words[top].relation not in ("obl", "advcl") or governor <= i:
            return None
        for m in named[at : at + 4]:
            if words[m.first].sentence != words[i].sentence:
                break
            facts = self.facts[m.actor]
            if (
                m.head > i and words[m.head].relation in ("nsubj", "nsubj:pass")
                and words[m.head].head == governor and facts.kind is PERSON
                and facts.gender in ("", gender)
            ):  # fmt: skip
                return m.actor
        return None

    def speaker_outside(self, i: int) -> int | None:
        """Inside a quotation "he" is not the one who says so: the subject of the verb outside."""
        if not self.quoted[i]:
            return None
        words, at, steps = self.words, i, 0
        while at >= 0 and steps < 12:
            if not self.quoted[at] and words[at].pos == "VERB":
                for c in self.children[at]:
                    if words[c].relation == "nsubj":
                        return next((a for a in self.recent if self.seen[a].head == c), None)
                return None
            at = words[at].head
            steps += 1
        return None

    def actors_at(self, head: int) -> list[int]:
        """The actors a head word means; of "Seoul's military" the owner, who acts."""
        found = self.spoken.get(head)
        if found:
            return found
        if self.words[head].lemma.lower() in _GOVERNING:
            for c in self.children[head]:
                if self.words[c].relation in ("nmod:poss", "amod", "compound"):
                    owners = [a for a in self.spoken.get(c, ()) if self.facts[a].kind is PLACE]
                    if owners:
                        return owners[:1]
        return []

    def actor_at(self, head: int) -> int | None:
        """The one actor a head word means."""
        found = self.actors_at(head)
        return found[-1] if found else None

    def rivals(self, i: int, *, many: bool) -> list[tuple[float, int]]:
        """The nouns that pronoun ``i`` may stand for, best first, each with its weight.

        All nouns of this and the sentence before that agree in number and are no persons: one that
        names no actor can win too, and then the pronoun means nobody.
        """
        w = self.words[i]
        here = self.doc.sentences[w.sentence]
        sentences = [here]
        if w.sentence:
            before = self.doc.sentences[w.sentence - 1]
            if before.paragraph >= here.paragraph - 1:
                sentences.append(before)
        acting = w.relation == "nsubj" and self.willed(w.head)
        ranked: list[tuple[float, int]] = []
        for gap, s in enumerate(sentences):
            for j in range(s.first, min(i, s.last)):
                if self.quoted[j] and not self.quoted[i]:
                    continue
                weight = self.stands(j, i, many=many, acting=acting)
                if weight is not None:
                    order = (j - s.first) / (s.last - s.first)
                    ranked.append((weight - 1.3 * gap + (0.3 * order if not gap else 0.0), j))
        ranked.sort(key=lambda pair: -pair[0])
        return ranked

    def willed(self, verb: int) -> bool:
        """Whether a verb tells of speaking, buying, ordering: what only somebody does, no thing."""
        lemma = self.words[verb].lemma.lower() if verb >= 0 else ""
        return lemma in word_set("cues.txt") or lemma in _WILLED

    def stands(self, j: int, i: int, *, many: bool, acting: bool) -> float | None:
        """The weight of noun ``j`` as what pronoun ``i`` stands for; None where it cannot."""
        words, w, v = self.words, self.words[i], self.words[j]
        if v.relation in _INSIDE or v.tag not in _NOUN_TAGS or v.lemma.lower() in _TEMPORAL:
            return None
        actors = self.actors_at(j)
        kinds = {self.facts[a].kind for a in actors}
        low = v.text.lower()
        if v.tag == "PRP":
            if low not in (_MANY if many else _THING) or (not actors and v.relation == "expl"):
                return None
        elif many:
            joined = any(words[c].relation == "conj" for c in self.children[j])
            crowd = v.tag in ("NNS", "NNPS") or joined or len(actors) > 1
            if not crowd and kinds != {ORGANISATION}:
                return None
        elif PERSON in kinds or (not actors and self.no_thing(j)):
            return None
        if w.tag == "PRP" and not low.endswith(("self", "selves")) and v.head == w.head:
            return None
        if j == w.head or (w.tag == "PRP$" and self.under(j, w.head)):
            return None
        top, weight = v, 0.0
        while top.relation == "conj" and top.head >= 0:
            top, weight = words[top.head], -0.3
        weight += _WEIGHT.get(top.relation, 0.3)
        if acting and not actors and v.lemma.lower() not in word_set("organisations.txt"):
            return None
        if actors and kinds == {PLACE} and not all(self.is_country(a) for a in actors):
            weight -= 0.5
        elif actors and self.case(j) in ("on", "at", "in", "via"):  # "on the stock exchange"
            weight -= 0.3
        elif actors:
            weight += 0.5 if acting else 0.3
        if many and actors and v.tag not in ("NNS", "NNPS") and len(actors) == 1:
            weight -= 0.2
        if w.relation in ("nsubj", "nsubj:pass") and weight >= 1.8:
            weight += 0.4
        return weight

    def no_thing(self, j: int) -> bool:
        """Whether "it" cannot stand for a noun: several, a person, or the first of a list."""
        v = self.words[j]
        return (
            v.tag in ("NNS", "NNPS")
            or v.lemma.lower() in _AMOUNTS
            or v.lemma.lower() in table("titles.txt")
            or v.lemma in table("kin.txt")
            or any(self.words[c].relation == "conj" for c in self.children[j])
        )

    def case(self, j: int) -> str:
        """The preposition of a phrase, "" where it has none."""
        words = self.words
        found = [c for c in self.children[j] if words[c].relation == "case" and c < j]
        return words[found[0]].text.lower() if found else ""

    def under(self, j: int, head: int) -> bool:
        """Whether a word stands under another in the tree."""
        steps = 0
        while j >= 0 and steps < 12:
            if j == head:
                return True
            j = self.words[j].head
            steps += 1
        return False

    def thing(self, i: int) -> int | None:
        """The organisation or country that "it" stands for, where it beats all other nouns."""
        w = self.words[i]
        if w.relation == "expl" or self.impersonal(i):
            return None
        ranked = self.rivals(i, many=False)
        if not ranked:
            return None
        best = self.actor_at(ranked[0][1])
        if best is None or self.facts[best].kind is PERSON:
            return None
        margin = _MARGIN if w.relation in _LEADING_PLACES else 3 * _MARGIN
        for weight, j in ranked[1:]:
            if ranked[0][0] - weight >= margin:
                break
            if self.actor_at(j) != best:
                return None
        return best

    def impersonal(self, i: int) -> bool:
        """ "It is clear that …", "it rained"."""
        w = self.words[i]
        if w.relation not in ("nsubj", "nsubj:pass") or w.head < 0:
            return False
        verb = self.words[w.head]
        if verb.lemma in (
            "rain",
            "snow",
            "seem",
            "appear",
            "happen",
            "turn",
            "take",
            "mean",
            "matter",
        ):
            return True
        return (
            verb.pos in ("ADJ", "NOUN", "ADV", "NUM", "ADP")
            or any(self.words[c].relation in ("csubj", "expl") for c in self.children[w.head])
            or (
                w.relation == "nsubj:pass"
                and verb.lemma in ("say", "believe", "report", "expect", "know", "think")
            )
        )

    def several(self, i: int) -> list[int]:
        """Those whom "they" stands for: actors joined by "and", or one body of many people."""
        ranked = self.rivals(i, many=True)
        if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN / 2):
            return []
        head = ranked[0][1]
        crowd = len(self.actors_at(head)) > 1 or self.words[head].tag in ("NNS", "NNPS") or any(
            self.words[c].relation == "conj" for c in self.children[head]
        )  # fmt: skip
        if not crowd and not (
            self.words[i].relation in _LEADING_PLACES
            and self.words[head].relation in ("nsubj", "nsubj:pass")
        ):
            return []
        joined = list(self.actors_at(head))
        for c in self.children[head]:
            if self.words[c].relation == "conj":
                others = self.actors_at(c)
                if not others:
                    return []
                joined += others
        if not joined or (
            self.words[head].tag in ("NNS", "NNPS")
            and len(joined) == 1
            and self.facts[joined[0]].kind is not ORGANISATION
        ):
            return []
        return list(dict.fromkeys(joined))

    # --- nouns

    def noun(self, i: int, low: str) -> None:
        w = self.words[i]
        determined = [
            self.words[c]
            for c in self.children[i]
            if self.words[c].relation in ("det", "nummod", "nmod:poss", "case")
        ]
        the = any(d.text.lower() in ("the", "this", "that") for d in determined)
        two = any(d.text.lower() in ("two", "both") for d in determined)
        if w.tag == "NNS":
            if two and w.lemma in _PAIRED and not self.children_after(i):
                for one in self.pair(i, _PAIRED[w.lemma]):
                    self.add(i, one, MentionForm.NOMINAL)
            elif the and w.lemma in self.foretold and w.relation == "nsubj":
                for one in self.foretold[w.lemma]:
                    self.add(i, one, MentionForm.NOMINAL)
            elif the and w.lemma in table("titles.txt") and not self.children_after(i):
                for one in self.holders(i, w.lemma):
                    self.add(i, one, MentionForm.NOMINAL)
            return
        if any(self.words[c].relation == "appos" for c in self.children[i]) or w.relation in (
            "appos",
            "compound",
            "flat",
        ):
            return
        owner = next((c for c in self.children[i] if self.words[c].relation == "nmod:poss"), None)
        actor: int | None
        if w.lemma in table("kin.txt") and owner is not None:
            actor = self.relative(i, owner)
        elif the and (named := self.named_as(i)) is not None:
            actor = named
        elif the and low in table("titles.txt"):
            actor = self.titled(i, w.lemma.lower())
            if actor is None and low in _ANYBODY:
                actor = self.anybody(i, _ANYBODY[low])
        elif the and low in _ANYBODY:
            actor = self.anybody(i, _ANYBODY[low])
        elif (
            the
            and low in _COUNTRY_NOUNS - {"state"}
            and (found := self.last_country(i)) is not None
        ):
            actor = found
        elif the and low in _calling_words():
            actor = self.called(i, low)
        elif owner is not None and low in _calling_words():
            actor = self.spelled(i)
        else:
            return
        if actor is not None:
            self.add(i, actor, MentionForm.NOMINAL)
            if self.facts[actor].kind is ORGANISATION and low in _calling_words():
                self.facts[actor].nouns.add(low)

    def named_as(self, i: int) -> int | None:
        """ "The suspect, named as X": the name that follows."""
        words = self.words
        for c in self.children[i]:
            if c > i and words[c].relation == "acl" and words[c].lemma in ("name", "identify"):
                for j in range(c + 1, min(c + 6, len(words))):
                    actor = self.named_at.get(j)
                    if actor is not None and self.facts[actor].kind is PERSON:
                        return actor
        return None

    def children_after(self, i: int) -> bool:
        """Whether a phrase or clause behind a noun says which is meant."""
        words = self.words
        for c in self.children[i]:
            relation = words[c].relation
            if c < i or relation not in ("nmod", "acl", "acl:relcl") or words[c].tag == "CD":
                continue
            if relation == "nmod" or not any(words[k].text == "," for k in range(i + 1, c)):
                return True
        return False

    def holders(self, i: int, lemma: str) -> list[int]:
        """ "The receivers": all those who were called by one plural noun before."""
        nouns, countries = self.modifiers(i)
        if countries:
            return []
        crowds = [c for c in self.crowds if c[0] == lemma and nouns <= c[1]]
        return list(crowds[-1][2]) if crowds else []

    def anybody(self, i: int, gender: str) -> int | None:
        """ "The woman", "the 19-year-old suspect": the one person who stands out just before."""
        words = self.words
        if any(
            c > i and words[c].relation in ("nmod", "acl", "acl:relcl") for c in self.children[i]
        ):
            return None
        sentence = words[i].sentence
        ranked: list[tuple[float, int]] = []
        for actor in self.recent:
            facts, seen = self.facts[actor], self.seen[actor]
            gap = sentence - seen.sentence
            if facts.kind is not PERSON or gap > 3 or self.bound(i, seen.head):
                continue
            if gender and facts.gender and facts.gender != gender:
                continue
            ranked.append((seen.weight - 0.8 * gap + 0.35 * math.log1p(seen.count), actor))
        ranked.sort(reverse=True)
        if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < 1.0):
            return None
        return ranked[0][1]

    def spelled(self, i: int) -> int | None:
        """A body whose name holds all words of the phrase: "Nepal's civil aviation authority"."""
        words = self.words
        wanted: set[str] = {_stem(words[i].lemma.lower())}
        owners: set[str] = set()
        for c in self.children[i]:
            w = words[c]
            if w.relation not in ("amod", "compound", "nmod:poss") or c > i:
                continue
            country = by_adjective().get(w.text) or by_name().get(w.text)
            if country is not None:
                owners |= {_stem(form.lower()) for form in (country.name, *country.adjectives)}
            elif w.relation == "nmod:poss":
                return None
            else:
                wanted.add(_stem(w.lemma.lower()))
        if len(wanted) < 2:
            return None
        # The rarest word first: few names hold it.
        few = min((self.worded.get(word, ()) for word in wanted), key=len)
        found = [
            a for a in few
            if wanted <= (words_of := self.facts[a].words)
            and (not owners or owners & words_of or len(words_of) <= len(wanted) + 1)
        ]  # fmt: skip
        return found[0] if len(found) == 1 else None

    def called(self, i: int, low: str) -> int | None:
        """The organisation or place, spoken of before, that is called by the noun."""
        if (whole := self.spelled(i)) is not None:
            return whole
        nouns, countries = self.modifiers(i)
        if nouns or countries or self.children_after(i):
            return None
        ranked: list[tuple[float, int]] = []
        for actor, seen, gap in self.spoken_of(i, _NOMINAL_FAR):
            facts = self.facts[actor]
            if facts.kind is PERSON or gap > _NOMINAL_FAR or self.bound(i, seen.head):
                continue
            fit = self.fits(facts, low)
            if fit and gap <= 12 * fit:
                often = 0.35 if facts.kind is ORGANISATION else 0.8
                score = 2 * fit + often * math.log1p(seen.count) + 0.4 * seen.weight - 0.25 * gap
                ranked.append((score, actor))
        ranked.sort(reverse=True)
        if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN):
            return None
        return ranked[0][1]

    def fits(self, facts: _Facts, low: str) -> float:
        """How well a noun suits what is known of an organisation or place; 0 where it does not."""
        if low in facts.nouns:
            return 1.3
        if facts.kind is PLACE and not facts.nouns and low in ("town", "city", "village"):
            return 0.5
        if facts.kind is not ORGANISATION or low in _COUNTRY_NOUNS:
            return 0.0
        mine = [c for c in _CLASSES if facts.nouns & c]
        theirs = [c for c in _CLASSES if low in c]
        if any(c in theirs for c in mine):
            return 1.2
        # Nothing is known: "the company" may be any organisation, "the airline" may not.
        return 0.5 if not facts.nouns and low in _ANY_BODY else 0.0

    def pair(self, i: int, kind: ActorKind) -> list[int]:
        """The two actors of a kind that have been spoken of just before, if two stand out."""
        sentence = self.words[i].sentence
        for number in (sentence, sentence - 1):
            s = self.doc.sentences[max(number, 0)]
            for j in range(s.first, min(s.last, i)):
                joined = [
                    a for k in (j, *self.children[j])
                    if k == j or self.words[k].relation == "conj" for a in self.spoken.get(k, ())[-1:]
                ]  # fmt: skip
                if len(joined) == 2 and self.words[j].relation in ("nsubj", "nsubj:pass", "obj") and all(
                    self.facts[a].kind is kind for a in joined
                ):  # fmt: skip
                    return joined
        near: list[tuple[float, int]] = []
        for order, actor in enumerate(self.recent):
            seen, facts = self.seen[actor], self.facts[actor]
            gap = sentence - seen.sentence
            if gap <= 4 and facts.kind is kind and (kind is not PLACE or self.is_country(actor)):
                near.append(
                    (math.log1p(seen.count) + seen.weight - 0.8 * gap + 0.01 * order, actor)
                )
        near.sort(reverse=True)
        if len(near) < 2 or (len(near) > 2 and near[1][0] - near[2][0] < 0.7):
            return []
        return sorted((actor for _, actor in near[:2]), key=lambda a: self.seen[a].head)

    def is_country(self, actor: int) -> bool:
        return any(f in by_name() for f in (self.actors[actor].name, *self.actors[actor].aliases))

    def modifiers(self, i: int) -> tuple[set[str], set[str]]:
        """The words before a noun that say which: offices, and countries."""
        nouns: set[str] = set()
        countries: set[str] = set()
        for c in self.children[i]:
            w = self.words[c]
            if c > i or w.relation not in ("amod", "compound", "nmod:poss", "nmod"):
                continue
            two = " ".join(x.text for x in self.words[max(c - 1, 0) : c + 1])
            country = (
                by_adjective().get(two)
                or by_adjective().get(w.text)
                or by_name().get(two)
                or by_name().get(w.text)
            )
            if country is not None:
                countries.add(country.name)
            elif w.text.lower() not in LEADING:
                nouns.add(w.lemma.lower())
        return nouns, countries

    def titled(self, i: int, lemma: str) -> int | None:
        """The person last spoken of who holds the office that a noun names."""
        nouns, countries = self.modifiers(i)
        words = self.words
        if (
            any(words[c].relation in ("acl:relcl", "acl") for c in self.children[i] if c > i)
            and not countries
        ):
            return None
        of = [c for c in self.children[i] if words[c].relation == "nmod" and c > i]
        if of and lemma not in ("president", "leader"):
            return None
        of_countries = {by_name()[words[c].text].name for c in of if words[c].text in by_name()}
        if of and not of_countries:
            return None
        countries |= of_countries
        ranked: list[tuple[float, int]] = []
        for actor, seen, gap in self.spoken_of(i, _NOMINAL_FAR):
            facts = self.facts[actor]
            if facts.kind is not PERSON or gap > _NOMINAL_FAR or self.bound(i, seen.head):
                continue
            ruler = (
                lemma in ("leader", "president", "premier", "chief", "ruler")
                and facts.nouns & _RULERS
            )
            premier = lemma in ("premier", "pm") and {"prime", "minister"} <= facts.nouns
            holds = lemma in facts.nouns or premier or (bool(countries) and bool(ruler))
            if not holds or (nouns and not nouns <= facts.nouns):
                continue
            if countries and not countries <= facts.countries:
                continue
            late = 2.5 * min(gap, 3) + 0.3 * gap
            ranked.append((0.3 * (math.log1p(seen.count) + seen.weight - late), actor))
        ranked.sort(reverse=True)
        if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < 0.3):
            return None
        return ranked[0][1]

    def last_country(self, i: int) -> int | None:
        """The country last spoken of, where only one has been in this and the sentence before."""
        if self.children_after(i):
            return None
        sentence = self.words[i].sentence
        near = [
            a for a in self.recent
            if self.facts[a].kind is PLACE and self.is_country(a) and sentence - self.seen[a].sentence <= 1
        ]  # fmt: skip
        return near[0] if len(near) == 1 else None

    # --- kin

    def relative(self, i: int, owner: int) -> int | None:
        """ "His sister", where the text has told who that is."""
        possessor = self.actor_at(owner)
        if possessor is None:
            return None
        lemma = self.words[i].lemma
        found = [
            actor for actor, facts in enumerate(self.facts)
            for kin, of in facts.kin if kin == lemma and of == possessor
        ]  # fmt: skip
        return found[0] if len(found) == 1 else None

    def kinship(self, named: list[Mention]) -> None:
        """ "His sister, X": whose sister, as a role of X."""
        starts = {m.start: m.actor for m in (*named, *self.found)}
        for number, actor in enumerate(self.actors):
            roles: list[Role] = []
            for role in actor.roles:
                first, _, rest = role.title.partition(" ")
                possessor = starts.get(role.start)
                if (
                    first.lower() in ("his", "her", "their") and rest.split(" ")[-1] in table("kin.txt")
                    and possessor is not None and possessor != number
                ):  # fmt: skip
                    role = replace(role, title=rest, of=self.actors[possessor].name)
                add_role(roles, role)
            if tuple(roles) != actor.roles:
                self.actors[number] = replace(actor, roles=tuple(roles))


@cache
def _calling_words() -> frozenset[str]:
    """Nouns by which organisations and places are called: company, ministry, city."""
    classes = frozenset(w for c in _CLASSES for w in c)
    known = word_set("organisations.txt") | word_set("place-nouns.txt") | classes | _COUNTRY_NOUNS
    return (known | {"capital"}) - _OTHERWISE


def _stem(word: str) -> str:
    """A word without what tells its forms apart in names: ministry, ministries, minister's."""
    low = word.lower().strip(".,'")
    for ending in ("ies", "ian", "es", "s", "y", "e"):
        if low.endswith(ending) and len(low) > len(ending) + 3:
            return low[: -len(ending)]
    return low


def people_of(form: str) -> bool:
    """Whether a word means the people of a country."""
    return form in by_people()


coreference = stage(
    needs={"text", "paragraphs", "sentences", "words", "names", "actors", "mentions"},
    adds={"actors", "mentions"},
)(find_mentions)

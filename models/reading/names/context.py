"""Evidence around a name for its kind: person, organisation, place or no actor."""

import re
from dataclasses import dataclass, field
from functools import cache

from models.reading.doc import ActorKind, Word
from models.reading.labels import NOUNS, Rel, Tag
from models.reading.lexicon.classes import word_class, word_values
from models.reading.lexicon.gazetteer import by_name, cities
from models.reading.lexicon.personal_names import family_first, is_given
from models.reading.lexicon.tables import first_column
from models.reading.names.drafts import Draft, Drafts
from models.reading.names.wording import (
    BODIES_ONLY,
    FOLLOWING,
    IN_SOMEBODY,
    LOCAL,
    MEDIA,
    NATURAL,
    OF_A_TEAM,
    ORGANISATION,
    OWNED_BY_FIRMS,
    PERSON,
    PLACE,
    PLACE_OF_NAME,
    RULING,
    SHIPBORNE,
    TRADES,
    TRADES_OF_ALL,
    TRAVELLING,
)

_FIRM_BOSS = word_class("firm.boss")
_PREP_OF_FIRM = word_class("prep.of_firm")
_SHIP_PREFIX = word_class("ship.prefix")
_VERB_BUY = word_class("verb.buy")
_VERB_BUY_NATIONALISE = word_class("verb.buy.nationalise")
_VERB_STRIKE_STORM = word_class("verb.strike.storm")

_NEAR = 16  # words before a name among which the noun is that it explains
_CALLED = word_class("verb.call.title")


@dataclass(slots=True)
class Votes:
    """The evidence for each kind, over all occurrences of one form."""

    person: float = 0.0
    organisation: float = 0.0
    place: float = 0.0
    thing: float = 0.0
    titled: bool = False
    drafts: list[Draft] = field(default_factory=list)

    @property
    def kind(self) -> ActorKind | None:
        """The kind with most support; None where something else than an actor is named."""
        best = max(self.person, self.organisation, self.place)
        if self.thing > best:
            return None
        if self.person == best:
            return PERSON
        return ORGANISATION if self.organisation == best else PLACE


class Context(Drafts):
    """Evidence from titles, prepositions, verbs and nouns beside a name."""

    def beside(self, d: Draft, i: int) -> Word | None:
        """The word beside a name; None where the sentence ends there."""
        words = self.words
        if not 0 <= i < len(words) or words[i].sentence != words[d.first].sentence:
            return None
        return words[i]

    def aboard(self, d: Draft) -> bool:
        """Whether a name is a ship's: "the crew of the X", "aboard the X"."""
        ahead = [w.text.lower() for w in self.words[max(d.first - 3, 0) : d.first - 1]]
        if self.words[self.head_of(d)].relation in (Rel.COMPOUND, Rel.AMOD):
            return False  # "aboard the Marlow ship Velin"
        of_a_ship = len(ahead) == 2 and ahead[0] in SHIPBORNE and ahead[1] == "of"
        return of_a_ship or ahead[-1:] == ["aboard"]

    def asian(self, d: Draft) -> bool:
        """Whether a name begins with its family name, as in Korea: Hwang Dae-sik."""
        return family_first(self.form(d).split())

    def vote_before(self, d: Draft, v: Votes, before: Word) -> None:
        """What the words before a name say."""
        words = self.words
        low = before.text.lower()
        if self.titled(d):
            v.person += 3
            v.titled = True
        elif before.tag == Tag.NN and (
            low in TRADES
            or (low in TRADES_OF_ALL and not is_given(words[d.first].text) and not self.asian(d))
        ):
            v.organisation += 8 if low in BODIES_ONLY and before.head == d.first else 4
        elif low == "the":
            v.person -= 0.7
            v.organisation += 0.4
            v.thing += 4 * self.aboard(d)
        elif before.tag == Tag.NN and low in word_class("thing.named") and before.head >= d.first:
            v.thing += 4
        elif low in word_class("thing.before") and before.text[:1].isupper():
            v.thing += 5
        elif (
            low == "of" and d.first > 1 and words[d.first - 2].lemma.lower() in PLACE_OF_NAME
            and words[d.first - 2].sentence == words[d.first].sentence
        ):  # fmt: skip
            v.place += 4  # "the island of X"
            v.person -= 2
        elif (
            low == "of"
            and d.first > 2
            and (
                words[d.first - 2].lemma.lower() in RULING
                or [w.text.lower() for w in words[d.first - 3 : d.first - 1]]
                == ["prime", "minister"]
            )
        ):
            v.place += 2.5  # "the prime minister of X"
            v.person -= 1.5
        if d.first > 1 and words[d.first - 2].text in _SHIP_PREFIX:  # fmt: skip
            v.thing += 3

    def vote_form(self, d: Draft, v: Votes) -> None:
        """What its preposition, the look of a name and the word behind it say."""
        words, form = self.words, self.form(d)
        parts, after = form.split(), self.beside(d, d.last)
        case = self.case_of(d)
        if case in LOCAL and not (after is not None and after.tag == Tag.POS):
            governor = words[self.head_of(d)].head
            trusted = governor >= 0 and words[governor].lemma.lower() in IN_SOMEBODY
            v.place += 1.1 if case == "in" and len(parts) == 1 and not trusted else 0.7
        if form in cities() and not is_given(form):
            v.place += 1.5
        if not is_given(parts[0]) and not d.sure:
            if len(parts) == 1 and len(form) > 6 and form.endswith("stan"):
                v.place += 3
            if case in ("to", "from") and self.led_to(d):
                v.place += 2.5
        if re.fullmatch(r"[A-Z][A-Z&.]{1,6}", form) and not re.fullmatch(r"(?:[A-Z]\.)+", form):
            v.organisation += 0.7
        if after is not None:
            self.vote_after(d, v, after)

    def led_to(self, d: Draft) -> bool:
        """Whether somebody travels to or from a name: "travel to X", "flights from X"."""
        head = self.words[self.head_of(d)]
        if self.titled(d) or head.head < 0 or head.relation not in (Rel.OBL, Rel.NMOD):
            return False
        return self.words[head.head].lemma.lower() in TRAVELLING

    def vote_around(self, d: Draft, v: Votes) -> None:
        """What the words above a name and the nouns beside it say."""
        words = self.words
        head = words[self.head_of(d)]
        if (
            head.relation == Rel.APPOS
            and head.head >= 0
            and words[head.head].lemma in word_values("kin")
        ):
            v.person += 2
        self.vote_governed(d, v, head)
        settled = d.sure or self.form(d) in cities()  # "Hale, 34, of Houston"
        if head.relation == Rel.NMOD and head.head >= 0 and not settled and self.case_of(d) == "of":
            above = self.taken.get(head.head)
            if above is not None and above is not d and above.kind is PERSON:  # "X and Y of Z"
                ahead = words[above.first - 1].lemma.lower() if above.first else ""
                reigns = self.reigns(above.first) or ahead in RULING  # "Governor X of Y"
                v.organisation += 0 if reigns else 3
                v.place += 3 if reigns else 0
        for i in range(d.last, min(d.last + 6, len(words))):
            w = words[i]
            if w.relation == Rel.APPOS and d.first <= w.head < d.last and w.tag in NOUNS:
                if w.lemma.lower() in word_class("body.noun"):
                    v.organisation += 2
                elif w.lemma.lower() in self.titles or w.lemma in word_values("kin"):
                    v.person += 1.5
                elif w.lemma.lower() in word_class("place.ending") or w.lemma in (
                    "capital",
                    "country",
                ):
                    v.place += 2
                break

    def vote_called(self, d: Draft, v: Votes) -> None:
        """What the noun says that a name explains: "her first firm was X", "a horse called X"."""
        noun = self.noun_called(d)
        if noun is None or d.sure:
            return
        lemma = noun.lemma.lower()
        if lemma in word_class("thing.named"):
            v.thing += 5
        elif self.words[self.head_of(d)].relation in (Rel.APPOS, Rel.FLAT) or lemma in self.titles:
            return  # "the guard, X" is somebody, though "the guard" may be a body
        elif lemma in TRADES or lemma in word_class("body.noun"):
            v.organisation += 3
        elif lemma in word_class("place.ending"):
            v.place += 2

    def noun_called(self, d: Draft) -> Word | None:
        """The common noun of which a name is an example, by "is", "called" or apposition."""
        words, at = self.words, self.head_of(d)
        head = words[at]
        near = range(max(self.doc.sentences[head.sentence].first, at - _NEAR), at)
        own = [i for i in near if words[i].head == at]
        if any(words[i].relation == Rel.COP for i in own):
            return next((words[i] for i in own if words[i].relation == Rel.NSUBJ and words[i].tag == Tag.NN), None)  # fmt: skip
        if head.head < 0:
            return None
        above = words[head.head]
        if above.lemma in _CALLED and above.tag == Tag.VBN and head.head < at:
            if above.relation == Rel.ACL and above.head >= 0:
                return words[above.head] if words[above.head].tag == Tag.NN else None
            passive = (words[i] for i in near if words[i].head == head.head and words[i].relation == Rel.NSUBJ_PASS)  # fmt: skip
            return next((w for w in passive if w.tag == Tag.NN), None)
        beside = head.relation in (Rel.APPOS, Rel.FLAT) and head.head < d.first
        return above if beside and above.tag == Tag.NN else None

    def vote_governed(self, d: Draft, v: Votes, head: Word) -> None:
        """What the word above says: bought from a firm, a firm's boss, a quake strikes a place."""
        if head.head < 0 or d.sure:
            return
        above, case = self.words[head.head], self.case_of(d)
        lemma = above.lemma.lower()
        if head.relation in (Rel.NMOD, Rel.OBL) and case in _PREP_OF_FIRM:
            bosses = _FIRM_BOSS  # fmt: skip
            if lemma in bosses and case != "with":
                v.organisation += 1.5
        if head.relation == Rel.OBL and case == "from" and lemma in _VERB_BUY:
            v.organisation += 1.5
        if head.relation == Rel.OBJ and lemma in _VERB_BUY_NATIONALISE:
            v.organisation += 2
        if head.relation == Rel.OBJ and lemma in _VERB_STRIKE_STORM:
            subjects = {w.lemma.lower() for i, w in enumerate(self.words[max(0, d.first - 16) : d.first])
                        if w.relation in (Rel.NSUBJ, Rel.ROOT) and w.head == head.head}  # fmt: skip
            if subjects & NATURAL:
                v.place += 3

    def vote_after(self, d: Draft, v: Votes, after: Word) -> None:
        """What the word behind a name says."""
        words = self.words
        low, lemma = after.text.lower(), after.lemma.lower()
        if low == "who":
            v.person += 1
        if low in MEDIA and after.tag == Tag.NN:
            v.organisation += 3
        w = words[d.first]
        if (
            d.last - d.first == 1 and d.kind is PERSON and not self.titled(d) and w.head == d.last
            and w.relation in (Rel.AMOD, Rel.COMPOUND) and after.tag in (Tag.NN, Tag.NNS)
        ):  # fmt: skip
            v.person -= 0.9  # "Valdish officials": an adjective, where no person is called so
        if low == "," and d.last + 2 < len(words):
            age, close = words[d.last + 1], words[d.last + 2]
            if age.text.isdigit() and 5 < int(age.text[:4]) < 110 and close.text in (",", "."):
                v.person += 2
            if {f"{age.text} {close.text}", age.text} & _regions():
                v.place += 2.0
        if after.tag == Tag.NNP and after.text[:1].isupper() and words[d.last - 1].head == d.last:
            if low in word_class("thing.ending"):
                v.thing += 3
            elif low in word_class("place.ending"):
                v.place += 1.5
        elif (
            after.tag in (Tag.NN, Tag.NNS) and words[d.last - 1].relation in (Rel.COMPOUND, Rel.NMOD)
            and words[d.last - 1].head == d.last and lemma in word_class("body.noun")
            and lemma not in FOLLOWING
        ):  # fmt: skip
            v.organisation += 1.5
        elif after.tag == Tag.NN and lemma in OF_A_TEAM and words[self.head_of(d)].head == d.last and (
            not d.sure and not self.titled(d)
        ):  # fmt: skip
            v.organisation += 4
        elif after.tag in (Tag.NN, Tag.NNS) and lemma in OWNED_BY_FIRMS and (
            words[d.last - 1].head == d.last and not d.sure
        ):  # fmt: skip
            v.organisation += 2
        elif after.tag == Tag.POS and d.last + 1 < len(words) and not d.sure and (
            words[d.last + 1].lemma.lower() in OWNED_BY_FIRMS - {"chief", "spokesman"}
        ):  # fmt: skip
            v.organisation += 1.5
        head = words[self.head_of(d)]
        if (
            head.relation == Rel.NSUBJ and head.head >= 0 and d.kind is PERSON
            and words[head.head].lemma.lower() in word_class("speech.cue")
        ):  # fmt: skip
            v.person += 0.3


@cache
def _regions() -> frozenset[str]:
    """Countries, states and regions: what follows a town and a comma."""
    return frozenset({*by_name(), *first_column("places/regions")})

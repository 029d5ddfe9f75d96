"""What a name names: person, organisation, place or no actor."""

import re

from models.reading.labels import Rel, Tag
from models.reading.lexicon.classes import word_class, word_values
from models.reading.lexicon.gazetteer import by_adjective, by_name, by_people
from models.reading.lexicon.personal_names import family_first, fold, is_given
from models.reading.lexicon.tables import pairs
from models.reading.names.context import Context, Votes
from models.reading.names.drafts import Draft
from models.reading.names.wording import (
    BEFORE_A_PLACE,
    CORPORATE,
    FIRMS_BEFORE,
    GEOGRAPHY,
    HONORIFICS,
    LEGAL_FORMS,
    LOCAL,
    NATIONAL,
    NO_NAMES,
    ORGANISATION,
    PERSON,
    PLACE,
    STATES,
    TRADES,
)


class Voting(Context):
    """Decides what names name; all occurrences of a form in a document vote."""

    def agreed(self, drafts: list[Draft]) -> list[Draft]:
        """One kind for one form in a document; forms that name no actor are left out."""
        family = {
            self.form(d).split()[-1] for d in drafts if d.kind is PERSON and d.last - d.first > 1
        }
        drafts = [d for d in drafts if not self.no_name(d) and not self.no_actor(d, family)]
        votes: dict[str, Votes] = {}
        spelled: dict[str, str] = {}  # one spelling for all: FlyNord, Flynord, FLYNORD
        for d in drafts:
            form = self.form(d)
            v = votes.setdefault(spelled.setdefault(form.casefold(), form), Votes())
            v.drafts.append(d)
            self.vote(d, v)
        firms = {
            part for form, v in votes.items() if " " in form and v.kind is ORGANISATION
            for part in (form.split()[0], form.rsplit(" ", 1)[0])
        }  # fmt: skip
        stems = {
            form.rsplit(" ", 1)[0] for form, v in votes.items()
            if " " in form and v.kind is ORGANISATION and form.rsplit(" ", 1)[1].lower() in CORPORATE
        }  # fmt: skip
        for form in stems & votes.keys():
            votes[form].organisation += 9 + 3 * len(votes[form].drafts)
        full = self.full_names(votes)
        families = {words[-1] for words in full}
        lone = {
            form for form, v in votes.items()
            if " " not in form and v.kind is PERSON and not v.drafts[0].sure
        }  # fmt: skip
        parts = families | {words[0] for words in full}
        for form, v in votes.items():
            self.relative(form, v, families | lone)
            if form in parts:
                alone = form in families and v.kind is PLACE and not self.place_like(v.drafts)
                v.person += 2.5 * (len(v.drafts) if alone else 1)
                if v.drafts[0].sure and not self.place_like(v.drafts):
                    # A listed town or country that is also somebody's family name here.
                    named = v.place + 4 * len(v.drafts) * (form in by_name())
                    v.person += named if form in families else 6
            if form in firms and form not in parts and not self.place_like(v.drafts):
                v.organisation += 3
        kept = []
        for v in votes.values():
            kind = v.kind
            for d in v.drafts:
                if kind is None or (kind is PERSON and v.person < 1):
                    continue
                d.kind = PERSON if self.titled(d) and kind is not ORGANISATION else kind
                kept.append(d)
        return sorted(kept, key=lambda d: d.first)

    def relative(self, form: str, v: Votes, families: set[str]) -> None:
        """Count a full name with the family name of another person here as a person's."""
        parts = form.split()
        known = word_class("body.noun") | word_class("place.ending")
        if (
            len(parts) == 2 and parts[1] in families and v.kind is not PERSON and not v.drafts[0].sure
            and parts[1].lower() not in known and parts[0] not in BEFORE_A_PLACE
            and parts[0] not in by_adjective() and not self.place_like(v.drafts)
        ):  # fmt: skip
            v.person += 2.5 * len(v.drafts)

    def full_names(self, votes: dict[str, Votes]) -> list[list[str]]:
        """The words of the forms of two and more words that are persons."""
        return [
            form.split() for form, v in votes.items()
            if " " in form and v.kind is PERSON and not v.drafts[0].sure
        ]  # fmt: skip

    def place_like(self, drafts: list[Draft]) -> bool:
        """Whether somewhere a preposition of place is before a name."""
        return any(self.case_of(d) in LOCAL for d in drafts)

    def vote(self, d: Draft, v: Votes) -> None:
        """Add what this place in the text says about the kind of its form."""
        parts = self.form(d).split()
        if d.sure:
            v.place += 6 if d.kind is PLACE else 0
            v.organisation += 6 if d.kind is ORGANISATION else 0
        elif d.kind is PERSON:
            v.person += 1
        elif d.kind is ORGANISATION:
            v.organisation += 1
        else:
            v.place += 1
        if len(parts) > 1:
            self.vote_parts(d, v, parts)
        if (before := self.beside(d, d.first - 1)) is not None:
            self.vote_before(d, v, before)
        self.vote_form(d, v)
        self.vote_around(d, v)
        self.vote_called(d, v)
        if self.form(d) in by_name() and not is_given(self.form(d)):
            v.person -= 4

    def vote_parts(self, d: Draft, v: Votes, parts: list[str]) -> None:
        """What the words of a name say."""
        end = parts[-1].lower()
        if not STATES.isdisjoint(parts):
            v.person -= 5
        if parts[0].lower() in word_class("thing.before") - GEOGRAPHY:
            v.thing += 5  # "MV Upendo"
        if parts[-1] in LEGAL_FORMS or parts[0] in FIRMS_BEFORE:
            v.organisation += 6
        elif end.endswith("ies") and f"{end[:-3]}y" in word_class("body.noun"):
            v.organisation += 3  # "Marlow Aid Ministries"
        elif end in word_class("body.noun") and not (
            end in word_class("place.ending") and self.case_of(d) in LOCAL  # "held at X airport"
        ):
            v.organisation += 3
        elif end in NATIONAL and len(parts) > 1 and self.national(parts):
            v.organisation += 4
        elif end in word_class("place.ending"):
            # Hall, Hill, Park and Woods are family names too.
            family = len(parts) == 2 and is_given(parts[0]) and not d.sure and d.kind is PERSON
            v.place += 1 if family else 3
            v.person += 1.5 * family
        elif end in word_class("thing.ending"):
            # Law, Bill and Day are family names too.
            family = len(parts) == 2 and is_given(parts[0]) and d.kind is PERSON
            v.thing += 1 if family else 4
            v.person += 1.5 * family
        elif not d.sure and is_given(parts[0]) and parts[0] not in by_name():
            v.person += 1.5
        if not d.sure and family_first(parts):
            v.person += 1.5

    def national(self, parts: list[str]) -> bool:
        """Whether a name begins with a country: "United States Geological Survey"."""
        ahead = (" ".join(parts[:size]) for size in (1, 2))
        return any(form in by_name() or form in by_adjective() for form in ahead)

    def no_actor(self, d: Draft, family: set[str]) -> bool:
        """Whether a lone word isn't the name of an actor: a faith, a god; the party and state of a deputy."""
        form = self.form(d)
        if re.fullmatch(r"[DRI]-[A-Z][\w.]+", form):
            return True
        never = pairs("names/never").get(form)
        if never is None or form in family or self.titled(d):
            return False
        return never == "any" or d.kind is PERSON

    def no_name(self, d: Draft) -> bool:
        """Whether the span can be no name at all."""
        words, text = self.words, self.form(d)
        if not fold(text):
            return True  # marks alone, the "+" of "Flynord+"
        if not d.sure and (text in by_adjective() or text in by_people()):
            return True
        if not d.sure and d.last - d.first == 1:
            w = words[d.first]
            low = w.text.lower().rstrip(".")
            if w.text in BEFORE_A_PLACE and d.kind is PERSON:
                return True
            if w.tag in NO_NAMES:
                return True
            if d.kind is PERSON and (
                (low in self.titles and not is_given(w.text))
                or low in HONORIFICS or low in word_values("kin") or len(text) < 2
                or (w.tag == Tag.NN and text.islower())
            ):  # fmt: skip
                return True
            if w.text.isupper() and self.loud(w.sentence):
                return d.kind is not PERSON and text not in by_name()
        if d.last - d.first == 1 and not d.sure and not self.titled(d):
            # "Warehouse burns" at the start, "the warehouse" further down.
            w = words[d.first]
            if d.first == self.doc.sentences[w.sentence].first and w.text.lower() in self.common():
                return True
        if d.first and words[d.first - 1].text in ("@", "#"):
            return True
        if not d.sure and text.islower() and (
            text.split()[-1] in word_class("body.noun") | TRADES
            or (d.first and words[d.first - 1].tag in (Tag.DT, Tag.POS) and words[d.first].tag in (Tag.NN, Tag.NNS, Tag.JJ))
        ):  # fmt: skip
            return True  # "the embassy"
        if re.search(r"[a-z][A-Z]\w*[A-Z]|@|https?:", text):
            return True
        if d.kind is not PERSON:
            return False
        return any(c.isdigit() for c in text) or (
            d.last - d.first == 1 and text.isupper() and 1 < len(text) < 5
        )

    def common(self) -> frozenset[str]:
        """The common nouns that the document uses in small letters, and never as a name."""
        if self._common is None:
            names = {
                w.text.lower() for i, w in enumerate(self.words)
                if w.tag == Tag.NNP and w.text[:1].isupper() and i != self.doc.sentences[w.sentence].first
            }  # fmt: skip
            self._common = frozenset(
                w.text
                for w in self.words
                if w.tag in (Tag.NN, Tag.NNS) and w.relation != Rel.COMPOUND and w.text.islower()
                and w.text not in names
            )  # fmt: skip
        return self._common

"""Which organisation, country or place a name means; capitals that stand for governments."""

import re

from models.reading.doc import ActorKind, Doc, Mention, MentionForm, Name
from models.reading.labels import NOUNS, PROPER, Pos, Rel, Tag
from models.reading.lexicon.classes import word_class, word_values
from models.reading.lexicon.gazetteer import by_adjective, by_capital, by_name, by_people
from models.reading.lexicon.personal_names import fold
from models.reading.names.wording import CORPORATE, GENERIC
from models.reading.people.beings import ORGANISATION, PLACE, Being, Beings

_DIRECTION_NAMED = frozenset(word_values("direction.opposite"))
_PREP_IN_LANGUAGE = word_class("prep.in_language")
_PREP_TOWARDS_SOMEBODY = word_class("prep.towards_somebody")

_TALKED_WITH = word_class("prep.talked_with")
_PLACED = word_class("verb.done_to_place")
_ADDRESSED = word_class("verb.addressed")
_MESSAGES = word_class("noun.sent")
OPPOSITE = word_values("direction.opposite")
_OF_A_TOWN = word_class("noun.of_a_town")
# What is where a country is governed from: "the government in Westmark".
_KINDS_OF_PLACE = word_class("place.kind")
_SEATED = word_class("body.state.seated")
_UNACTING = word_class("verb.unacting")
_FEELING = word_class("adjective.feeling")


class Others(Beings):
    """Which organisation, country or place a name means."""

    def other(self, name: Name, form: str, head: int) -> int:
        """The number of the organisation or place that a name means; its mention is kept."""
        plain = re.sub(r"^[Tt]he ", "", form)
        meant = MentionForm.NAME
        country = by_name().get(plain)
        if country is not None:
            number = self.keyed(PLACE, "", fold(country.name))
            self.beings[number].country = country.name
        elif (capital := by_capital().get(plain)) and self.governs(head):
            number = self.keyed(PLACE, "", fold(capital.name))
            self.beings[number].country = capital.name
            meant = MentionForm.METONYM
            seat = self.organisation(name, plain)  # the town is spoken of, too
            self.beings[seat].forms[plain] += 1
        elif (side := self.sides().get(plain)) is not None:
            number = self.keyed(PLACE, "", fold(side))
            self.beings[number].country = side
        else:
            number = self.organisation(name, plain)
        if plain in OPPOSITE and self.words[head].relation in (Rel.COMPOUND, Rel.AMOD):
            above = self.words[head].head  # "North and South Korea"
            if above > head and self.words[above].tag in PROPER:
                head = above
        being = self.beings[number]
        if meant is MentionForm.NAME:
            being.forms[self.named(name, plain)] += 1
        elif not being.forms:
            being.forms[being.country] += 0
        for i in range(name.last, min(name.last + 4, len(self.words))):
            w = self.words[i]
            if w.relation == Rel.APPOS and name.first <= w.head < name.last and w.tag in NOUNS:
                being.nouns.add(w.lemma.lower())
        being.nouns.add(self.words[name.last - 1].lemma.lower())
        beside = self.words[name.first - 1] if name.first else None
        if (
            beside is not None
            and beside.tag == Tag.NN
            and beside.relation in (Rel.COMPOUND, Rel.NMOD)
        ):
            being.nouns.add(beside.lemma.lower())
        first = name.first
        if first and self.words[first - 1].text in by_adjective() and (
            self.named(name, plain) == f"{self.words[first - 1].text} {plain}"
        ):  # fmt: skip
            first -= 1  # "the Norwegian Supreme Court" is called so, adjective and all
        start = self.words[first].start
        self.mentions.append(Mention(start, name.end, number, meant, first, name.last, head))
        return number

    def sides(self) -> dict[str, str]:
        """What "the North" means where just one North X is spoken of."""
        if self.compass is None:
            found: dict[str, set[str]] = {}
            for form in (
                *map(self.doc.cut, self.doc.names),
                *(f for _, _, f, _ in country_words(self.doc)),
            ):
                country = by_name().get(" ".join(form.split()))
                side = country.name.split()[0] if country else ""
                if country and side in _DIRECTION_NAMED and " " in country.name:
                    found.setdefault(side, set()).add(country.name)
                    found.setdefault(country.name.partition(" ")[2], set()).add(country.name)
            for side, names in list(found.items()):
                for name in names if side in OPPOSITE else ():  # "the North" beside South Korea
                    other = f"{OPPOSITE[side]} {name.partition(' ')[2]}"
                    if other in by_name() and OPPOSITE[side] not in found:
                        found[OPPOSITE[side]] = {other}
            self.compass = {side: names.pop() for side, names in found.items() if len(names) == 1}
        return self.compass

    def named(self, name: Name, plain: str) -> str:
        """The form, with its country where the name alone is any country's: a foreign ministry."""
        owner = self.owner(name)
        if owner and name.kind is ORGANISATION and _generic(plain):
            before = self.words[name.first - 1].text
            if before in by_adjective():
                return f"{before} {plain}"
            adjectives = [form for form in by_name()[owner].adjectives if "." not in form]
            if adjectives and self.words[name.first - 1].tag == Tag.POS:  # "Norway's Parliament"
                return f"{adjectives[0]} {plain}"
        return plain

    def owner(self, name: Name) -> str:
        """The country right before a name: "Russian Foreign Ministry", "Russia's army"."""
        words, at = self.words, name.first - 1
        if at < 0 or words[at].sentence != words[name.first].sentence:
            return ""
        if words[at].tag == Tag.POS or words[at].text in ("'s", "'"):
            at -= 1
        for size in (2, 1):
            if at - size + 1 >= 0:
                form = " ".join(w.text for w in words[at - size + 1 : at + 1])
                found = by_adjective().get(form) or by_name().get(form)
                if found:
                    return found.name
        return ""

    def organisation(self, name: Name, plain: str) -> int:
        """The number of an organisation, or of a place that isn't a country."""
        parts = plain.split()
        if name.kind is PLACE and len(parts) > 1 and parts[-1] in _KINDS_OF_PLACE:
            parts = parts[:-1]  # "Sulawa island" is "Sulawa"
        key = fold(" ".join(p for p in parts if p.lower().rstrip(",") not in CORPORATE) or plain)
        generic = _generic(plain) and name.kind is ORGANISATION
        owner = self.owner(name) if generic else ""
        for kind in (name.kind, ORGANISATION, PLACE):
            found = self.others.get((owner, kind.value + " " + key))
            if found is not None:
                self.beings[found].count += 1
                return found
        if name.kind is ORGANISATION and not owner:
            if " " not in key and len(self.firms.get(key, ())) == 1:
                return next(iter(self.firms[key]))
            number = self.keyed(name.kind, owner, key)
            if (
                " " in key
                and not generic
                and parts[0] not in by_adjective()
                and parts[0] not in by_name()
            ):
                self.firms.setdefault(key.split()[0], set()).add(number)
            return number
        return self.keyed(name.kind, owner, key)

    def keyed(self, kind: ActorKind, owner: str, key: str) -> int:
        """The number of the one being of a kind, owner and key, a new one where there is none."""
        full = (owner, kind.value + " " + key)
        number = self.others.get(full)
        if number is None:
            self.beings.append(Being(kind, country=owner))
            number = self.others[full] = len(self.beings) - 1
        self.beings[number].count += 1
        return number

    def governs(self, head: int) -> bool:
        """Whether a capital stands for its government, by what it does and what governs it."""
        words, w = self.words, self.words[head]
        above = words[w.head] if w.head >= 0 else None
        if above is None:
            return False
        if w.relation == Rel.CONJ and above.tag in NOUNS:
            return self.governs(w.head)
        if w.relation in (Rel.NSUBJ, Rel.NSUBJ_PASS, Rel.OBL_AGENT):
            if above.pos == Pos.VERB:
                return above.lemma not in _UNACTING and not (
                    w.relation == Rel.NSUBJ_PASS and above.lemma in _PLACED
                )
            return above.lemma in _FEELING
        if w.relation == Rel.NMOD_POSS:
            return above.lemma.lower() not in _OF_A_TOWN
        if w.relation in (Rel.OBJ, Rel.IOBJ):
            return above.lemma in _ADDRESSED
        case = next(
            (words[c].text.lower() for c in self.children[head] if words[c].relation == Rel.CASE),
            "",
        )
        if case in _TALKED_WITH or (case == "in" and above.lemma.lower() in _SEATED):
            return True
        return case in _PREP_TOWARDS_SOMEBODY and (
            above.lemma in _MESSAGES or (above.lemma in _ADDRESSED and w.relation == Rel.OBL)
        )


_OF_LANGUAGE = word_class("noun.of_language")
_SPEAKING = word_class("verb.of_language")


def _generic(plain: str) -> bool:
    """Whether any country has a body of this name: "Foreign Ministry", "Ministry of Justice"."""
    parts = plain.lower().split()
    return parts[-1] in GENERIC or (
        len(parts) > 2 and parts[0] in GENERIC and parts[1] in ("of", "for")
    )


def _is_language(doc: Doc, first: int, last: int) -> bool:
    """Whether an adjective of a country is a language here: "in English", "an English-language letter"."""
    words = doc.words
    near = [w for w in words[last : last + 2] if w.sentence == words[first].sentence]
    after = [w.text.lower() for w in near]
    if after[:1] == ["-"]:
        return after[1:2] in (["language"], ["speaking"], ["medium"])
    if after and after[0] in _OF_LANGUAGE:
        return True
    before = (
        words[first - 1] if first and words[first - 1].sentence == words[first].sentence else None
    )
    alone = not near or near[0].pos not in (Pos.NOUN, Pos.PROPN, Pos.ADJ)
    return alone and before is not None and (
        before.text.lower() in _PREP_IN_LANGUAGE or before.lemma in _SPEAKING
    )  # fmt: skip


def country_words(doc: Doc) -> list[tuple[int, int, str, bool]]:
    """Every adjective or people of a country: first and last word, country, whether the people."""
    words, found, i = doc.words, [], 0
    adjectives, people = by_adjective(), by_people()
    starts = {form.split()[0] for form in adjectives}
    while i < len(words):
        if words[i].text in starts:
            for size in range(min(3, len(words) - i), 0, -1):
                form = " ".join(w.text for w in words[i : i + size])
                if form in adjectives and words[i + size - 1].sentence == words[i].sentence:
                    if not _is_language(doc, i, i + size):
                        found.append((i, i + size, adjectives[form].name, form in people))
                    i += size
                    break
            else:
                i += 1
        else:
            i += 1
    return found

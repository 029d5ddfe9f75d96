"""Who is who: names to actors, titles to roles, one actor for one real being.

Full names find each other first; then each lone family name goes to the person it most likely
means where it stands: the one last spoken of as a subject, the one the text is about, the one
whose title or gender agrees (centering theory, Grosz, Joshi and Weinstein 1995, in weights).
"""

import math
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise

from models.reading.doc import Actor, ActorKind, Doc, Mention, MentionForm, Name, Role
from models.reading.gazetteer import (
    by_adjective,
    by_capital,
    by_name,
    by_people,
    countries,
)
from models.reading.personal_names import (
    REGNAL_TITLES,
    SUFFIXES,
    fold,
    gender_of_given,
    key_tokens,
    parsed,
    same_person,
    shortens,
    sound,
    spaced,
)  # fmt: skip
from models.reading.pipeline import stage
from models.reading.stages.names import CORPORATE, GENERIC
from models.reading.stages.titles import Title, TitleReader
from models.reading.words import word_set

PERSON, ORGANISATION, PLACE = ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.PLACE
_SUBJECT = frozenset(("nsubj", "nsubj:pass", "obl:agent"))
_TALKED_WITH = frozenset("with against between among by toward towards upon".split())
_PLACED = frozenset("visit leave reach enter tour bomb shell hit strike capture seize flee cross quit approach besiege encircle liberate occupy storm pass".split())  # fmt: skip
_ADDRESSED = frozenset(
    "urge accuse invite call ask press pressure warn criticise criticize blame tell condemn anger "
    "punish sanction help support back arm provoke join persuade convince embarrass isolate thank "
    "praise threaten challenge assure inform notify oblige force allow prompt lead pit".split()
)
_MESSAGES = frozenset(
    "message letter support aid threat offer appeal response sale export warning overture request "
    "note loyalty answer signal assistance concession ally challenge blow friend demand".split()
)
# What a firm's or an institution's full name adds to the name it goes by.
_BUSINESS = frozenset(
    "partners capital group holdings bank banking airlines airways motors motor energy industries industrial "
    "technologies technology international company companies department corporation enterprises media news "
    "agency university foundation fund insurance pharmaceuticals electronics entertainment pictures studios "
    "football club association services systems solutions resources petroleum oil gas steel foods brewery "
    "brands stores press newspaper online global trust securities investment investments asset management "
    "party front movement hotel hotels shipping lines logistics telecom communications networks software".split()
)
_KNOWN_AS = re.compile(
    r"""[,\s(]*(?:who\s+(?:is|was)\s+)?(?:(?:also|better|otherwise|popularly|widely|commonly|professionally|locally|formerly|
    previously|now|simply|usually)\s+)*(?:known|called|nicknamed|dubbed|referred\s+to)\s+(?:(?:professionally|simply|locally|widely)\s+)?
    (?:as|by)?\s*(?:(?:the|his|her|its)\s+(?:\w+\s+){0,2}(?:name|pseudonym|nickname|alias|acronym)\s+(?:of\s+)?)?["“'‘(]*
    |[,\s(]*(?:a\.?k\.?a\.?|alias|née|nee|born|formerly|nom\s+de\s+guerre)[,:]?\s+["“'‘]*""",
    re.VERBOSE | re.IGNORECASE,
)
OPPOSITE = {"North": "South", "South": "North", "East": "West", "West": "East"}
_OF_A_TOWN = frozenset(
    "street mayor suburb outskirt airport resident subway metro population downtown skyline traffic "
    "weather stadium university hospital district neighbourhood neighborhood centre center hotel "
    "museum port harbour harbor square palace cathedral underground river zoo market".split()
)
# What is where a country is governed from: "the government in Westmark".
_SEATED = frozenset("government authority regime leadership administration official".split())
_UNACTING = frozenset("lie sit stand be host boast grow lose flood burn suffer experience see witness have wake".split())  # fmt: skip
_FEELING = frozenset(
    "ready willing angry concerned determined prepared keen reluctant eager wary furious confident "
    "responsible opposed open unhappy worried convinced aware".split()
)


@dataclass(slots=True)
class Being:
    """Somebody or something in the making: what names it and what is known of it so far."""

    kind: ActorKind
    forms: Counter[str] = field(default_factory=Counter)
    roles: list[Role] = field(default_factory=list)
    nouns: set[str] = field(default_factory=set)  # words of its titles, and what it is called
    gender: str = ""
    country: str = ""
    sentence: int = -99  # where it was last named
    subject: bool = False  # and whether as a subject
    count: int = 0
    owned: set[str] = field(default_factory=set)  # what was told to be its own: "X's message"


def find_actors(doc: Doc) -> Doc:
    """Actors, names that point to them, and the mentions by name."""
    return _Finder(doc).run()


def children_of(doc: Doc) -> list[list[int]]:
    """The dependents of every word, in order."""
    found: list[list[int]] = [[] for _ in doc.words]
    for i, w in enumerate(doc.words):
        if w.head >= 0:
            found[w.head].append(i)
    return found


def head_of(doc: Doc, first: int, last: int) -> int:
    """The word of a span that hangs on a word outside it."""
    for i in range(first, last):
        if not first <= doc.words[i].head < last:
            return i
    return first


class _Finder:
    def __init__(self, doc: Doc) -> None:
        self.doc, self.words = doc, doc.words
        self.children = children_of(doc)
        self.reader = TitleReader(doc, self.children)
        self.beings: list[Being] = []
        self.people: dict[str, list[int]] = {}  # by word of the name, and by its sound
        self.others: dict[tuple[str, str], int] = {}  # organisations and places by country and key
        self.mentions: list[Mention] = []
        self.compass: dict[str, str] | None = None
        self.firms: dict[str, set[int]] = {}  # by the first word of the name

    def run(self) -> Doc:
        names = self.doc.names
        heads = [head_of(self.doc, n.first, n.last) for n in names]
        titles = [self.reader.before(n) if n.kind is PERSON else None for n in names]
        forms = [self.full_form(n, t) for n, t in zip(names, titles, strict=True)]
        found: list[int | None] = [
            self.full_name(form) if n.kind is PERSON and " " in form else None
            for n, form in zip(names, forms, strict=True)
        ]  # fmt: skip
        done: list[Name] = []
        for n, form, title, head, known in zip(names, forms, titles, heads, found, strict=True):
            if n.kind is PERSON:
                number = self.lone_name(n, form, title, head) if known is None else known
                self.note_person(n, form, number, title, head)
            else:
                number = self.other(n, form, head)
            done.append(replace(n, actor=number))
        self.renamed(done)
        self.acronyms(done)
        self.short_names(done)
        actors = tuple(self.actor(b) for b in self.beings)
        return replace(self.doc, names=tuple(done), actors=actors, mentions=tuple(self.mentions))

    def full_form(self, name: Name, title: Title | None) -> str:
        """The name on one line; "Pope Francis" keeps what makes it whole."""
        form = spaced(self.doc.text[name.start : name.end])
        if title is None or name.first == 0:
            return form
        before = self.words[name.first - 1]
        parts = form.split()
        regnal = len(parts) == 1 or (len(parts) <= 3 and parts[-1] in SUFFIXES)
        if regnal and before.text.lower() in REGNAL_TITLES and before.text[:1].isupper():
            return f"{before.text} {form}"
        return form

    # --- people

    def full_name(self, form: str) -> int:
        """The person of a name of two words and more."""
        keys = key_tokens(form)
        seen: dict[int, None] = {}
        for key in keys:
            for k in (key, "~" + sound(key)):
                seen.update(dict.fromkeys(self.people.get(k, ())[-12:]))
        best: int | None = None
        for number in seen:
            known = [f for f in list(self.beings[number].forms)[:4] if " " in f]
            if any(self.same(form, f) for f in known) and (
                best is None or form in self.beings[number].forms
            ):
                best = number
        if best is None:
            self.beings.append(Being(PERSON))
            best = len(self.beings) - 1
        self.beings[best].forms[form] += 1
        self.list_person(form, best)
        return best

    def same(self, form: str, known: str) -> bool:
        if form == known:
            return True
        if not same_person(form, known):
            return False
        # "X" and then "X Jr." are father and son; "X Jr." and then "X" are one.
        return not (form.endswith(("Jr.", "Jr")) and not known.endswith(("Jr.", "Jr")))

    def list_person(self, form: str, number: int) -> None:
        for key in {*key_tokens(form), *fold(form).split()}:
            for k in (key, "~" + sound(key)):
                listed = self.people.setdefault(k, [])
                if number not in listed[-12:]:
                    listed.append(number)

    def lone_name(self, name: Name, form: str, title: Title | None, head: int) -> int:
        """The person whom one word means here; somebody new where it fits nobody."""
        key = key_tokens(form)[-1] if key_tokens(form) else form
        near: dict[int, None] = {}
        for k in (key, "~" + sound(key)):
            near.update(dict.fromkeys(self.people.get(k, ())))
        sentence = self.words[name.first].sentence
        best: tuple[float, int] | None = None
        for number in list(near)[:24]:
            being = self.beings[number]
            fit = max(
                (
                    shortens(form, f) if " " in f else 3 * (fold(f) == fold(form))
                    for f in being.forms
                ),
                default=0,
            )
            if not fit:
                continue
            score = self.suits(being, sentence, title, head) + 0.8 * fit
            if best is None or score > best[0]:
                best = (score, number)
        if best is not None and best[0] > -6:
            return best[1]
        self.beings.append(Being(PERSON))
        self.list_person(form, len(self.beings) - 1)
        return len(self.beings) - 1

    def suits(self, being: Being, sentence: int, title: Title | None, head: int) -> float:
        gap = min(sentence - being.sentence, 12)
        told = being.sentence >= 0
        score = 0.6 * math.log1p(being.count) - (0.25 * gap if told else 3.5)
        if told and being.subject and gap <= 2:
            score += 1.2
        w = self.words[head]
        if w.relation == "nmod:poss" and w.head >= 0 and self.words[w.head].lemma in being.owned:
            score += 2.0
        if title is not None:
            if title.gender and being.gender and title.gender != being.gender:
                score -= 9
            elif title.gender and title.gender == being.gender:
                score += 1.5
            shared = title.nouns & being.nouns
            if shared:
                score += 2.5
            elif title.nouns and being.nouns and title.role is not None:
                score -= 1.0
        return score

    def note_person(
        self, name: Name, form: str, number: int, title: Title | None, head: int
    ) -> None:
        being = self.beings[number]
        if " " not in form:
            being.forms[form] += 1
        being.sentence = self.words[name.first].sentence
        being.count += 1
        first, outer = name.first, head
        titles = [] if title is None else [title]
        if title is not None and title.first < name.first:
            first = title.first
            outer = title.head if title.head is not None else head
        titles += self.reader.beside(name, head)
        for t in titles:
            being.nouns |= t.nouns
            if t.gender:
                being.gender = being.gender or t.gender
            if t.role is not None:
                add_role(being.roles, t.role)
        if not being.gender and " " in form:
            known = parsed(form)
            being.gender = gender_of_given((known.given or "").split(" ")[0])
        top = self.words[outer]
        while (
            top.relation in ("conj", "appos")
            and top.head >= 0
            and self.words[top.head].tag[:2] == "NN"
        ):
            top = self.words[top.head]
        being.subject = top.relation in _SUBJECT
        w = self.words[outer]
        if w.relation == "nmod:poss" and w.head >= 0:
            being.owned.add(self.words[w.head].lemma)
        self.mentions.append(
            Mention(
                self.words[first].start, name.end, number, MentionForm.NAME, first, name.last, outer
            )
        )

    # --- organisations and places

    def other(self, name: Name, form: str, head: int) -> int:
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
        elif (side := self.sides().get(plain)) is not None:
            number = self.keyed(PLACE, "", fold(side))
            self.beings[number].country = side
        else:
            number = self.organisation(name, plain)
        if plain in OPPOSITE and self.words[head].relation in ("compound", "amod"):
            above = self.words[head].head  # "North and South Korea"
            if above > head and self.words[above].tag.startswith("NNP"):
                head = above
        being = self.beings[number]
        if meant is MentionForm.NAME:
            being.forms[self.named(name, plain)] += 1
        elif not being.forms:
            being.forms[being.country] += 0
        for i in range(name.last, min(name.last + 4, len(self.words))):
            w = self.words[i]
            if w.relation == "appos" and name.first <= w.head < name.last and w.tag[:2] == "NN":
                being.nouns.add(w.lemma.lower())
        being.nouns.add(self.words[name.last - 1].lemma.lower())
        beside = self.words[name.first - 1] if name.first else None
        if beside is not None and beside.tag == "NN" and beside.relation in ("compound", "nmod"):
            being.nouns.add(beside.lemma.lower())
        self.mentions.append(
            Mention(name.start, name.end, number, meant, name.first, name.last, head)
        )
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
                if country and side in ("North", "South", "East", "West") and " " in country.name:
                    found.setdefault(side, set()).add(country.name)
            for side, names in list(found.items()):
                for name in names:  # "the North" beside South Korea
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
        return plain

    def owner(self, name: Name) -> str:
        """The country right before a name: "Russian Foreign Ministry", "Russia's army"."""
        words, at = self.words, name.first - 1
        if at < 0 or words[at].sentence != words[name.first].sentence:
            return ""
        if words[at].tag == "POS" or words[at].text in ("'s", "'"):
            at -= 1
        for size in (2, 1):
            if at - size + 1 >= 0:
                form = " ".join(w.text for w in words[at - size + 1 : at + 1])
                found = by_adjective().get(form) or by_name().get(form)
                if found:
                    return found.name
        return ""

    def organisation(self, name: Name, plain: str) -> int:
        parts = plain.split()
        key = fold(" ".join(p for p in parts if p.lower().rstrip(",") not in CORPORATE) or plain)
        generic = _generic(plain) and name.kind is ORGANISATION
        owner = self.owner(name) if generic else ""
        if generic and not owner:
            last = [n for (c, k), n in self.others.items() if k == key and c]
            if last:
                return max(last, key=lambda n: self.beings[n].count)
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
        if w.relation == "conj" and above.tag[:2] == "NN":
            return self.governs(w.head)
        if w.relation in ("nsubj", "nsubj:pass", "obl:agent"):
            if above.pos == "VERB":
                return above.lemma not in _UNACTING and not (
                    w.relation == "nsubj:pass" and above.lemma in _PLACED
                )
            return above.lemma in _FEELING
        if w.relation == "nmod:poss":
            return above.lemma.lower() not in _OF_A_TOWN
        if w.relation in ("obj", "iobj"):
            return above.lemma in _ADDRESSED
        case = next(
            (words[c].text.lower() for c in self.children[head] if words[c].relation == "case"), ""
        )
        if case in _TALKED_WITH or (case == "in" and above.lemma.lower() in _SEATED):
            return True
        return case in ("to", "on", "for", "from") and (
            above.lemma in _MESSAGES or (above.lemma in _ADDRESSED and w.relation == "obl")
        )

    def acronyms(self, names: list[Name]) -> None:
        """An acronym and the name it is made of are one: by brackets, by "stands for", by initials."""
        self.bracketed(names)
        short = {
            n.actor: form for n in names
            if n.actor is not None and n.kind is not PERSON
            and re.fullmatch(r"[A-Z][A-Za-z&.-]{1,7}", form := spaced(self.doc.text[n.start : n.end]))
            and sum(c.isupper() for c in form) > 1
        }  # fmt: skip
        if not short:
            return
        whole: dict[str, list[int]] = {}
        for number, being in enumerate(self.beings):
            if being.kind is PERSON:
                continue
            for form in being.forms:
                if " " in form:
                    for key in _initials(form):
                        if number not in whole.setdefault(key, []):
                            whole[key].append(number)
        merged: dict[int, int] = {}
        for number, form in short.items():
            fits = [n for n in whole.get(form.replace(".", "").upper(), ()) if n != number]
            if number in merged or not fits or self.beings[number].country:
                continue
            target = fits[0]
            merged[number] = target
            self.beings[target].forms.update(self.beings[number].forms)
            self.beings[target].nouns |= self.beings[number].nouns
        if merged:
            self.drop(merged, names)

    def renamed(self, names: list[Name]) -> None:
        """ "X, better known as Y", "X, born Y", "X (formerly Y)": two names of one."""
        merged: dict[int, int] = {}
        for a, b in pairwise(names):
            if (
                a.actor is not None and b.actor is not None and a.kind is b.kind
                and b.start - a.end < 60 and _KNOWN_AS.fullmatch(self.doc.text, a.end, b.start)
            ):  # fmt: skip
                self.absorb(b.actor, merged.get(a.actor, a.actor), merged)
        if merged:
            self.drop(_final(merged), names)

    def bracketed(self, names: list[Name]) -> None:
        """ "Name (ACR)": the letters stand in the name in their order, whatever words they begin."""
        merged: dict[int, int] = {}
        text = self.doc.text
        for a, b in pairwise(names):
            if (
                a.actor is None or b.actor is None or a.actor == b.actor or PERSON in (a.kind, b.kind)
                or text[a.end : b.start].strip(" \n\"“'’s") != "(" or text[b.end : b.end + 1] not in (")", ",", ";", '"', "”")
            ):  # fmt: skip
                continue
            form, whole = spaced(text[b.start : b.end]), spaced(text[a.start : a.end])
            letters = [c for c in form if c.isalpha()]
            if not 2 <= len(letters) <= 8 or sum(c.isupper() for c in letters) < 2 or " " in form:
                continue
            rest = iter(fold(whole))
            target = merged.get(a.actor, a.actor)
            spelled = fold(whole)[:1] == letters[0].lower() and all(
                c.lower() in rest for c in letters
            )
            # Letters of the name in its own language: "Farmers' Front (FPA)"; not "(AFP)", "(ESP)".
            foreign = a.kind is ORGANISATION and form.isupper() and len(letters) > 2 and (
                form not in word_set("known-organisations.txt") and form not in _codes()
            )  # fmt: skip
            if spelled or foreign:
                self.absorb(b.actor, target, merged)
        if merged:
            self.drop(merged, names)

    def absorb(self, number: int, target: int, merged: dict[int, int]) -> None:
        """Make being ``number`` one with ``target``; its mentions follow when ``merged`` is dropped."""
        if number in merged or number == target or number in merged.values():
            return
        merged[number] = target
        self.beings[target].forms.update(self.beings[number].forms)
        self.beings[target].nouns |= self.beings[number].nouns
        self.beings[target].count += self.beings[number].count

    def short_names(self, names: list[Name]) -> None:
        """ "Anvil" is "Anvil Capital Partners" where no other organisation begins so."""
        longer: dict[str, set[int]] = {}
        for number, being in enumerate(self.beings):
            if being.kind is ORGANISATION and not being.country:
                for form in being.forms:
                    words = fold(form).split()
                    for k in range(1, len(words)):
                        rest = words[k:]
                        if k == 1 or all(w in CORPORATE or w in _BUSINESS for w in rest):
                            longer.setdefault(" ".join(words[:k]), set()).add(number)
        merged: dict[int, int] = {}
        order = sorted(
            (n for n, b in enumerate(self.beings) if b.kind is ORGANISATION and not b.country and b.forms),
            key=lambda n: -max(len(f.split()) for f in self.beings[n].forms),
        )  # fmt: skip
        for number in order:
            forms = [f for f in self.beings[number].forms if f]
            if len(forms) != 1 or forms[0] in by_name() or forms[0] in by_adjective():
                continue
            key = fold(forms[0])
            if key in GENERIC or key in word_set("organisations.txt"):
                continue
            fits = {merged.get(n, n) for n in longer.get(key, ()) if n != number} - {number}
            if len(fits) == 1:
                self.absorb(number, fits.pop(), merged)
        if merged:
            self.drop(_final(merged), names)

    def drop(self, merged: dict[int, int], names: list[Name]) -> None:
        """Give the mentions of merged beings to the one they became; numbers close up."""
        kept = [n for n in range(len(self.beings)) if n not in merged]
        number = {old: new for new, old in enumerate(kept)}
        number.update({old: number[new] for old, new in merged.items()})
        self.beings = [self.beings[n] for n in kept]
        names[:] = [replace(n, actor=number[n.actor]) if n.actor is not None else n for n in names]
        self.mentions = [replace(m, actor=number[m.actor]) for m in self.mentions]

    # --- what comes out

    def actor(self, being: Being) -> Actor:
        forms = list(being.forms) or [being.country]
        if being.kind is PERSON:
            name = max(forms, key=lambda f: (_fullness(f), being.forms[f]))
            aliases = tuple(f for f in forms if f != name)
            cut = parsed(name, frozenset(a for a in aliases if " " not in a))
            return Actor(being.kind, name, aliases, tuple(being.roles), cut.family, cut.given)
        if being.kind is PLACE and being.country in by_name():
            names = [f for f in forms if f in by_name()]
            name = being.country if being.country in forms or not names else max(names, key=len)
            if being.country not in forms:
                forms.append(being.country)
        else:
            name = max(forms, key=lambda f: (len(f.split()), len(f)))
        shown = name.title() if name.isupper() and len(name) > 5 and " " in name else name
        return Actor(
            being.kind, shown, tuple(f for f in forms if f not in (name, shown)), tuple(being.roles)
        )


@cache
def _codes() -> frozenset[str]:
    """ISO 3166 codes of countries."""
    return frozenset(code for c in countries() for code in c.codes)


def _final(merged: dict[int, int]) -> dict[int, int]:
    """Each to the last it became part of."""
    found: dict[int, int] = {}
    for number, first in merged.items():
        target = first
        while target in merged:
            target = merged[target]
        found[number] = target
    return found


def add_role(roles: list[Role], new: Role) -> None:
    """Add a role unless it is told already; one that adds its "of" takes the other's place."""
    for i, r in enumerate(roles):
        if r.title.lower() == new.title.lower() and (r.of == new.of or not r.of or not new.of):
            if new.of and not r.of:
                roles[i] = new
            return
    roles.append(new)


def _fullness(form: str) -> tuple[int, int]:
    """How full a name is: whole words first, initials only half."""
    parts = form.split()
    if parts[0].lower() in REGNAL_TITLES:
        return (2 * len(parts) - 1, len(form))
    return (sum(1 if len(p.strip(".")) < 2 else 2 for p in parts), min(len(form), 40))


def _generic(plain: str) -> bool:
    """Whether any country has a body of this name: "Foreign Ministry", "Ministry of Justice"."""
    parts = plain.lower().split()
    return parts[-1] in GENERIC or (
        len(parts) > 2 and parts[0] in GENERIC and parts[1] in ("of", "for")
    )


def _initials(form: str) -> set[str]:
    words = [w for w in re.split(r"[\s-]+", form) if w]
    small = {"of", "the", "and", "for", "de", "du", "des", "la", "in", "on", "&"}
    return {
        "".join(w[0] for w in words if w.lower() not in small).upper(),
        "".join(w[0] for w in words).upper(),
        "".join(w[0] for w in words if w.lower() not in small and not w.endswith("'s")).upper(),
    }


def country_words(doc: Doc) -> list[tuple[int, int, str, bool]]:
    """Every adjective or people of a country: first and last word, country, whether the people."""
    words, found, i = doc.words, [], 0
    adjectives, people = by_adjective(), by_people()
    starts = {form.split()[0] for form in adjectives}
    while i < len(words):
        if words[i].text in starts:
            for size in (3, 2, 1):
                form = " ".join(w.text for w in words[i : i + size])
                if form in adjectives and (
                    size == 1 or words[i + size - 1].sentence == words[i].sentence
                ):
                    found.append((i, i + size, adjectives[form].name, form in people))
                    i += size
                    break
            else:
                i += 1
        else:
            i += 1
    return found


def is_organisation_noun(lemma: str) -> bool:
    """Whether a noun is one for organisations: ministry, company, party."""
    return lemma in word_set("organisations.txt")


actors = stage(needs={"text", "sentences", "words", "names"}, adds={"names", "actors", "mentions"})(
    find_actors
)

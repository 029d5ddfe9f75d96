"""Who is who: names to actors, titles to roles, and the other words that mean an actor."""

import re
import unicodedata
from dataclasses import dataclass, field, replace

from rapidfuzz.distance import Levenshtein

from models.reading.doc import Actor, ActorKind, Doc, Mention, MentionForm, Name, Role, Word
from models.reading.gazetteer import by_adjective, by_capital, by_name
from models.reading.pipeline import stage
from models.reading.words import table, word_set

_BEFORE = {
    "then",
    "ex",
    "former",
    "late",
    "outgoing",
    "acting",
    "interim",
    "incoming",
    "deputy",
    "vice",
}
_MALE, _FEMALE = (
    frozenset("he him his himself mr".split()),
    frozenset("she her hers herself mrs ms".split()),
)
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"))
_PAIRED = {
    "leaders": ActorKind.PERSON, "men": ActorKind.PERSON, "women": ActorKind.PERSON, "ministers": ActorKind.PERSON,
    "presidents": ActorKind.PERSON, "countries": ActorKind.PLACE, "nations": ActorKind.PLACE,
    "sides": ActorKind.PLACE, "neighbours": ActorKind.PLACE, "neighbors": ActorKind.PLACE, "states": ActorKind.PLACE,
}  # fmt: skip
_FAR = 4  # sentences a pronoun looks back


@dataclass(slots=True)
class _Being:
    kind: ActorKind
    forms: list[str] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    gender: str = ""
    last_seen: int = -1


def find_actors(doc: Doc) -> Doc:
    """Actors, names that point to them, and mentions in the order of the text."""
    return _Finder(doc).run()


class _Finder:
    """One pass over the names of a document, then one over its pronouns and nouns."""

    def __init__(self, doc: Doc) -> None:
        self.doc, self.words = doc, doc.words
        self.beings: list[_Being] = []
        self.by_key: dict[tuple[ActorKind, str], int] = {}
        self.mentions: list[Mention] = []
        self.children: dict[int, list[int]] = {}
        self.names_of: dict[int, list[Name]] = {}
        for i, w in enumerate(doc.words):
            self.children.setdefault(w.head, []).append(i)

    def run(self) -> Doc:
        self.full_names = [
            self.form(n) for n in self.doc.names
            if n.kind is ActorKind.PERSON and len(self.form(n).split()) > 1
        ]  # fmt: skip
        names: list[Name] = []
        for name in self.doc.names:
            number = self.being_of(name)
            names.append(replace(name, actor=number))
            self.note(name, number)
        self.adjectives()
        self.others()
        self.mentions.sort(key=lambda m: (m.start, m.end))
        actors = tuple(self.actor(b) for b in self.beings)
        return replace(self.doc, names=tuple(names), actors=actors, mentions=tuple(self.mentions))

    def form(self, name: Name) -> str:
        """The name as one line, broken hyphenation mended."""
        text = " ".join(self.doc.text[name.start : name.end].translate(_INVISIBLE).split())
        return re.sub(r"(\w)- (\w)", r"\1-\2", text)

    def new(self, kind: ActorKind, key: str) -> int:
        self.beings.append(_Being(kind))
        self.by_key[kind, key] = len(self.beings) - 1
        return len(self.beings) - 1

    def being_of(self, name: Name) -> int:
        form = self.form(name)
        if name.kind is ActorKind.PERSON:
            return self.person(form)
        plain = form.replace("’", "'")
        country = by_name().get(plain)
        if country:
            return self.keyed(ActorKind.PLACE, fold(country.name))
        if (capital := by_capital().get(plain)) and self.governs(name):
            return self.keyed(ActorKind.PLACE, fold(capital.name))
        if plain in ("North", "South", "East", "West"):
            near = [
                n for n, b in enumerate(self.beings)
                if b.kind is ActorKind.PLACE and b.forms and b.forms[0].startswith(plain + " ")
            ]  # fmt: skip
            if len(near) == 1:
                return near[0]
        key = fold(re.sub(r"^(?:the|The) ", "", plain))
        for kind in (name.kind, ActorKind.ORGANISATION, ActorKind.PLACE):
            if (kind, key) in self.by_key:
                return self.by_key[kind, key]
        if name.kind is ActorKind.ORGANISATION:
            for (known, other), number in self.by_key.items():
                if known is not ActorKind.ORGANISATION:
                    continue
                if key.isalpha() and len(key) > 2 and plain.isupper() and key == _initials(other):
                    self.by_key[known, key] = number
                    return number
        return self.new(name.kind, key)

    def keyed(self, kind: ActorKind, key: str) -> int:
        found = self.by_key.get((kind, key))
        return self.new(kind, key) if found is None else found

    def governs(self, name: Name) -> bool:
        """Whether a capital stands for its government: the subject of a verb."""
        w = self.words[self.head_of(name.first, name.last)]
        return (
            w.relation in ("nsubj", "obl:agent", "nsubj:pass")
            and w.head >= 0
            and self.words[w.head].pos == "VERB"
        )

    def person(self, form: str) -> int:
        key = fold(form)
        tokens = key.split()
        if (ActorKind.PERSON, key) in self.by_key:
            return self.by_key[ActorKind.PERSON, key]
        best: tuple[int, int] | None = None
        found = -1
        for number, being in enumerate(self.beings):
            if being.kind is not ActorKind.PERSON:
                continue
            score = max((_same(tokens, fold(f).split()) for f in being.forms), default=0)
            if score and (best is None or (score, being.last_seen) >= best):
                best = (score, being.last_seen)
                found = number
        if best is None and len(tokens) == 1:
            for full in self.full_names:
                if _same(tokens, fold(full).split()) == 2:
                    number = self.new(ActorKind.PERSON, fold(full))
                    self.beings[number].forms.append(full)
                    return number
        if best is None:
            return self.new(ActorKind.PERSON, key)
        if len(tokens) > 1:
            self.by_key[ActorKind.PERSON, key] = found
        return found

    def note(self, name: Name, number: int) -> None:
        being = self.beings[number]
        form = self.form(name)
        country = by_capital().get(form)
        meant = MentionForm.NAME
        if (
            country
            and self.beings[number].kind is ActorKind.PLACE
            and fold(country.name) != fold(form)
        ):
            meant = (
                MentionForm.METONYM
                if (ActorKind.PLACE, fold(country.name)) in self.by_key
                and self.by_key[ActorKind.PLACE, fold(country.name)] == number
                else MentionForm.NAME
            )
        if meant is MentionForm.NAME and form not in being.forms:
            being.forms.append(form)
        elif country and meant is MentionForm.METONYM and not being.forms:
            being.forms.append(country.name)
        being.last_seen = len(self.mentions)
        head = self.head_of(name.first, name.last)
        if being.kind is ActorKind.PERSON:
            first, title_head = self.title(name, being)
            if title_head is not None:
                head = title_head
            self.apposed(name, being)
            start = self.words[first].start
            self.mentions.append(Mention(start, name.end, number, meant, first, name.last, head))
        else:
            self.mentions.append(
                Mention(name.start, name.end, number, meant, name.first, name.last, head)
            )

    def head_of(self, first: int, last: int) -> int:
        for i in range(first, last):
            if not first <= self.words[i].head < last:
                return i
        return first

    def title(self, name: Name, being: _Being) -> tuple[int, int | None]:
        """Reads the title before a name; returns the first word of the whole phrase and,
        where the title is its grammatical head, that word."""
        words, at = self.words, name.first
        titles = table("titles.txt")
        sentence = words[at].sentence
        while at > 0 and words[at - 1].sentence == sentence:
            w = words[at - 1]
            if w.tag[:2] in ("NN", "JJ") or (
                w.text in ("-", "of", "&", "'s", "and", "External", "then", "ex") and at - 1 > 0
            ):
                if w.text in ("of", "and", "'s") and words[at - 2].tag[:2] != "NN":
                    break
                if w.text == "and" and not words[at].text[0].isupper():
                    break
                at -= 1
                continue
            break
        while at < name.first and words[at].text in ("and", "of", "-", "'s"):
            at += 1
        run = words[at : name.first]
        if run and run[-1].text in ("and", "of"):
            return name.first, None
        if not run or not any(_is_title(w, titles) for w in run):
            return name.first, None
        # Keep what belongs to the last title noun: cut at an earlier name.
        country, start, lead = None, at, at
        while lead < name.first - 1 and words[lead].text.lower() in _BEFORE | {"-"}:
            lead += 1
        for size in (2, 1):
            form = " ".join(w.text for w in words[lead : lead + size])
            if form in by_adjective() and lead + size < name.first:
                country, start = by_adjective()[form].name, lead + size
                break
        if start < name.first and words[start].text == "'s":
            start += 1
        worded = self.doc.text[words[start].start : words[name.first - 1].end]
        worded = " ".join(worded.translate(_INVISIBLE).split())
        if country and lead > at:
            before = " ".join(self.doc.text[words[at].start : words[lead - 1].end].split())
            worded = f"{before}{'' if before.endswith('-') else ' '}{worded}"
        self.role(being, worded, country, words[at].start, name.end)
        gender = {w.text.lower().rstrip(".") for w in run}
        being.gender = being.gender or ("m" if gender & _MALE else "f" if gender & _FEMALE else "")
        outer = None
        for i in range(at, name.first):
            if not at <= words[i].head < name.last:
                outer = i
        return at, outer

    def role(self, being: _Being, worded: str, country: str | None, start: int, end: int) -> None:
        if all(
            r.title.lower() != worded.lower() or (r.of or country) != (country or r.of)
            for r in being.roles
        ):
            past = bool(re.match(r"(?:then|ex|former|late)\b", worded, re.IGNORECASE))
            being.roles.append(Role(worded, country, None, ".." if past else None, start, end))

    def apposed(self, name: Name, being: _Being) -> None:
        """Titles in apposition: "X, general secretary of Y," and "his sister, X"."""
        words, titles, kin = self.words, table("titles.txt"), table("kin.txt")
        for i in range(name.last, min(name.last + 14, len(words))):
            w = words[i]
            if w.relation == "appos" and name.first <= w.head < name.last and _is_title(w, titles):
                inside = [j for j in self.subtree(i) if j > name.last]
                if inside and not any(
                    n.kind is ActorKind.PERSON and inside[0] <= n.first <= inside[-1]
                    for n in self.near(inside[0])
                ):
                    a, b = inside[0], inside[-1]
                    text = " ".join(self.doc.text[words[a].start : words[b].end].split())
                    if len(text) < 90:
                        self.role(being, text, None, words[a].start, words[b].end)
                break
        head = words[self.head_of(name.first, name.last)]
        if head.relation in ("appos", "flat") and head.head >= 0 and words[head.head].lemma in kin:
            noun = head.head
            being.gender = being.gender or kin[words[noun].lemma][0]
            a = min(
                [
                    noun,
                    *[j for j in self.children.get(noun, []) if words[j].relation == "nmod:poss"],
                ]
            )
            text = self.doc.text[words[a].start : words[noun].end]
            self.role(being, " ".join(text.split()), None, words[a].start, words[noun].end)

    def near(self, word: int) -> list[Name]:
        """Names in the sentence of a word."""
        if not self.names_of:
            for n in self.doc.names:
                self.names_of.setdefault(self.words[n.first].sentence, []).append(n)
        return self.names_of.get(self.words[word].sentence, [])

    def subtree(self, top: int, limit: int = 40) -> list[int]:
        found, todo = [top], [top]
        while todo and len(found) < limit:
            for child in self.children.get(todo.pop(), []):
                found.append(child)
                todo.append(child)
        return sorted(found)

    def adjectives(self) -> None:
        """Demonyms: "North Korean", "Belarusian"; "the North" where a North X is spoken of."""
        words, i = self.words, 0
        places = {
            b.forms[0]: n
            for n, b in enumerate(self.beings)
            if b.kind is ActorKind.PLACE and b.forms
        }
        while i < len(words):
            for size in (2, 1):
                if i + size > len(words):
                    continue
                form = " ".join(w.text for w in words[i : i + size])
                if form in by_adjective() and words[i].text[0].isupper():
                    number = self.keyed(ActorKind.PLACE, fold(by_adjective()[form].name))
                    if not self.beings[number].forms:
                        self.beings[number].forms.append(by_adjective()[form].name)
                    self.mentions.append(
                        Mention(
                            words[i].start,
                            words[i + size - 1].end,
                            number,
                            MentionForm.DEMONYM,
                            i,
                            i + size,
                            self.head_of(i, i + size),
                        )
                    )
                    i += size
                    break
            else:
                w = words[i]
                if (
                    w.text in ("North", "South", "East", "West")
                    and i
                    and words[i - 1].text.lower() == "the"
                    and w.relation not in ("compound", "amod")
                ):
                    target = [n for f, n in places.items() if f.startswith(w.text + " ")]
                    if len(target) == 1:
                        self.mentions.append(
                            Mention(w.start, w.end, target[0], MentionForm.NAME, i, i + 1, i)
                        )
                i += 1

    def others(self) -> None:
        """Pronouns, and nouns such as "the minister", resolved by salience."""
        words = self.words
        seen: list[Mention] = []
        named = sorted(
            (m for m in self.mentions if m.form is not MentionForm.DEMONYM), key=lambda m: m.start
        )
        inside = {i for m in named for i in range(m.first, m.last)}
        at = 0
        found: list[Mention] = []
        for i, w in enumerate(words):
            while at < len(named) and named[at].first <= i:
                seen.append(named[at])
                at += 1
            if i in inside:
                continue
            low = w.text.lower()
            number: int | None = None
            form = MentionForm.PRONOUN
            if w.tag == "NNS" and low in _PAIRED and self.two(i):
                found += [
                    Mention(w.start, w.end, actor, MentionForm.NOMINAL, i, i + 1, i)
                    for actor in self.pair(seen, _PAIRED[low])
                ]
                continue
            if low in _MALE | _FEMALE and w.tag in ("PRP", "PRP$"):
                number = self.back(seen, i, "m" if low in _MALE else "f")
            elif low in ("it", "its") and w.tag in ("PRP", "PRP$"):
                number = self.thing(seen, i)
            elif w.tag == "NN" and low in table("titles.txt") and self.definite(i):
                number = self.titled(seen, w)
                form = MentionForm.NOMINAL
            if number is not None:
                mention = Mention(w.start, w.end, number, form, i, i + 1, i)
                found.append(mention)
                seen.append(mention)
        self.mentions += found

    def definite(self, i: int) -> bool:
        return any(self.words[c].text.lower() == "the" for c in self.children.get(i, []))

    def two(self, i: int) -> bool:
        return any(self.words[c].text.lower() in ("two", "both") for c in self.children.get(i, []))

    def pair(self, seen: list[Mention], kind: ActorKind) -> list[int]:
        """The last two different actors of a kind that were spoken of, if there are two."""
        found: list[int] = []
        for m in reversed(seen[-40:]):
            if self.beings[m.actor].kind is kind and m.actor not in found:
                found.append(m.actor)
            if len(found) == 2:
                return found[::-1]
        return []

    def back(self, seen: list[Mention], i: int, gender: str) -> int | None:
        words = self.words
        here = words[i].sentence
        best: tuple[float, int] | None = None
        for m in reversed(seen[-24:]):
            gap = here - words[m.first].sentence
            if gap > _FAR:
                break
            being = self.beings[m.actor]
            if being.kind is not ActorKind.PERSON or (being.gender and being.gender != gender):
                continue
            w = words[m.head]
            score = -1.5 * gap - 0.02 * (i - m.first)
            if w.relation in ("nsubj", "nsubj:pass"):
                score += 2.2 if gap else 1.2
            elif w.relation == "nmod:poss":
                score += 0.4
            if words[i].relation == "nsubj" and words[i].head == w.head:
                continue
            if best is None or score > best[0]:
                best = (score, m.actor)
        if best is None:
            return None
        if not self.beings[best[1]].gender:
            self.beings[best[1]].gender = gender
        return best[1]

    def thing(self, seen: list[Mention], i: int) -> int | None:
        """The organisation or country that was the last subject, this sentence or the one before."""
        words = self.words
        here = words[i].sentence
        if words[i].relation == "expl":
            return None
        for m in reversed(seen[-12:]):
            gap = here - words[m.first].sentence
            if gap > 1:
                return None
            if self.beings[m.actor].kind is not ActorKind.PERSON and words[m.head].relation in (
                "nsubj",
                "nsubj:pass",
            ):
                return m.actor
        return None

    def titled(self, seen: list[Mention], w: Word) -> int | None:
        for m in reversed(seen):
            being = self.beings[m.actor]
            if being.kind is ActorKind.PERSON and any(
                w.text.lower() in r.title.lower().split() for r in being.roles
            ):
                return m.actor if w.sentence - self.words[m.first].sentence < 30 else None
        return None

    def actor(self, being: _Being) -> Actor:
        if being.kind is ActorKind.PLACE and being.forms:
            country = next((by_name()[f].name for f in being.forms if f in by_name()), "")
            longest = max(being.forms, key=len)
            name = country if country in being.forms else longest
            if country and country != name:
                being.forms.append(country)
        else:
            name = max(being.forms, key=lambda f: (len(f.split()), len(f)), default="")
        if name.isupper() and len(name) > 4 and being.kind is ActorKind.PLACE:
            name = name.title()
        aliases = tuple(f for f in being.forms if f != name)
        family = given = None
        if being.kind is ActorKind.PERSON:
            family, given = family_and_given(name, aliases)
        return Actor(being.kind, name, aliases, tuple(being.roles), family, given)


def _is_title(w: Word, titles: dict[str, tuple[str, ...]]) -> bool:
    return w.text.lower().rstrip(".") in titles or w.lemma.lower() in titles


def fold(text: str) -> str:
    """A name without accents, case, apostrophes and hyphen breaks, for comparing."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return " ".join(re.sub(r"[^\w\s]", " ", plain.replace("'", "").replace(".", "")).split())


def _initials(key: str) -> str:
    return "".join(part[0] for part in key.split() if part not in ("of", "the", "and", "for"))


def _same(a: list[str], b: list[str]) -> int:
    """How surely two folded names mean one person: 0 not, 3 the same with a slip, 2 a part."""
    if len(a) == 1:
        if a[0] in (b[-1], b[0]) or (
            len(a[0]) > 5 and len(b) > 1 and Levenshtein.distance(a[0], b[-1]) <= 1
        ):
            return 2
        if len(b) > 2 and a[0] == b[-2]:
            return 1
        return 0
    if len(b) == 1:
        return 0
    if len(a) == len(b):
        joined = Levenshtein.distance(" ".join(a), " ".join(b))
        return (
            3
            if joined <= (1 if len(" ".join(a)) < 12 else 2)
            and a[0][0] == b[0][0]
            and a[-1][0] == b[-1][0]
            else 0
        )
    short, long = (a, b) if len(a) < len(b) else (b, a)
    if len(short) >= 2 and set(short) <= set(long):
        return 3
    return 0


def family_and_given(name: str, aliases: tuple[str, ...]) -> tuple[str | None, str | None]:
    """Family and given name, the order by culture and by how the text shortens the name."""
    parts = name.split()
    if len(parts) < 2:
        return parts[0] if parts else None, None
    single = {a for a in aliases if " " not in a}
    first = parts[0] in word_set("family-first.txt") and len(parts) <= 3
    if parts[0] in single and parts[-1] not in single:
        first = True
    if parts[-1] in single and parts[0] not in single:
        first = False
    if first:
        return parts[0], " ".join(parts[1:])
    at = len(parts) - 1
    while at > 1 and parts[at - 1].lower() in (
        "van",
        "von",
        "der",
        "de",
        "la",
        "bin",
        "al",
        "da",
        "di",
        "dos",
    ):
        at -= 1
    return " ".join(parts[at:]), " ".join(parts[:at])


actors = stage(needs={"text", "sentences", "words", "names"}, adds={"names", "actors", "mentions"})(
    find_actors
)

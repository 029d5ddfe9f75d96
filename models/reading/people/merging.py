"""Merges names of one actor: acronyms, letters in brackets, short names, "known as"."""

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

from models.reading.doc import Name
from models.reading.labels import Tag
from models.reading.lexicon.classes import word_class
from models.reading.lexicon.gazetteer import by_adjective, by_name, countries
from models.reading.lexicon.personal_names import fold, spaced
from models.reading.lexicon.tables import first_column
from models.reading.names.wording import CORPORATE, GENERIC
from models.reading.people.beings import ORGANISATION, PERSON, Beings

_WORD_SMALL_IN_NAME = word_class("word.small_in_name")

# What a firm's or an institution's full name adds to the name it goes by.
_BUSINESS = word_class("firm.business")
_KNOWN_AS = re.compile(
    r"""[,\s(]*(?:who\s+(?:is|was)\s+)?(?:(?:also|better|otherwise|popularly|widely|commonly|professionally|locally|formerly|
    previously|now|simply|usually)\s+)*(?:known|called|nicknamed|dubbed|referred\s+to)\s+(?:(?:professionally|simply|locally|widely)\s+)?
    (?:as|by)?\s*(?:(?:the|his|her|its)\s+(?:\w+\s+){0,2}(?:name|pseudonym|nickname|alias|acronym)\s+(?:of\s+)?)?["“'‘(]*
    |,?\s(?:[\w’'-]+\s+){0,5}who\s+\w+\s+under\s+the\s+(?:pen\s+|stage\s+)?(?:name|pseudonym)\s+(?:of\s+)?
    |[,\s(]*(?:a\.?k\.?a\.?|alias|née|nee|born|formerly|nom\s+de\s+guerre)[,:]?\s+["“'‘]*""",
    re.VERBOSE | re.IGNORECASE,
)


# Of the nouns for bodies those that with a capital call the one that has been named.
_CALLED_SHORT = word_class("body.called_short")


_CALLING = word_class("verb.call.nickname")


class Merging(Beings):
    """Merges names of one actor: acronyms, short names, "known as"."""

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
        whole: dict[str, dict[int, None]] = {}
        for number, being in enumerate(self.beings):
            if being.kind is PERSON:
                continue
            for form in being.forms:
                if " " in form:
                    for key in _initials(form):
                        whole.setdefault(key, {})[number] = None
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
                and not any(w.tag == Tag.VBD and w.lemma in _CALLING for w in self.words[a.last : b.first])  # "X called Y a liar"
                and b.start - a.end < 60 and _KNOWN_AS.fullmatch(self.doc.text, a.end, b.start)
            ):  # fmt: skip
                self.absorb(b.actor, merged.get(a.actor, a.actor), merged)
        if merged:
            self.drop(_final(merged), names)

    def bracketed(self, names: list[Name]) -> None:
        """ "Name (ACR)": the letters are in the name in their order, whatever words they begin."""
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
                form not in first_column("names/organisations") and form not in _codes()
            )  # fmt: skip
            if spelled or foreign:
                self.absorb(b.actor, target, merged)
        if merged:
            self.drop(merged, names)

    def absorb(self, number: int, target: int, merged: dict[int, int]) -> None:
        """Make being ``number`` one with ``target``; its mentions follow when ``merged`` is dropped."""
        if number in merged or number == target or number in self.takers:
            return
        merged[number] = target
        self.takers.add(target)
        self.beings[target].forms.update(self.beings[number].forms)
        self.beings[target].nouns |= self.beings[number].nouns
        self.beings[target].count += self.beings[number].count

    def short_names(self, names: list[Name]) -> None:
        """ "Anvil" is "Anvil Capital Partners" where no other organisation begins so.

        "The Sabres" are "Porto Sabres", "the Church" is the one that is named, where no other ends so.
        """
        longer: dict[str, set[int]] = {}
        for number, being in enumerate(self.beings):
            if being.kind is ORGANISATION and not being.country:
                for form in being.forms:
                    words = fold(form).split()
                    for k in range(1, len(words)):
                        rest = words[k:]
                        if k == 1 or all(w in CORPORATE or w in _BUSINESS for w in rest):
                            longer.setdefault(" ".join(words[:k]), set()).add(number)
                    if len(words) == 1 and len(words[0]) > 5 and words[0].endswith("s"):
                        longer.setdefault(words[0][:-1], set()).add(number)  # "a Velini leader"
                    for key in _endings(words):
                        longer.setdefault(key, set()).add(number)
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
            if key in GENERIC or (key in word_class("body.noun") and key not in _CALLED_SHORT):
                continue
            fits = {merged.get(n, n) for n in longer.get(key, ()) if n != number} - {number}
            if len(fits) == 1:
                self.absorb(number, fits.pop(), merged)
        if merged:
            self.drop(_final(merged), names)

    def drop(self, merged: dict[int, int], names: list[Name]) -> None:
        """Give the mentions of merged beings to the one they became; numbers close up."""
        self.takers.clear()
        kept = [n for n in range(len(self.beings)) if n not in merged]
        number = {old: new for new, old in enumerate(kept)}
        number.update({old: number[new] for old, new in merged.items()})
        self.beings = [self.beings[n] for n in kept]
        names[:] = [replace(n, actor=number[n.actor]) if n.actor is not None else n for n in names]
        self.mentions = [replace(m, actor=number[m.actor]) for m in self.mentions]


@cache
def _codes() -> frozenset[str]:
    """ISO 3166 codes of countries."""
    return frozenset(code for c in countries() for code in c.codes)


def _final(merged: dict[int, int]) -> dict[int, int]:
    """Map each being to the one it was finally merged into."""
    found: dict[int, int] = {}
    for number, first in merged.items():
        target = first
        while target in merged:
            target = merged[target]
        found[number] = target
    return found


def _endings(words: list[str]) -> set[str]:
    """Short forms of an organisation's name: its last word, the words after its "of"."""
    last = words[-1]
    known = last in word_class("body.noun") and last not in _CALLED_SHORT
    if len(words) < 2 or known or last in CORPORATE or last in _BUSINESS or last in GENERIC:
        return set()
    between = words.index("of") if "of" in words[1:-1] else -1
    found = {last} if between < 0 or between == len(words) - 2 else set()
    if len(words) > 3 and between < 0 and last in _CALLED_SHORT:  # "Old Velin | Free | Church"
        found |= {" ".join([*words[:k], last]) for k in range(1, len(words) - 1)}
    return found


def _initials(form: str) -> set[str]:
    words = [w for w in re.split(r"[\s-]+", form) if w]
    small = _WORD_SMALL_IN_NAME
    return {
        "".join(w[0] for w in words if w.lower() not in small).upper(),
        "".join(w[0] for w in words).upper(),
        "".join(w[0] for w in words if w.lower() not in small and not w.endswith("'s")).upper(),
    }

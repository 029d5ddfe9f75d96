"""Who is who: names to actors, titles to roles, one actor for one real being.

Full names find each other first; then each lone family name goes to the person it most likely
means where it stands: the one last spoken of as a subject, the one the text is about, the one
whose title or gender agrees (centering theory, Grosz, Joshi and Weinstein 1995, in weights).
"""

from collections import Counter
from dataclasses import replace

from models.reading.doc import Actor, Doc, Name
from models.reading.grammar.graph import head_of
from models.reading.lexicon.gazetteer import by_name
from models.reading.lexicon.personal_names import REGNAL_TITLES, parsed
from models.reading.people.beings import PERSON, PLACE, Being
from models.reading.people.merging import Merging
from models.reading.people.others import Others
from models.reading.people.persons import People
from models.reading.pipeline import stage


class _Finder(People, Others, Merging):
    """One walk through the names of a document."""

    def run(self) -> Doc:
        names = self.doc.names
        heads = [head_of(self.doc.words, n.first, n.last) for n in names]
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
                self.couple(n, form, number)
            else:
                number = self.other(n, form, head)
            done.append(replace(n, actor=number))
        self.renamed(done)
        self.acronyms(done)
        self.short_names(done)
        self.tell_apart()
        actors = tuple(self.actor(b) for b in self.beings)
        return replace(self.doc, names=tuple(done), actors=actors, mentions=tuple(self.mentions))

    def tell_apart(self) -> None:
        """Give two persons whom the text calls by one family name alone the "Mr." and "Mrs." it adds."""
        lone = [b for b in self.beings if b.kind is PERSON and b.addressed and len(b.forms) == 1]
        shared = Counter(form for b in lone for form in b.forms if " " not in form)
        for b in lone:
            (form,) = b.forms
            if shared[form] > 1:
                b.forms[f"{b.addressed} {form}"] += 1

    def actor(self, being: Being) -> Actor:
        forms = list(being.forms) or [being.country]
        if being.kind is PERSON:
            name = max(forms, key=lambda f: (_fullness(f), not f.isupper(), being.forms[f]))
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


def find_actors(doc: Doc) -> Doc:
    """Actors, names that point to them, and the mentions by name."""
    return _Finder(doc).run()


def _fullness(form: str) -> tuple[int, int]:
    """How full a name is: whole words first, initials only half."""
    parts = form.split()
    if parts[0].lower() in REGNAL_TITLES:
        return (2 * len(parts) - 1, len(form))
    return (sum(1 if len(p.strip(".")) < 2 else 2 for p in parts), min(len(form), 40))


actors = stage(
    "actors",
    finds="people",
    needs={"text", "sentences", "words.text", "words.grammar", "names.whole"},
    adds={"names.actors", "actors.named", "mentions.names"},
)(find_actors)

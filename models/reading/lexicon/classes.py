"""Classes of words: ``word_class("body.state")`` is every word that the rules mean by a state's body.

A class is a section of a file in ``resources/en/words``::

    [body.state.seated] Bodies that a country's name may stand for.
    administration authority government
    +body.state.official -embassy

``+`` takes the words of another class in, ``-`` leaves one of those words out. A word has ``_`` for
a blank. Where a class gives its words values, each is ``word=value``.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from models.errors import BugError
from models.reading.lexicon.lines import LANGUAGE, Line, lines
from models.reading.lexicon.speech import speech_classes
from models.reading.lexicon.tables import rows
from resources import resource

_HEAD = re.compile(r"\[([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*)\] (\S.*\.)")
Members = Mapping[str, str]  # a word and its value, "" where it has none, in the order of the file


@cache
def word_class(*names: str) -> frozenset[str]:
    """The words of a class, or of several together; BugError where there is no such class."""
    return frozenset(word for name in names for word in classes().members(name))


@cache
def word_list(name: str) -> tuple[str, ...]:
    """The words of a class in the order of its file."""
    return tuple(classes().members(name))


@cache
def word_values(name: str) -> Members:
    """The words of a class with the value of each."""
    return classes().values(name)


@cache
def word_numbers(name: str) -> Mapping[str, int]:
    """The words of a class with the number that each stands for."""
    return MappingProxyType({word: int(value) for word, value in word_values(name).items()})


@cache
def word_classes(name: str) -> Mapping[str, frozenset[str]]:
    """The words of a class with the class that each points to."""
    return MappingProxyType({word: word_class(to) for word, to in word_values(name).items()})


@cache
def word_genders(name: str) -> Mapping[str, str]:
    """The words of a class with the gender that each tells: m, f, or "" for x."""
    return MappingProxyType(
        {word: {"m": "m", "f": "f", "x": ""}[told] for word, told in word_values(name).items()}
    )


@cache
def classes() -> "WordClasses":
    """The classes of the language."""
    folder = resource(LANGUAGE, "words")
    files = sorted(file.name for file in folder.iterdir())
    found = (line for file in files for line in lines("words", file))
    return WordClasses(found, speech_classes(rows("speech")))


@dataclass(frozen=True, slots=True)
class _Section:
    """A class as its section gives it."""

    meaning: str
    line: Line
    own: dict[str, str] = field(default_factory=dict)
    included: dict[str, Line] = field(default_factory=dict)
    left_out: dict[str, Line] = field(default_factory=dict)


class WordClasses:
    """Classes of words, checked while they are read: a BugError names the line that is wrong."""

    def __init__(
        self, found: Iterable[Line], made: Mapping[str, Iterable[str]] = MappingProxyType({})
    ) -> None:
        """Read classes; those ``made`` elsewhere may be taken in like any other."""
        self._sections: dict[str, _Section] = {}
        self._members: dict[str, Members] = {
            name: MappingProxyType(dict.fromkeys(words, "")) for name, words in made.items()
        }
        section: _Section | None = None
        for line in found:
            if line.text[0] == "[":
                section = self._begin(line)
            elif section is None:
                line.wrong("a word before the first class")
            else:
                _add(section, line)
        for name in self._sections:
            self._resolve(name, ())

    @property
    def meanings(self) -> dict[str, str]:
        """Every class with a section, and the sentence that says what it means."""
        return {name: section.meaning for name, section in self._sections.items()}

    def __contains__(self, name: str) -> bool:
        """Whether there is such a class."""
        return name in self._members

    def members(self, name: str) -> Members:
        """The words of a class, those of the classes it takes in among them."""
        if name not in self._members:
            raise BugError(f"no class of words is called {name!r}")
        return self._members[name]

    def taken_in(self, name: str) -> frozenset[str]:
        """The classes that a class takes in."""
        return frozenset(self._sections[name].included)

    def values(self, name: str) -> Members:
        """The words of a class whose words all have a value."""
        found = self.members(name)
        for word, value in found.items():
            if not value:
                self._sections[name].line.wrong(f"{word!r} has no value")
        return found

    def of(self, word: str) -> frozenset[str]:
        """The classes that a word belongs to."""
        return frozenset(name for name, members in self._members.items() if word in members)

    def _begin(self, line: Line) -> _Section:
        if (head := _HEAD.fullmatch(line.text)) is None:
            line.wrong("not [class] and a sentence that says what it means")
        if head[1] in self._sections or head[1] in self._members:
            line.wrong("a class a second time")
        self._sections[head[1]] = section = _Section(head[2], line)
        return section

    def _resolve(self, name: str, above: tuple[str, ...]) -> Members:
        """Join a class with those it takes in; ``above`` are the classes that take it in."""
        if name in self._members:
            return self._members[name]
        section = self._sections[name]
        found: dict[str, str] = {}
        for other, line in section.included.items():
            if other not in self._sections and other not in self._members:
                line.wrong(f"there is no class {other!r}")
            if other in (name, *above):
                line.wrong(f"[{other}] takes itself in")
            found |= self._resolve(other, (name, *above))
        for word, line in section.left_out.items():
            if word not in found:
                line.wrong(f"{word!r} is in no class taken in")
            del found[word]
        if double := sorted(found.keys() & section.own.keys()):
            section.line.wrong(f"{double[0]!r} is in a class taken in")
        found |= section.own
        if not found:
            section.line.wrong("a class without words")
        self._members[name] = MappingProxyType(found)
        return self._members[name]


def _add(section: _Section, line: Line) -> None:
    """Put the entries of a line into their section."""
    for entry in line.text.split():
        word, _, value = entry.replace("_", " ").partition("=")
        if entry[0] == "+" and len(entry) > 1:
            double = entry[1:] in section.included
            section.included[entry[1:]] = line
        elif entry[0] == "-" and len(entry) > 1:
            double = word[1:] in section.left_out
            section.left_out[word[1:]] = line
        else:
            double = word in section.own
            section.own[word] = value
        if double:
            line.wrong(f"{entry!r} a second time")

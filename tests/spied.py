"""A document that takes note of which of its states are read, and which a stage has changed."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import cache
from typing import Any

from models.reading.doc import Doc
from models.reading.pipeline import GIVEN, STATES, Stage

GROWING = {state.partition(".")[0] for state in STATES if "." in state}
BLANK = ("", -1, None, ())


class Watch:
    """What has been added to a document so far, and what is read of it now."""

    def __init__(self) -> None:
        self.have = set(GIVEN)
        self.read: set[str] = set()

    def note(self, field: str, attribute: str = "start") -> None:
        """Take note of a read: of the newest state of the field that tells the attribute."""
        told = [s for s in STATES if s.partition(".")[0] == field and tells(s, attribute)]
        self.read.add(next((s for s in reversed(told) if s in self.have), f"{field}, still empty"))


def tells(state: str, attribute: str) -> bool:
    return not STATES[state] or attribute in STATES[state].split()


def by_dataclasses() -> bool:
    """Whether a read is made by ``replace``, ``==``, ``hash`` or ``repr``, and so by no stage."""
    code = sys._getframe(2).f_code
    return code.co_filename == "<string>" or code.co_filename.endswith("dataclasses.py")


@cache
def spying(kind: type[Any], field: str) -> type[Any]:
    """A class whose parts take note of reads of their attributes."""
    names = {f.name for f in fields(kind)}

    class Spy(kind):  # type: ignore[misc]
        __slots__ = ()
        watch: Watch
        # What a stage makes of a part by ``replace`` is the stage's own, and unwatched.
        __class__ = property(lambda _self: kind)

        def __getattribute__(self, name: str) -> Any:
            if name in names and not by_dataclasses():
                type(self).watch.note(field, name)
            return object.__getattribute__(self, name)

    return Spy


class SpiedDoc(Doc):
    """A document that takes note of reads of its fields."""

    __slots__ = ()
    watch: Watch

    def __getattribute__(self, name: str) -> Any:
        if name in {f.name for f in fields(Doc)} and name != "faults" and not by_dataclasses():
            SpiedDoc.watch.note(name)
        return object.__getattribute__(self, name)


def spied(doc: Doc, watch: Watch) -> Doc:
    """The same document, with everything in it watched."""
    SpiedDoc.watch = watch
    values = {}
    for f in fields(Doc):
        value = getattr(doc, f.name)
        if f.name in GROWING:
            value = tuple(_as(spying(type(part), f.name), part, watch) for part in value)
        values[f.name] = value
    return SpiedDoc(**values)


def _as(kind: type[Any], part: Any, watch: Watch) -> Any:
    kind.watch = watch
    return kind(**{f.name: getattr(part, f.name) for f in fields(part)})


def plain(doc: Doc) -> Doc:
    """The document with nothing watched."""
    values = {}
    for f in fields(Doc):
        value = object.__getattribute__(doc, f.name)
        if f.name in GROWING:
            value = tuple(_plain(part) for part in value)
        values[f.name] = value
    return Doc(**values)


def _plain(part: Any) -> Any:
    if type(part) is part.__class__:
        return part
    return part.__class__(
        **{f.name: object.__getattribute__(part, f.name) for f in fields(part.__class__)}
    )


def changed(step: Stage, before: Doc, after: Doc) -> Iterator[str]:
    """The states that a stage changed; of those with the same attributes the one it declares."""
    for f in fields(Doc):
        old, new = getattr(before, f.name), getattr(after, f.name)
        states = [s for s in STATES if s.partition(".")[0] == f.name]
        aspects: dict[str, list[str]] = {}
        for s in states:
            aspects.setdefault(STATES[s], []).append(s)
        for attributes, named in aspects.items():
            if attributes:
                own = _own(attributes, list(aspects), grown=len(old) != len(new))
                differs = _values(old, own) != _values(new, own)
            else:
                differs = old != new
            if differs:
                declared = [s for s in named if s in step.adds]
                yield declared[0] if declared else f"{f.name}, undeclared ({attributes})"


def _own(attributes: str, aspects: list[str], *, grown: bool) -> list[str]:
    """The attributes of a state; one of two states belongs to the later where no part is new."""
    at = aspects.index(attributes)
    others = aspects[:at] if grown else aspects[at + 1 :]
    shared = {a for other in others for a in other.split()}
    return [a for a in attributes.split() if a not in shared]


def _values(parts: Iterable[Any], attributes: list[str]) -> list[tuple[Any, ...]]:
    rows = [tuple(getattr(part, a) for a in attributes) for part in parts]
    return [row for row in rows if any(value not in BLANK for value in row)]

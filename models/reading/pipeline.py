"""Run stages in order, and refuse an order in which a stage would miss its input."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace

from models.errors import BugError
from models.reading.doc import Doc

Run = Callable[[Doc], Doc]


@dataclass(frozen=True, slots=True)
class Stage:
    """A pure function from Doc to Doc, with what it needs and what it adds."""

    name: str
    needs: frozenset[str]
    adds: frozenset[str]
    run: Run


def stage(*, needs: Iterable[str], adds: Iterable[str]) -> Callable[[Run], Stage]:
    """Declare a function to be a stage; the names of fields are checked here, once."""
    needed, added = frozenset(needs), frozenset(adds)
    if unknown := (needed | added) - {f.name for f in fields(Doc)}:
        raise BugError(f"Doc has no field {sorted(unknown)}")

    def mark(run: Run) -> Stage:
        return Stage(getattr(run, "__name__", type(run).__name__), needed, added, run)

    return mark


class Pipeline:
    """Stages in an order that has been checked."""

    def __init__(self, stages: Iterable[Stage]) -> None:
        self._stages = tuple(stages)
        have = {"text", "hints"}
        for step in self._stages:
            if missing := step.needs - have:
                raise BugError(f"{step.name} runs before anything adds {sorted(missing)}")
            have |= step.adds

    def __call__(self, doc: Doc) -> Doc:
        """Run every stage; one that fails is written into ``faults`` and the rest go on."""
        for step in self._stages:
            try:
                doc = step.run(doc)
            except Exception as fault:  # noqa: BLE001 - one bad text must not end an import
                doc = replace(doc, faults=(*doc.faults, f"{step.name}: {fault!r}"))
        return doc

"""Run stages in order, and refuse an order in which a stage would miss its input.

Some fields of :class:`~models.reading.doc.Doc` grow over several stages: words are cut before their
grammar is known, times are found before they are dated. What a stage needs and adds is therefore
told in states (:data:`STATES`), not in fields.
"""

import logging
import traceback
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from models.errors import BugError
from models.reading.doc import Doc, Fault

_log = logging.getLogger(__name__)

GIVEN = frozenset({"text", "hints"})
"""What is known of a document before any stage has run."""

STATES: dict[str, str] = {
    "text": "",
    "hints": "",
    "front": "",
    "paragraphs": "",
    "about": "",
    "sentences": "",
    "words.text": "start end text sentence",
    "words.grammar": "lemma tag pos head relation",
    "names.raw": "start end kind first last",  # as the model sees them
    "names.whole": "start end kind first last",  # put right
    "names.actors": "actor",
    "actors.named": "",
    "actors.related": "",  # and whose relatives they are
    "mentions.names": "",
    "mentions.meant": "",  # and the nouns, pronouns and adjectives that mean an actor
    "mentions.voices": "",  # and the "I" and "we" of quotations
    "times.found": "start end text type value first last spec",
    "times.dated": "interval basis value",
    "published": "",
    "quotations": "",
    "events": "",
}
"""What can be known of a document: its fields, and those that grow in the order of their growth.

Where a state tells some attributes only of a field's parts, it names them; else it tells all.
"""

Run = Callable[[Doc], Doc]


@dataclass(frozen=True, slots=True)
class Stage:
    """A pure function from Doc to Doc, with the states it needs and adds.

    What it ``uses`` comes before it too, but where that has failed it goes on without.
    ``finds`` is what the reading lacks when the stage fails, as users call it.
    """

    name: str
    finds: str
    needs: frozenset[str]
    uses: frozenset[str]
    adds: frozenset[str]
    run: Run


def stage(
    name: str,
    *,
    finds: str,
    needs: AbstractSet[str],
    adds: AbstractSet[str],
    uses: AbstractSet[str] = frozenset(),
) -> Callable[[Run], Stage]:
    """Declare a function to be a stage; the names of states are checked here, once."""
    if unknown := (needs | uses | adds) - STATES.keys():
        raise BugError(f"{name} names states that a document does not have: {sorted(unknown)}")

    def mark(run: Run) -> Stage:
        return Stage(name, finds, frozenset(needs), frozenset(uses), frozenset(adds), run)

    return mark


class Pipeline:
    """Stages in an order that has been checked."""

    def __init__(self, stages: Iterable[Stage]) -> None:
        self._stages = tuple(stages)
        have = set(GIVEN)
        for step in self._stages:
            if missing := (step.needs | step.uses) - have:
                raise BugError(
                    f"{step.name} needs {_listed(missing)}, which no stage before it adds"
                )
            if again := step.adds & have:
                raise BugError(f"{step.name} adds {_listed(again)}, which a stage before it added")
            have |= step.adds

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages in their order."""
        return self._stages

    def __call__(self, doc: Doc) -> Doc:
        """Run every stage whose needs are met; ``faults`` names those that failed or were skipped."""
        lost: set[str] = set()  # states that were not reached
        for step in self._stages:
            if missing := step.needs & lost:
                why = f"skipped for want of {_listed(missing)}"
                doc = _noted(doc, Fault(step.name, step.finds, "", why))
                lost |= step.adds
                continue
            try:
                doc = step.run(doc)
            except Exception as fault:  # noqa: BLE001 - one bad text must not end an import
                _log.exception("the stage %r failed on %s", step.name, doc.hints.path or "a text")
                trace = "".join(traceback.format_exception(fault))
                kind, text = type(fault).__name__, str(fault)
                doc = _noted(doc, Fault(step.name, step.finds, kind, text, trace))
                lost |= step.adds
        return doc


def _noted(doc: Doc, fault: Fault) -> Doc:
    return replace(doc, faults=(*doc.faults, fault))


def _listed(states: Iterable[str]) -> str:
    return ", ".join(sorted(states, key=list(STATES).index))

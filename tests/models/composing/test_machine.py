r"""Any sequence of what can be done: the laws hold after each step, and all undone is the reading.

Articles come in and are read again as they do for people; only the reader is one that says of each
text what was drawn. A few short sequences run with the tests. Many, by hand, as DATELINE_SEQUENCES
says:

    DATELINE_SEQUENCES=1000 .venv/bin/python -m pytest -n 0 --timeout=0 \
        tests/models/composing/test_machine.py
"""

import os
import tempfile
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select

from models.composing import rows
from models.dates.edtf import parse_edtf
from models.edits import history, rereading
from models.edits.rereading import Choice
from models.errors import KnownError
from models.importing import readings
from models.importing.rereading import Reread, read_again, take_again
from models.importing.routine import import_files
from models.reading.doc import Doc, Hints
from models.schema.text import Document
from models.schema.work import Decision, Step
from tests.models.composing import played
from tests.models.composing.rereadings import changed, published_on
from tests.steps import finish

SEQUENCES = int(os.environ.get("DATELINE_SEQUENCES", "0"))
DRAWN = st.integers(0, 2**32)
TEXTS = 5


class Chronicle(RuleBasedStateMachine):
    """A chronicle, and whatever anybody may do with it in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="dateline-machine-")
        self.store = played.opened(Path(self.folder.name))
        self.docs: list[Doc] = []
        self.says: dict[str, Doc] = {}
        self.version = 2
        self.checked: dict[str, list[str]] | None = None
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(readings, "read", self._read)

    def _read(self, text: str, hints: Hints) -> Doc:
        doc = replace(self.says[text], hints=hints)
        return published_on(doc, hints.given) if hints.given else doc

    @initialize(drawn=DRAWN)
    def begin(self, drawn: int) -> None:
        """Three articles; the last ones tell what the first two do, in their own words or not."""
        random = Random(drawn)
        self.docs = [played.drawn_doc(random, number) for number in range(TEXTS - 2)]
        self.docs += [played.drawn_doc(Random(drawn), number) for number in range(TEXTS - 2, TEXTS)]
        self.says = {doc.text: doc for doc in self.docs}
        for number, doc in enumerate(self.docs):
            self._path(number).write_text(doc.text, "utf8")
        self._import([0, 1, 2])

    def _path(self, number: int) -> Path:
        return Path(self.folder.name) / f"{number}.txt"

    def _import(self, numbers: Collection[int], day: str | None = None) -> None:
        paths = [self._path(number) for number in numbers]
        given = parse_edtf(day) if day else None
        report = finish(import_files(self.store, paths, published=given, jobs=0))
        assert not [each.reason for each in report.documents if each.status == "skipped"]

    @rule(drawn=DRAWN)
    def decide(self, drawn: int) -> None:
        """Review, change, join, separate, merge, split, forget, say who is meant, tag, annotate."""
        act = played.drawn_act(self.store, Random(drawn))
        if act is not None:
            played.try_act(self.store, act)

    @rule(
        numbers=st.lists(st.integers(0, TEXTS - 1), min_size=1, max_size=3, unique=True),
        day=st.sampled_from((None, None, "2021-03-30", "2022-01-20")),
    )
    def bring(self, numbers: list[int], day: str | None) -> None:
        """Import articles, of which some may be there; a date that is given dates these anew."""
        self._import(numbers, day)

    @rule(numbers=st.sets(st.integers(0, TEXTS - 1), min_size=1, max_size=3), drawn=DRAWN)
    def read_again(self, numbers: set[int], drawn: int) -> None:
        """Another version of the reader says other things, and all is taken, or what is wanted."""
        random = Random(drawn)
        self.version += 1
        for module in (rows, rereading):
            self.patch.setattr(module, "READER", str(self.version))
        for number in numbers:
            doc = self.docs[number]
            self.says[doc.text] = changed(doc, random)
        with self.store.reading() as session:
            there = list(session.scalars(select(Document.id).order_by(Document.id)))
        if random.random() < 0.5:
            report = finish(read_again(self.store, there))
        else:
            trial = finish(read_again(self.store, there, trial=True))
            choices = drawn_choices(trial.documents, random)
            report = finish(take_again(self.store, trial.documents, choices))
        assert not [each.reason for each in report.documents if each.reason]
        now = played.composed(self.store)
        assert finish(read_again(self.store, there)).step is None, "the same reader says the same"
        assert played.composed(self.store) == now

    @rule(back=st.integers(0, 6), along=st.booleans())
    def undo(self, back: int, along: bool) -> None:
        """Undo the last step, or one of some steps ago."""
        self._there_and_back(back, undone=False, along=along)

    @rule(back=st.integers(0, 6))
    def redo(self, back: int) -> None:
        self._there_and_back(back, undone=True, along=False)

    def _there_and_back(self, back: int, *, undone: bool, along: bool) -> None:
        with self.store.reading() as session:
            steps = [p.number for p in history.past(session) if p.undone is undone][back:]
        if not steps:
            return
        try:
            if undone:
                history.redo(self.store, steps[0])
            else:
                history.undo(self.store, steps[0], along=along)
        except KnownError as fault:
            assert "imported again since" in str(fault)  # noqa: PT017 - all else is a fault

    @invariant()
    def it_is_sound(self) -> None:
        now = played.composed(self.store)
        if now == self.checked:
            return
        assert played.findings(self.store) == ()
        played.compose_everything(self.store)
        assert played.composed(self.store) == now
        self.checked = now

    def teardown(self) -> None:
        """All that was decided undone, what is left is what the reader says; first the newest."""
        try:
            self._undo(choices=True)
            self._is_pure()
            self._undo(choices=False)
            self._is_pure()
        finally:
            self.store.close()
            self.patch.undo()
            self.folder.cleanup()

    def _is_pure(self) -> None:
        assert played.findings(self.store) == ()
        with tempfile.TemporaryDirectory() as folder:
            pure = played.opened(Path(folder))
            try:
                played.copy_readings(self.store, pure)
                assert played.content(self.store) == played.content(pure)
            finally:
                pure.close()

    def _undo(self, *, choices: bool) -> None:
        """Undo what holds decisions, or (not ``choices``) all that is not an import."""
        with self.store.reading() as session:
            deciding = set(session.scalars(select(Decision.step_id)))
            steps = [
                step.id
                for step in session.query(Step).order_by(Step.id.desc())
                if step.undone_at is None
                and step.verb != history.IMPORT
                and (step.id in deciding or not choices)
            ]
        for number in steps:
            history.undo(self.store, number)


def drawn_choices(found: Sequence[Reread], random: Random) -> dict[int, Choice]:
    """Leave some of what is offered, and take some of what is kept."""
    choices = {}
    for each in found:
        if each.compared is not None:
            wanted = each.compared.found
            left = [key for key in sorted(wanted.offered, key=str) if random.random() < 0.3]
            also = [
                item.key for item in wanted.items
                if item.what == "kept" and item.is_choice and random.random() < 0.2
            ]  # fmt: skip
            choices[each.document] = Choice(frozenset(left), frozenset(also))
    return choices


Chronicle.TestCase.settings = settings(
    max_examples=SEQUENCES or 3,
    stateful_step_count=25 if SEQUENCES else 10,
    deadline=None,
    derandomize=not SEQUENCES,
    database=None,
    suppress_health_check=list(HealthCheck),
)
TestChronicle = Chronicle.TestCase

r"""Any sequence of what can be done: the laws hold after each step, and all undone is the reading.

A few short sequences run with the tests. Many, by hand, as DATELINE_SEQUENCES says:

    DATELINE_SEQUENCES=1000 .venv/bin/python -m pytest -n 0 --timeout=0 \
        tests/models/composing/test_machine.py
"""

import os
import tempfile
from dataclasses import replace
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from models.edits import history
from models.errors import KnownError
from models.schema.work import Step
from tests.models.composing import played

SEQUENCES = int(os.environ.get("DATELINE_SEQUENCES", "0"))
DRAWN = st.integers(0, 2**32)
TEXTS = 5


class Chronicle(RuleBasedStateMachine):
    """A chronicle, and whatever anybody may do with it in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="dateline-machine-")
        self.store = played.opened(Path(self.folder.name))
        self.docs: list[played.Doc] = []
        self.checked: dict[str, list[str]] | None = None

    @initialize(drawn=DRAWN)
    def begin(self, drawn: int) -> None:
        random = Random(drawn)
        self.docs = [played.drawn_doc(random, number) for number in range(TEXTS)]
        played.bring(self.store, list(enumerate(self.docs[:3])))

    @rule(drawn=DRAWN)
    def decide(self, drawn: int) -> None:
        """Review, change, join, separate, merge, split, forget, say who is meant, tag, annotate."""
        act = played.drawn_act(self.store, Random(drawn))
        if act is not None:
            played.try_act(self.store, act)

    @rule(number=st.integers(0, TEXTS - 1))
    def bring(self, number: int) -> None:
        played.bring(self.store, [(number, self.docs[number])])

    @rule(number=st.integers(0, TEXTS - 1), drawn=DRAWN)
    def read_again(self, number: int, drawn: int) -> None:
        """The same text, with fewer events or with people that are read otherwise."""
        random, doc = Random(drawn), self.docs[number]
        kept = tuple(event for event in doc.events if random.random() < 0.8)
        played.read_again(self.store, number, replace(doc, events=kept))

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
        """Everything that was decided undone, what is left is what the readings say."""
        try:
            self._undo_decisions()
            with tempfile.TemporaryDirectory() as folder:
                pure = played.opened(Path(folder))
                try:
                    played.copy_readings(self.store, pure)
                    assert played.content(self.store) == played.content(pure)
                finally:
                    pure.close()
        finally:
            self.store.close()
            self.folder.cleanup()

    def _undo_decisions(self) -> None:
        with self.store.reading() as session:
            steps = [
                step.id
                for step in session.query(Step).order_by(Step.id)
                if step.undone_at is None and step.verb == history.DECIDE
            ]
        for number in steps[::-1]:
            history.undo(self.store, number)
        assert played.findings(self.store) == ()


Chronicle.TestCase.settings = settings(
    max_examples=SEQUENCES or 3,
    stateful_step_count=25 if SEQUENCES else 10,
    deadline=None,
    derandomize=not SEQUENCES,
    database=None,
    suppress_health_check=list(HealthCheck),
)
TestChronicle = Chronicle.TestCase

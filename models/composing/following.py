"""What follows from decisions that are made, undone or done again."""

from collections.abc import Collection, Generator, Iterable

from sqlalchemy.orm import Session

from models.composing import anchors, decided
from models.composing.composer import composing
from models.composing.keeping import keeps
from models.composing.quickly import composing_reviews
from models.composing.replacing import Trace
from models.composing.touched import Touched
from models.progress import Progress


def following(
    session: Session,
    decisions: Iterable[int],
    verbs: Collection[str],
    touched: Touched | None = None,
    trace: Trace | None = None,
) -> Generator[Progress, None, None]:
    """Bring up to date what decisions of some verbs are about, and what else was ``touched``."""
    about = anchors.touched_by(session, decisions)
    quick = touched is None and set(verbs) == {decided.REVIEW} and not keeps(session, about)
    if quick:
        yield from composing_reviews(session, about.tellings)
    else:
        # What is decided of an event says nothing of what its tellings are compared by.
        regroup = touched is not None or decided.DIFFERENT in verbs
        every = about | (touched or Touched())
        yield from composing(session, every, trace=trace, regroup=regroup)

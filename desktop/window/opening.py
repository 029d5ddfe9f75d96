"""Opening a chronicle off the GUI thread; one of an earlier version is brought up to date first."""

from importlib import import_module
from typing import TYPE_CHECKING

from desktop.jobs.jobs import Job, once
from models.progress import Progress

if TYPE_CHECKING:  # loaded off the GUI thread, see there
    from desktop.archive import Archive

OPENING = "Opening"
UPGRADING = (
    "An earlier version made this chronicle",
    "It’s being brought up to date, and a copy of it as it was is kept beside it.",
)
NOT_UPGRADED = "The chronicle wasn’t brought up to date. Nothing in it was changed."
_PARTS = {"copy": "keeping a copy", "documents": "articles", "copies": "copies of articles"}


def opening(target: str | None, *, create: bool, shared: "Archive | None") -> Job:
    """A job that ends with the archive of a path, None being the user's own chronicle.

    ``shared``: the archive of it that is open already. All ticks but the one named ``OPENING`` say
    how far an earlier chronicle is brought up to date. Stopped, that is as it was.
    """

    def act() -> "Archive":
        if shared is not None:
            return shared.share()
        # Here and not at the top: the database layer takes longer to load than the window to build.
        made: Archive = import_module("desktop.archive").Archive.open(
            target, create=create, tick=job.tell
        )
        return made

    job = Job(OPENING, once(OPENING, act), visible=False, worded=_worded)
    return job


def _worded(tick: Progress) -> str:
    part = f": {_PARTS.get(tick.label, tick.label)}" if tick.total else ""
    share = f" {100 * tick.done // tick.total} %" if tick.total else ""
    return f"Bringing the chronicle up to date{part}…{share}"

"""What the page says where there are no events to show, and what can be done about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Actions = Sequence[tuple[str, Callable[[], object]]]


@dataclass(frozen=True, slots=True)
class Nothing:
    """A picture, a title, a sentence, and buttons."""

    picture: str
    title: str
    text: str = ""
    actions: Actions = ()


def empty_chronicle(reading: str, refusal: str, actions: Actions) -> Nothing:
    """Nothing has been imported yet; ``reading`` names a running import, ``refusal`` says why
    nothing can be imported.
    """
    if reading:
        return Nothing("document", f"{reading}…", "Events appear here as they are found.")
    if refusal:
        return Nothing("document", "This chronicle is empty", refusal)
    told = "Drop articles here, or press Ctrl+I to choose files or folders."
    return Nothing("import", "This chronicle is empty", told, actions)


def no_match(filters: Sequence[str], actions: Actions) -> Nothing:
    """The filters, in words, match no events."""
    together = " together" if len(filters) > 1 else ""
    told = f"Nothing matches {', '.join(filters)}{together}." if filters else ""
    return Nothing("filter", "No events match", told, actions)

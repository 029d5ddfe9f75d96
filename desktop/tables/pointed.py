"""The actors that the mouse or the keys point at, and where."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pointed:
    """Actors by their numbers; the document and the event in which they are seen, if any."""

    actors: tuple[int, ...] = ()
    document: int | None = None
    event: int | None = None

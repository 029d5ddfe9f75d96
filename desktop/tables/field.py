"""A column of a table of any rows: found by its name, told by functions of the row."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Field(Generic[Row]):
    """One column. A click on its heading sorts by its ``key``, if it ``sorts``."""

    key: str
    heading: str
    text: Callable[[Row], str]
    samples: tuple[str, ...] = ()
    """It's as wide as the widest of these; without any it shares what the others leave."""
    share: int = 1
    """How much of that, compared with the others."""
    least: int = 90
    """Pixels that a column without samples has at least."""
    spare: int = 0
    """Where there is too little room, the columns with the highest numbers go; 0: it stays."""
    fades: bool = False
    """It gives its room away while none of the rows shown says anything in it."""
    sorts: bool = True
    falls: bool = False
    """The first click sorts from large to small."""
    right: bool = False
    icon: Callable[[Row], str] | None = None
    ink: Callable[[Row], str] = lambda _: "text"
    leans: Callable[[Row], bool] = lambda _: False
    """Whether it's set in italics: what is uncertain looks so."""
    spoken: Callable[[Row], str] | None = None

    def says(self, row: Row) -> str:
        """What a screen reader says of a cell."""
        if self.spoken is not None:
            return self.spoken(row)
        return f"{self.heading}: {self.text(row) or 'none'}"

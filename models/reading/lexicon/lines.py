"""Lines of the files of a language, with the place to name where one of them is wrong."""

from functools import cache
from typing import NamedTuple, NoReturn

from models.errors import BugError
from resources import resource

LANGUAGE = "en"


class Line(NamedTuple):
    """One line of a file, without blanks at its ends."""

    text: str
    file: str
    number: int

    def wrong(self, what: str) -> NoReturn:
        """Say what is wrong with the line."""
        raise BugError(f"{self.file}:{self.number}: {what}: {self.text!r}")


@cache
def lines(*parts: str) -> tuple[Line, ...]:
    """The lines of a file of the language."""
    return split("/".join(parts), resource(LANGUAGE, *parts).read_text("utf-8"))


def split(file: str, text: str) -> tuple[Line, ...]:
    """The lines of a text; blank ones and those that begin with # left out."""
    return tuple(
        Line(line, file, number)
        for number, line in enumerate(map(str.strip, text.splitlines()), start=1)
        if line and line[0] != "#"
    )

"""A report by somebody's own template (Jinja), which can do nothing but write words.

It runs in a sandbox: it reads the report and nothing else, no file and no address. Whatever it
writes out of the report is only letters in the file: no filter can switch that off.
"""

from collections.abc import Callable, Generator
from pathlib import Path

from models.errors import KnownError
from models.exporting.report.lines import Report
from models.printable import printable
from models.progress import Progress

LARGEST = 2**20
"""Characters of a template."""
_UNSAFE = ("safe", "urlize", "xmlattr", "tojson", "pprint", "forceescape", "escape", "e")
_EVERY = 500  # pieces between two ticks


def load(path: Path) -> str:
    """The text of a template; a KnownError where it cannot be had."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        why = getattr(fault, "strerror", None) or "it isn’t text"
        raise KnownError(f"The template {path.name} cannot be read: {why}.") from fault
    if len(text) > LARGEST:
        raise KnownError(f"The template {path.name} is too long.")
    if not text.strip():
        raise KnownError(f"The template {path.name} is empty.")
    return text


def written_as(
    made: Report, template: str, quoted: Callable[[str], str], write: Callable[[str], object]
) -> Generator[Progress, None, None]:
    """Write a report as a template says; ``quoted`` makes words harmless in its format.

    Raises a KnownError where the template is wrong.
    """
    from jinja2 import StrictUndefined, TemplateError  # noqa: PLC0415 - few reports need it
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415 - likewise

    room = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        finalize=lambda value: quoted(printable(" ".join(str(value).split()))),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    room.filters = {n: each for n, each in room.filters.items() if n not in _UNSAFE}
    total = made.heading.number
    try:
        pieces = room.from_string(template).generate(
            heading=made.heading, parts=made.parts, people=made.people
        )
        for number, piece in enumerate(pieces):
            if number % _EVERY == 0:
                yield Progress(min(total, number // _EVERY), total, "events")
            write(piece)
    except KnownError:
        raise
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, OverflowError,
            AttributeError, RecursionError) as fault:  # fmt: skip
        line = getattr(fault, "lineno", None)
        where = f" in line {line}" if line else ""
        told = printable(" ".join(str(fault).split()))[:200]
        raise KnownError(f"The template is wrong{where}: {told}.") from fault

"""A report as Markdown, with footnotes as pandoc and most editors know them."""

import re
from collections.abc import Generator, Iterable, Iterator
from typing import Any

from models.exporting.formats import USUAL, Out, Wishes
from models.exporting.report.lines import Line, Notes, Report, report
from models.exporting.report.template import written_as
from models.printable import printable
from models.progress import Progress
from models.queries.filter import EventFilter, Sort

# What Markdown, or HTML inside of it, would take for more than letters.
_ACTIVE = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~^$&:=\"'@])")
_WORDS = re.compile(r"(?<=\w)[-.:'()](?=\w)|(?<=\w)[.:,'](?=\s|$)")


def write_markdown(
    session: Any,
    wanted: EventFilter,
    out: Out,
    sort: Sort = Sort(),  # noqa: B008 - frozen; a report is in the order of time
    wishes: Wishes = USUAL,
) -> Generator[Progress, None, int]:
    """Write a report of all matching events. Returns their number."""
    made = yield from report(session, wanted, wishes, sort.most)
    if wishes.template:
        yield from written_as(made, wishes.template, escaped, out.write)
        return made.heading.number
    for line in _lines(made):
        out.write(line + "\n")
    return made.heading.number


def _lines(made: Report) -> Iterator[str]:
    yield "# Chronology\n"
    yield " ".join(map(escaped, made.heading.sentences))
    notes = Notes()
    for part in made.parts:
        yield f"\n## {escaped(part.title)}\n"
        for line in part.lines:
            yield _event(line, notes.cited(line))
    if made.people:
        yield "\n## Index of people, organisations and places\n"
        for name, lines in made.people.items():
            days = "; ".join(dict.fromkeys(escaped(line.when) for line in lines))
            yield f"- **{escaped(name)}**: {days}"
    yield ""
    for number, source in enumerate(notes, 1):
        url = f" {escaped(source.url)}" if source.url else ""
        quote = f" “{escaped(source.quote)}”" if source.quote else ""
        yield f"[^{number}]: {escaped(source.reference)}.{url}{quote}"


def _event(line: Line, numbers: Iterable[int]) -> str:
    marks = "".join(f"[^{number}]" for number in numbers)
    remarks = f" *{escaped(' '.join(line.remarks))}*" if line.remarks else ""
    return f"- **{escaped(line.when)}** – {escaped(line.text)}{marks}{remarks}"


def escaped(text: str) -> str:
    """Text as Markdown that shows these characters, on one line."""
    words = printable(" ".join(text.split()))
    quiet = {match.start() for match in _WORDS.finditer(words)}
    return _ACTIVE.sub(lambda match: match[0] if match.start() in quiet else f"\\{match[0]}", words)

"""A report as one HTML file without scripts, which opens anywhere and prints well."""

from collections.abc import Generator, Iterator
from html import escape
from typing import Any

from models.exporting.formats import USUAL, Out, Wishes
from models.exporting.report.lines import Line, Report, Source, report
from models.exporting.report.template import written_as
from models.printable import printable
from models.progress import Progress
from models.queries.filter import EventFilter, Sort

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
body { font: 16px/1.5 Georgia, "Times New Roman", serif; max-width: 46em; margin: 2em auto;
       padding: 0 1em; color: #1c1c1c; background: #fff; }
h1, h2, .when, .about { font-family: system-ui, "Segoe UI", Helvetica, Arial, sans-serif; }
h2 { margin: 2em 0 .6em; border-bottom: 1px solid #ccc; font-size: 1.15em; }
.about, .remark, .source { color: #555; }
.event { display: grid; grid-template-columns: 9em 1fr; gap: 0 1em; margin: .7em 0; }
.when { font-size: .85em; padding-top: .15em; font-weight: 600; }
.event p { margin: 0; }
.remark { font-style: italic; }
details { font-size: .9em; color: #555; }
summary { cursor: pointer; }
blockquote { margin: .3em 0 .3em 1em; }
ul { columns: 2; font-size: .9em; padding-left: 1.2em; }
@media (max-width: 36em) { .event { display: block; } ul { columns: 1; } }
@media (prefers-color-scheme: dark) {
  body { color: #e4e4e4; background: #1b1b1b; }
  .about, .remark, .source, details { color: #aaa; } h2 { border-color: #444; } }
@media print { body { max-width: none; margin: 0; color: #000; background: #fff; }
  .event { break-inside: avoid; } h2 { break-after: avoid; } }
"""


def write_page(
    session: Any,
    wanted: EventFilter,
    out: Out,
    sort: Sort = Sort(),  # noqa: B008 - frozen; a report is in the order of time
    wishes: Wishes = USUAL,
) -> Generator[Progress, None, int]:
    """Write a report of all matching events. Returns their number."""
    made = yield from report(session, wanted, wishes, sort.most)
    if wishes.template:
        yield from written_as(made, wishes.template, escape, out.write)
        return made.heading.number
    for piece in pieces(made):
        out.write(piece + "\n")
    return made.heading.number


def pieces(made: Report) -> Iterator[str]:
    """The page, line by line."""
    yield "<!DOCTYPE html>"
    yield '<html lang="en"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width">'
    yield f"<title>Chronology</title><style>{_STYLE}</style></head><body>"
    yield f'<h1>Chronology</h1><p class="about">{" ".join(map(text, made.heading.sentences))}</p>'
    known: set[int] = set()
    for part in made.parts:
        yield f"<h2>{text(part.title)}</h2>"
        for line in part.lines:
            yield from _event(line, first=line.id not in known)
            known.add(line.id)
    if made.people:
        yield "<h2>Index of people, organisations and places</h2><ul>"
        for name, lines in made.people.items():
            links = "; ".join(f'<a href="#e{line.id}">{text(line.when)}</a>' for line in lines)
            yield f"<li><b>{text(name)}</b>: {links}</li>"
        yield "</ul>"
    yield "</body></html>"


def _event(line: Line, *, first: bool) -> Iterator[str]:
    name = f' id="e{line.id}"' if first else ""  # an event of several themes stands under each
    yield f'<div class="event"{name}><div class="when">{text(line.when)}</div><div>'
    remark = f' <span class="remark">{text(" ".join(line.remarks))}</span>' if line.remarks else ""
    yield f"<p>{text(line.text)}{remark}</p>"
    for source in line.sources:
        yield _source(source)
    yield "</div></div>"


def _source(source: Source) -> str:
    url = f" {text(source.url)}" if source.url else ""
    if not source.quote:
        return f'<p class="source">{text(source.reference)}.{url}</p>'
    return (
        f"<details><summary>{text(source.reference)}</summary>"
        f"<blockquote>{text(source.quote)}</blockquote>{url}</details>"
    )


def text(words: str) -> str:
    """Words as HTML shows them; what cannot be printed is left out."""
    return escape(printable(" ".join(words.split())))

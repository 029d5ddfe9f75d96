"""The command line: what was asked for, and how it ended.

Nothing heavy is loaded here; each command loads what it needs when it is its turn.
"""

import argparse
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from desktop.about import DESCRIPTION, version
from desktop.formats import BY, FLAGS
from desktop.logs import faults_logged
from desktop.terminal import Output, prepare, say
from desktop.verbs import add_verbs
from models.errors import FailedError, KnownError
from models.letters import clean
from models.printable import json_text, shown
from models.progress import Stopped

OK, FAILED, MISUSED = 0, 1, 2
_MOST_JOBS = 64
_SEARCH = "words to search for, as in the window’s search field; repeatable: all must match"


class _Parser(argparse.ArgumentParser):
    """An argument parser that reports errors in one line."""

    def error(self, message: str) -> NoReturn:
        """End the program with the sentence and a pointer to the help."""
        self.exit(MISUSED, f"{self.prog}: {message}; see {self.prog} --help\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command, or open the window when there is none; returns the exit status.

    0: done; 2: wrong use or unusable input; 1: it failed. Errors are one line on standard
    error; a reader that closes our output is no error.
    """
    prepare()
    out = Output(sys.stdout)
    try:
        status = _run(argv, out)
        out.flush()
        return status
    except FailedError as fault:
        say(str(fault))
    except KnownError as fault:
        say(str(fault))
        return MISUSED
    except (KeyboardInterrupt, Stopped):
        say("Stopped.")
    except BrokenPipeError:
        pass  # the reader of our output has seen enough
    except Exception as fault:  # noqa: BLE001 - one line instead of a traceback
        say(f"Something went wrong in Dateline: {type(fault).__name__}: {str(fault)[:200]}")
    finally:
        out.close()
    return FAILED


def _run(argv: Sequence[str] | None, out: Output) -> int:
    try:
        asked = _parser().parse_args(argv)
    except SystemExit as end:  # --help, or a line that was said already
        return end.code if isinstance(end.code, int) else MISUSED
    if asked.version:
        out.line(f"dateline {version()}")
        return OK
    if asked.command is None:
        from desktop.app import run  # noqa: PLC0415 - no command needs a display

        return run(asked.database)
    if getattr(asked, "output", None) in (None, "-"):
        out.need()
    with faults_logged():
        if asked.command == "read":
            return _read(asked, out)
        from desktop import commands  # noqa: PLC0415 - the help need not wait for the store

        return commands.run(asked, out)


def _read(asked: argparse.Namespace, out: Output) -> int:
    """Write the reading of one document; the store is never loaded, which halves the wait."""
    from models.reading.grammar import model  # noqa: PLC0415 - only reading needs it

    model.prepare()
    from models.dates.typed import parse_typed  # noqa: PLC0415 - only reading needs it
    from models.exporting.reading import reading_data  # noqa: PLC0415 - only reading needs it
    from models.importing.files import read_file  # noqa: PLC0415 - only reading needs it
    from models.reading.reader import read  # noqa: PLC0415 - only reading needs it

    published = None if asked.published is None else parse_typed(asked.published)
    if not asked.path:
        raise KnownError("The path is empty; name a file.")
    articles = read_file(Path(asked.path))
    number = asked.article
    if (number is None and len(articles) > 1) or (number or 1) > len(articles):
        raise KnownError(
            f"{shown(Path(asked.path).name)} holds {len(articles):,} articles; name one of them "
            f"with --article N, or import them."
        )
    article = articles[(number or 1) - 1]
    if article.fault is not None:
        raise KnownError(article.fault)
    hints = replace(article.hints, path=shown(asked.path), given=published)
    out.write(json_text(reading_data(read(article.text, hints), why=asked.why)) + "\n")
    return OK


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="dateline",
        description=f"{DESCRIPTION}. Without a command, opens the window.",
    )
    parser.add_argument("--version", action="store_true", help="show the version")
    _add_database(parser, None)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    bring = commands.add_parser("import", help="read articles into the chronicle")
    bring.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="a file or a folder; with --watch, none: the watched folders of the chronicle",
    )
    _add_published(bring)
    bring.add_argument("--outlet", type=clean, metavar="NAME", help="outlet of all these articles")
    bring.add_argument(
        "--dry-run", action="store_true", help="only list what would be read; store nothing"
    )
    bring.add_argument(
        "--keep-originals", action="store_true", help="keep the bytes of the files in the chronicle"
    )
    bring.add_argument(
        "--watch",
        action="store_true",
        help="also read what comes into the folders, until Ctrl+C",
    )
    bring.add_argument(
        "--jobs",
        type=_count,
        default=1,
        metavar="N",
        help="how many articles to read at a time (default: 1)",
    )
    bring.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="read on the workers of the Dask scheduler at this address, such as tcp://desk:8786; "
        "--jobs is theirs then",
    )
    bring.add_argument("--json", action="store_true", help="print the report as JSON")
    _add_database(bring, argparse.SUPPRESS)
    worker = commands.add_parser("worker", help="read for others, on a cluster, until Ctrl+C")
    worker.add_argument("address", metavar="ADDRESS", help="the address of the Dask scheduler")
    worker.add_argument(
        "--jobs",
        type=_count,
        default=1,
        metavar="N",
        help="how many articles to read at a time (default: 1)",
    )
    read = commands.add_parser("read", help="show the reading of one article as JSON")
    read.add_argument("path", metavar="PATH", help="a file")
    read.add_argument(
        "--article",
        type=_number,
        metavar="N",
        help="which article to read, in a file that holds several",
    )
    read.add_argument("--why", action="store_true", help="with the rules that decided each event")
    _add_published(read)
    show = commands.add_parser("list", help="list events")
    _add_filters(show)
    _add_limit(show)
    show.add_argument("--json", action="store_true", help="print a JSON array, one event per line")
    _add_database(show, argparse.SUPPRESS)
    export = commands.add_parser("export", help="write events with their people and passages")
    _add_filters(export)
    _add_limit(export)
    export.add_argument(
        "--format", choices=FLAGS, help="default: by the ending of FILE, otherwise json"
    )
    export.add_argument(
        "--excel", action="store_true", help="start CSV with the byte-order mark that Excel needs"
    )
    export.add_argument(
        "--by", choices=BY, default="date", help="headings of a report (default: date)"
    )
    export.add_argument("--no-quotes", action="store_true", help="a report without the passages")
    export.add_argument(
        "--template",
        metavar="FILE",
        help="your own template of an html or md report; “dateline template html” shows one",
    )
    export.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="file to write, completely or not at all; - is standard output",
    )
    _add_database(export, argparse.SUPPRESS)
    template = commands.add_parser("template", help="show a template of a report, to change")
    template.add_argument("form", choices=("html", "md"))
    add_verbs(commands, _add_filters)
    copy = commands.add_parser(
        "copy", help="copy a whole chronicle to a new file or an empty database on a server"
    )
    copy.add_argument("to", metavar="TO", help="a file, or postgresql://USER@SERVER/DATABASE")
    _add_database(copy, argparse.SUPPRESS)
    check = commands.add_parser("check", help="check the chronicle and every passage in it")
    _add_database(check, argparse.SUPPRESS)
    return parser


def _add_limit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--limit", type=_number, metavar="N", help="only the first N events")


def _add_database(parser: argparse.ArgumentParser, default: str | None) -> None:
    parser.add_argument(
        "--database",
        metavar="DB",
        default=default,
        help="chronicle: a file, or postgresql://USER@SERVER/DATABASE (default: your own)",
    )


def _add_published(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--published",
        metavar="DATE",
        help="publication date, such as 2025-02-04, 2024-04 or 1994/..",
    )


def _add_filters(parser: argparse.ArgumentParser) -> None:
    options: tuple[tuple[str, str, str, str], ...] = (
        (
            "--actor",
            "actor",
            "NAME",
            "exact name or alias of a participant; repeatable: all must take part",
        ),
        ("--kind", "kind", "K", "kind of event; repeatable: any may match"),
        ("--status", "status", "S", "status of the event; repeatable: any may match"),
        ("--place", "place", "P", "part of the name of the place; repeatable: any may match"),
        (
            "--source",
            "source",
            "S",
            "part of an outlet, title or file name; repeatable: any may match",
        ),
        ("--from", "start", "DATE", "first date; repeatable: the latest counts"),
        ("--to", "end", "DATE", "last date; repeatable: the earliest counts"),
        ("--tag", "tag", "T", "tag of the event; repeatable: all must match"),
        (
            "--review",
            "review",
            "R",
            "proposed, accepted, rejected or edited; repeatable: any may match",
        ),
        ("--search", "search", "WORDS", _SEARCH),
    )
    for name, field, metavar, words in options:
        parser.add_argument(
            name, dest=field, action="append", default=[], metavar=metavar, type=clean, help=words
        )


def _count(text: str) -> int:
    number = _number(text)
    if number > _MOST_JOBS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {_MOST_JOBS}")
    return number


def _number(text: str) -> int:
    if not re.fullmatch("[0-9]{1,18}", text) or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)

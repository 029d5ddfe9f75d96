"""The command line: what was asked for, and how it ended.

Nothing heavy is loaded here; each command loads what it needs when it is its turn.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from desktop.logs import faults_logged
from models.errors import KnownError
from models.letters import clean
from models.progress import Stopped

OK, FAILED, MISUSED = 0, 1, 2


class _Parser(argparse.ArgumentParser):
    """Says in one line what is wrong with a command."""

    def error(self, message: str) -> NoReturn:
        """End the program with the sentence and where to read on."""
        self.exit(MISUSED, f"{self.prog}: {message}; see {self.prog} --help\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command, or open the window when there is none; returns the exit status.

    0: done; 2: wrong use or unusable input, said in one line on standard error; 1: failed.
    """
    _speak_utf8()
    try:
        asked = _parser().parse_args(argv)
    except SystemExit as end:  # --help, or a line that was said already
        return end.code if isinstance(end.code, int) else MISUSED
    try:
        if asked.command is None:
            from desktop.app import run  # noqa: PLC0415 - no command needs a display

            return run(asked.database)
        with faults_logged():
            if asked.command == "read":
                return _read(asked)
            from desktop import commands  # noqa: PLC0415 - the help need not wait for the store

            return commands.run(asked)
    except KnownError as fault:
        _say(str(fault))
        return MISUSED
    except (KeyboardInterrupt, Stopped):
        _say("Stopped.")
        return FAILED
    except BrokenPipeError:
        # Whoever read our output has seen enough; Python must not try to write the rest.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except Exception as fault:  # noqa: BLE001 - one line instead of a traceback
        _say(f"Something went wrong on our side: {type(fault).__name__}: {str(fault)[:200]}")
        return FAILED


def _read(asked: argparse.Namespace) -> int:
    """Write the reading of one document; the store is never loaded, which halves the wait."""
    from models.reading.model import prepare  # noqa: PLC0415 - only reading needs it

    prepare()
    from models.dates.typed import parse_typed  # noqa: PLC0415 - only reading needs it
    from models.exporting.reading import reading_data  # noqa: PLC0415 - only reading needs it
    from models.importing.files import read_file  # noqa: PLC0415 - only reading needs it
    from models.reading.reader import read  # noqa: PLC0415 - only reading needs it

    published = None if asked.published is None else parse_typed(asked.published)
    if not asked.path:
        raise KnownError("An empty path names nothing; name a file.")
    file = read_file(Path(asked.path), published)
    json.dump(reading_data(read(file.text, file.hints)), sys.stdout, ensure_ascii=False)
    sys.stdout.write("\n")
    return OK


def _say(sentence: str) -> None:
    line = " ".join(sentence.split())
    sys.stderr.write(f"dateline: {line}\n")


def _speak_utf8() -> None:
    """Data is UTF-8 with plain line ends, wherever the program runs."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="dateline",
        description="Turns news articles into a chronology you can browse, question and correct. "
        "Without a command the window opens.",
    )
    _add_database(parser, None)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    bring = commands.add_parser("import", help="read articles into the chronicle")
    bring.add_argument("paths", nargs="+", metavar="PATH", help="a file or a folder")
    _add_published(bring)
    bring.add_argument("--jobs", type=_count, default=1, metavar="N", help="read N at a time")
    bring.add_argument("--json", action="store_true", help="report as JSON")
    _add_database(bring, argparse.SUPPRESS)
    read = commands.add_parser("read", help="show the reading of one article as JSON")
    read.add_argument("path", metavar="PATH", help="a file")
    _add_published(read)
    show = commands.add_parser("list", help="list events")
    _add_filters(show)
    _add_database(show, argparse.SUPPRESS)
    export = commands.add_parser("export", help="write events with their people and passages")
    _add_filters(export)
    export.add_argument("--format", choices=("json", "csv"), default="json")
    export.add_argument("-o", "--output", metavar="FILE", help="write here, not to the screen")
    _add_database(export, argparse.SUPPRESS)
    check = commands.add_parser("check", help="check the chronicle and every passage in it")
    _add_database(check, argparse.SUPPRESS)
    return parser


def _add_database(parser: argparse.ArgumentParser, default: str | None) -> None:
    parser.add_argument(
        "--database",
        metavar="DB",
        default=default,
        help="a file or an SQLAlchemy URL; without it, your own chronicle",
    )


def _add_published(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--published", metavar="DATE", help="when it was published: 2025-02-04, 2024-04, 1994/.."
    )


def _add_filters(parser: argparse.ArgumentParser) -> None:
    several: tuple[tuple[str, str, str], ...] = (
        ("--actor", "NAME", "events of who has this whole name or alias; several: all of them"),
        ("--kind", "K", "events of this kind; several: any of them"),
        ("--status", "S", "events with this status; several: any of them"),
    )
    for name, metavar, words in several:
        parser.add_argument(
            name, action="append", default=[], metavar=metavar, type=clean, help=words
        )
    parser.add_argument("--from", dest="start", metavar="DATE", help="not before this date")
    parser.add_argument("--to", dest="end", metavar="DATE", help="not after this date")
    parser.add_argument(
        "--search",
        metavar="WORDS",
        help="as in the window's search field: a word finds what begins with it, "
        '"a phrase" in quotes what stands so; actor: place: source: take parts of names; '
        "-WORD leaves out; OR and parentheses choose",
    )


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 64:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 64")
    return int(text)

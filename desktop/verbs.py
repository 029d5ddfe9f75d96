"""How the commands that correct a chronicle are written; what they do stands elsewhere.

Nothing heavy is loaded here: the help need not wait for the store.
"""

import argparse
import re
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from models.letters import clean

Commands: TypeAlias = Any  # argparse names the class of its commands for itself alone
ROLES = ("agent", "target", "participant")
STANCES = ("states", "denies", "alleges", "confirms", "announces", "asks")


def add_verbs(commands: Commands, add_filters: Callable[[argparse.ArgumentParser], None]) -> None:
    """Add the commands; ``add_filters`` gives one the filters of ``list``."""
    _add_actors(commands)
    _add_events(commands, add_filters)
    document = _deciding(commands, "document", "correct the details of a document")
    document.add_argument("ids", nargs="+", type=_number, metavar="ID", help="its id")
    for name, words in (
        ("published", "publication date; none: unknown"),
        ("title", "its title"),
        ("outlet", "its outlet"),
        ("url", "its address"),
        ("byline", "who wrote it"),
    ):
        document.add_argument(f"--{name}", type=clean, metavar=name[0].upper(), help=words)
    document.add_argument(
        "--copy-of",
        type=clean,
        metavar="ID",
        help="id of its original; “itself”: no copy; “found”: by its text",
    )
    _add_marks(document)
    _add_documents(commands)
    _add_sheet(commands, add_filters)
    past = _command(commands, "history", "list the steps done, newest first")
    past.add_argument("--event", type=_number, metavar="EVENT", help="what became of one event")
    past.add_argument("--limit", type=_number, metavar="N", help="the newest N steps")
    past.add_argument("--json", action="store_true", help="as JSON")
    for name, words in (
        ("undo", "undo the last step, or step N"),
        ("redo", "redo the last step undone, or step N"),
    ):
        one = _command(commands, name, words)
        one.add_argument("number", nargs="?", type=_number, metavar="N", help="number of the step")
        if name == "undo":
            one.add_argument(
                "--alone", action="store_true", help="keep later steps that build on it"
            )
    meter = _command(commands, "meter", "how much of what was reviewed was right as read")
    meter.add_argument("--json", action="store_true", help="as JSON")
    decisions = _deciding(commands, "decisions", "export decisions to a file or import them")
    decisions.add_argument("way", choices=("export", "import"))
    decisions.add_argument(
        "path", metavar="FILE", help="a file of JSON Lines; “-” is standard output"
    )


def _add_documents(commands: Commands) -> None:
    listed = _command(commands, "documents", "list documents")
    listed.add_argument("--json", action="store_true", help="as JSON")
    again = _deciding(commands, "reread", "read documents again with the reader of this version")
    again.add_argument("ids", nargs="*", type=_number, metavar="ID",
                       help="its id; without one, those read by an older reader")  # fmt: skip
    again.add_argument("--all", action="store_true", help="every document")
    again.add_argument("--dry-run", action="store_true", help="only say what would change")
    again.add_argument("--jobs", type=_number, default=1, metavar="N",
                       help="how many to read at a time (default: 1)")  # fmt: skip
    again.add_argument("--json", action="store_true", help="as JSON")


def _add_sheet(commands: Commands, add_filters: Callable[[argparse.ArgumentParser], None]) -> None:
    sheet = _deciding(
        commands, "sheet", "take in a chronology of your own from a spreadsheet, or update it"
    )
    sheet.add_argument(
        "way", choices=("import", "export"),
        help="import: its rows become events; export: the file again, with what changed here",
    )  # fmt: skip
    sheet.add_argument("path", metavar="FILE", help="an .xlsx, .ods or .csv file")
    sheet.add_argument("-o", "--output", metavar="FILE",
                       help="file to write; default: a copy beside the file")  # fmt: skip
    sheet.add_argument("--sheet", type=clean, metavar="NAME", help="which sheet of the file")
    sheet.add_argument("--heading", type=_number, metavar="ROW", help="the row with the headings")
    sheet.add_argument(
        "--column", action="append", default=[], type=_column, metavar="FIELD=COLUMN",
        help="what a column holds, by its heading or letter: date, until, event, agent, target, "
        "who, place, kind, status, tag, note or source; repeatable",
    )  # fmt: skip
    sheet.add_argument("--dates", choices=("dmy", "mdy"),
                       help="which goes first in dates such as 3/4/2024")  # fmt: skip
    sheet.add_argument(
        "--name", action="append", default=[], type=_means, metavar="NAME=ACTOR",
        help="whom a name means: a name, #id, “new person”, “new organisation”, “new place” or "
        "“leave”; repeatable",
    )  # fmt: skip
    sheet.add_argument("--alike", choices=("same", "new", "leave"), default="same",
                       help="rows that may be an event that is there (default: same)")  # fmt: skip
    sheet.add_argument(
        "--conflicts", choices=("sheet", "chronicle", "leave"), default="leave",
        help="which side counts where both changed something (default: leave)",
    )  # fmt: skip
    sheet.add_argument("--no-new", action="store_true", help="export: add no rows")
    sheet.add_argument("--dry-run", action="store_true", help="only say what would be done")
    sheet.add_argument("--json", action="store_true", help="as JSON")
    add_filters(sheet)


def _add_actors(commands: Commands) -> None:
    listed = _command(commands, "actors", "list people, organisations and places")
    listed.add_argument("--kind", choices=("person", "organisation", "place"), metavar="K",
                        help="person, organisation or place")  # fmt: skip
    listed.add_argument("--search", type=clean, metavar="NAME", help="beginning of a name")
    listed.add_argument("--json", action="store_true", help="as JSON")
    merge = _deciding(commands, "merge", "merge actors into one")
    merge.add_argument("actors", nargs="+", type=clean, metavar="ACTOR", help="a name, or #id")
    merge.add_argument("--name", type=clean, metavar="NAME", help="name of the merged actor")
    split = _deciding(commands, "split", "split an actor in two, by document")
    split.add_argument("actor", type=clean, metavar="ACTOR", help="a name, or #id")
    split.add_argument("--documents", nargs="+", type=_number, required=True, metavar="ID")
    split.add_argument("--name", type=clean, metavar="NAME", help="name of the new actor")
    rename = _deciding(commands, "rename", "rename an actor")
    rename.add_argument("actor", type=clean, metavar="ACTOR", help="a name, or #id")
    rename.add_argument("name", type=clean, metavar="NAME", help="the new name")
    note = _deciding(commands, "note", "write a note on an actor")
    note.add_argument("actor", type=clean, metavar="ACTOR", help="a name, or #id")
    note.add_argument("text", type=clean, metavar="TEXT", help="what to note")
    forget = _deciding(commands, "forget", "remove a name that isn’t an actor")
    forget.add_argument("actor", type=clean, metavar="ACTOR", help="a name, or #id")
    forget.add_argument("--document", type=_number, metavar="ID", help="in this document only")


def _add_events(commands: Commands, add_filters: Callable[[argparse.ArgumentParser], None]) -> None:
    review = _deciding(commands, "review", "accept or reject events, or reset them to proposed")
    review.add_argument("way", choices=("accept", "reject", "reset"))
    review.add_argument("events", nargs="*", type=_number, metavar="EVENT", help="their ids")
    add_filters(review)
    edit = _deciding(commands, "edit", "edit an event")
    edit.add_argument("event", type=_number, metavar="EVENT", help="its id")
    for name, words in (
        ("date", "2024-03-05, “early March 2024”, …; none: no date"),
        ("summary", "one line"),
        ("kind", "its kind"),
        ("status", "asserted, claimed, denied, planned or negated"),
        ("place", "its place; none: no place"),
    ):
        edit.add_argument(f"--{name}", type=clean, metavar=name[0].upper(), help=words)
    for name, words in (("add", "add a participant"), ("drop", "remove a participant")):
        edit.add_argument(f"--{name}", action="append", default=[], type=_part,
                          metavar="ROLE=ACTOR", help=words)  # fmt: skip
    edit.add_argument("--as", dest="means", action="append", default=[], type=_means,
                      metavar="OLD=NEW", help="put one actor in the place of another")  # fmt: skip
    for name, words in (("claim", "add who claims or denies it"), ("unclaim", "remove a claim")):
        edit.add_argument(f"--{name}", action="append", default=[], type=_claim,
                          metavar="STANCE=ACTOR", help=words)  # fmt: skip
    _add_marks(edit)
    add = _deciding(commands, "add", "add an event by hand or from a passage")
    add.add_argument("--summary", type=clean, required=True, metavar="S", help="one line")
    for name in ("date", "kind", "status", "place"):
        add.add_argument(f"--{name}", type=clean, metavar=name[0].upper())
    for name in ROLES:
        add.add_argument(f"--{name}", action="append", default=[], type=clean, metavar="ACTOR")
    add.add_argument("--document", type=_number, metavar="ID", help="the document with the passage")
    for name, words in (
        ("start", "start of the passage, in characters"),
        ("end", "end of the passage, in characters"),
    ):
        add.add_argument(f"--{name}", type=_offset, metavar="N", help=words)
    same = _deciding(commands, "same", "join events into one")
    same.add_argument("events", nargs="+", type=_number, metavar="EVENT", help="their ids")
    different = _deciding(commands, "different", "separate two events, also joined ones")
    different.add_argument("events", nargs=2, type=_number, metavar="EVENT", help="their ids")


def _add_marks(command: argparse.ArgumentParser) -> None:
    for name, words in (("note", "write a note"), ("tag", "add a tag"),
                        ("untag", "remove a tag")):  # fmt: skip
        command.add_argument(f"--{name}", action="append", default=[], type=clean,
                             metavar=name[0].upper(), help=words)  # fmt: skip


def _command(commands: Commands, name: str, words: str) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser(name, help=words)
    made.add_argument(
        "--database",
        metavar="DB",
        default=argparse.SUPPRESS,
        help="a file or an SQLAlchemy URL; without it, your own chronicle",
    )
    return made


def _deciding(commands: Commands, name: str, words: str) -> argparse.ArgumentParser:
    """A command that decides something, which is kept under somebody's name."""
    made = _command(commands, name, words)
    made.add_argument(
        "--by",
        type=clean,
        metavar="NAME",
        help="who decides it (default: DATELINE_NAME, or the name you are logged in by)",
    )
    return made


def _number(text: str) -> int:
    if not re.fullmatch("[0-9]{1,18}", text) or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def _offset(text: str) -> int:
    return int(text) if text == "0" else _number(text)


def _part(text: str) -> tuple[str, str]:
    role, actor = _pair(text, (*ROLES, "place"), "a role and an actor, as in agent=Sweden", ROLES)
    return role, actor


def _column(text: str) -> tuple[str, str]:
    field, equals, column = (each.strip() for each in clean(text).partition("="))
    if not equals or not field:
        raise argparse.ArgumentTypeError(f"{text!r} isn’t a field and a column, as in date=B")
    return field, column


def _claim(text: str) -> tuple[str, str]:
    return _pair(text, STANCES, "a stance and an actor, as in denies=Sweden", STANCES)


def _means(text: str) -> tuple[str, str]:
    return _pair(text, (), "two actors, as in “Sweden=Norway”")


def _pair(
    text: str, known: Sequence[str], what: str, listed: Sequence[str] = ()
) -> tuple[str, str]:
    first, equals, second = (each.strip() for each in clean(text).partition("="))
    if not equals or not first or not second or (known and first not in known):
        more = f"; the first is one of {', '.join(listed)}" if listed else ""
        raise argparse.ArgumentTypeError(f"{text!r} isn’t {what}{more}")
    return first, second

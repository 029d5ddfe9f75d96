"""Measure time expressions and their dates against the dates annotated in GUM.

Use: python tests/benchmarks/times.py FOLDER [train|dev …] [--detail]

FOLDER holds ``gum-train.conllu.gz`` and so on, of UD_English-GUM with its MISC column: the dates
are those of ``XML=<date when:::"…">``. Only documents with a creation date are read; it is given as
the day of publication. GUM annotates no more than part of what TimeML calls a time expression, so
there is no precision here: ``found`` is the share of annotated dates that some expression
overlaps, ``dated`` the share whose days agree with it.
"""

import gzip
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from models.dates.edtf import parse_edtf  # noqa: E402 - the path comes first
from models.errors import KnownError  # noqa: E402
from models.reading.doc import Doc, Hints  # noqa: E402
from models.reading.reader import read  # noqa: E402

_TAG = re.compile(r"<date ([^>]*)>(</date>)?|(</date>)")
_ENDS = re.compile(r'(when|from|to):::"(\d{4}(?:-\d\d(?:-\d\d)?)?)"')


@dataclass(slots=True)
class Document:
    """A text, the day it was made (EDTF), and its dates as (start, end, EDTF)."""

    name: str
    made: str
    text: str = ""
    dates: list[tuple[int, int, str]] = field(default_factory=list)


def documents(path: Path) -> Iterator[Document]:
    """The documents of a CoNLL-U file, a paragraph a ``newpar``."""
    current: Document | None = None
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for block in file.read().split("\n\n"):
            lines = block.splitlines()
            notes = {
                name: value
                for name, _, value in (
                    line[2:].partition(" = ") for line in lines if line[:2] == "# "
                )
            }
            if "newdoc id" in notes:
                if current is not None:
                    yield current
                current = Document(notes["newdoc id"], notes.get("meta::dateCreated", ""))
            if current is not None and "text" in notes:
                new = any(name.startswith("newpar") for name in notes)
                _add(current, notes["text"], [line for line in lines if line[:1].isdigit()], new)
    if current is not None:
        yield current


def _add(document: Document, text: str, rows: list[str], new: bool) -> None:
    at = len(document.text)
    document.text += ("\n\n" if new and at else " " if at else "") + text
    place = len(document.text) - len(text)
    opened: tuple[int, str] | None = None
    for row in rows:
        number, form, *_, misc = row.split("\t")
        if not number.isdigit():
            continue
        found = document.text.find(form, place)
        if found < 0:
            continue
        place = found + len(form)
        for tag in _TAG.finditer(misc):
            if tag[3] or tag[2]:
                start, edtf = (found, _edtf(tag[1])) if tag[2] else (opened or (found, ""))
                opened = None
                if edtf:
                    document.dates.append((start, place, edtf))
            else:
                opened = (found, _edtf(tag[1]))


def _edtf(attributes: str) -> str:
    ends = dict(_ENDS.findall(attributes))
    if "when" in ends:
        return str(ends["when"])
    return f"{ends['from']}/{ends['to']}" if {"from", "to"} <= ends.keys() else ""


def compare(document: Document, doc: Doc, counts: Counter[str]) -> list[str]:
    """Count how the dates of a document were read; what went wrong in words."""
    notes = []
    for start, end, edtf in document.dates:
        try:
            wanted = parse_edtf(edtf)
        except KnownError:
            continue
        counts["dates"] += 1
        near = [time for time in doc.times if time.start < end and start < time.end]
        counts["found"] += bool(near)
        right = any(
            time.interval is not None
            and (time.interval.earliest, time.interval.latest) == (wanted.earliest, wanted.latest)
            for time in near
        )
        counts["dated"] += right
        if not right:
            read_as = [(t.text, t.interval.edtf if t.interval else None) for t in near]
            words = " ".join(document.text[max(0, start - 40) : end + 20].split())
            notes.append(f"{document.name}: …{words}… is {edtf}, read as {read_as}")
    return notes


def main(arguments: Iterable[str]) -> int:
    """Print the figures."""
    given = list(arguments)
    names = [a for a in given if not a.startswith("--")]
    if not names:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    for part in names[1:] or ["train", "dev"]:
        counts: Counter[str] = Counter()
        for document in documents(Path(names[0]) / f"gum-{part}.conllu.gz"):
            if not document.dates or not re.fullmatch(r"\d{4}-\d\d-\d\d", document.made):
                continue
            doc = read(document.text, Hints(given=parse_edtf(document.made)))
            notes = compare(document, doc, counts)
            if "--detail" in given:
                print("\n".join(notes))
        total = max(counts["dates"], 1)
        found, dated = counts["found"] / total, counts["dated"] / total
        print(f"{part}: {counts['dates']} dates, found {found:.3f}, dated {dated:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

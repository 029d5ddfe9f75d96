"""Tables as text (.csv, .tsv): a grid, and changes put into the cells concerned alone.

Every cell that isn't changed keeps its letters: its quotation marks, the file's separators, line
ends and encoding. Such a file cannot hold a colour, so marks are words in a column of ours.
"""

from dataclasses import dataclass

from models.errors import KnownError
from models.importing.formats.decoding import MARKS, text_of
from models.importing.sheets.grid import Cell, Edits, Place, Sheet, Value, sheet_of
from models.printable import harmless

_SEPARATORS = "\t;,|"
_SAMPLE = 40  # lines by which the separator is told


@dataclass(frozen=True, slots=True)
class _Line:
    """One record as it is written: its cells with their marks, and how it ends."""

    cells: list[str]
    end: str


def sheets(name: str, data: bytes) -> tuple[Sheet, ...]:
    """The one sheet of a table."""
    lines, _ = _lines(name, data)
    cells = (
        (row, column, Cell(_plain(raw)))
        for row, line in enumerate(lines)
        for column, raw in enumerate(line.cells)
    )
    return (sheet_of("", name, cells),)


def written(name: str, data: bytes, number: int, edits: Edits) -> bytes:
    """The table with changes; in cells of ours, nothing is taken for a formula."""
    del number  # there is one
    lines, separator = _lines(name, data)
    last = len(sheets(name, data)[0].rows) - 1
    usual = next((line.end for line in lines if line.end), "\r\n")
    wanted: dict[Place, Value] = {**edits.kept, **edits.changed}
    for at, new in enumerate(edits.added, last + 1):
        wanted |= {(at, column): value for column, value in new.items()}
    bottom = max((row for row, _ in wanted), default=-1)
    rest = lines[last + 1 :] if bottom > last else []
    lines = lines[: last + 1] if bottom > last else lines
    if lines and bottom >= len(lines) and not lines[-1].end:
        lines[-1] = _Line(lines[-1].cells, usual)
    while len(lines) <= bottom:
        lines.append(_Line([], usual))
    for (row, column), value in sorted(wanted.items()):
        cells = lines[row].cells
        cells += [""] * (column + 1 - len(cells))
        cells[column] = _quoted(harmless(value.text), separator)
    text = "".join(separator.join(line.cells) + line.end for line in [*lines, *rest])
    return _encoded(text, data)


def _encoded(text: str, data: bytes) -> bytes:
    """Text in the encoding of the file that it was; in UTF-8 with a mark where that cannot be."""
    for mark, encoding, _ in MARKS:
        if data.startswith(mark):
            known = {2: "utf-16", 4: "utf-32"}.get(len(mark))
            big = mark[:1] in (b"\xfe", b"\x00")
            coded = f"{known}-{'be' if big else 'le'}" if known else "utf-8"
            del encoding
            return mark + text.encode(coded, "replace")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return text.encode("cp1252")
        except UnicodeEncodeError:
            return text.encode("utf-8-sig", "replace")
    return text.encode("utf-8", "replace")


def _plain(raw: str) -> str:
    """What a cell says."""
    if len(raw) > 1 and raw[0] == raw[-1] == '"':
        return raw[1:-1].replace('""', '"')
    return raw


def _quoted(text: str, separator: str) -> str:
    if any(mark in text for mark in (separator, '"', "\n", "\r")) or text != text.strip():
        return '"' + text.replace('"', '""') + '"'
    return text


def _lines(name: str, data: bytes) -> tuple[list[_Line], str]:
    """The records of a table and what separates its cells."""
    text = text_of(name, data)
    separator = _separator(text)
    lines: list[_Line] = []
    cells: list[str] = []
    at = start = 0
    end = len(text)
    while at <= end:
        if at < end and text[at] == '"' and at == start:
            at = _behind(name, text, at)
            continue
        letter = text[at] if at < end else ""
        if letter and letter not in (separator, "\n", "\r"):
            at = _next(text, at, separator)
            continue
        cells.append(text[start:at])
        if letter == separator:
            at += 1
            start = at
            continue
        stop = "\r\n" if text.startswith("\r\n", at) else letter
        if letter or cells != [""]:
            lines.append(_Line(cells, stop))
        cells = []
        at += max(1, len(stop))
        start = at
    return lines, separator


def _behind(name: str, text: str, at: int) -> int:
    """The place behind a cell in quotation marks."""
    found = at + 1
    while True:
        found = text.find('"', found)
        if found < 0:
            raise KnownError(f"{name} isn’t a table that can be read; save it as CSV.")
        if not text.startswith('""', found):
            return found + 1
        found += 2


def _next(text: str, at: int, separator: str) -> int:
    """The next place at which a cell may end."""
    found = [place for mark in (separator, "\n", "\r") if (place := text.find(mark, at)) >= 0]
    return min(found, default=len(text))


def _separator(text: str) -> str:
    """What separates the cells: what the first lines have equally often, and often."""
    lines = [line for line in text.split("\n", _SAMPLE)[:_SAMPLE] if line.strip()]
    if lines and lines[0].lower().startswith("sep=") and len(lines[0].strip()) == 5:
        return lines[0].strip()[4]

    def even(mark: str) -> tuple[int, int]:
        counts = [line.count(mark) for line in lines]
        return sum(1 for number in counts if number), sum(counts)

    return max(_SEPARATORS, key=even) if lines else ","

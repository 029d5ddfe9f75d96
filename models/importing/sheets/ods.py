"""OpenDocument spreadsheets: their sheets as grids, and changes put into their content alone.

Rows and cells that are alike are written once with a number; one that is changed is taken out of
its row of likes first.
"""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any

from models.errors import KnownError
from models.importing.sheets.grid import (
    MOST_COLUMNS,
    MOST_ROWS,
    Area,
    Cell,
    Edits,
    Place,
    Sheet,
    Value,
    sheet_of,
)
from models.importing.sheets.packed import UNWRITTEN, Package, children, local, unparsed

_CONTENT = "content.xml"
_SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}
_MARKS = {"changed": "#ffe699", "new": "#e2efda"}
_OURS = tuple(f"dateline-{name}-" for name in _MARKS)
_GROUPS = frozenset(
    ("table-row-group", "table-header-rows", "table-rows",
     "table-column-group", "table-header-columns", "table-columns")
)  # fmt: skip
_CELLS = ("table-cell", "covered-table-cell")
_UNKNOWN = (None, "error")  # the kind of a value that a formula did not give
_VALUES = ("value-type", "value", "date-value", "time-value", "boolean-value", "string-value",
           "currency")  # fmt: skip


def _named(name: str) -> str:
    """An element or attribute by its usual prefix: "table:name"."""
    space, _, word = name.partition(":")
    return f"{{{_SPACES[space]}}}{word}"


def sheets(name: str, data: bytes) -> tuple[Sheet, ...]:
    """The sheets of a spreadsheet, in their order."""
    tree = Package(name, data).tree(_CONTENT)
    return tuple(_sheet(name, table) for table in _tables(name, tree))


def written(name: str, data: bytes, number: int, edits: Edits) -> bytes:
    """The spreadsheet with changes in its sheet of this number."""
    package = Package(name, data)
    tree = package.tree(_CONTENT)
    table = _tables(name, tree)[number]
    last = len(_sheet(name, table).rows) - 1
    for cell in table.iter(*map(_named, ("table:table-cell", "table:covered-table-cell"))):
        _unmark(cell)
    wanted: dict[Place, tuple[Value, str]] = {
        place: (value, "") for place, value in edits.kept.items()
    }
    wanted |= {place: (value, "changed") for place, value in edits.changed.items()}
    for at, row in enumerate(edits.added, last + 1):
        wanted |= {(at, column): (value, "new") for column, value in row.items()}
    page = _Page(tree, table, {row for row, _ in wanted} | {max(last, 0)})
    for place in sorted(wanted):
        page.put(place, *wanted[place], last=last)
    return package.replaced({_CONTENT: unparsed(tree)})


def _tables(name: str, tree: Any) -> list[Any]:
    found = [
        table
        for body in children(tree, "body")
        for book in children(body, "spreadsheet")
        for table in children(book, "table")
    ]
    if not found:
        raise KnownError(f"{name} is a spreadsheet without sheets; open it elsewhere first.")
    return found


def _each(parent: Any, name: str) -> Iterator[Any]:
    """Rows or columns of a table, also those that lie in groups."""
    for each in parent:
        kind = local(each.tag)
        if kind == name:
            yield each
        elif kind in _GROUPS:
            yield from _each(each, name)


def _times(element: Any, what: str) -> int:
    number = element.get(_named(f"table:number-{what}-repeated"), "1")
    return max(1, int(number)) if number.isdecimal() else 1


def _sheet(file: str, table: Any) -> Sheet:
    cells: list[tuple[int, int, Cell]] = []
    merged: list[Area] = []
    row = 0
    for line in _each(table, "table-row"):
        times, column = _times(line, "rows"), 0
        for each in line:
            if local(each.tag) not in _CELLS:
                continue
            wide = _times(each, "columns")
            cell = _cell(each) if local(each.tag) == "table-cell" else Cell()
            if cell.text or cell.formula:
                if times > MOST_ROWS or wide > MOST_COLUMNS:
                    raise KnownError(f"{file} repeats a cell without end; split it.")
                cells += [
                    (row + down, column + right, cell)
                    for down in range(times)
                    for right in range(wide)
                ]
            down, right = (
                int(each.get(_named(f"table:number-{what}-spanned"), "1"))
                for what in ("rows", "columns")
            )
            if down > 1 or right > 1:
                merged.append(Area(row, column, row + down - 1, column + right - 1))
            column += wide
        row += times
    return sheet_of(table.get(_named("table:name"), ""), file, cells, merged)


def _cell(element: Any) -> Cell:
    formula = element.get(_named("table:formula")) is not None
    day = element.get(_named("office:date-value"))
    if day:
        date, _, time = day.partition("T")
        shown = date if not time or time.startswith("00:00") else f"{date} {time[:5]}"
        return Cell(shown, dated=True, formula=formula)
    paragraphs = [_words(each) for each in children(element, "p")]
    kind = element.get(_named("calcext:value-type")) or element.get(_named("office:value-type"))
    return Cell("\n".join(paragraphs), formula=formula, known=not formula or kind not in _UNKNOWN)


def _words(element: Any) -> str:
    """The words of a paragraph, with its spaces, tabs and line breaks."""
    found = [element.text or ""]
    for each in element:
        match local(each.tag):
            case "s":
                number = each.get(_named("text:c"), "1")
                found.append(" " * min(int(number) if number.isdecimal() else 1, 1000))
            case "tab":
                found.append("\t")
            case "line-break":
                found.append("\n")
            case "annotation" | "note" | "ruby-text" | "":
                pass
            case _:
                found.append(_words(each))
        found.append(each.tail or "")
    return "".join(found)


def _unmark(cell: Any) -> None:
    """Give a cell back the style that it had before we marked it."""
    style = cell.get(_named("table:style-name"), "")
    ours = next((prefix for prefix in _OURS if style.startswith(prefix)), None)
    if ours is None:
        return
    if style == ours:
        del cell.attrib[_named("table:style-name")]
    else:
        cell.set(_named("table:style-name"), style.removeprefix(ours))


class _Page:
    """The rows of a table that are written to, each taken out of its likes."""

    def __init__(self, tree: Any, table: Any, rows: Iterable[int]) -> None:
        self._table, self._rows, self._cells = table, dict[int, Any](), dict[Place, Any]()
        wanted, at, end = sorted(rows), 0, None
        for line in list(_each(table, "table-row")):
            times = _times(line, "rows")
            inside = [row for row in wanted if at <= row < at + times]
            for row, each in _apart(line, "rows", [row - at for row in inside]).items():
                self._rows[at + row] = each
            at += times
            end = line
        last = next((e for e in reversed(list(_each(table, "table-row")))), end)
        for row in range(at, max(wanted, default=-1) + 1):
            made = table.makeelement(_named("table:table-row"))
            if last is None:
                table.append(made)
            else:
                last.addnext(made)
            last = self._rows[row] = made
        for row in wanted:
            self._open(row, self._rows[row])
        self._styles = _Styles(tree)
        self._day_styles = dict(_day_styles(table))
        self._columns = [
            style
            for each in _each(table, "table-column")
            for style in [each.get(_named("table:default-cell-style-name"), "")]
            * min(_times(each, "columns"), MOST_COLUMNS)
        ]

    def _open(self, row: int, line: Any) -> None:
        """Write out each of the first cells of a row, as far as anybody may write to it."""
        column = 0
        for each in [each for each in line if local(each.tag) in _CELLS]:
            times = _times(each, "columns")
            wide = min(times, max(0, MOST_COLUMNS // 4 - column))
            found = _apart(each, "columns", range(wide)) if times > 1 else {0: each}
            for right, cell in found.items():
                self._cells[row, column + right] = cell
            column += times

    def put(self, place: Place, value: Value, mark: str, *, last: int) -> None:
        """Have a cell say something, and mark it; a new row looks as the last one there."""
        row, column = place
        line = self._rows[row]
        cell = self._cells.get(place)
        if cell is None:
            there = [c for r, c in self._cells if r == row]
            for at in range(max(there, default=-1) + 1, column + 1):
                cell = line.makeelement(_named("table:table-cell"))
                line.append(cell)
                self._cells[row, at] = cell
        if cell is None or local(cell.tag) == "covered-table-cell":
            return
        if cell.get(_named("table:formula")) is not None:
            return
        model = self._cells.get((last, column)) if row > last else None
        if model is not None and model.get(_named("table:style-name")):
            cell.set(_named("table:style-name"), model.get(_named("table:style-name")))
            _unmark(cell)
        dated = cell.get(_named("office:date-value")) is not None
        if model is not None and value.day and column in self._day_styles:
            cell.set(_named("table:style-name"), self._day_styles[column])
            dated = True
        _say(cell, value if dated else Value(value.text))
        if mark:
            style = cell.get(_named("table:style-name")) or line.get(
                _named("table:default-cell-style-name")
            )
            if not style and column < len(self._columns):
                style = self._columns[column]
            cell.set(_named("table:style-name"), self._styles.marked(style or "", mark))


def _day_styles(table: Any) -> Iterator[tuple[int, str]]:
    """The columns that have dates in them, and how those look."""
    for line in _each(table, "table-row"):
        column = 0
        for each in line:
            if local(each.tag) in _CELLS:
                style = each.get(_named("table:style-name"))
                if each.get(_named("office:date-value")) and style:
                    yield column, style
                column += _times(each, "columns")


class _Styles:
    """The styles of a document, with those that we mark cells by."""

    def __init__(self, tree: Any) -> None:
        group = next(children(tree, "automatic-styles"), None)
        if group is None:
            group = tree.makeelement(_named("office:automatic-styles"))
            next(children(tree, "body")).addprevious(group)
        self._group = group
        self._known: Mapping[str, Any] = {
            each.get(_named("style:name"), ""): each
            for each in children(group, "style")
            if each.get(_named("style:family")) == "table-cell"
        }
        self._made: set[str] = {name for name in self._known if name.startswith(_OURS)}

    def marked(self, style: str, mark: str) -> str:
        """The name of a style as another one, with the colour of a mark."""
        name = f"dateline-{mark}-{style}"
        if name in self._made:
            return name
        self._made.add(name)
        known = self._known.get(style)
        if known is not None:
            made = deepcopy(known)
        else:
            made = self._group.makeelement(_named("style:style"))
            made.set(_named("style:family"), "table-cell")
            made.set(_named("style:parent-style-name"), style or "Default")
        made.set(_named("style:name"), name)
        looks = next(children(made, "table-cell-properties"), None)
        if looks is None:
            looks = made.makeelement(_named("style:table-cell-properties"))
            made.insert(0, looks)
        looks.set(_named("fo:background-color"), _MARKS[mark])
        self._group.append(made)
        return name


def _apart(element: Any, what: str, wanted: Iterable[int]) -> dict[int, Any]:
    """Take some of an element's likes out of it; the elements that stand for them alone."""
    repeated = _named(f"table:number-{what}-repeated")
    times, found, before = _times(element, what), dict[int, Any](), 0
    inside = list(wanted)
    if not inside:
        return found
    if times == 1:
        return {0: element}

    def one(number: int) -> Any:
        made = deepcopy(element)
        made.tail = None
        made.attrib.pop(repeated, None)
        if number > 1:
            made.set(repeated, str(number))
        element.addprevious(made)
        return made

    for place in inside:
        if place > before:
            one(place - before)
        found[place] = one(1)
        before = place + 1
    if times > before:
        one(times - before)
    element.getparent().remove(element)
    return found


def _say(cell: Any, value: Value) -> None:
    """Have a cell say something else; comments on it stay."""
    for name in _VALUES:
        cell.attrib.pop(_named(f"office:{name}"), None)
    for name in [name for name in cell.attrib if "calcext" in name]:
        del cell.attrib[name]
    for each in list(children(cell, "p")):
        cell.remove(each)
    if value.day is not None:
        cell.set(_named("office:value-type"), "date")
        cell.set(_named("office:date-value"), value.day.isoformat())
    elif value.text:
        cell.set(_named("office:value-type"), "string")
    else:
        return
    for line in value.text.split("\n"):
        paragraph = cell.makeelement(_named("text:p"))
        _write_words(paragraph, UNWRITTEN.sub("", line))
        cell.append(paragraph)


def _write_words(paragraph: Any, words: str) -> None:
    """Words with their spaces, which would else be one."""
    last = None
    for number, piece in enumerate(words.split(" ")):
        if number and (not piece or (number == 1 and not words.split(" ", maxsplit=1)[0])):
            space = paragraph.makeelement(_named("text:s"))
            paragraph.append(space)
            space.tail, last = piece, space
            continue
        joined = f" {piece}" if number else piece
        if last is None:
            paragraph.text = (paragraph.text or "") + joined
        else:
            last.tail = (last.tail or "") + joined

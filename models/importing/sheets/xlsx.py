"""Excel workbooks: their sheets as grids, and changes put into one part of the file alone.

A workbook is an archive of XML parts. What is not changed keeps its bytes, so that pictures,
charts, macros and other sheets are as they were, whatever they are.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from models.errors import KnownError
from models.importing.sheets.grid import Area, Cell, Edits, Place, Sheet, Value, letters, sheet_of
from models.importing.sheets.packed import UNWRITTEN, Package, children, local, parsed, unparsed

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_LONGEST = 32_767  # characters that a cell holds
_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)))
_IN_QUOTES = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_MARKS = {"changed": "FFFFE699", "new": "FFE2EFDA"}
_RULE = "N({0}Dateline: {1}{0})=0"  # true whatever stands there, and known as ours
_OURS = _RULE.format('"', "")[:12]
# What stands in a worksheet after its cells, in this order; a part put in comes before the next.
_ORDER = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection "
    "protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells "
    "phoneticPr conditionalFormatting"
).split()
_STYLES = "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs".split()


def sheets(name: str, data: bytes) -> tuple[Sheet, ...]:
    """The sheets of a workbook, in their order."""
    book = _Book(name, data)
    return tuple(book.sheet(number) for number in range(len(book.parts)))


def written(name: str, data: bytes, number: int, edits: Edits) -> bytes:
    """The workbook with changes in its sheet of this number."""
    book = _Book(name, data)
    part = book.parts[number][1]
    tree = book.package.tree(part)
    page = _Page(book, tree)
    for place, value in {**edits.kept, **edits.changed}.items():
        page.put(place, value)
    new: list[Place] = []
    last = page.last
    for at, row in enumerate(edits.added, last + 1):
        for column, value in sorted(row.items()):
            page.put((at, column), value, below=last)
            if (at, column) not in edits.kept:
                new.append((at, column))
    page.mark({"changed": sorted(edits.changed), "new": new})
    parts = {part: unparsed(tree), **book.marked}
    if edits.added:
        parts |= _stretched(book, part, tree, last, last + len(edits.added))
    return book.package.replaced(parts)


class _Book:
    """A workbook that was opened: its sheets, its words, and which styles are those of dates."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.package = Package(name, data)
        self.main = (
            next((p for p in ("xl/workbook.xml",) if self.package.has(p)), "")
            or self._by_relation()
        )
        workbook = self.package.tree(self.main)
        self.from_1904 = any(
            each.get("date1904") in ("1", "true") for each in children(workbook, "workbookPr")
        )
        targets = self.package.relations(self.main)
        self.parts: list[tuple[str, str]] = []
        for group in children(workbook, "sheets"):
            for each in children(group, "sheet"):
                link = next((v for k, v in each.items() if local(k) == "id"), "")
                target = targets.get(link, "")
                if "worksheets" in target and self.package.has(target):
                    self.parts.append((each.get("name", ""), target))
        if not self.parts:
            raise KnownError(f"{name} is a workbook without sheets; open it elsewhere first.")
        folder = self.main.rpartition("/")[0]
        self.styles = f"{folder}/styles.xml"
        self.dates = self._date_styles()
        self._words = self._shared(f"{folder}/sharedStrings.xml")
        self.marked: dict[str, bytes] = {}
        """Other parts that marking has changed."""

    def _by_relation(self) -> str:
        for target in self.package.relations("").values():
            if target.endswith("workbook.xml") and self.package.has(target):
                return target
        raise KnownError(f"{self.name} isn’t an Excel workbook; save it as .xlsx again.")

    def sheet(self, number: int) -> Sheet:
        """One sheet as a grid."""
        name, part = self.parts[number]
        tree = self.package.tree(part)
        merged = [
            area
            for group in children(tree, "mergeCells")
            for each in children(group, "mergeCell")
            if (area := _area(each.get("ref", ""))) is not None
        ]
        return sheet_of(name, self.name, self._cells(tree), merged)

    def _cells(self, tree: Any) -> Iterator[tuple[int, int, Cell]]:
        row = -1
        for data in children(tree, "sheetData"):
            for line in children(data, "row"):
                row = int(line.get("r") or row + 2) - 1
                column = -1
                for cell in children(line, "c"):
                    place = _place(cell.get("r") or "")
                    column = column + 1 if place is None else place[1]
                    yield row, column, self._cell(cell)

    def _cell(self, cell: Any) -> Cell:
        kind, formula = cell.get("t", "n"), any(True for _ in children(cell, "f"))
        if kind == "inlineStr":
            return Cell("".join(map(_string, children(cell, "is"))), formula=formula)
        value = next((each.text or "" for each in children(cell, "v")), "")
        if kind == "s":
            known = value.isdecimal() and int(value) < len(self._words)
            return Cell(self._words[int(value)] if known else "", formula=formula)
        if kind in ("str", "e"):
            return Cell(_unescaped(value), formula=formula, known=kind == "str" or not formula)
        if kind == "b":
            return Cell({"1": "TRUE", "0": "FALSE"}.get(value, value), formula=formula)
        if kind == "d":
            return Cell(_shown_time(value), dated=True, formula=formula)
        if value and cell.get("s", "0") in self.dates:
            day = _from_serial(value, from_1904=self.from_1904)
            if day is not None:
                return Cell(day, dated=True, formula=formula)
        return Cell(_number(value), formula=formula, known=bool(value) or not formula)

    def _shared(self, part: str) -> list[str]:
        if not self.package.has(part):
            return []
        return [_string(each) for each in children(self.package.tree(part), "si")]

    def _date_styles(self) -> frozenset[str]:
        if not self.package.has(self.styles):
            return frozenset()
        tree = self.package.tree(self.styles)
        codes = {
            each.get("numFmtId"): each.get("formatCode", "")
            for group in children(tree, "numFmts")
            for each in children(group, "numFmt")
        }
        found = set()
        for group in children(tree, "cellXfs"):
            for number, style in enumerate(children(group, "xf")):
                known = style.get("numFmtId", "0")
                code = _IN_QUOTES.sub("", codes.get(known, "")).lower()
                usual = known.isdecimal() and int(known) in _DATE_FORMATS and known not in codes
                if usual or re.search(r"[yd]", code):
                    found.add(str(number))
        return frozenset(found)

    def serial(self, day: date) -> str | None:
        """The number by which the file keeps a day; None where it has none for it."""
        if day < date(1904 if self.from_1904 else 1900, 1, 1):
            return None
        first = date(1904, 1, 1) if self.from_1904 else date(1899, 12, 30)
        number = (day - first).days
        return str(number - (not self.from_1904 and number < 61))

    def mark_style(self, colour: str) -> int:
        """The number of the style that marks cells with a colour, made where it isn't there."""
        data = self.marked.get(self.styles)
        tree = parsed(self.name, data) if data else self.package.tree(self.styles)
        group = next(children(tree, "dxfs"), None)
        if group is None:
            group = tree.makeelement(f"{{{_space(tree)}}}dxfs", {"count": "0"})
            _insert(tree, group, _STYLES)
        space = _space(tree)
        for number, each in enumerate(children(group, "dxf")):
            fills = [c.get("rgb") for c in each.iter() if local(c.tag) == "bgColor"]
            if fills == [colour] and len(each) == 1:
                return number
        fill = _sub(_sub(_sub(group, "dxf", space), "fill", space), "patternFill", space)
        fill.set("patternType", "solid")
        _sub(fill, "bgColor", space).set("rgb", colour)
        count = sum(1 for _ in children(group, "dxf"))
        group.set("count", str(count))
        self.marked[self.styles] = unparsed(tree)
        return count - 1


class _Page:
    """The cells of one worksheet, to be written to."""

    def __init__(self, book: _Book, tree: Any) -> None:
        self._book, self._tree, self._space = book, tree, _space(tree)
        data = next(children(tree, "sheetData"), None)
        if data is None:
            raise KnownError(f"{book.name} has a sheet without rows; open it elsewhere first.")
        self._data: Any = data
        self._rows: dict[int, Any] = {}
        self._cells: dict[Place, Any] = {}
        self._day_styles: dict[int, str] = {}
        row, self.last = -1, -1
        for line in children(self._data, "row"):
            row = int(line.get("r") or row + 2) - 1
            line.set("r", str(row + 1))
            self._rows[row] = line
            column = -1
            for cell in children(line, "c"):
                place = _place(cell.get("r") or "")
                column = column + 1 if place is None else place[1]
                cell.set("r", f"{letters(column)}{row + 1}")
                self._cells[row, column] = cell
                if cell.get("s", "0") in book.dates:
                    self._day_styles[column] = cell.get("s")
                if len(cell):
                    self.last = max(self.last, row)
        for area in (_area(e.get("ref", "")) for g in children(tree, "mergeCells") for e in g):
            if area is not None:
                self.last = max(self.last, area.bottom)

    def put(self, place: Place, value: Value, *, below: int | None = None) -> None:
        """Have a cell say something; a new one below others looks as the one there."""
        cell = self._cells.get(place)
        if cell is None:
            cell = self._made(place)
            model = self._cells.get((below, place[1])) if below is not None else None
            if model is not None and model.get("s"):
                cell.set("s", model.get("s"))
            if value.day and place[1] in self._day_styles:
                cell.set("s", self._day_styles[place[1]])
        elif any(True for _ in children(cell, "f")):
            return
        for each in list(cell):
            cell.remove(each)
        cell.attrib.pop("t", None)
        dated = cell.get("s", "0") in self._book.dates
        serial = self._book.serial(value.day) if value.day and dated else None
        if serial is not None:
            _sub(cell, "v", self._space).text = serial
        elif value.text:
            cell.set("t", "inlineStr")
            text = _sub(_sub(cell, "is", self._space), "t", self._space)
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            text.text = UNWRITTEN.sub("", value.text)[:_LONGEST]

    def _made(self, place: Place) -> Any:
        row, column = place
        line = self._rows.get(row)
        if line is None:
            line = self._data.makeelement(f"{{{self._space}}}row", {"r": str(row + 1)})
            later = sorted(number for number in self._rows if number > row)
            if later:
                self._rows[later[0]].addprevious(line)
            else:
                self._data.append(line)
            self._rows[row] = line
        cell = line.makeelement(f"{{{self._space}}}c", {"r": f"{letters(column)}{row + 1}"})
        after = [
            each for each in children(line, "c")
            if (there := _place(each.get("r", ""))) is not None and there[1] > column
        ]  # fmt: skip
        if after:
            after[0].addprevious(cell)
        else:
            line.append(cell)
        line.attrib.pop("spans", None)
        self._cells[place] = cell
        return cell

    def mark(self, marks: Mapping[str, list[Place]]) -> None:
        """Colour cells by a rule of ours, so that no style of theirs is touched; the old go."""
        tree, space = self._tree, self._space
        for each in list(children(tree, "conditionalFormatting")):
            rules = list(children(each, "cfRule"))
            ours = [r for r in rules if any(_OURS in (f.text or "") for f in r)]
            if ours and len(ours) == len(rules):
                tree.remove(each)
        for line in children(tree, "dimension"):
            tree.remove(line)  # programs count it again
        used = [int(e.get("priority", "0")) for e in tree.iter() if local(e.tag) == "cfRule"]
        priority = max(used, default=0)
        for name, places in marks.items():
            if not places or not self._book.package.has(self._book.styles):
                continue
            style = self._book.mark_style(_MARKS[name])
            refs = _ranges(places)
            for first in range(0, len(refs), 500):
                priority += 1
                made = tree.makeelement(f"{{{space}}}conditionalFormatting", {
                    "sqref": " ".join(refs[first : first + 500])})  # fmt: skip
                rule = _sub(made, "cfRule", space)
                rule.set("type", "expression")
                rule.set("dxfId", str(style))
                rule.set("priority", str(priority))
                _sub(rule, "formula", space).text = _RULE.format('"', name)
                _insert(tree, made, _ORDER)


def _stretched(book: _Book, part: str, tree: Any, last: int, until: int) -> dict[str, bytes]:
    """Tables and filters that ended with the last row reach the new ones."""
    del tree
    changed: dict[str, bytes] = {}
    for target in book.package.relations(part).values():
        if "/tables/" not in target or not book.package.has(target):
            continue
        table = book.package.tree(target)
        area = _area(table.get("ref", ""))
        if area is None or area.bottom != last or int(table.get("totalsRowCount") or 0):
            continue
        ref = f"{letters(area.left)}{area.top + 1}:{letters(area.right)}{until + 1}"
        table.set("ref", ref)
        for each in children(table, "autoFilter"):
            each.set("ref", ref)
        changed[target] = unparsed(table)
    return changed


def _ranges(places: Iterable[Place]) -> list[str]:
    """Places as references, those beside each other in a row together."""
    found: list[str] = []
    run: list[Place] = []
    for place in [*sorted(places), None]:
        if run and (place is None or place[0] != run[-1][0] or place[1] != run[-1][1] + 1):
            first, end = (f"{letters(c)}{r + 1}" for r, c in (run[0], run[-1]))
            found.append(first if first == end else f"{first}:{end}")
            run = []
        if place is not None:
            run.append(place)
    return found


def _insert(tree: Any, made: Any, order: list[str]) -> None:
    """Put an element where the order of its kind has it."""
    before = [each for each in tree if local(each.tag) in order]
    if before:
        before[-1].addnext(made)
    else:
        tree.insert(0, made)


def _sub(parent: Any, name: str, space: str) -> Any:
    made = parent.makeelement(f"{{{space}}}{name}")
    parent.append(made)
    return made


def _space(tree: Any) -> str:
    """The namespace of a part: of the usual kind, or of the strict one."""
    return str(tree.tag[1:].partition("}")[0]) if tree.tag.startswith("{") else _MAIN


def _string(element: Any) -> str:
    """The words of a text in runs, without how they are read aloud."""
    found: list[str] = []
    for each in element:
        match local(each.tag):
            case "t":
                found.append(each.text or "")
            case "r":
                found += [t.text or "" for t in children(each, "t")]
    return _unescaped("".join(found))


def _unescaped(text: str) -> str:
    """Text in which Excel wrote control characters in figures."""
    if "_x" not in text:
        return text
    plain = re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)
    return UNWRITTEN.sub("", plain.encode("utf-8", "replace").decode())


def _number(value: str) -> str:
    """A number as a person sees it: 12, not 12.0; 0.1, not 0.1000000000000001."""
    try:
        number = float(value)
    except ValueError:
        return value
    if number == int(number) and abs(number) < 1e15 if abs(number) < 1e300 else False:
        return str(int(number))
    return f"{number:.15g}"


def _from_serial(value: str, *, from_1904: bool) -> str | None:
    try:
        number = float(value)
        if from_1904:
            moment = datetime(1904, 1, 1) + timedelta(days=number)  # noqa: DTZ001 - no zone
        elif number < 1:
            return None
        else:  # Excel has a 29 February 1900
            moment = datetime(1899, 12, 30 + (number < 60)) + timedelta(days=number)  # noqa: DTZ001 - no zone
    except (ValueError, OverflowError):
        return None
    return _shown_time((moment + timedelta(microseconds=500_000)).isoformat(" ", "seconds"))


def _shown_time(moment: str) -> str:
    """A moment as date and time; midnight is a date alone."""
    day, _, time = moment.replace("T", " ").partition(" ")
    return day if not time or time.startswith("00:00:00") else f"{day} {time[:5]}"


def _place(reference: str) -> Place | None:
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def _area(reference: str) -> Area | None:
    first, _, last = reference.partition(":")
    start, end = _place(first), _place(last or first)
    if start is None or end is None:
        return None
    return Area(start[0], start[1], end[0], end[1])

"""Events to paste: tab-separated text for spreadsheets, an HTML table for documents."""

from collections.abc import Callable, Sequence
from html import escape

from sqlalchemy.orm import Session

from models.exporting.columns import COPIED, Column, cells, headings
from models.exporting.gathering import chunks, event_parts
from models.printable import printable
from models.queries.rows import CopiedRows


def copied(session: Session, ids: Sequence[int], told: Callable[[int], None]) -> CopiedRows:
    """These events in this order; ``told`` is called with the number done every few hundred.

    Cells cannot act as formulas, and each is one line.
    """
    lines = ["\t".join(headings(COPIED))]
    rows = [f"<tr>{''.join(f'<th>{escape(each)}</th>' for each in headings(COPIED))}</tr>"]
    done = 0
    for part in chunks(ids):
        parts = event_parts(session, part)
        for number in part:
            if number in parts.events:
                row = [printable(" ".join(each.split())) for each in cells(parts, number, COPIED)]
                lines.append("\t".join(row))
                rows.append(f"<tr>{''.join(map(_cell, COPIED, row))}</tr>")
        done += len(part)
        told(done)
    html = "\n".join(rows)
    return CopiedRows(
        "\n".join(lines), f'<meta charset="utf-8">\n<table>\n{html}\n</table>', len(rows) - 1
    )


def _cell(column: Column, text: str) -> str:
    # Excel makes the first of the month of "Apr 2024", and a sum of a date BC, unless it is told
    # that the cell holds text.
    kept = " style=\"mso-number-format:'\\@'\"" if column.date else ""
    return f"<td{kept}>{escape(text)}</td>"

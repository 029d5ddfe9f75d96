"""Make text from documents and file names fit to print: no terminal control, no line breaks.

A file name may hold any byte but two, an article any character. A terminal obeys control
characters, a line of a report ends at a line feed, and marks of direction turn the rest round.
"""

import json
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

# Control characters, line and paragraph separators, marks of direction, lone surrogates.
_STEERS = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
# A spreadsheet runs a cell that begins like this (OWASP, "CSV injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# What Python puts in place of the bytes of a file name that are not UTF-8.
_BYTE = range(0xDC80, 0xDD00)


def printable(text: str) -> str:
    r"""The text with every control character written out: ``\x1b``, ``\u202e``.

    Bytes of a file name that are not UTF-8 become ``\xff``, so the answer can always be encoded.
    """
    return _STEERS.sub(_written_out, text)


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def shown(path: Path | str) -> str:
    """A path or file name, fit to print and to store; ordinary names are unchanged."""
    return printable(os.fspath(path))


def json_text(value: Any) -> str:
    """The value as JSON on one line, fit to print and without loss."""
    written = json.dumps(value, ensure_ascii=False)
    return _STEERS.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 event", "1,240 events"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(words: Iterable[str]) -> str:
    """Words in a sentence: "A", "A and B", "A, B and C"; "" for none."""
    *most, last = tuple(words) or ("",)
    return f"{', '.join(most)} and {last}" if most else last


def shortened(text: str, most: int) -> str:
    """A text of so many characters at most, with an ellipsis where it is cut."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def sources_words(sources: int, copies: int) -> str:
    """How many independent sources, and how many copies besides: "3 sources · 11 copies"."""
    told = counted(sources, "source")
    return f"{told} · {counted(copies, 'copy', 'copies')}" if copies else told


def _written_out(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code in _BYTE:
        code -= 0xDC00
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"

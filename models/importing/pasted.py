"""What somebody pastes: a page, a text, or nothing that is an article."""

import re
from dataclasses import dataclass

from models.errors import KnownError

_PAGE, _TEXT = "Pasted page.html", "Pasted text.txt"
_WHOLE = re.compile(r"(?i)\A[\s\S]{0,2000}?<(?:!doctype html|html|head|body|meta|title)\b")
_ADDRESS = re.compile(r"(?:[a-z]{3,8}://|www\.)\S+", re.IGNORECASE)
_MOST = 2**23  # characters
_LEAST = 5  # words that can be an article


@dataclass(frozen=True, slots=True)
class Pasted:
    """Something pasted, as a file that lies on no disk."""

    name: str
    data: bytes
    plain: str = ""
    """The same as plain text, where ``data`` is a page."""


def pasted(html: str, text: str, *, picture: bool = False) -> Pasted:
    """What is on the clipboard as an article; ``html`` and ``text`` are empty where it has none.

    A KnownError, in one sentence, where it can be none. An address is never opened. ``picture``:
    there is one, perhaps besides.
    """
    plain = text.strip()
    if len(plain) > _MOST or len(html) > _MOST:
        raise KnownError(
            "The clipboard holds too much for one article; save it as a file and import that."
        )
    words = plain.split()
    if words and all(_ADDRESS.fullmatch(word) for word in words):
        what = "an address" if len(words) == 1 else "addresses"
        raise KnownError(
            f"The clipboard holds {what}, not an article. Dateline doesn’t go online; open the "
            "page in a browser, copy its text and paste that."
        )
    if not plain and picture:
        raise KnownError(
            "The clipboard holds a picture, and Dateline reads text; copy the text of an article."
        )
    if not plain and not html.strip():
        raise KnownError("The clipboard holds no text; copy the text of an article and paste that.")
    if words and len(words) < _LEAST:
        only = " ".join(words)[:60]
        raise KnownError(
            f"The clipboard holds only “{only}”; copy the text of an article and paste that."
        )
    if not html.strip():
        return Pasted(_TEXT, plain.encode("utf-8", "replace"))
    page = html if _WHOLE.match(html) else f"<html><body>{html}</body></html>"
    mark = "\ufeff".encode()  # so that nothing in the page says otherwise
    return Pasted(_PAGE, mark + page.encode("utf-8", "replace"), plain)

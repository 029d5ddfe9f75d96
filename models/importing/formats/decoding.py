"""From bytes to text: by byte-order mark, by what a file declares, as UTF-8, else by guess."""

import codecs
import re

from models.errors import KnownError

# The longer marks first: UTF-32's little-endian one begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_DECLARED = re.compile(rb"(?i)(?:charset|encoding)\s*=\s*[\"']?\s*([a-z0-9_.:-]{2,40})")
_HEAD = 65536  # bytes in which a file says how it is encoded


def text_of(name: str, data: bytes) -> str:
    """The text of a plain file: by byte-order mark, as UTF-8, as Windows-1252, else by guess."""
    text = _marked(name, data)
    if text is None:
        text = _unmarked(name, data)
    # SQLite and its search end a text at a NUL; half a character cannot be stored at all.
    if "\0" in text:
        raise KnownError(f"{name} isn’t a text file; save it as plain text first.")
    return text.encode("utf-8", "replace").decode("utf-8")


def markup_of(data: bytes) -> str:
    """The text of a page: never fails, as saved pages are often wrong about their encoding.

    A byte-order mark counts first, then UTF-8 where the bytes are that, then what the page says.
    """
    for mark, encoding, _ in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(data[:_HEAD])
    if declared and declared[1].lower() not in (b"utf-8", b"utf8"):
        try:
            # What calls itself Latin-1 has Windows' quotation marks, as browsers know.
            called = declared[1].decode("ascii").lower()
            latin = called in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii")
            return data.decode("cp1252" if latin else called, "replace")
        except LookupError:
            pass
    if data.count(b"\xef\xbf\xbd") or _mostly_utf8(data):
        return data.decode("utf-8", "replace")
    return data.decode("cp1252", "replace")


def _mostly_utf8(data: bytes) -> bool:
    """Whether nearly all that is not ASCII is UTF-8: a page cut off, or with one bad comment."""
    sample = data[: 2**20]
    wrong = sample.decode("utf-8", "replace").count("�")
    return wrong * 20 < sum(byte > 127 for byte in sample)


def _marked(name: str, data: bytes) -> str | None:
    """The text behind a byte-order mark; None where there is none."""
    for mark, encoding, called in MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as fault:
                raise KnownError(
                    f"{name} is damaged: it begins like {called} text but continues as "
                    "something else; save it again as UTF-8."
                ) from fault
    return None


def _unmarked(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if any(byte < 32 and byte not in b"\t\n\r\f" for byte in data[:65536]):
        raise KnownError(f"{name} isn’t a text file; save it as plain text first.")
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes  # noqa: PLC0415 - the window needs none of it

        best = from_bytes(data[:262144]).best()
        if best is None:
            raise KnownError(f"{name} is in an unknown encoding; save it as UTF-8.") from None
        return data.decode(best.encoding, errors="replace")

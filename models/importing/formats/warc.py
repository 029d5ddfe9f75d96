"""Web archives (.warc, .warc.gz): each page that was answered whole."""

import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import IO, cast

from models.errors import KnownError
from models.importing.formats.article import Article, File
from models.importing.formats.decoding import markup_of
from models.importing.formats.page import articles_of

_MOST_RECORDS = 20_000
_MOST_BYTES = 256 * 2**20
_LARGEST = 16 * 2**20  # bytes of one page
_HEADER = 2**16


def articles(file: File) -> Iterator[Article]:
    """The article of every page; pictures, styles, redirections and errors are left aside."""
    packed = file.data.startswith(b"\x1f\x8b")
    plain = BytesIO(file.data)
    stream = cast("IO[bytes]", gzip.GzipFile(fileobj=plain)) if packed else plain
    try:
        if packed and not stream.read(5) == b"WARC/":
            raise KnownError(f"{file.name} isn’t a web archive; unpack it first.")
        stream.seek(0)
        for url, page in _pages(stream):
            try:
                for each in articles_of(file.name, markup_of(page), url):
                    yield replace(each, inside=url)
            except KnownError as fault:
                yield Article(inside=url, fault=str(fault))
    except (OSError, EOFError, zlib.error) as fault:
        raise KnownError(f"{file.name} is damaged; save it again.") from fault


def _pages(stream: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    read = 0
    for _ in range(_MOST_RECORDS):
        head = _head(stream)
        if head is None:
            return
        length = int(head.get("content-length", "0"))
        read += length
        if length < 0 or read > _MOST_BYTES:
            raise KnownError("This web archive is larger than 256 MB unpacked; split it.")
        record = stream.read(length)
        url = head.get("warc-target-uri", "").strip("<>")
        if head.get("warc-type") == "response" and url.startswith("http"):
            page = _answer(record)
            if page is not None:
                yield url, page


def _head(stream: IO[bytes]) -> dict[str, str] | None:
    """The lines above a record; None at the end."""
    line = b"\r\n"
    while line and not line.strip():
        line = stream.readline(_HEADER)
    if not line.startswith(b"WARC/"):
        return None
    return _fields(iter(lambda: stream.readline(_HEADER), b""))


def _fields(lines: Iterator[bytes]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in lines:
        if not line.strip():
            break
        name, _, value = line.decode("utf-8", "replace").partition(":")
        fields[name.strip().lower()] = value.strip()
    return fields


def _answer(record: bytes) -> bytes | None:
    """What a server answered, where that is a page."""
    body = BytesIO(record)
    status = body.readline(_HEADER)
    fields = _fields(iter(lambda: body.readline(_HEADER), b""))
    if not re.match(rb"HTTP/\S+ 200\b", status) or "html" not in fields.get("content-type", ""):
        return None
    data = body.read()
    if fields.get("transfer-encoding", "").lower() == "chunked":
        data = _unchunked(data)
    packed = fields.get("content-encoding", "").lower()
    if packed in ("gzip", "x-gzip", "deflate"):
        data = _unpacked(data, gzipped=packed != "deflate")
    return data


def _unchunked(data: bytes) -> bytes:
    """What was sent in pieces; as it is where it is no such thing."""
    stream, pieces = BytesIO(data), []
    while size := re.match(rb"([0-9a-fA-F]{1,8})\s*(?:;[^\n]*)?\r?\n", stream.readline(100)):
        piece = stream.read(int(size[1], 16))
        if not piece:
            break
        pieces.append(piece)
        stream.readline(100)
    return b"".join(pieces) or data


def _unpacked(data: bytes, *, gzipped: bool) -> bytes:
    for wbits in (31,) if gzipped else (15, -15):
        try:
            return zlib.decompressobj(wbits).decompress(data, _LARGEST)
        except zlib.error:
            continue
    return data

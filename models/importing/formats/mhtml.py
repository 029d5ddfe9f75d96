"""Web pages saved with all that belongs to them in one file (.mht, .mhtml)."""

from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default

from models.errors import KnownError
from models.importing.formats.article import Article, File
from models.importing.formats.decoding import markup_of
from models.importing.formats.page import articles_of


def articles(file: File) -> Iterator[Article]:
    """The article of the page; its pictures, styles and frames are left aside."""
    message = message_from_bytes(file.data, policy=default)
    url = message["Snapshot-Content-Location"] or message["Content-Location"]
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            data = part.get_payload(decode=True)
            if isinstance(data, bytes):
                where = url or part["Content-Location"]
                yield from articles_of(file.name, markup_of(data), str(where) if where else None)
                return
    raise KnownError(f"{file.name} holds no page; save the page again.")

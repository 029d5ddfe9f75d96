"""E-mails, one (.eml) or many (.mbox): what they say, and the files that hang on them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default
from email.utils import parsedate_to_datetime

from models.dates.edtf import parse_edtf
from models.importing.formats import proquest
from models.importing.formats.article import Article, File
from models.importing.formats.decoding import markup_of
from models.importing.formats.opening import open_inside
from models.importing.formats.page import articles_of
from models.reading.doc import Published, PublishedBasis

_PROQUEST = re.compile(rb"name=[\"']?DocID_")
_AGAIN = re.compile(r"(?i)^(?:(?:re|fw|fwd|aw|wg|tr)\s*:\s*)+")
_FROM = re.compile(rb"(?m)^From [^\r\n]*\d{4}[^\r\n]*\r?\n")


def articles(file: File) -> Iterator[Article]:
    """Of each mail the article it is, or the articles it was sent with."""
    if not file.data.startswith(b"From "):
        yield from _told(file, file.data)
        return
    for number, data in enumerate(_FROM.split(file.data)[1:], 1):
        plain = re.sub(rb"(?m)^>From ", b"From ", data)
        yield from open_inside(file, f"mail {number}.eml", plain)


def _told(file: File, data: bytes) -> Iterator[Article]:
    message = message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    subject = _AGAIN.sub("", " ".join(str(message["Subject"] or "").split())) or None
    sent = _sent(message)
    for part in _texts(message):
        body = _bytes(part)
        if part.get_content_type() == "text/html":
            if _PROQUEST.search(body):
                yield from proquest.articles(File(file.name, body, file.depth))
                break
            for each in articles_of(file.name, markup_of(body)):
                yield _dated(each, subject, sent)
            break
        text = _decoded(part, body)
        if text.strip():
            yield Article(text.strip(), title=subject, published=sent)
            break
    for part in message.iter_attachments():
        name = part.get_filename()
        inner = part.get_content_type() == "message/rfc822"
        if name or inner:
            content = part.get_payload(0).as_bytes() if inner else _bytes(part)  # type: ignore[union-attr]
            if part.get_content_maintype() not in ("image", "audio", "video"):
                yield from open_inside(file, name or "mail.eml", content)


def _texts(message: EmailMessage) -> list[Message]:
    """The parts that say it: HTML of an archive first, then plain text, then any HTML."""
    html, plain = message.get_body(("html",)), message.get_body(("plain",))
    if html is not None and (plain is None or _PROQUEST.search(_bytes(html))):
        return [html]
    return [part for part in (plain, html) if part is not None]


def _bytes(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _decoded(part: Message, data: bytes) -> str:
    charset = part.get_content_charset() or "utf-8"
    try:
        text = data.decode(charset, "replace")
    except LookupError:
        text = markup_of(data)
    text = text.replace("\r\n", "\n")
    if str(part.get_param("format", "")).lower() == "flowed":
        text = re.sub(r"(?m)(?<=\S) \n(?=\S)", " ", text)
    return text


def _sent(message: Message) -> Published | None:
    """When it was sent: on that day, or after it was published."""
    try:
        day = parsedate_to_datetime(str(message["Date"])).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    why = f"the mail was sent on {day.isoformat()}; the article may be older"
    return Published(parse_edtf(day.isoformat()), PublishedBasis.INFERRED, why)


def _dated(article: Article, subject: str | None, sent: Published | None) -> Article:
    return replace(article, title=article.title or subject, published=article.published or sent)

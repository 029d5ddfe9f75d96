"""Put a text into files of every format, as programs write them; and articles into archives'."""

import io
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage
from html import escape
from xml.sax.saxutils import escape as xml_escape

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_COLUMNS, _ROWS, _SIZE, _LEADING = 46, 30, 9, 12  # of a printed page: letters, lines, points


def docx(paragraphs: Sequence[str], marks: dict[int, str] | None = None) -> bytes:
    """A Word file; ``marks``: names of bookmarks by the paragraphs in which they begin."""
    body = []
    for number, text in enumerate(paragraphs):
        mark = (
            f'<w:bookmarkStart w:id="{number}" w:name="{marks[number]}"/>'
            if (marks and number in marks)
            else ""
        )
        body.append(
            f'<w:p>{mark}<w:r><w:t xml:space="preserve">{xml_escape(text)}</w:t></w:r></w:p>'
        )
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{WORD}"><w:body>'
        f"{''.join(body)}</w:body></w:document>"
    )
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": document.encode()})


def odt(paragraphs: Sequence[str]) -> bytes:
    """An OpenDocument text."""
    office, text = (
        f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "text")
    )
    body = "".join(f"<text:p>{xml_escape(each)}</text:p>" for each in paragraphs)
    content = (
        f'<office:document-content xmlns:office="{office}" xmlns:text="{text}"><office:body>'
        f"<office:text>{body}</office:text></office:body></office:document-content>"
    )
    return zipped({
        "mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode(),
    })  # fmt: skip


def rtf(paragraphs: Sequence[str]) -> bytes:
    """Rich text, with whatever is not ASCII written out."""

    def written(text: str) -> str:
        plain = text.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")
        return "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in plain)

    body = "".join(f"{written(each)}\\par\n" for each in paragraphs)
    return f"{{\\rtf1\\ansi\\deff0{{\\fonttbl{{\\f0 Arial;}}}}\n{body}}}".encode()


def page(paragraphs: Sequence[str], head: str = "", title: str = "") -> bytes:
    """A web page with menus, a cookie banner, buttons, related links and a form around its text."""
    heading = f"<h1>{escape(title)}</h1>" if title else ""
    body = "".join(f"<p>{escape(each)}</p>\n" for each in paragraphs)
    links = "".join(
        f'<li><a href="/{n}">Minister {name} opens a bridge in May</a></li>'
        for n, name in enumerate(("Agnes Moll", "Ivo Strand", "Peer Holt", "Ada Quist"))
    )
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{escape(title)} | The Herald</title>{head}
<script>var day = "1999-01-01"; alert("Mallory was here")</script><style>p {{ color: red }}</style>
</head><body><header><a href="/">The Herald</a><nav><ul><li><a href="/w">World</a></li>
<li><a href="/p">Politics</a></li></ul></nav></header>
<div class="cookie-banner"><p>We use cookies. <button>Accept all</button></p></div>
<main><article>{heading}
<div class="share"><a href="#">Share</a> <a href="#">Tweet</a></div>
{body}</article>
<aside class="related"><h2>Related stories</h2><ul>{links}</ul></aside>
<form class="newsletter"><label>Sign up to our newsletter</label><input name="mail"></form></main>
<footer><p>© The Herald. All rights reserved.</p><ul><li><a href="/terms">Terms</a></li></ul></footer>
</body></html>""".encode()


def mhtml(paragraphs: Sequence[str], url: str) -> bytes:
    """A page as browsers save it whole."""
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = url
    message["Subject"] = "A page"
    message["Date"] = "Tue, 5 May 2026 10:00:00 -0000"
    message["MIME-Version"] = "1.0"
    message.set_content(page(paragraphs).decode(), subtype="html", cte="quoted-printable")
    message.make_related()
    message.set_param("type", "text/html")
    return message.as_bytes()


def eml(text: str, subject: str = "An article", **headers: str) -> bytes:
    """A mail with a text."""
    message = EmailMessage()
    message["From"] = "Ann Lee <ann@example.org>"
    message["To"] = "desk@example.org"
    message["Subject"] = subject
    message["Date"] = "Wed, 12 May 2021 08:00:00 +0200"
    message["Message-ID"] = "<1@example.org>"
    for name, value in headers.items():
        message[name] = value
    message.set_content(text)
    return message.as_bytes()


def epub(chapters: Sequence[tuple[str, Sequence[str]]]) -> bytes:
    """An e-book of chapters."""
    files = {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": (
            b'<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            b'<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
        ),
    }
    items = refs = ""
    for n, (title, paragraphs) in enumerate(chapters):
        items += f'<item id="c{n}" href="c%20{n}.xhtml" media-type="application/xhtml+xml"/>'
        refs += f'<itemref idref="c{n}"/>'
        body = "".join(f"<p>{xml_escape(each)}</p>" for each in paragraphs)
        files[f"OEBPS/c {n}.xhtml"] = (
            f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>'
            f"<h1>{xml_escape(title)}</h1>{body}</body></html>"
        ).encode()
    files["OEBPS/book.opf"] = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<metadata><dc:title>The Weekly Reader</dc:title><dc:date>2021-05-12</dc:date></metadata>"
        f"<manifest>{items}</manifest><spine>{refs}</spine></package>"
    ).encode()
    return zipped(files)


def zipped(files: dict[str, bytes]) -> bytes:
    """Files packed in an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def pdf(paragraphs: Sequence[str], columns: int = 2, *, running: str = "The Herald, page") -> bytes:
    """A printed text in columns, with a running head and page numbers, words broken at line ends."""
    lines = [line for each in paragraphs for line in [*_wrapped(each, _COLUMNS), ""]]
    each_page = _ROWS * columns
    streams = []
    for number, start in enumerate(range(0, len(lines), each_page), 1):
        stream = [f"BT /F1 {_SIZE} Tf", *_shown(f"{running} {number}", 40, 815)]
        for row, line in enumerate(lines[start : start + each_page]):
            column, at = divmod(row, _ROWS)
            if line:
                stream += _shown(line, 40 + column * 270, 780 - at * _LEADING)
        streams.append("\n".join([*stream, "ET"]).encode("cp1252"))
    return _bound(streams)


def _wrapped(text: str, width: int) -> list[str]:
    """Lines of at most so many letters; a long word is broken with a hyphen where it fits."""
    lines, line = [], ""
    for word in text.split():
        room = width - len(line) - 2
        if line and len(line) + 1 + len(word) > width:
            if len(word) > 9 and room > 4 and word.isalpha():
                cut = min(room, len(word) - 4)
                lines.append(f"{line} {word[:cut]}-")
                line = word[cut:]
                continue
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


def _shown(text: str, left: int, up: int) -> list[str]:
    plain = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return [f"1 0 0 1 {left} {up} Tm ({plain}) Tj"]


def _bound(streams: Sequence[bytes]) -> bytes:
    """The pages with these contents as a file."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(streams)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
    ]
    for n, stream in enumerate(streams):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * n} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    out, places = b"%PDF-1.4\n", []
    for n, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF" % (size, table, size, len(out))
    )

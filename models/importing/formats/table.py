"""The formats that are read: a row each, found by what a file holds, else by its name.

A new format is a module beside this one, with a function ``articles`` from a File to its Articles,
and a row here. Nothing of a format is loaded before a file of it is opened.
"""

import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

from models.importing.formats.decoding import MARKS

MEGABYTE = 2**20
_HEAD = 256 * 1024  # bytes in which a file says what it is
LARGEST = 8  # megabytes of a text; the longest of articles has a tenth of one
_PART = 4 * MEGABYTE  # bytes of a part of an archive that are looked at


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name, how to recognise it, and the module that reads it."""

    module: str
    """In models.importing.formats."""
    called: str
    """One and several of it: "web page|web pages"."""
    media_type: str
    endings: str = ""
    """Of file names, with spaces between; a file with one is looked for in folders."""
    begins: tuple[bytes, ...] = ()
    """How such a file begins, in small letters, after white space."""
    holds: str = ""
    """A regular expression that matches the bytes at its head, or those of ``part``."""
    part: str = ""
    """The file inside, of formats that are ZIP archives."""
    largest: int = LARGEST
    """Megabytes."""

    @property
    def one(self) -> str:
        """One of it, with its article: "a web page"."""
        name = self.called.partition("|")[0]
        return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


# In the order in which they are tried: what is more particular goes first.
FORMATS = (
    Format(
        "nexis_docx",
        "Nexis export|Nexis exports",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".docx",
        holds=r"(?:End of Document|Ende des Dokuments|Fin du document)",
        part="word/document.xml",
        largest=64,
    ),
    Format(
        "nexis_html",
        "Nexis export|Nexis exports",
        "text/html",
        ".html .htm",
        holds=r"(?i)<DOC NUMBER=\"?\d+\"?>\s*<DOCFULL>",
        largest=64,
    ),
    Format(
        "factiva_html",
        "Factiva export|Factiva exports",
        "text/html",
        ".html .htm",
        holds=r"class=\"article \w\wArticle\"|id=\"article-[A-Z0-9]+\d{8}[a-z0-9]+\"",
        largest=64,
    ),
    Format(
        "europresse",
        "Europresse export|Europresse exports",
        "text/html",
        ".html .htm",
        holds=r"(?:DocPublicationName)",
        largest=64,
    ),
    Format(
        "proquest",
        "ProQuest export|ProQuest exports",
        "text/html",
        ".html .htm",
        holds=r"(?i)name=\"DocID_\w+\"|(?s:\A\W*_{40,}\s+Report Information from ProQuest)",
        largest=64,
    ),
    Format(
        "factiva_xml",
        "Factiva export|Factiva exports",
        "application/xml",
        ".xml",
        holds=r"<PPSResponse",
        largest=64,
    ),
    Format(
        "factiva_rtf",
        "Factiva export|Factiva exports",
        "application/rtf",
        ".rtf",
        begins=(b"{\\rtf",),
        holds=r"Document [A-Z0-9]{5,12}\d{8}[a-z0-9]{4,16}\b|(?i:factiva)",
    ),
    Format(
        "nexis_text",
        "Nexis export|Nexis exports",
        "text/plain",
        ".txt",
        holds=(
            r"(?m)^[ \t]*(?:Dokument |Document )?1 (?:of|von|de|sur) \d{1,5}"
            r"(?: (?:DOCUMENTS?|DOKUMENTEN?))?[ \t]*\r?\n"
        ),
        largest=64,
    ),
    Format(
        "word",
        "Word file|Word files",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".docx .docm",
        part="word/document.xml",
        largest=64,
    ),
    Format(
        "odt",
        "OpenDocument text|OpenDocument texts",
        "application/vnd.oasis.opendocument.text",
        ".odt",
        holds=r"office:text",
        part="content.xml",
        largest=64,
    ),
    Format(
        "spreadsheet",
        "spreadsheet|spreadsheets",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".xlsx .xlsm",
        part="xl/workbook.xml",
        largest=64,
    ),
    Format(
        "spreadsheet",
        "spreadsheet|spreadsheets",
        "application/vnd.oasis.opendocument.spreadsheet",
        ".ods",
        holds=r"office:spreadsheet",
        part="content.xml",
        largest=64,
    ),
    Format(
        "epub",
        "e-book|e-books",
        "application/epub+zip",
        ".epub",
        part="META-INF/container.xml",
        largest=128,
    ),
    Format(
        "zipped",
        "ZIP archive|ZIP archives",
        "application/zip",
        ".zip",
        (b"pk\x03\x04",),
        largest=256,
    ),
    Format(
        "zotero",
        "Zotero library|Zotero libraries",
        "application/vnd.sqlite3",
        ".sqlite",
        (b"sqlite format 3\0",),
        largest=256,
    ),
    Format("pdf", "PDF file|PDF files", "application/pdf", ".pdf", (b"%pdf-",), largest=200),
    Format("rich_text", "RTF file|RTF files", "application/rtf", ".rtf", (b"{\\rtf",)),
    Format(
        "mhtml",
        "saved web page|saved web pages",
        "multipart/related",
        ".mht .mhtml",
        holds=(
            r"(?i)\A[\s\S]{0,2000}?\n(?:Snapshot-Content-Location:"
            r"|Content-Type: multipart/related;[^\n]{0,200}\n?[^\n]{0,200}type=\"text/html)"
        ),
        largest=64,
    ),
    Format(
        "mail",
        "mailbox|mailboxes",
        "application/mbox",
        ".mbox",
        holds=r"\AFrom \S[^\n]{0,200}\d{4}[^\n]{0,20}\n[A-Za-z-]{2,40}:",
        largest=128,
    ),
    Format(
        "mail",
        "e-mail|e-mails",
        "message/rfc822",
        ".eml",
        holds=(
            r"(?i)\A\s*(?:(?:Received|Return-Path|Delivered-To|MIME-Version|Message-ID|X-[\w-]+|"
            r"DKIM-Signature|ARC-[\w-]+): |[A-Z][\w-]{1,30}: [^\n]{0,2000}\n"
            r"(?:[A-Z][\w-]{1,30}: [^\n]{0,2000}\n|[ \t][^\n]{0,2000}\n){1,40}?"
            r"(?:MIME-Version|Message-ID|Received): )"
        ),
        largest=64,
    ),
    Format(
        "warc",
        "web archive|web archives",
        "application/warc",
        ".warc .gz",
        (b"warc/", b"\x1f\x8b"),
        largest=200,
    ),
    Format(
        "feed",
        "feed|feeds",
        "application/rss+xml",
        ".rss .atom .xml",
        holds=r"(?i)\A\W*(?:<\?xml[^>]*>\s*)?(?:<[?!][^>]*>\s*)*<(?:rss|feed|rdf:RDF)\b",
    ),
    Format(
        "page",
        "web page|web pages",
        "text/html",
        ".html .htm .xhtml .shtml",
        holds=r"(?i)\A[\s\S]{0,8192}?<(?:!doctype html|html|head|body|meta|title)\b",
        begins=(b"<",),
        largest=64,
    ),
    Format(
        "references",
        "list of references|lists of references",
        "application/x-research-info-systems",
        ".ris",
        holds=r"\A\s*TY  - ",
    ),
    Format(
        "json_records",
        "JSON file|JSON files",
        "application/json",
        ".json .jsonl .ndjson",
        holds=r"\A\s*(?:\[\s*)?\{\s*\"[^\"]{1,60}\"\s*:",
        largest=64,
    ),
    Format("spreadsheet", "table|tables", "text/csv", ".csv .tsv", largest=64),
    Format("plain", "text file|text files", "text/plain", ".txt .text"),
    Format("plain", "Markdown file|Markdown files", "text/markdown", ".md .markdown"),
)

# A general format goes by its ending, one that is more particular by what it holds.
_BY_ENDING = {ending: each for each in FORMATS for ending in each.endings.split()}

ENDINGS: dict[str, str] = {
    ending: _BY_ENDING[ending].media_type for each in FORMATS for ending in each.endings.split()
}
"""The endings of files that are read, and their media types."""


def format_of(name: str, data: bytes) -> Format | None:
    """The format of a file, by what it holds, else by its name; None where neither tells."""
    head = _plain_head(data)
    start = head[:4096].lstrip().lower()
    parts = _Parts(data)
    for each in FORMATS:
        if each.part:
            found = parts.has(each.part) and (
                not each.holds or _matches(each, parts.head(each.part))
            )
        elif each.begins:
            found = start.startswith(each.begins) and _matches(each, head)
        else:
            found = bool(each.holds) and _matches(each, head)
        if found:
            return each
    return _BY_ENDING.get(PurePath(name).suffix.lower())


def largest_of(name: str) -> int:
    """How many bytes a file of this name may have."""
    ending = PurePath(name).suffix.lower()
    sizes = [each.largest for each in FORMATS if ending in each.endings.split()]
    return max(sizes, default=LARGEST) * MEGABYTE


def _matches(each: Format, head: bytes) -> bool:
    return not each.holds or re.search(each.holds.encode(), head) is not None


def _plain_head(data: bytes) -> bytes:
    """The head of a file, as UTF-8 where a byte-order mark says that it is some other."""
    head = data[:_HEAD]
    for mark, encoding, _ in MARKS:
        if head.startswith(mark):
            return head.decode(encoding, "ignore").lstrip("\ufeff").encode("utf-8", "ignore")
    return head


class _Parts:
    """The files in a ZIP archive, opened when they are first asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._archive: zipfile.ZipFile | None = None
        self._names: frozenset[str] | None = None

    def _known(self) -> frozenset[str]:
        if self._names is None:
            names: Iterable[str] = ()
            if self._data.startswith(b"PK"):
                try:
                    self._archive = zipfile.ZipFile(BytesIO(self._data))
                    names = self._archive.namelist()
                except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
                    names = ()
            self._names = frozenset(names)
        return self._names

    def has(self, part: str) -> bool:
        return part in self._known()

    def head(self, part: str) -> bytes:
        assert self._archive is not None
        try:
            with self._archive.open(part) as opened:
                return opened.read(_PART)
        except Exception:  # noqa: BLE001 - damaged in any way: it is not told by this part
            return b""

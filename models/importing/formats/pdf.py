"""PDF files: their lines in reading order, without page furniture, joined to paragraphs."""

from collections.abc import Iterator
from statistics import median

import pypdfium2 as pdfium

from models.errors import KnownError
from models.importing.formats.article import Article, File
from models.importing.formats.page_layout import (
    Line,
    ordered,
    paragraphs_of,
    split_line,
    without_furniture,
)
from models.importing.formats.press import composed

MOST_PAGES = 2000
_FEWEST = 8  # letters a page that has more than pictures
_LARGER = 1.15  # how much larger than the text a headline is
_SAME = 0.85  # of the height of its largest line, which letters it has makes some difference


def articles(file: File) -> Iterator[Article]:
    """The whole file as one article."""
    try:
        document = pdfium.PdfDocument(file.data)
    except pdfium.PdfiumError as fault:
        locked = "password" in str(fault).lower()
        raise KnownError(
            f"{file.name} is locked with a password; save it without one."
            if locked
            else f"{file.name} is damaged; open it elsewhere and save it again."
        ) from fault
    try:
        count = len(document)
        if not count:
            raise KnownError(f"{file.name} has no pages.")
        if count > MOST_PAGES:
            raise KnownError(f"{file.name} has more than {MOST_PAGES:,} pages; split it.")
        pages = [_lines(document, number) for number in range(count)]
    finally:
        document.close()
    letters = sum(char.isalnum() for page in pages for line in page for char in line.text)
    if letters < _FEWEST * count:
        raise KnownError(
            f"{file.name} is a picture of text, which cannot be read; run text recognition (OCR) "
            "on it first."
        )
    text = [line for page in without_furniture(pages) for line in ordered(page)]
    title, body = _headline(text)
    yield Article(composed(title, paragraphs_of(body)), title=title)


def _lines(document: "pdfium.PdfDocument", number: int) -> list[Line]:
    """The lines of a page as they stand in the file, each with its place on the paper."""
    page = document[number]
    width, height = page.get_size()
    text = page.get_textpage()
    try:
        found: list[Line] = []
        at = 0
        for words in split_line(text.get_text_range()):
            start, end = at, at + len(words)
            at = end
            plain = words.strip(" \t\r\n\0")
            if not plain:
                continue
            start += words.index(plain[0])
            left, low, _, high = _box(text, start)
            _, low2, right, high2 = _box(text, start + len(plain.rstrip("\ufffe\x02")) - 1)
            right = max(right, left)
            found.append(
                Line(
                    plain,
                    left / width,
                    right / width,
                    1 - max(high, high2) / height,
                    1 - min(low, low2) / height,
                    number,
                )
            )
        return found
    finally:
        text.close()
        page.close()


def _box(text: "pdfium.PdfTextPage", at: int) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a letter, in points."""
    try:
        box: tuple[float, float, float, float] = text.get_charbox(at, loose=True)
    except (pdfium.PdfiumError, IndexError):
        return 0.0, 0.0, 0.0, 0.0
    return box


def _headline(lines: list[Line]) -> tuple[str | None, list[Line]]:
    """The lines at the top of the first page that are larger than the text, and the others."""
    if len(lines) < 3:
        return None, lines
    usual = median(line.height for line in lines)
    largest = max((line.height for line in lines[:6] if line.page == 0), default=0.0)
    if largest < _LARGER * usual:
        return None, lines
    first = next(n for n, line in enumerate(lines) if line.height >= _SAME * largest)
    last = first
    while last < len(lines) and lines[last].height >= _SAME * largest and lines[last].page == 0:
        last += 1
    words = paragraphs_of(lines[first:last])
    title = " ".join(words)
    if not 2 <= len(title.split()) <= 40:
        return None, lines
    return title, [*lines[:first], *lines[last:]]

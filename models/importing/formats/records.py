"""Articles that lie in the rows of tables, in JSON and in lists of references."""

import re
from collections.abc import Mapping, Sequence
from statistics import mean
from typing import Any

from models.dates.edtf import parse_edtf
from models.errors import KnownError
from models.importing.formats.article import Article
from models.importing.formats.asides import aside_lines, without
from models.importing.formats.markup import paragraphs, tree_of
from models.importing.formats.press import composed, day_in, writer
from models.reading.article.addresses import is_url
from models.reading.doc import Published, PublishedBasis

NAMES: Mapping[str, Sequence[str]] = {
    "text": (
        "text body content fulltext full_text article_text articlebody maintext main_text article "
        "story body_text content_text bodytext texte contenu inhalt"
    ).split(),
    "abstract": "abstract summary description lead snippet excerpt".split(),
    "title": "title headline head hl titel titre".split(),
    "outlet": (
        "outlet source publication publisher newspaper media media_name container_title "
        "source_name sitename site_name site source_domain journal domain feed_name "
        "publication_title"
    ).split(),
    "byline": "author authors byline creator writer auteur autor".split(),
    "url": "url link permalink canonical_url source_url uri href web_url".split(),
    "published": (
        "published published_at publish_date date_published datepublished publication_date "
        "pub_date pubdate publishdate issued date published_date date_publish seendate "
        "timestamp datum"
    ).split(),
    "section": "section category rubric desk".split(),
    "accession": "accession accession_number id guid article_id doi uuid".split(),
}
_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?\d{4,6}Z?)?")
_PARTIAL = re.compile(r"[12]\d{3}(?:-\d\d)?")
_SHORT = 200  # characters that a column of texts has at least, on average


def columns_of(names: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, int]:
    """Which column holds what, by the names at its head; the text else by its length."""
    plain = [re.sub(r"[\s.-]+", "_", name.strip().lower()) for name in names]
    found = {
        field: plain.index(name)
        for field, known in NAMES.items()
        for name in reversed(known)
        if name in plain
    }
    lengths = {
        at: mean(len(row[at]) for row in rows)
        for at in range(len(names))
        if rows and all(at < len(row) for row in rows)
    }
    if "text" not in found and lengths:
        longest = max(lengths, key=lambda at: lengths[at])
        if lengths[longest] >= _SHORT:
            found["text"] = longest
    return found


def article_of(record: Mapping[str, Any]) -> Article:
    """An article from what its record says under the names of NAMES, whatever it is called."""
    plain = {re.sub(r"[\s.-]+", "_", str(key).lower()): value for key, value in record.items()}
    told = {
        field: next((text for name in names if (text := _text(plain.get(name)))), None)
        for field, names in NAMES.items()
    }
    title, text, remark = told["title"], told["text"], None
    if not text and title and told["abstract"]:
        text, remark = told["abstract"], "there is only a summary of it"
    body = _lines(text or "")
    if title and body and body[0].strip() == title:
        body = body[1:]
    url = told["url"]
    return Article(
        composed(title, body) if body else "",
        title=title,
        outlet=told["outlet"],
        byline=writer(told["byline"]),
        url=url if url and is_url(url) else None,
        section=told["section"],
        published=published(told["published"]),
        accession=told["accession"],
        remark=remark,
    )


def published(value: str | None) -> Published | None:
    """The date that a record gives."""
    written = (value or "")[:80]
    digits = _DIGITS.fullmatch(written)
    found = day_in("-".join(digits.groups()[:3]) if digits else written)
    if found is None and not _PARTIAL.fullmatch(written):
        return None
    try:
        day = found[0] if found else parse_edtf(written)
    except KnownError:
        return None
    return Published(day, PublishedBasis.STATED, f"its record says {written}")


def _lines(text: str) -> list[str]:
    """The paragraphs of a text; lines are such where no blank lines are between them."""
    if re.search(r"<(?:p|br|div)\b[^<>]*>", text):
        tree = tree_of("", f"<div>{text}</div>")
        return without(paragraphs(tree), aside_lines(tree))
    parts = re.split(r"\n\s*\n", text) if re.search(r"\n\s*\n", text) else text.split("\n")
    return [part for part in parts if part.strip()]


def _text(value: Any) -> str | None:
    """What a value says; of lists and objects with names, those."""
    if isinstance(value, list):
        return "; ".join(text for each in value if (text := _text(each))) or None
    if isinstance(value, dict):
        if "date-parts" in value:  # CSL: [[2024, 5, 14]]
            parts = value["date-parts"]
            first = parts[0] if isinstance(parts, list) and parts else None
            if isinstance(first, list) and first:
                return "-".join(f"{int(part):02}" for part in first[:3])
        names = [value.get(key) for key in ("given", "family")]
        whole = " ".join(name for name in names if isinstance(name, str))
        return whole or _text(value.get("name") or value.get("literal") or value.get("title"))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value.strip() or None if isinstance(value, str) else None

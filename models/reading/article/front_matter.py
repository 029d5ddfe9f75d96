"""Properties at the head of a text, as note-takers, clippers and site builders write them.

YAML between ``---``, TOML between ``+++``, or bare lines "Title: …". Only what such blocks hold in
practice is read: keys with values, lists, quoted strings. The block stays in the text, and no
reader takes it for the story; one that is broken tells nothing and is no story either.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from models.dates.edtf import parse_edtf
from models.dates.interval import DateInterval
from models.dates.typed import parse_typed
from models.errors import KnownError
from models.reading.article.addresses import is_url, outlet_of
from models.reading.doc import FrontMatter
from models.reading.time.timex import full_dates

_MOST = 200  # lines
_LONGEST = 4000  # characters of one of them
_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_KEY = re.compile(r"[\"']?(?P<key>[A-Za-z][\w .-]{0,40}?)[\"']?\s*(?::(?:\s|$)|=)\s*(?P<value>.*)")
_ITEM = re.compile(r"-\s+(?P<value>.+)|-$")
_SECTION = re.compile(r"\[{1,2}[\w .\"-]{1,60}\]{1,2}")
_WIKI = re.compile(r"\[\[(?:[^\[\]|]{0,200}\|)?([^\[\]|]{1,200})\]\]")
_LINK = re.compile(r"\[([^\[\]]{1,300})\]\((\S{1,2000}?)\)")
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ].*)?")
_LABEL = re.compile(r"(?i)^by:?\s+")

# What each property is called, the surest name first.
_NAMES: Mapping[str, Sequence[str]] = {
    "title": ("title", "headline"),
    "outlet": (
        "outlet", "publication", "publisher", "newspaper", "site", "site_name", "sitename", "website",
        "journal", "source", "source_name",
    ),
    "byline": ("byline", "authors", "author", "by", "writer", "creator"),
    "url": (
        "url", "source_url", "original_url", "canonical_url", "canonical", "link", "permalink", "uri",
        "original", "source", "site", "website",
    ),
    "published": (
        "published", "date_published", "datepublished", "publication_date", "publish_date",
        "published_at", "published_on", "published_time", "pubdate", "pub_date", "date",
    ),
}  # fmt: skip
_KNOWN = frozenset(name for names in _NAMES.values() for name in names) | frozenset(
    "tags tag categories category keywords description summary excerpt created created_at modified "
    "updated lastmod accessed saved clipped layout slug draft aliases id type topics lang language "
    "section subtitle image".split()
)


def front_matter(text: str) -> FrontMatter | None:
    """The properties at the head of a text; None where there are none."""
    lines = list(_head(text))
    if not lines:
        return None
    closing = _FENCES.get(lines[0][0].rstrip())
    if closing is None:
        return _bare(lines)
    for number, (line, end) in enumerate(lines[1:], 1):
        if line.rstrip() in closing:
            pairs = _pairs([line for line, _ in lines[1:number]])
            if pairs is not None and pairs.keys() & _KNOWN:
                return _meant(pairs, end)
            break
    return _broken(lines)


def _head(text: str) -> Iterator[tuple[str, int]]:
    """The first lines, each with the place where it ends, from the first that is not blank."""
    at = len(text) - len(text.lstrip())
    for _ in range(_MOST):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if at >= len(text) or end - at > _LONGEST:
            return
        yield text[at:end], end
        at = end + 1


def _bare(lines: list[tuple[str, int]]) -> FrontMatter | None:
    """Lines "Title: …" without a fence: at least two, the first of them the title, up to a blank."""
    pairs: dict[str, list[str]] = {}
    end = 0
    for line, after in lines:
        match = _KEY.fullmatch(line.strip())
        if (
            match is None
            or _plain(match["key"]) not in _KNOWN
            or "=" in line[: match.end("key") + 2]
        ):
            break
        pairs.setdefault(_plain(match["key"]), []).extend(_values(match["value"]))
        end = after
    else:
        line = ""
    if len(pairs) < 2 or next(iter(pairs)) not in _NAMES["title"] or line.strip():
        return None
    return _meant(pairs, end)


def _broken(lines: list[tuple[str, int]]) -> FrontMatter | None:
    """As far as the lines behind an opening fence are properties; None where none is."""
    end = found = 0
    for line, after in lines[1:]:
        match = _KEY.fullmatch(line.strip())
        known = match is not None and _plain(match["key"]) in _KNOWN
        if not known and not (found and (line[:1] in " \t" or _ITEM.fullmatch(line.strip()))):
            break
        found += known
        end = after
    return FrontMatter(end) if found else None


def _pairs(lines: list[str]) -> dict[str, list[str]] | None:
    """Every key with its values; None where a line is neither a key nor goes on from one."""
    pairs: dict[str, list[str]] = {}
    key = ""
    inside = False  # a list of several lines
    for line in lines:
        plain = line.strip()
        if not plain or plain.startswith("#") or _SECTION.fullmatch(plain):
            continue
        if inside:
            inside = not plain.endswith("]")
            pairs[key] += _values(f"[{plain.strip(',[]')}]")
        elif match := _KEY.fullmatch(line):
            key = _plain(match["key"])
            inside = match["value"].startswith("[") and "]" not in match["value"]
            pairs.setdefault(key, []).extend(_values(match["value"] + "]" * inside))
        elif not key or not (_ITEM.fullmatch(plain) or line[:1] in " \t"):
            return None
        else:
            _go_on(pairs[key], plain)
    return pairs


def _go_on(values: list[str], line: str) -> None:
    """A line below a key: an item of its list, a property of what it names, or more of its text."""
    item = _ITEM.fullmatch(line)
    inner = _KEY.fullmatch((item["value"] or "") if item else line)
    if inner is not None:  # of several properties the name counts
        values += _values(inner["value"]) if _plain(inner["key"]) in ("name", "title") else ()
    elif item is not None:
        values += _values(item["value"] or "")
    else:
        values[-1:] = [" ".join((*values[-1:], *_values(line)))]


def _values(written: str) -> list[str]:
    """The values behind a key: one, or those of a list."""
    written = written.strip()
    if written in ("", "|", ">", "|-", ">-", "|+", ">+", "~", "null", "[]", '""', "''"):
        return []
    link = _WIKI.fullmatch(written) or _LINK.fullmatch(written)
    if written[0] == "[" and written[-1] == "]" and link is None:
        return [value for part in _parts(written[1:-1]) for value in _values(part)]
    return [_unquoted(written)]


def _parts(listed: str) -> Iterator[str]:
    """The parts of a list, at commas outside quotation marks."""
    yield from (found[0] for found in re.finditer(r"""(?:"[^"]*"|'[^']*'|[^,"'])+""", listed))


def _unquoted(written: str) -> str:
    quote = written[0]
    if quote in "\"'" and (end := written.find(quote, 1)) > 0 and len(written) > 1:
        if quote == "'":
            end = len(written) - 1 if written[-1] == "'" else end
            written = written[1:end].replace("''", "'")
        else:
            end = len(written) - 1 if written[-1] == '"' else end
            written = written[1:end].replace('\\"', '"').replace("\\\\", "\\")
    else:
        written = re.split(r"\s+#\s", written, maxsplit=1)[0]
    return " ".join(_LINK.sub(r"\1", _WIKI.sub(r"\1", written)).split())


def _plain(key: str) -> str:
    return re.sub(r"[\s.-]+", "_", key.strip().lower())


def _meant(pairs: dict[str, list[str]], end: int) -> FrontMatter:
    url = next((value for value in _all(pairs, "url") if is_url(value)), None)
    outlet = next((value for value in _all(pairs, "outlet") if not is_url(value)), None)
    published, said = _published(pairs)
    return FrontMatter(
        end,
        title=next(_all(pairs, "title"), None),
        outlet=outlet or (outlet_of(url) if url else None),
        byline=_byline(pairs),
        url=url,
        published=published,
        said=said,
    )


def _all(pairs: dict[str, list[str]], field: str) -> Iterator[str]:
    return (value for name in _NAMES[field] for value in pairs.get(name, ()) if value)


def _byline(pairs: dict[str, list[str]]) -> str | None:
    for name in _NAMES["byline"]:
        names = [_LABEL.sub("", each) for each in pairs.get(name, ()) if not is_url(each)]
        if names:
            return ", ".join(dict.fromkeys(names))
    return None


def _published(pairs: dict[str, list[str]]) -> tuple[DateInterval | None, str]:
    """The day it was published and the line that says so; another date is none of its business."""
    for name in _NAMES["published"]:
        for value in pairs.get(name, ()):
            if interval := _day(value):
                return interval, f"{name.replace('_', ' ')}: {value}"
    return None, ""


def _day(value: str) -> DateInterval | None:
    try:
        if match := _ISO.fullmatch(value):
            return parse_edtf(match[1])
        if len(dates := full_dates(value[:200])) == 1:
            return parse_edtf(dates[0][2])
        return parse_typed(value)
    except KnownError:
        return None

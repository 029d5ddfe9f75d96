"""What a web page says of its article for machines: JSON-LD first, then meta tags, then marks."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from htmldate import find_date

from models.importing.formats.article import Article
from models.importing.formats.asides import plain
from models.importing.formats.markup import Element, paragraphs, tree_of, words_of
from models.importing.formats.press import composed, day_in, writer
from models.reading.article.addresses import is_url
from models.reading.doc import Published, PublishedBasis

_ISO = re.compile(r"\s*(\d{4}-\d\d-\d\d)(?!\d)")
_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report)$")
_MOST_NODES = 5000
_MOST_WRITERS = 5
_PUBLISHED = (
    "article:published_time og:published_time og:article:published_time datepublished "
    "article.published date.published published_at publishdate publish-date publication_date "
    "pubdate parsely-pub-date sailthru.date cxenseparse:recs:publishtime dc.date.issued "
    "dcterms.created dcterms.date dc.date date article_date_original citation_publication_date"
).split()
_MODIFIED = "article:modified_time og:updated_time datemodified last-modified lastmod".split()
_SITE = re.compile(r"(?:^|\s+)[|–—·:-]\s+[^|–—·]{2,40}$")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says of its article."""

    title: str | None
    outlet: str | None
    byline: str | None
    url: str | None
    section: str | None
    published: Published | None
    locked: bool
    """Whether only subscribers may read the whole."""
    entries: tuple[Article, ...] = ()
    """The entries of a running report, each with its own time."""


def facts_of(tree: Element, url: str | None) -> Facts:
    """What the page says; ``url``: where it was saved from, if that is known."""
    metas = _metas(tree)
    url = url or _canonical(tree) or metas.get("og:url")
    nodes = list(_nodes(tree))
    heading = _heading(tree)
    node = _chosen(nodes, url, heading)
    title = _agreed(heading, _text(node.get("headline")), metas.get("og:title"), _titled(tree))
    outlet = (
        metas.get("og:site_name") or _name(node.get("publisher")) or metas.get("application-name")
    )
    byline = _writers(node.get("author")) or _signed(tree, metas)
    published = _published(tree, metas, node, url)
    return Facts(
        title=title,
        outlet=outlet,
        byline=byline,
        url=url if url and url.startswith(("https://", "http://")) else None,
        section=_text(node.get("articleSection")) or metas.get("article:section"),
        published=published,
        locked=str(node.get("isAccessibleForFree", "")).lower() == "false",
        entries=tuple(_entries(nodes, title, outlet, url)),
    )


def _metas(tree: Element) -> dict[str, str]:
    """The page's meta tags by name, in small letters; the first of a name counts."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _canonical(tree: Element) -> str | None:
    links = tree.xpath("//link[@rel='canonical']/@href")
    return next((str(link) for link in links if is_url(str(link))), None)


def _nodes(tree: Element) -> Iterator[dict[str, Any]]:
    """Every article in the page's JSON-LD."""
    waiting: list[Any] = []
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        try:
            waiting.append(json.loads((script.text or "").strip().rstrip(";"), strict=False))
        except (ValueError, RecursionError):
            continue
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting = [*node, *waiting]
        elif isinstance(node, dict):
            kinds = node.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(kind, str) and _ARTICLE.search(kind) for kind in kinds):
                yield node
            waiting += [
                node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node
            ]


def _chosen(nodes: Sequence[dict[str, Any]], url: str | None, title: str | None) -> dict[str, Any]:
    """The node of the page's own article, not one of those it links to."""
    for node in nodes:
        page = node.get("mainEntityOfPage")
        places = (node.get("url"), page, page.get("@id") if isinstance(page, dict) else None)
        if url and url in places:
            return node
    for node in nodes:
        if title and _text(node.get("headline")) == title:
            return node
    return nodes[0] if nodes else {}


def _heading(tree: Element) -> str | None:
    """The page's one heading of the first rank; where there are several, the one in the article."""
    for where in ("//article//h1", "//main//h1", "//h1"):
        found = [words for h1 in tree.xpath(where) if (words := words_of(h1))]
        if found and len(found[0].split()) > 1:
            return found[0][:500]
    return None


def _agreed(*titles: str | None) -> str | None:
    """The title that most places of a page give; where they differ, that of the first place."""
    given = {title: plain(title) for title in titles if title}
    if not given:
        return None
    votes = Counter(plain(title) for title in titles if title)
    most = max(votes.values())
    first = next(iter(given))
    if votes[given[first]] == most:
        return first
    return next(title for title in given if votes[given[title]] == most)


def _titled(tree: Element) -> str | None:
    titles = tree.xpath("//head/title")
    text = " ".join("".join(titles[0].itertext()).split()) if titles else ""
    return _SITE.sub("", text) or None


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, str):
        return None
    text = words_of(tree_of("", value)) if "<" in value or "&" in value else " ".join(value.split())
    return text or None


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return _text(value.get("name") if isinstance(value, dict) else value)


def _writers(value: Any) -> str | None:
    names = [_name(each) for each in (value if isinstance(value, list) else [value])]
    found = dict.fromkeys(name for name in names if name and not is_url(name) and len(name) < 100)
    return writer(", ".join(list(found)[:_MOST_WRITERS]))


def _signed(tree: Element, metas: dict[str, str]) -> str | None:
    for name in ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator"):
        found = metas.get(name)
        if found and not is_url(found) and "://" not in found and len(found) < 100:
            return writer(found)
    for link in tree.xpath("//*[@rel='author' or @itemprop='author']"):
        found = words_of(link)
        if found and len(found) < 100:
            return writer(found)
    return None


def _published(
    tree: Element, metas: dict[str, str], node: dict[str, Any], url: str | None
) -> Published | None:
    """The day it was published, in the page's own zone, and when it was changed."""
    changed = _value(node.get("dateModified")) or _first(metas, _MODIFIED)
    for value, where in (
        (_value(node.get("datePublished")), "the page’s data say"),
        (_first(metas, _PUBLISHED), "the page’s head says"),
        (_time(tree), "a mark on the page says"),
        (_guessed(tree, url), "the page shows"),
    ):
        published = _day(value, where, changed)
        if published is not None:
            return published
    return None


def _day(value: str | None, where: str, changed: str | None = None) -> Published | None:
    """A date as written for machines: its day as it stands, whatever the zone."""
    iso = _ISO.match(value or "")
    found = day_in(iso[1] if iso else value or "")
    if found is None or value is None:
        return None
    why = f"{where} {value}"
    if changed and changed[:10] != value[:10]:
        why += f"; changed {changed}"
    return Published(found[0], PublishedBasis.STATED, why)


def _value(value: Any) -> str | None:
    return " ".join(value.split())[:80] if isinstance(value, str) and value.strip() else None


def _first(metas: dict[str, str], names: Sequence[str]) -> str | None:
    return next((metas[name][:80] for name in names if name in metas), None)


def _time(tree: Element) -> str | None:
    marked = tree.xpath("//*[@itemprop='datePublished']") or tree.xpath("//time[@pubdate]")
    marked = marked or tree.xpath("//article//header//time[@datetime] | //article//time[@datetime]")
    times = marked or tree.xpath("//main//time[@datetime]")
    return next(
        (
            value
            for each in times[:1]
            if (value := _value(each.get("datetime") or each.get("content") or words_of(each)))
        ),
        None,
    )


def _guessed(tree: Element, url: str | None) -> str | None:
    """What looks like the page's own date; the story's text is left to the reader."""
    try:
        found = find_date(tree, extensive_search=False, original_date=True, url=url)
    except Exception:  # noqa: BLE001 - a guess; it fails on trees of pages that are damaged
        return None
    return found if isinstance(found, str) else None


def _entries(
    nodes: Sequence[dict[str, Any]], title: str | None, outlet: str | None, url: str | None
) -> Iterator[Article]:
    """The entries of a running report that is written out for machines."""
    for node in nodes:
        updates = node.get("liveBlogUpdate")
        if not isinstance(updates, list) or len(updates) < 2:
            continue
        for update in updates:
            if not isinstance(update, dict) or not isinstance(update.get("articleBody"), str):
                continue
            body = update["articleBody"]
            marked = "<" in body or "&" in body
            lines = paragraphs(tree_of("", body)) if marked else body.split("\n")
            headline = _text(update.get("headline"))
            yield Article(
                composed(headline, lines),
                title=headline or title,
                outlet=outlet,
                byline=_writers(update.get("author")),
                url=_value(update.get("url")) or url,
                published=_day(_value(update.get("datePublished")), "the entry’s data say"),
            )
        return

"""Web addresses on lines of their own: which outlet they name. They are never headlines."""

import re

_DOMAIN = (
    r"(?P<domain>(?:[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\.){1,5}"
    r"(?:com?|org|net|info|gov|edu|int|mil|news|press|media|online|live|today|world|radio|tv|[a-z]{2}))"
)
_ADDRESS = re.compile(
    rf"(?:https?://)?(?:www\.)?{_DOMAIN}(?::\d{{1,5}})?(?P<rest>[/?#]\S*)?", re.IGNORECASE
)
_LONGEST = 2100  # characters of a line that may be one
_LINE = re.compile(
    r"(?P<label>(?:original |article |web ?)?(?:source|url|link|address|site|page|from|via)"
    r"(?: (?:url|link|article|at))?\s*[:|–-]\s*)?<?(?P<address>\S{4,2000}?)>?",
    re.IGNORECASE,
)
# Where others' articles are kept, shortened, shared or shown.
_CARRIERS = frozenset(
    "archive.org archive.ph archive.is archive.today webcache.googleusercontent.com google.com "
    "news.google.com t.co bit.ly goo.gl tinyurl.com ow.ly twitter.com x.com facebook.com "
    "youtube.com youtu.be reddit.com linkedin.com medium.com msn.com yahoo.com getpocket.com "
    "instapaper.com flipboard.com feedly.com github.com".split()
)


def address_in(line: str, *, labelled: bool = False) -> str | None:
    """The address a whole line consists of, without a label such as "Source:"; else None.

    ``labelled``: only where there is a label.
    """
    match = _LINE.fullmatch(line.strip()) if len(line) < _LONGEST else None
    if match is None or (labelled and not match["label"]):
        return None
    return match["address"] if _ADDRESS.fullmatch(match["address"]) else None


def is_url(text: str) -> bool:
    """Whether a text is a web address with a protocol, or of a page."""
    return is_page(text) or (_ADDRESS.fullmatch(text) is not None and "://" in text)


def is_page(text: str) -> bool:
    """Whether a text is the address of one page, rather than of a whole site."""
    match = _ADDRESS.fullmatch(text)
    return match is not None and match["rest"] not in (None, "/")


def outlet_of(address: str) -> str | None:
    """The domain that published a page; None for services that only host it."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        return None
    domain = match["domain"].lower()
    parts = domain.split(".")
    carriers = {".".join(parts[n:]) for n in range(len(parts) - 1)}
    return None if carriers & _CARRIERS else domain

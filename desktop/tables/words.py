"""How kinds, statuses, roles and stances are written, and which icon each has."""

from html import escape

STATUSES = ("asserted", "claimed", "denied", "planned", "negated")

STATUS_MEANINGS = {
    "asserted": "Reported as a fact",
    "claimed": "Somebody says so; the article does not vouch for it",
    "denied": "Somebody says it is not so",
    "planned": "Announced or expected, not yet done",
    "negated": "Reported as not having happened",
}

STATUS_COLOURS = {
    "asserted": "quiet",
    "claimed": "warning",
    "denied": "error",
    "planned": "accent",
    "negated": "quiet",
}

ROLES = {"agent": "did it", "target": "was addressed", "participant": "took part", "place": "place"}

STANCES = {
    "states": "says so",
    "denies": "denies it",
    "alleges": "alleges it",
    "confirms": "confirms it",
    "announces": "announces it",
    "asks": "asks for it",
}

_KINDS = frozenset(
    "statement meeting visit agreement request accusation rejection threat support aid sanction "
    "protest coercion attack mobilisation election appointment legal death disaster business "
    "publication other".split()
)


def kind_icon(kind: str) -> str:
    """The icon of a kind of event; that of "other" for one we do not know."""
    return f"kind-{kind if kind in _KINDS else 'other'}"


def status_icon(status: str) -> str:
    """The mark of a status; that of "asserted" for one we do not know."""
    return f"status-{status if status in STATUS_MEANINGS else 'asserted'}"


def actor_icon(kind: str) -> str:
    """The icon of a kind of actor."""
    return kind if kind in ("person", "organisation", "place") else "person"


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 event", "1,240 events"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def one_line(text: str) -> str:
    """Text from a document on one line, for a cell or a copied row."""
    return " ".join(text.split())


def as_tip(text: str) -> str:
    """Text from a document as a tooltip: Qt takes what looks like markup for markup."""
    if "<" not in text:
        return text
    return f'<p style="white-space: pre-wrap">{escape(text)}</p>'

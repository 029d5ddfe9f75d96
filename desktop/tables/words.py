"""How kinds, statuses, roles and stances are written, and which icon each has."""

from models.printable import counted as counted  # noqa: PLC0414 - one of our words
from models.queries.rows import EventRow

_LONGEST_ENTRY = 48  # letters of a name in a menu

STATUSES = ("asserted", "claimed", "denied", "planned", "negated")

STATUS_MEANINGS = {
    "asserted": "Reported as fact",
    "claimed": "Said by someone, not confirmed by the article",
    "denied": "Someone denies it",
    "planned": "Announced or expected, not yet done",
    "negated": "Reported not to have happened",
}

STATUS_COLOURS = {
    "asserted": "quiet",
    "claimed": "warning",
    "denied": "error",
    "planned": "accent",
    "negated": "quiet",
}

LATER = "later"
"""What a reviewer has put off; of the table alone, the store doesn't know it."""
REVIEW_ICONS = {
    "proposed": "help", "accepted": "done", "rejected": "close", "edited": "edit", LATER: "later",
}  # fmt: skip
REVIEW_COLOURS = {"proposed": "quiet", "accepted": "good", "rejected": "error", LATER: "quiet"}

_ROLES = {"agent": "acted", "target": "was affected", "participant": "took part", "place": "place"}
_TOGETHER = {"agent": "took part", "target": "took part"}
_ROLES_BY_KIND = {
    "statement": {"agent": "made the statement", "target": "was addressed or mentioned"},
    "publication": {"agent": "published or reported it"},
    "meeting": _TOGETHER,
    "agreement": _TOGETHER,
    "election": _TOGETHER,
    "visit": {"agent": "visited", "target": "was visited"},
    "request": {"agent": "made the request", "target": "was asked"},
    "accusation": {"agent": "made the accusation", "target": "was accused"},
    "rejection": {"agent": "rejected it", "target": "was turned down"},
    "threat": {"agent": "made the threat", "target": "was threatened"},
    "support": {"agent": "gave support", "target": "was supported"},
    "aid": {"agent": "gave aid", "target": "received aid"},
    "protest": {"agent": "protested"},
    "attack": {"agent": "attacked", "target": "was attacked"},
    "death": {"agent": "caused the death", "target": "was killed"},
    "disaster": {"target": "was struck"},
}
"""Where a role has plainer words for one kind of event."""

STANCES = {
    "states": "says so",
    "denies": "denies it",
    "alleges": "alleges it",
    "confirms": "confirms it",
    "announces": "announces it",
    "asks": "asks for it",
}

KINDS = frozenset(
    "statement meeting visit agreement request accusation rejection threat support aid sanction "
    "protest coercion attack mobilisation election appointment legal death disaster business "
    "publication other".split()
)


def role_words(role: str, kind: str, *, alone: bool = False) -> str:
    """What an actor of this role did in an event of this kind; ``alone``: there is no target."""
    if kind == "death" and role == "agent" and alone:
        return "died"
    return _ROLES_BY_KIND.get(kind, {}).get(role) or _ROLES.get(role, role)


def review_words(review: str) -> str:
    """A review state: of one that nobody has judged yet, what is to be done with it."""
    return "to review" if review == "proposed" else review


def kind_icon(kind: str) -> str:
    """The icon of a kind of event; that of "other" for one we do not know."""
    return f"kind-{kind if kind in KINDS else 'other'}"


def status_icon(status: str) -> str:
    """The mark of a status; that of "asserted" for one we do not know."""
    return f"status-{status if status in STATUS_MEANINGS else 'asserted'}"


def actor_icon(kind: str) -> str:
    """The icon of a kind of actor."""
    return kind if kind in ("person", "organisation", "place") else "person"


def one_line(text: str) -> str:
    """Text from a document on one line, for a cell or a copied row."""
    return " ".join(text.split())


def event_words(row: EventRow) -> str:
    """What happened; without a status at its end that is shown beside it."""
    return row.summary.removesuffix(f" ({row.status})")


def shortened(text: str, longest: int) -> str:
    """A text of so many letters at most, "…" for what is left out."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def as_entry(name: str) -> str:
    """A name as a menu shows it: on one line, its ampersands as they are, and not too long."""
    short = one_line(name)
    short = short if len(short) <= _LONGEST_ENTRY else short[: _LONGEST_ENTRY - 1] + "…"
    return short.replace("&", "&&")

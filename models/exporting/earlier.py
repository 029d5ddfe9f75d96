"""The chronology as version 1 of the JSON, for programs that do not know a newer one."""

from collections.abc import Generator, Mapping
from typing import Any

from sqlalchemy.orm import Session

from models.exporting.chronicle import write_data
from models.exporting.formats import Out
from models.progress import Progress
from models.queries.filter import EventFilter, Sort

_DOCUMENT = ("id", "path", "title", "outlet", "published", "published_basis", "sha256", "text")
_PERSON = ("id", "kind", "name", "aliases", "roles", "document_ids")
_EVENT = (
    "id", "kind", "summary", "date", "earliest", "latest", "precision", "date_words",
    "date_basis", "place", "status", "claimed_by", "review", "participants", "claims", "evidence",
)  # fmt: skip


def write_json1(
    session: Session,
    wanted: EventFilter,
    out: Out,
    sort: Sort = Sort(),  # noqa: B008 - frozen
) -> Generator[Progress, None, int]:
    """Write all matching events with their documents and people. Returns the number of events."""
    return (
        yield from write_data(
            session, wanted, out, sort, version=1, told={
                "documents": lambda each: _only(each, _DOCUMENT),
                "people": lambda each: _only(each, _PERSON),
                "events": _event,
            },
        )
    )  # fmt: skip


def _event(event: Mapping[str, Any]) -> dict[str, Any]:
    """An event; that it was edited is a state of its review there."""
    edited = event["review"] == "proposed" and event["edited"]
    return {**_only(event, _EVENT), "review": "edited" if edited else event["review"]}


def _only(data: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: data[name] for name in names}

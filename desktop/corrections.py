"""What the commands do that correct a chronicle: each is one step that can be undone."""

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from desktop.author import author
from desktop.targets import opened, wanted_by
from desktop.terminal import Output, say, watched
from models.edits import actors, events, history
from models.edits.along import takes_along
from models.edits.deciding import Act, Outcome, deciding, find_actor, one_event, together
from models.edits.details import event_history
from models.edits.documents import note_documents, set_document, tag_documents
from models.edits.meaning import event_means
from models.edits.travelling import bring_decisions, decision_lines
from models.errors import KnownError
from models.exporting.files import whole_file
from models.printable import json_text, printable
from models.queries.actors import actor_rows
from models.queries.chips import is_empty
from models.queries.events import event_ids
from models.queries.filter import Sort
from models.queries.meter import meter, meter_data, meter_words, reviewed
from models.store.store import Store

_OK, _FAILED = 0, 1
_STATES = {"accept": "accepted", "reject": "rejected", "reset": "proposed"}
_FIELDS = ("date", "summary", "kind", "status", "place")
_OF_DOCUMENT = ("published", "title", "outlet", "url", "byline", "copy_of")

_Command = Callable[[argparse.Namespace, Output], int]


def _actors(asked: argparse.Namespace, out: Output) -> int:
    with opened(asked, create=False, write=False) as store, store.reading() as session:
        rows = actor_rows(session, asked.kind, asked.search or "")
    if asked.json:
        data = [
            {
                "id": row.id, "name": row.name, "kind": row.kind, "events": row.events,
                "documents": row.documents, "edited": row.edited.split(),
            }
            for row in rows
        ]  # fmt: skip
        out.write(json_text(data) + "\n")
    else:
        write_rows(out, ((f"#{r.id}", r.name, r.kind, str(r.events)) for r in rows))
    return _OK


def write_rows(out: Output, rows: Iterable[Sequence[str]]) -> None:
    """A line a row, with tabs, so that people and programs can read it."""
    for row in rows:
        out.write("\t".join(map(printable, row)).rstrip() + "\n")


def _merge(asked: argparse.Namespace, out: Output) -> int:
    return _on_actors(asked, out, asked.actors, lambda ids: actors.merge(ids, asked.name))


def _split(asked: argparse.Namespace, out: Output) -> int:
    return _on_actors(
        asked, out, [asked.actor], lambda ids: actors.split(ids[0], asked.documents, asked.name)
    )


def _rename(asked: argparse.Namespace, out: Output) -> int:
    return _on_actors(asked, out, [asked.actor], lambda ids: actors.rename(ids[0], asked.name))


def _note(asked: argparse.Namespace, out: Output) -> int:
    return _on_actors(asked, out, [asked.actor], lambda ids: actors.note_actor(ids[0], asked.text))


def _forget(asked: argparse.Namespace, out: Output) -> int:
    return _on_actors(asked, out, [asked.actor], lambda ids: actors.forget(ids[0], asked.document))


def _on_actors(
    asked: argparse.Namespace, out: Output, names: list[str], act: Callable[[list[int]], Act]
) -> int:
    with opened(asked, create=False) as store:
        with store.reading() as session:
            found = [(name, find_actor(session, name)) for name in names]
        for name, number in found:
            if number is None:
                raise KnownError(f"No actor is called “{name}”; “dateline actors” lists them.")
        return _done(asked, store, act([number for _, number in found if number is not None]), out)


def _review(asked: argparse.Namespace, out: Output) -> int:
    wanted = wanted_by(asked)
    if bool(asked.events) is not is_empty(wanted):
        raise KnownError("Give either the numbers of events or filters, not both.")
    with opened(asked, create=False) as store:
        numbers = asked.events
        if not numbers:
            with store.reading() as session:
                numbers = list(event_ids(session, wanted, Sort()))
        return _done(asked, store, events.review(numbers, _STATES[asked.way]), out)


def _edit(asked: argparse.Namespace, out: Output) -> int:
    number = asked.event
    values = {name: getattr(asked, name) for name in _FIELDS if getattr(asked, name) is not None}
    acts = [events.set_fields(number, values)] if values else []
    acts += [events.add_part(number, role, who) for role, who in asked.add]
    acts += [events.drop_part(number, role, who) for role, who in asked.drop]
    acts += [event_means(number, who, whom) for who, whom in asked.means]
    acts += [events.claim(number, stance, who) for stance, who in asked.claim]
    acts += [events.claim(number, stance, who, add=False) for stance, who in asked.unclaim]
    acts += [events.note(number, words) for words in asked.note]
    acts += [events.tag([number], word) for word in asked.tag]
    acts += [events.tag([number], word, add=False) for word in asked.untag]
    if not acts:
        raise KnownError("Say what to change, as in --date 2024-03.")
    with opened(asked, create=False) as store:
        return _done(asked, store, together(acts), out)


def _add(asked: argparse.Namespace, out: Output) -> int:
    words = (asked.document, asked.start, asked.end)
    if any(each is not None for each in words) and None in words:
        raise KnownError("Give --document, --start and --end together.")
    given = {name: getattr(asked, name) for name in ("date", "kind", "status", "place")}
    act = events.new_event(
        asked.summary,
        **{name: value for name, value in given.items() if value is not None},
        parts=[(role, who) for role in ("agent", "target", "participant")
               for who in getattr(asked, role)],
        words=None if asked.document is None else (asked.document, asked.start, asked.end),
    )  # fmt: skip
    with opened(asked, create=True) as store:
        return _done(asked, store, act, out)


def _same(asked: argparse.Namespace, out: Output) -> int:
    with opened(asked, create=False) as store:
        return _done(asked, store, events.same(asked.events), out)


def _different(asked: argparse.Namespace, out: Output) -> int:
    with opened(asked, create=False) as store:
        return _done(asked, store, events.different(*asked.events), out)


def _document(asked: argparse.Namespace, out: Output) -> int:
    values = {
        name: getattr(asked, name) for name in _OF_DOCUMENT if getattr(asked, name) is not None
    }
    acts = [set_document(asked.ids, values)] if values else []
    acts += [note_documents(asked.ids, words) for words in asked.note]
    acts += [tag_documents(asked.ids, word) for word in asked.tag]
    acts += [tag_documents(asked.ids, word, add=False) for word in asked.untag]
    if not acts:
        raise KnownError("Say what to change, as in --published 2024-03-05.")
    with opened(asked, create=False) as store:
        return _done(asked, store, together(acts), out)


def _done(asked: argparse.Namespace, store: Store, act: Act, out: Output) -> int:
    """Do it, say what was done and by which number it can be undone; what failed is told apart."""
    outcome: Outcome = watched(deciding(store, act, by=author(asked.by)))
    for each in outcome.failed:
        say(each)
    if outcome.step is None:
        out.line("Nothing to change.")
        return _OK
    made = "" if outcome.made is None else f" ({outcome.made})"
    out.line(f"{printable(outcome.label)}{made}; “undo {outcome.step}” reverts it.")
    return _OK


def _history(asked: argparse.Namespace, out: Output) -> int:
    with opened(asked, create=False, write=False) as store, store.reading() as session:
        if asked.event is not None:
            return _write_event_history(asked, out, session)
        steps = history.past(session, asked.limit)
    if asked.json:
        data: list[dict[str, Any]] = [
            {
                "step": each.number, "at": each.at, "by": each.by, "what": each.verb,
                "label": each.label, "undone": each.undone,
            }
            for each in steps
        ]  # fmt: skip
        out.write(json_text(data) + "\n")
    else:
        told = (
            (str(p.number), p.at[:16].replace("T", " "), p.by, p.label, "undone" * p.undone)
            for p in steps
        )
        write_rows(out, told)
    return _OK


def _write_event_history(asked: argparse.Namespace, out: Output, session: Any) -> int:
    number = one_event(session, asked.event)
    found = event_history(session, number)[: asked.limit]
    if asked.json:
        data = [
            {
                "step": each.step, "at": each.at, "by": each.by, "label": each.label,
                "undone": each.undone, "verb": each.verb, "value": each.value, "was": each.was,
                "who": each.who,
            }
            for each in found
        ]  # fmt: skip
        out.write(json_text(data) + "\n")
        return _OK
    told = (
        (str(d.step), d.at[:16].replace("T", " "), d.by, d.label, "undone" * d.undone)
        for d in found
    )
    write_rows(out, told)
    return _OK


def _meter(asked: argparse.Namespace, out: Output) -> int:
    with opened(asked, create=False, write=False) as store, store.reading() as session:
        found = meter(reviewed(session))
    if asked.json:
        out.write(json_text(meter_data(found)) + "\n")
    else:
        out.lines(meter_words(found))
    return _OK


def _undo(asked: argparse.Namespace, out: Output) -> int:
    with opened(asked, create=False) as store:
        later: list[str] = []
        if asked.number is not None and not asked.alone:
            with store.reading() as session:
                numbers = set(takes_along(session, asked.number))
                later = [p.label for p in history.past(session) if p.number in numbers]
        label = watched(history.undoing(store, asked.number, along=not asked.alone))
    if label is None:
        say("There is nothing to undo.")
        return _FAILED
    out.line(f"Undone: {printable(label)}")
    for each in later:
        out.line(f"Undone with it: {printable(each)}")
    return _OK


def _redo(asked: argparse.Namespace, out: Output) -> int:
    with opened(asked, create=False) as store:
        label = watched(history.redoing(store, asked.number))
    if label is None:
        say("There is nothing to redo.")
        return _FAILED
    out.line(f"Done again: {printable(label)}")
    return _OK


def _decisions(asked: argparse.Namespace, out: Output) -> int:
    if asked.way == "import":
        try:
            lines = Path(asked.path).read_text("utf-8").split("\n")
        except (OSError, UnicodeDecodeError) as fault:
            why = getattr(fault, "strerror", None) or "it isn’t text"
            raise KnownError(f"{printable(asked.path)} cannot be read: {why}.") from fault
        with opened(asked, create=False) as store:
            found = bring_decisions(store, lines, Path(asked.path).name, by=author(asked.by))
        for each in found.lost:
            say(printable(each))
        out.line(
            f"{found.new} decisions added, {found.known} already known, "
            f"{len(found.lost)} passages not found."
        )
        return _OK
    with opened(asked, create=False, write=False) as store, store.reading() as session:
        lines_out: Iterator[str] = decision_lines(session)
        if asked.path == "-":
            out.lines(lines_out)
        else:
            with whole_file(Path(asked.path), streams=True) as file:
                for line in lines_out:
                    file.write(line + "\n")
    return _OK


COMMANDS: dict[str, _Command] = {
    "actors": _actors, "merge": _merge, "split": _split, "rename": _rename, "forget": _forget,
    "note": _note,
    "review": _review, "edit": _edit, "add": _add, "same": _same, "different": _different,
    "document": _document, "history": _history, "undo": _undo, "redo": _redo,
    "decisions": _decisions, "meter": _meter,
}  # fmt: skip
"""By the name of each command."""

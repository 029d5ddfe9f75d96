"""What a stretch of a read text may tell, as a proposal to somebody who makes an event of it.

The reader says what it thinks of exactly that stretch, however unsure it is of it: what it would not
have taken by itself is what is asked for.
"""

from dataclasses import dataclass

from models.dates.interval import DateInterval
from models.reading.doc import (
    Doc,
    Event,
    EventKind,
    EventStatus,
    MentionForm,
    ParticipantRole,
    Span,
    TimeType,
)
from models.reading.events.detecting import detected
from models.reading.events.finding import as_event, understood
from models.reading.events.mention import EventMention
from models.reading.events.undated import in_vain
from models.reading.labels import Pos
from models.reading.lexicon.senses import Strength
from models.reading.people.phrases import Tree

LONGEST = 500
"""Characters of what happened, in words."""
_MOST = 8  # who take part


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody with a role in an event, or a stance to it; no name: an unnamed source.

    ``starts``: where the text names them.
    """

    role: str
    name: str
    kind: str
    starts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """An event as the reader would put it; ``date`` is EDTF, or None."""

    summary: str
    date: str | None = None
    kind: str = EventKind.OTHER.value
    status: str = EventStatus.ASSERTED.value
    place: Named | None = None
    parts: tuple[Named, ...] = ()
    claims: tuple[Named, ...] = ()


def propose(doc: Doc, start: int, end: int) -> Proposal:
    """What the text between two places may tell; of a text that could not be read, its words."""
    tree = Tree(doc)
    inside = [n for n, word in enumerate(doc.words) if start < word.end and word.start < end]
    words = _words(doc.text[start:end])
    if not inside:
        return Proposal(words)
    found = [t for t in detected(tree) if inside[0] <= t.word <= inside[-1]]
    made = not found
    if made:
        found = [_whole(tree, inside)]
    best = max(understood(tree, found), key=lambda t: (t.confidence, -t.word))
    event = as_event(tree, (best,), in_vain(tree, [best]))
    return _proposal(doc, event, Span(start, end), words if made else event.summary)


def _whole(tree: Tree, inside: list[int]) -> EventMention:
    """A stretch in which nothing happens by the lexicons: its uppermost word, a verb if any is."""
    verbs = [i for i in inside if tree.words[i].pos == Pos.VERB] or inside
    own = set(verbs)
    top = next((i for i in verbs if tree.words[i].head not in own), verbs[0])
    return EventMention(top, EventKind.OTHER, Strength.FAINT, words=(top,), verb=top)


def _proposal(doc: Doc, event: Event, stretch: Span, words: str) -> Proposal:
    parts = tuple(
        _named(doc, part.actor, part.role.value)
        for part in event.participants
        if part.role is not ParticipantRole.PLACE
    )
    place = event.place
    own = [
        m for m in doc.mentions
        if stretch.start <= m.start and m.end <= stretch.end and m.form is MentionForm.NAME
    ]  # fmt: skip
    if not parts:
        others = dict.fromkeys(m.actor for m in own if m.actor != place)
        role = ParticipantRole.PARTICIPANT.value
        parts = tuple(_named(doc, actor, role) for actor in others)
    claims = dict.fromkeys(
        Named(claim.stance.value, "", "person")
        if claim.actor is None
        else _named(doc, claim.actor, claim.stance.value)
        for claim in event.claims
    )
    date = event.date.interval if event.date else _date(doc, stretch)
    return Proposal(
        _words(words), date.edtf if date else None, event.kind.value, event.status.value,
        None if place is None else _named(doc, place, ParticipantRole.PLACE.value),
        parts[:_MOST], tuple(claims),
    )  # fmt: skip


def _date(doc: Doc, stretch: Span) -> DateInterval | None:
    """The first day that a stretch names."""
    named = (
        time.interval
        for time in doc.times
        if stretch.start <= time.start
        and time.end <= stretch.end
        and time.type in (TimeType.DATE, TimeType.TIME)
    )
    return next((each for each in named if each is not None), None)


def _named(doc: Doc, actor: int, role: str) -> Named:
    starts = (m.start for m in doc.mentions if m.actor == actor and m.form is MentionForm.NAME)
    known = doc.actors[actor]
    return Named(role, known.name, known.kind.value, tuple(starts))


def _words(text: str) -> str:
    """A stretch on one line, without the stop at its end, and not too long."""
    line = " ".join(text.split()).rstrip(".;,: ")
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"

"""What a person can decide from the window: each is something to call off the GUI thread."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TypeAlias

from desktop.author import author
from models.edits import actors, documents, events, history, meaning
from models.edits.deciding import Act, Outcome, decide, together
from models.store.store import Store

Deciding: TypeAlias = Callable[[], Outcome]
"""Decides something in the store, as one step; to be called off the GUI thread.

Raises a KnownError where it cannot be done; nothing is stored then.
"""


class Deeds:
    """Everything that can be decided in one chronicle, and who decides it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.by = author()
        """The name under which decisions are kept."""

    def review(self, numbers: Sequence[int], state: str) -> Deciding:
        """Make events "accepted", "rejected" or "proposed" again."""
        return self._deciding(events.review(numbers, state))

    def take_back(self, step: Sequence[int]) -> Callable[[], str | None]:
        """Undo one step, whose number is there when it comes to it; none: there is none to undo."""
        return lambda: history.undo(self._store, step[0]) if step else None

    def change(
        self,
        event: int,
        fields: Mapping[str, str | None],
        joining: Sequence[tuple[str, str, str]] = (),
        leaving: Sequence[tuple[str, str]] = (),
        claiming: Sequence[tuple[str, str | None, str]] = (),
        unclaiming: Sequence[tuple[str, str | None]] = (),
    ) -> Deciding:
        """Change an event as typed, all at once: fields, who joins, leaves, claims or denies it.

        ``joining``: role, name, and the kind of whoever is new; ``leaving``: role and name.
        ``claiming``, ``unclaiming``: the same with stances; a name of None: an unnamed source.
        """
        acts = [events.set_fields(event, fields)] if fields else []
        acts += [events.drop_part(event, role, who) for role, who in leaving]
        acts += [events.add_part(event, role, who, kind=kind) for role, who, kind in joining]
        acts += [events.claim(event, stance, who, add=False) for stance, who in unclaiming]
        acts += [events.claim(event, stance, who, kind=kind) for stance, who, kind in claiming]
        return self._deciding(together(acts))

    def as_read(self, event: int, fields: Iterable[str]) -> Deciding:
        """Take fields of an event back to what was read."""
        return self._deciding(events.as_read(event, tuple(fields)))

    def add(
        self,
        summary: str,
        fields: Mapping[str, str],
        parts: Sequence[tuple[str, ...]] = (),
        words: tuple[int, int, int] | None = None,
        claims: Sequence[tuple[str, str | None, str]] = (),
    ) -> Deciding:
        """Add an event; ``fields``: date, kind, status, place as typed.

        ``parts``: role, name, and the kind of whoever is new; ``claims`` the same with stances.
        ``words``: the document it is in, and the stretch of its text.
        """
        act = events.new_event(summary, **fields, parts=parts, claims=claims, words=words)
        return self._deciding(act)

    def join(self, numbers: Sequence[int]) -> Deciding:
        """Have several events be one."""
        return self._deciding(events.same(numbers))

    def join_pairs(self, pairs: Sequence[tuple[int, int]]) -> Deciding:
        """Have the two of each pair be one event, all of it as one step."""
        return self._deciding(events.same_pairs(pairs))

    def keep_events_apart(self, one: int, other: int) -> Deciding:
        """Have two events never be suggested as one again."""
        return self._deciding(events.different(one, other))

    def separate(self, event: int, tellings: Sequence[int]) -> Deciding:
        """Have some tellings of an event be another one."""
        return self._deciding(events.separate(event, tellings))

    def tag(self, numbers: Sequence[int], word: str, *, add: bool = True) -> Deciding:
        """Put a tag on events, or take it off."""
        return self._deciding(events.tag(numbers, word, add=add))

    def note(self, numbers: Sequence[int], text: str, *, instead: bool = False) -> Deciding:
        """Write a note on events; ``instead``: in place of those they have, blank for none."""
        return self._deciding(events.note_all(numbers, text, instead=instead))

    def merge(self, numbers: Sequence[int], name: str | None = None) -> Deciding:
        """Have several actors be one."""
        return self._deciding(actors.merge(numbers, name))

    def keep_apart(self, one: int, other: int) -> Deciding:
        """Have two actors never be taken for one."""
        return self._deciding(actors.keep_apart(one, other))

    def split(self, actor: int, of: Sequence[int], name: str | None = None) -> Deciding:
        """Have an actor of some documents be somebody else."""
        return self._deciding(actors.split(actor, of, name))

    def call(self, actor: int, name: str, kind: str) -> Deciding:
        """Say what an actor is called, and whether it is a person, an organisation or a place."""
        return self._deciding(together((actors.rename(actor, name), actors.retype(actor, kind))))

    def forget(self, actor: int, document: int | None = None) -> Deciding:
        """Say that somebody is no actor: in one document, or everywhere."""
        return self._deciding(actors.forget(actor, document))

    def event_means(self, event: int, who: str, whom: str) -> Deciding:
        """Have an event speak of somebody else than was read."""
        return self._deciding(meaning.event_means(event, who, whom))

    def mention_means(self, document: int, start: int, whom: str) -> Deciding:
        """Have the mention at a letter of a text be of somebody else; its events follow."""
        return self._deciding(meaning.mention_means(document, start, whom))

    def claim(self, event: int, stance: str, who: str | None, *, add: bool = True) -> Deciding:
        """Add or remove who claims or denies an event; None: an unnamed source."""
        return self._deciding(events.claim(event, stance, who, add=add))

    def note_actor(self, actor: int, text: str) -> Deciding:
        """Write a note on an actor."""
        return self._deciding(actors.note_actor(actor, text))

    def tag_documents(self, numbers: Sequence[int], word: str, *, add: bool = True) -> Deciding:
        """Put a tag on documents, or take it off."""
        return self._deciding(documents.tag_documents(numbers, word, add=add))

    def note_documents(
        self, numbers: Sequence[int], text: str, *, instead: bool = False
    ) -> Deciding:
        """Write a note on documents; ``instead``: in place of those they have, blank for none."""
        return self._deciding(documents.note_documents(numbers, text, instead=instead))

    def set_documents(self, numbers: Sequence[int], values: Mapping[str, str | None]) -> Deciding:
        """Set fields of documents: published (as typed), title, outlet, url, byline."""
        return self._deciding(documents.set_document(numbers, values))

    def _deciding(self, act: Act) -> Deciding:
        return partial(self._decide, act)

    def _decide(self, act: Act) -> Outcome:
        return decide(self._store, act, by=self.by)

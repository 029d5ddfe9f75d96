"""Events with their participants, time, status, claims and summary.

A trigger is a verb or an event noun of the lexicons. Roles, times and attributions follow grammar.
Every telling has a confidence; an event whose surest telling is under ``PROPOSED`` is not proposed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from models.dates.basis import DateBasis
from models.reading.doc import (
    ActorKind,
    Claim,
    Doc,
    Event,
    EventDate,
    EventKind,
    EventStatus,
    Evidence,
    Mention,
    MentionForm,
    ParagraphKind,
    Participant,
    ParticipantRole,
    Span,
    Why,
)
from models.reading.events.anchoring import anchored, several
from models.reading.events.arguments import with_arguments
from models.reading.events.attribution import attribute, link_denials
from models.reading.events.clustering import clustered
from models.reading.events.concerned import blame, concerned
from models.reading.events.detecting import detected
from models.reading.events.doubting import doubting, doubts, without_doubtful
from models.reading.events.harm import HARM
from models.reading.events.mention import EventMention, Group
from models.reading.events.occasions import with_occasions
from models.reading.events.senses import is_body, is_people
from models.reading.events.speaking import announcer_acts, speaker_acts
from models.reading.events.speech import content, is_inserted
from models.reading.events.summaries import summary
from models.reading.events.undated import in_vain
from models.reading.labels import Rel, Tag
from models.reading.lexicon.senses import Strength
from models.reading.people.phrases import Tree
from models.reading.pipeline import stage

PROPOSED = 0.36  # chosen for the best F1 on development articles
_VERB = {Strength.FAINT: 0.2, Strength.WEAK: 0.34, Strength.PLAIN: 0.5, Strength.STRONG: 0.62}
_NOUN = {Strength.FAINT: 0.1, Strength.WEAK: 0.2, Strength.PLAIN: 0.33, Strength.STRONG: 0.4}
_SPEECH = 0.42
_AGENT, _TARGET, _TIME, _PLACE = 0.1, 0.05, 0.15, 0.03
_NOBODY, _QUOTED, _DEFINITE, _SPEAKERLESS = -0.22, -0.1, -0.1, -0.3
_BACKGROUND = -0.12  # "amid the war in Ukraine"
_VAGUE = -0.03  # "they left", and nobody knows who
_WORDLESS = -0.2  # "observed", and nothing of what
_AGAIN = 0.05
_UNMANNED = -0.06  # nobody named where nobody need be: a storm, a blast, deaths
_NEEDS_NOBODY = (
    EventKind.DISASTER, EventKind.DEATH, EventKind.ATTACK, EventKind.PROTEST, EventKind.ELECTION,
)  # fmt: skip


def find_events(doc: Doc) -> Doc:
    """Events worth proposing, in the order of the text, each happening once."""
    tree = Tree(doc)
    mentions = understood(tree, detected(tree))
    groups = clustered(tree, without_bare_speech(tree, mentions))
    groups = [g for g in groups if _is_proposed(g)]
    unclear = in_vain(tree, mentions)
    # Where times are missing, what names a day of its own would look as if it named none.
    if not doc.lacks("times", "resolve"):
        groups = with_occasions(tree, groups, unclear.keys())
    groups = [doubting(tree, g) for g in with_concerned(tree, groups)]
    clear = without_doubtful(tree)
    return replace(doc, events=tuple(as_event(clear, g, unclear) for g in groups))


def understood(tree: Tree, mentions: Sequence[EventMention]) -> list[EventMention]:
    """The mentions with roles, attributions, times and confidence, however unsure they are.

    Some passes see a mention alone, others what stands around it; each returns new mentions.
    """
    found = [with_arguments(tree, t) for t in mentions]
    found = [attribute(tree, t) for t in found]
    found = [announcer_acts(tree, speaker_acts(tree, t)) for t in found]
    found = blame(tree, found)
    found = link_denials(tree, found)
    found = anchored(tree, found)
    found = several(tree, found)
    return [replace(t, confidence=_confidence(tree, t)) for t in found]


def with_concerned(tree: Tree, groups: Sequence[Group]) -> list[Group]:
    """The events with whom their clauses name besides; a clause of another event is left to that."""
    told = {i for g in groups for t in g for i in (t.word, t.verb)}
    return [
        tuple(replace(t, concerned=concerned(tree, t, told, {x.word for x in g})) for t in g)
        for g in groups
    ]


def _confidence(tree: Tree, t: EventMention) -> float:
    base = (_NOUN if t.noun else _VERB)[t.strength] - t.doubt
    if t.speech:
        base = _SPEECH - t.doubt
        if not t.agents:
            base += _SPEAKERLESS
        if not (content(tree, t.word) or tree.child(t.word, Rel.OBJ, Rel.OBL, Rel.XCOMP)):
            base += _WORDLESS
    base += _AGENT * bool(t.agents) + _TARGET * bool(t.targets) + _PLACE * bool(t.places)
    base += _TIME * (t.time is not None and not t.inherited)
    if not (t.agents or t.targets):
        if t.kind in _NEEDS_NOBODY and t.strength is Strength.STRONG and not t.definite:
            base += _UNMANNED
        else:
            somebody = t.claimed_by is not None or (not t.noun and _is_by_people(tree, t))
            base += _NOBODY / 2 if somebody else _NOBODY
        if not t.noun and _is_vague(tree, t):
            base += _VAGUE
    if tree.quoted[t.word] >= 0:
        base += _QUOTED
    if t.definite:
        base += _DEFINITE
    if t.noun and t.time is None and tree.case(t.word) == "amid":
        base += _BACKGROUND
    return max(0.0, min(0.99, base))


def _is_by_people(tree: Tree, t: EventMention) -> bool:
    """Whether unnamed people act: "thousands marched", "miners were freed"."""
    own = [*tree.subjects(t.verb), *tree.passive_subjects(t.verb), *tree.objects(t.verb)]
    return any(is_people(tree, i) or is_body(tree, i) for i in own)


def _is_vague(tree: Tree, t: EventMention) -> bool:
    """Whether a pronoun that means nobody found is the only one to take part."""
    passive = tree.is_passive(t.verb)
    own = tree.passive_subjects(t.verb) if passive else tree.subjects(t.verb)
    return any(tree.words[s].tag == Tag.PRP for s in own)


def without_bare_speech(tree: Tree, mentions: Sequence[EventMention]) -> list[EventMention]:
    """Drop a plain "said" whose content is an event of its own."""
    likely = [t for t in mentions if t.confidence >= PROPOSED]
    sure = {i for t in likely if not t.speech for i in t.words}
    speeches = {t.word for t in likely if t.speech}
    kept: list[EventMention] = []
    absorbed: set[int] = set()  # what a "said" that is an act of its own, an accusation, says
    for t in mentions:
        w = tree.words[t.word]
        if t.speech and w.relation == Rel.CCOMP and w.head in speeches:
            continue  # "said it would respond": one act of speech
        said = [c for c in t.said if c not in sure]
        if t.speech and t.kind is not EventKind.STATEMENT and t.confidence >= PROPOSED:
            acts = [c for c in content(tree, t.word) if tree.child(c, Rel.NSUBJ, Rel.NSUBJ_PASS)]
            said = acts[:1] or said
            absorbed |= set(acts[:1])
        elif t.speech or t.relays:
            tops = _reported(tree, t.word)
            told = [c for c in tops if c in sure]
            told += [d for c in tops for d in tree.child(c, Rel.CONJ, Rel.XCOMP) if d in sure]
            if told:
                continue
            said += [c for c in tops if tree.quoted[c] >= 0]
        kept.append(replace(t, said=tuple(said)) if said or t.said else t)
    return [t for t in kept if t.word not in absorbed]


def _reported(tree: Tree, verb: int) -> list[int]:
    """The main words of the clauses that a verb of speech reports."""
    if is_inserted(tree, verb):
        return [tree.words[verb].head]
    return tree.child(verb, Rel.CCOMP, Rel.XCOMP, Rel.PARATAXIS)


def _is_proposed(group: Group) -> bool:
    if all(t.where is ParagraphKind.HEADLINE for t in group):
        return False
    return max(t.confidence for t in group) + _AGAIN * (len(group) - 1) >= PROPOSED


def as_event(tree: Tree, group: Group, unclear: Mapping[int, DateBasis]) -> Event:
    """One event of all its mentions; ``unclear``: times that give no day, by word."""
    # "X said the trip was a success" tells that X says so of the trip, not that there was one.
    best, status = group[0], _status(group)
    told = tuple(a for t in group if t is best or not t.definite for a in t.attributions)
    claims = [
        Claim(*_passage(tree, a.word), a.actor, a.stance)
        for attributions in (told, *(t.attributions for t in group[1:]))
        for a in attributions
    ]
    best = replace(best, status=status, attributions=told)
    place = next((m.actor for t in group for m in t.places), None)
    confidence = min(0.99, max(t.confidence for t in group) + _AGAIN * (len(group) - 1))
    date = _date(group)
    in_words = next((unclear[t.word] for t in group if t.word in unclear), None)
    participants = _participants(tree, group)
    perhaps = doubts(group, {p.actor for p in participants})
    return Event(
        _kind(group), summary(tree, best), status, date, place, participants,
        tuple(dict.fromkeys(claims)), _evidence(tree, group), best.claimed_by, round(confidence, 2),
        undated=None if date is not None else in_words, why=_why(tree, group, status),
        perhaps=perhaps,
    )  # fmt: skip


def _why(tree: Tree, group: Group, status: EventStatus) -> tuple[Why, ...]:
    """The rules that had the last word on the event's kind, status, date and everybody's role."""
    last: dict[tuple[str, int | None], str] = {}
    dated = _dated(group)
    for t in reversed(group):  # the best mention has the last word
        last |= {(w.what, w.actor): w.rule for w in t.why if w.what != "date"}
        last |= {("role", m.actor): "only-owner" for m in t.targets if _only_owns(tree, t, m)}
    if dated is not None:
        last |= {(w.what, None): w.rule for w in dated.why if w.what == "date"}
    if status is not group[0].status:
        last["status", None] = "told-elsewhere"
    if _kind(group) is not group[0].kind:
        last["kind", None] = "of-all-mentions"
    return tuple(Why(what, rule, actor) for (what, actor), rule in last.items())


def _kind(group: Group) -> EventKind:
    """The kind of the best telling; deaths in a disaster or an attack are a part of that."""
    kind = group[0].kind
    if kind in HARM and group[0].strength <= Strength.WEAK:
        # "an explosion destroyed a bakery, killing four": what killed says what it was
        kind = max(group, key=lambda t: t.strength).kind
    if kind is EventKind.DEATH:
        causes = (t.kind for t in group if t.kind in (EventKind.DISASTER, EventKind.ATTACK))
        return next(causes, kind)
    return kind


def _status(group: Group) -> EventStatus:
    """The status over all tellings: denying a claim doesn't deny what the article reports."""
    status = group[0].status
    own = [t for t in group if t.status is EventStatus.ASSERTED and not t.attributions]
    denied = [t for t in group if t.status is EventStatus.DENIED]
    if denied and not own:
        return EventStatus.DENIED
    if status in (EventStatus.CLAIMED, EventStatus.DENIED) and own:
        return EventStatus.ASSERTED
    if status is EventStatus.CLAIMED and any(t.status is EventStatus.ASSERTED for t in group):
        return EventStatus.ASSERTED
    return status


def _passage(tree: Tree, word: int) -> tuple[int, int]:
    s = tree.doc.sentences[tree.words[word].sentence]
    return s.start, s.end


def _dated(group: Group) -> EventMention | None:
    """The mention whose time is the event's."""
    told = [t for t in group if t.time is not None]
    return min(told, key=lambda t: (t.inherited, t.noun)) if told else None


def _date(group: Group) -> EventDate | None:
    t = _dated(group)
    time = None if t is None else t.time
    if t is None or time is None or time.interval is None or time.basis is None:
        return None
    basis = time.basis
    if t.inherited and time.text:
        basis = DateBasis(
            time.text, "the same occasion as", "event", time.interval, time.text, time.interval,
            rules=basis.rules,
        )  # fmt: skip
    return EventDate(time.interval, time.text, basis)


def _participants(tree: Tree, group: Group) -> tuple[Participant, ...]:
    found: list[Participant] = []
    used: set[tuple[int, ParticipantRole]] = set()
    taken: set[int] = set()

    def put(role: ParticipantRole, mentions: Sequence[Mention]) -> None:
        for m in mentions:
            if (m.actor, role) in used or (role is not ParticipantRole.PLACE and m.actor in taken):
                continue
            used.add((m.actor, role))
            if role is not ParticipantRole.PLACE:
                taken.add(m.actor)
            found.append(Participant(m.actor, role, m.start, m.end))
            seat = (
                tree.named(tree.doc.text[m.start : m.end])
                if m.form is MentionForm.METONYM
                else None
            )
            if seat is not None and seat not in taken:  # "Pyongyang": the country, and so named
                taken.add(seat)
                found.append(Participant(seat, role, m.start, m.end))

    acting = next((t.agents for t in group if t.agents), ())
    put(ParticipantRole.AGENT, acting)
    suffering = {m.actor for t in group for m in t.targets}
    for t in group:
        put(ParticipantRole.AGENT, [m for m in t.agents if m.actor not in suffering])
    owning = {m for t in group for m in t.targets if _only_owns(tree, t, m)}
    for t in group:
        put(ParticipantRole.TARGET, [m for m in t.targets if m not in owning])
    for t in group:
        put(ParticipantRole.PARTICIPANT, [m for m in t.targets if m in owning])
    for t in group:
        put(ParticipantRole.PARTICIPANT, [*t.others, *(t.agents if t.agents is not acting else [])])
    put(ParticipantRole.PARTICIPANT, [m for t in group for m in t.concerned])
    for t in group:
        put(ParticipantRole.PLACE, t.places)
    return tuple(found)


def _only_owns(tree: Tree, t: EventMention, m: Mention) -> bool:
    """Whether somebody owns what an event befell: of "disclosed Lee's letter" Lee is no target.

    A person is no more than named there, since rather no target is told than a wrong one.
    """
    w = tree.words[m.head]
    person = tree.doc.actors[m.actor].kind is ActorKind.PERSON
    return person and w.relation == Rel.NMOD_POSS and w.head not in t.words


def _evidence(tree: Tree, group: Group) -> tuple[Evidence, ...]:
    found: list[Evidence] = []
    for t in group:
        for i in [t.word, *([t.phase] if t.phase >= 0 else []), *t.said[:2]]:
            start, end = _passage(tree, i)
            mark: Span = t.time if t.apart and t.time is not None else tree.words[i]
            found.append(Evidence(start, end, mark.start, mark.end))
    return tuple(dict.fromkeys(found))


events = stage(
    "events",
    finds="events",
    needs={
        "text", "paragraphs", "sentences", "words.text", "words.grammar",
        "actors.named", "mentions.voices", "quotations",
    },
    uses={"actors.related", "times.found", "times.dated", "published"},
    adds={"events"},
)(find_events)  # fmt: skip

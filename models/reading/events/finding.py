"""Events with their participants, time, status, claims and summary.

A trigger is a verb or an event noun of the lexicons. Roles, times and attributions follow grammar.
Every telling has a confidence; an event whose surest telling is under ``PROPOSED`` is not proposed.
"""

from dataclasses import replace

from models.dates.basis import DateBasis
from models.reading.doc import (
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
)
from models.reading.events.claims import attribute, link_denials
from models.reading.events.concerned import blame, concerned
from models.reading.events.harm import HARM
from models.reading.events.merging import merge
from models.reading.events.occasions import share_occasion
from models.reading.events.roles import assign_roles
from models.reading.events.senses import Strength, is_body, is_people
from models.reading.events.speaking import announcer_acts, speaker_acts
from models.reading.events.speech import content, is_inserted
from models.reading.events.summaries import summary
from models.reading.events.telling import Telling
from models.reading.events.triggers import find_triggers
from models.reading.events.undated import in_vain
from models.reading.events.when import assign_times, several
from models.reading.labels import Rel, Tag
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
    tellings = find_tellings(tree, find_triggers(tree))
    groups = merge(tree, _without_bare_speech(tree, tellings))
    groups = [g for g in groups if _is_proposed(g)]
    unclear = in_vain(tree, tellings)
    # Where times are missing, what names a day of its own would look as if it named none.
    if not doc.lacks("times", "resolve"):
        share_occasion(tree, groups, unclear.keys())
    told = {i for g in groups for t in g for i in (t.word, t.verb)}
    for group in groups:
        own = {t.word for t in group}
        for t in group:
            t.concerned = concerned(tree, t, told, own)
    return replace(doc, events=tuple(as_event(tree, g, unclear) for g in groups))


def find_tellings(tree: Tree, tellings: list[Telling]) -> list[Telling]:
    """Tellings with roles, times, attributions and confidence, however unsure they are."""
    for t in tellings:
        assign_roles(tree, t)
        attribute(tree, t)
        speaker_acts(tree, t)
        announcer_acts(tree, t)
    blame(tree, tellings)
    link_denials(tree, tellings)
    assign_times(tree, tellings)
    tellings = several(tree, tellings)
    for t in tellings:
        t.confidence = _confidence(tree, t)
    return tellings


def _confidence(tree: Tree, t: Telling) -> float:
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


def _is_by_people(tree: Tree, t: Telling) -> bool:
    """Whether unnamed people act: "thousands marched", "miners were freed"."""
    own = [*tree.subjects(t.verb), *tree.passive_subjects(t.verb), *tree.objects(t.verb)]
    return any(is_people(tree, i) or is_body(tree, i) for i in own)


def _is_vague(tree: Tree, t: Telling) -> bool:
    """Whether a pronoun that means nobody found is the only one to take part."""
    passive = tree.is_passive(t.verb)
    own = tree.passive_subjects(t.verb) if passive else tree.subjects(t.verb)
    return any(tree.words[s].tag == Tag.PRP for s in own)


def _without_bare_speech(tree: Tree, tellings: list[Telling]) -> list[Telling]:
    """Drop a plain "said" whose content is an event of its own."""
    sure = {i for t in tellings if t.confidence >= PROPOSED and not t.speech for i in t.words}
    kept = []
    absorbed: set[int] = set()  # what a "said" that is an act of its own, an accusation, says
    speeches = {t.word for t in tellings if t.speech and t.confidence >= PROPOSED}
    for t in tellings:
        if (
            t.speech
            and tree.words[t.word].relation == Rel.CCOMP
            and tree.words[t.word].head in speeches
        ):
            continue  # "said it would respond": one act of speech
        t.said = [c for c in t.said if c not in sure]
        if t.speech and t.kind is not EventKind.STATEMENT and t.confidence >= PROPOSED:
            acts = [c for c in content(tree, t.word) if tree.child(c, Rel.NSUBJ, Rel.NSUBJ_PASS)]
            t.said = acts[:1] or t.said
            absorbed |= set(acts[:1])
            kept.append(t)
            continue
        if t.speech or t.relays:
            tops = [*tree.child(t.word, Rel.CCOMP, Rel.XCOMP, Rel.PARATAXIS)]
            if is_inserted(tree, t.word):
                tops = [tree.words[t.word].head]
            told = [c for c in tops if c in sure]
            told += [d for c in tops for d in tree.child(c, Rel.CONJ, Rel.XCOMP) if d in sure]
            if told:
                continue
            t.said += [c for c in tops if tree.quoted[c] >= 0]
        kept.append(t)
    return [t for t in kept if t.word not in absorbed]


def _is_proposed(group: list[Telling]) -> bool:
    if all(t.where is ParagraphKind.HEADLINE for t in group):
        return False
    return max(t.confidence for t in group) + _AGAIN * (len(group) - 1) >= PROPOSED


def as_event(tree: Tree, group: list[Telling], unclear: dict[int, DateBasis]) -> Event:
    """One event of all its tellings, the best first; ``unclear``: times that give no day, by word."""
    best = group[0]
    status = best.status = _status(group)
    # "X said the trip was a success" tells that X says so of the trip, not that there was one.
    best.attributions = [a for t in group if t is best or not t.definite for a in t.attributions]
    claims = [
        Claim(*_passage(tree, a.word), a.actor, a.stance) for t in group for a in t.attributions
    ]
    participants = _participants(tree, group)
    place = next((m.actor for t in group for m in t.places), None)
    confidence = min(0.99, max(t.confidence for t in group) + _AGAIN * (len(group) - 1))
    date = _date(group)
    in_words = next((unclear[t.word] for t in group if t.word in unclear), None)
    return Event(
        _kind(group), summary(tree, best), status, date, place, participants,
        tuple(dict.fromkeys(claims)), _evidence(tree, group), best.claimed_by, round(confidence, 2),
        undated=None if date is not None else in_words,
    )  # fmt: skip


def _kind(group: list[Telling]) -> EventKind:
    """The kind of the best telling; deaths in a disaster or an attack are a part of that."""
    kind = group[0].kind
    if kind in HARM and group[0].strength <= Strength.WEAK:
        # "an explosion destroyed a bakery, killing four": what killed says what it was
        kind = max(group, key=lambda t: t.strength).kind
    if kind is EventKind.DEATH:
        causes = (t.kind for t in group if t.kind in (EventKind.DISASTER, EventKind.ATTACK))
        return next(causes, kind)
    return kind


def _status(group: list[Telling]) -> EventStatus:
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


def _date(group: list[Telling]) -> EventDate | None:
    told = [t for t in group if t.time is not None]
    if not told:
        return None
    t = min(told, key=lambda t: (t.inherited, t.noun))
    time = t.time
    if time is None or time.interval is None or time.basis is None:
        return None
    basis = time.basis
    if t.inherited and time.text:
        basis = DateBasis(
            time.text, "the same occasion as", "event", time.interval, time.text, time.interval,
            rules=basis.rules,
        )  # fmt: skip
    return EventDate(time.interval, time.text, basis)


def _participants(tree: Tree, group: list[Telling]) -> tuple[Participant, ...]:
    found: list[Participant] = []
    used: set[tuple[int, ParticipantRole]] = set()
    taken: set[int] = set()

    def put(role: ParticipantRole, mentions: list[Mention]) -> None:
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

    acting = next((t.agents for t in group if t.agents), [])
    put(ParticipantRole.AGENT, acting)
    suffering = {m.actor for t in group for m in t.targets}
    for t in group:
        put(ParticipantRole.AGENT, [m for m in t.agents if m.actor not in suffering])
    for t in group:
        put(ParticipantRole.TARGET, t.targets)
    for t in group:
        put(ParticipantRole.PARTICIPANT, [*t.others, *(t.agents if t.agents is not acting else [])])
    put(ParticipantRole.PARTICIPANT, [m for t in group for m in t.concerned])
    for t in group:
        put(ParticipantRole.PLACE, t.places)
    return tuple(found)


def _evidence(tree: Tree, group: list[Telling]) -> tuple[Evidence, ...]:
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

"""What happened: triggers with their participants, time, status, claims and a summary.

A trigger is a verb or an event noun of the lexicons. Extraction is by grammar; every event has a
confidence, and those under ``PROPOSED`` are not proposed (chosen for the best F1 on development
articles).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from models.dates.basis import DateBasis
from models.dates.interval import Precision
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
    Stance,
    TimeExpression,
    TimeType,
)
from models.reading.pipeline import stage
from models.reading.stages.happenings import merge
from models.reading.stages.summaries import summary
from models.reading.words import table

NOUN_ALONE = 0.2  # an event noun without a date is background more often than not
PROPOSED = 0.25
_SILENT = (ParagraphKind.BOILERPLATE, ParagraphKind.BYLINE, ParagraphKind.DATELINE)
_SAYING = frozenset(
    "say tell report state add note quote write recall explain describe mention observe remark tweet estimate believe think".split()
)
_CLAIMING = frozenset("claim allege insist accuse charge contend suspect blame purport".split())
_CLAIM_NOUNS = frozenset(
    "claim allegation accusation assertion remark charge suggestion rumour rumor".split()
)
_DENYING = frozenset("deny dismiss reject refute rebut dispute repudiate disavow".split())
_LIGHT = frozenset(
    "hold make pay give have take conduct carry deliver issue send stage launch express undertake release reach mount".split()
)
_LETTERS = frozenset(
    "message letter statement telegram cable note communique speech address".split()
)
_MODAL_OFF = frozenset("would could may might should can must shall".split())
_PLANS = frozenset(
    "plan expect schedule intend due set aim prepare hope agree vow pledge promise decide".split()
)
_WITH = frozenset("with to against toward towards on from for into upon of".split())
# Verbs that tell of no happening of their own.
_STATIVE = frozenset(
    "be become remain seem appear come stand follow mark include have get do want need like know "
    "believe think mean contain consist belong depend exist involve keep continue stay lie face "
    "concern represent reflect suggest happen occur underpin base use begin start try prompt "
    "cause help let prove range set see hear feel".split()
)


@dataclass(slots=True)
class Draft:
    """An event while it is being put together. Word numbers throughout."""

    word: int
    kind: EventKind
    status: EventStatus = EventStatus.ASSERTED
    confidence: float = 0.7
    words: list[int] = field(default_factory=list)  # the trigger's words
    agents: list[Mention] = field(default_factory=list)
    targets: list[Mention] = field(default_factory=list)
    others: list[Mention] = field(default_factory=list)
    places: list[Mention] = field(default_factory=list)
    time: TimeExpression | None = None
    claims: list[tuple[int | None, Stance, int]] = field(default_factory=list)
    claimed_by: int | None = None
    noun: bool = False
    headline: bool = False
    caption: bool = False
    inherited: bool = False  # the time was told of the same occasion, in another clause


class Grammar:
    """The words of a document as trees, and who is spoken of at each word."""

    def __init__(self, doc: Doc) -> None:
        self.doc, self.words = doc, doc.words
        self.children: list[list[int]] = [[] for _ in doc.words]
        for i, w in enumerate(doc.words):
            if w.head >= 0:
                self.children[w.head].append(i)
        self.at: dict[int, Mention] = {}
        self.pairs: dict[int, list[Mention]] = {}  # "the two leaders"
        for m in sorted(doc.mentions, key=lambda m: m.form is MentionForm.DEMONYM):
            if m.form is MentionForm.NOMINAL:
                self.pairs.setdefault(m.head, []).append(m)
            self.at.setdefault(m.head, m)
            for i in range(m.first, m.last):
                self.at.setdefault(i, m)

    def child(self, i: int, *relations: str) -> list[int]:
        """Children of a word with one of the relations."""
        return [c for c in self.children[i] if self.words[c].relation in relations]

    def case(self, i: int) -> str:
        """The preposition of a phrase."""
        found = self.child(i, "case")
        return self.words[found[0]].lemma.lower() if found else ""

    def actors(self, i: int, depth: int = 0) -> list[Mention]:
        """Who a noun phrase means: itself, its owner ("Seoul's military"), its conjuncts."""
        found: list[Mention] = []
        own = self.at.get(i)
        if len(self.pairs.get(i, ())) > 1:
            found += self.pairs[i]
        elif own is not None:
            found.append(own)
        elif depth < 2:
            if self.words[i].lemma in table("kin.txt"):  # "his sister, X" is X
                beside = (self.at[j] for j in (i + 1, i + 2) if j in self.at)
                found += [m for m in beside if m.form is MentionForm.NAME][:1]
            for relation in ("appos", "nmod:poss", "compound", "amod") if not found else ():
                near = [c for c in self.child(i, relation) if c in self.at]
                if near and not (
                    relation == "nmod:poss" and self.words[i].lemma in table("kin.txt")
                ):
                    found.append(self.at[near[0]])
                    break
            if not found:
                for c in self.child(i, "nmod", "obl"):
                    if self.case(c) in ("include", "including", "like") and c in self.at:
                        found.append(self.at[c])
        if depth < 2:
            for c in self.child(i, "conj"):
                if self.words[c].pos in ("NOUN", "PROPN", "PRON"):
                    found += self.actors(c, depth + 1)
            for c in self.child(i, "appos") if own is not None else []:
                if own is not None and self.doc.actors[own.actor].kind is ActorKind.PERSON:
                    found += [m for m in self.actors(c, depth + 1) if m.actor != own.actor
                              and self.doc.actors[m.actor].kind is ActorKind.PERSON and m.form is MentionForm.NAME]  # fmt: skip
        return found

    def up(self, i: int, most: int = 8) -> Iterator[int]:
        """The words above a word."""
        while self.words[i].head >= 0 and most:
            i = self.words[i].head
            most -= 1
            yield i

    def subject(self, i: int, depth: int = 0) -> list[int]:
        """Heads of the (active) subjects of a verb, also those it shares."""
        w = self.words[i]
        own = self.child(i, "nsubj", "csubj")
        if own:
            if self.words[own[0]].tag in ("WDT", "WP") or (
                self.words[own[0]].text.lower() == "that" and w.relation == "acl:relcl"
            ):
                return [w.head] if w.relation == "acl:relcl" and w.head >= 0 else []
            return own
        if depth > 3 or w.head < 0 or self.child(i, "nsubj:pass"):
            return []
        head = w.head
        if w.relation in ("conj", "xcomp", "advcl", "parataxis") and self.words[head].pos in (
            "VERB",
            "AUX",
            "ADJ",
            "NOUN",
        ):
            if w.relation == "xcomp" and (objects := self.child(head, "obj", "iobj")):
                return objects
            if (
                w.relation == "advcl"
                and self.child(i, "mark")
                and w.tag not in ("VBG", "VBN", "VB")
            ):
                return []
            passive = self.child(head, "nsubj:pass")
            return passive or self.subject(head, depth + 1)
        if w.relation in ("acl", "acl:relcl") and w.tag == "VBG":
            return [head]
        if (
            w.relation == "acl"
            and self.words[head].relation in ("obj", "obl")
            and self.words[head].head >= 0
        ):
            return self.subject(self.words[head].head, depth + 1)
        return []


def find_events(doc: Doc) -> Doc:
    """Events worth proposing, in the order of the text, each happening once."""
    grammar = Grammar(doc)
    drafts = _absorbed(doc, list(_drafts(doc, grammar)))
    _dates(doc, grammar, drafts)
    for d in drafts:
        if d.time is not None:
            d.confidence += 0.12
        if not (d.agents or d.targets):
            d.confidence -= 0.25
        if d.noun and d.time is None:
            d.confidence -= NOUN_ALONE
    drafts = [d for d in drafts if d.confidence >= PROPOSED]
    groups = merge(doc, drafts)
    _same_occasion(doc, groups)
    return replace(doc, events=tuple(_event(doc, grammar, group) for group in groups))


def _absorbed(doc: Doc, drafts: list[Draft]) -> list[Draft]:
    """An event noun under a verb that tells of the same event is part of that telling."""
    verbs = {d.word: d for d in drafts if not d.noun}
    kept: list[Draft] = []
    for d in drafts:
        w = doc.words[d.word]
        host = (
            verbs.get(w.head) if d.noun and w.relation in ("obj", "nsubj:pass", "nsubj") else None
        )
        if host is None:
            kept.append(d)
            continue
        alike = host.kind is d.kind
        if host.kind is EventKind.OTHER and w.relation != "nsubj":
            host.kind, host.confidence = d.kind, max(host.confidence, 0.5)
            alike = True
        if (
            not alike
            and w.relation in ("obj", "nsubj:pass")
            and (d.agents or d.targets)
            and ({m.actor for m in d.agents} - {m.actor for m in host.agents})
        ):
            kept.append(d)
            continue
        host.words.append(d.word)
        host.targets += [m for m in d.targets if m.actor not in {x.actor for x in host.agents}]
        host.places += d.places
    return kept


def _drafts(doc: Doc, g: Grammar) -> Iterator[Draft]:
    verbs, nouns = table("event-verbs.txt"), table("event-nouns.txt")
    swallowed: set[int] = set()
    for sentence in doc.sentences:
        paragraph = doc.paragraphs[sentence.paragraph]
        if paragraph.kind in _SILENT or paragraph.repeats is not None:
            continue
        for i in range(sentence.first, sentence.last):
            w = doc.words[i]
            draft: Draft | None = None
            if w.pos == "VERB" or (w.tag.startswith("VB") and w.pos != "AUX"):
                draft = _verb(doc, g, i, verbs, nouns, swallowed, paragraph.kind)
            elif w.tag in ("NN", "NNS") and w.lemma in nouns and i not in swallowed:
                draft = _noun(doc, g, i, EventKind(nouns[w.lemma][0]))
            if draft is not None:
                draft.headline = paragraph.kind is ParagraphKind.HEADLINE
                draft.caption = paragraph.kind is ParagraphKind.CAPTION
                yield draft


def _verb(
    doc: Doc, g: Grammar, i: int, verbs: dict[str, tuple[str, ...]], nouns: dict[str, tuple[str, ...]],
    swallowed: set[int], where: ParagraphKind,
) -> Draft | None:  # fmt: skip
    w = doc.words[i]
    lemma = w.lemma.lower()
    present_ok = where in (ParagraphKind.HEADLINE, ParagraphKind.CAPTION)
    status = _mood(g, i, present_ok=present_ok)
    if status is None:
        return None
    passive = bool(g.child(i, "nsubj:pass", "aux:pass", "obl:agent")) or (
        w.tag == "VBN"
        and w.relation in ("acl", "acl:relcl", "advcl", "amod")
        and not g.child(i, "nsubj")
    )
    if w.relation == "amod":
        return None
    draft = Draft(i, EventKind.OTHER, status, 0.45, [i])
    objects = g.child(i, "obj")
    noun = next(
        (o for o in objects if doc.words[o].lemma in nouns or doc.words[o].lemma in _LETTERS), None
    )
    if lemma in _LIGHT and noun is not None:
        kind = nouns.get(doc.words[noun].lemma, ("statement",))[0]
        draft.kind, draft.confidence = EventKind(kind), 0.75
        draft.words.append(noun)
        swallowed.add(noun)
        for c in [*g.child(i, "advcl"), *g.child(noun, "acl"), *g.child(i, "xcomp")]:
            inner = verbs.get(doc.words[c].lemma.lower())
            if (
                inner
                and doc.words[c].tag == "VBG"
                and doc.words[noun].lemma in _LETTERS | {"statement"}
            ):
                draft.kind = EventKind(inner[0])
                draft.words.append(c)
                for o in g.child(c, "obj"):
                    draft.targets += g.actors(o)
        _phrases(g, noun, draft)
    elif lemma in verbs:
        draft.kind, draft.confidence = EventKind(verbs[lemma][0]), 0.7
        draft = _sense(doc, g, i, draft)
    elif not (w.tag in ("VBD", "VBN") and any(c.isalpha() for c in lemma)) or lemma in _STATIVE:
        return None
    else:
        draft.confidence = 0.36
    head = doc.words[w.head] if w.head >= 0 else None
    if (
        head is not None
        and w.relation in ("advcl", "acl")
        and w.tag == "VBG"
        and head.pos == "VERB"
        and any(i in d for d in ([*g.child(w.head, "advcl")],))
        and head.lemma in _LIGHT
        and any(doc.words[o].lemma in _LETTERS for o in g.child(w.head, "obj"))
    ):
        return None
    if head is not None and w.relation == "acl" and w.tag == "VBG" and head.lemma in _LETTERS:
        return None
    _roles(doc, g, i, draft, passive=passive)
    if lemma in _SAYING:
        draft.confidence = _speech(doc, g, i, draft, verbs)
    if not any(m.form is not MentionForm.DEMONYM for m in draft.agents + draft.targets):
        draft.confidence -= 0.1
    if draft.kind is EventKind.VISIT and not (draft.places or draft.targets) and lemma != "visit":
        draft.confidence -= 0.25
    _attribution(doc, g, draft)
    return draft


def _sense(doc: Doc, g: Grammar, i: int, draft: Draft) -> Draft:
    """The kind by what the verb governs."""
    lemma = doc.words[i].lemma.lower()
    things = g.child(i, "obj", "nsubj:pass")
    person = any(
        (m := g.at.get(o)) and doc.actors[m.actor].kind is ActorKind.PERSON for o in things
    )
    if lemma in ("dismiss", "replace", "fire", "name") and not person and lemma != "dismiss":
        draft.confidence -= 0.25
    if lemma == "dismiss" and person and not g.child(i, "obl"):
        draft.kind = EventKind.APPOINTMENT
    if lemma in (
        "leave",
        "return",
        "depart",
        "call",
        "point",
        "hit",
        "back",
        "order",
        "strike",
        "step",
        "form",
        "find",
    ):
        if lemma == "call" and not any(
            g.case(c) in ("on", "for") or doc.words[c].text.lower() in ("on", "for")
            for c in g.child(i, "obl", "advmod", "xcomp", "advcl")
        ):
            draft.confidence -= 0.15
        elif lemma not in ("order", "strike", "point"):
            draft.confidence -= 0.12
    if lemma == "order" and any(doc.words[o].lemma in ("crackdown", "closure") for o in things):
        draft.kind = (
            EventKind.COERCION if doc.words[things[0]].lemma == "crackdown" else EventKind.SANCTION
        )
    if (
        lemma in ("kill", "hit", "injure", "wound")
        and not g.child(i, "nsubj", "obl:agent")
        and lemma == "injure"
    ):
        draft.kind = EventKind.DISASTER
    if (
        lemma
        in (
            "demonstrate",
            "promote",
            "march",
            "fight",
            "collapse",
            "fire",
            "replace",
            "succeed",
            "install",
            "hire",
        )
        and things
        and not person
    ):
        draft.confidence -= 0.5 if lemma in ("demonstrate", "promote") else 0.1
    if lemma == "discuss":
        draft.kind = EventKind.MEETING
    if lemma in ("serve", "win") and any(
        doc.words[o].lemma in ("election", "vote", "presidency", "term") for o in things
    ):
        draft.kind, draft.confidence = EventKind.ELECTION, 0.7
    return draft


def _mood(g: Grammar, i: int, *, present_ok: bool) -> EventStatus | None:
    """Asserted, planned or negated; None where nothing is said to happen."""
    w = g.words[i]
    helpers = [g.words[c] for c in g.child(i, "aux", "aux:pass")]
    lows = {h.lemma.lower() for h in helpers} | {h.text.lower() for h in helpers}
    marks = {g.words[c].text.lower() for c in g.child(i, "mark")}
    if marks & {"if", "unless", "whether", "lest"}:
        return None
    if lows & _MODAL_OFF:
        return None
    negated = any(
        g.words[c].text.lower() in ("not", "n't", "never", "neither")
        for c in g.child(i, "advmod", "cc")
    )
    negated = negated or any(
        g.words[d].text.lower() == "no"
        for c in g.child(i, "obj", "nsubj", "nsubj:pass")
        for d in g.child(c, "det")
    )
    if "will" in lows or "'ll" in lows:
        return None if negated else EventStatus.PLANNED
    if w.tag == "VB" and "do" not in lows:
        head = w.head
        if w.relation == "xcomp" and head >= 0 and g.words[head].lemma in _PLANS and "to" in marks:
            return EventStatus.PLANNED
        if (
            w.relation == "xcomp"
            and head >= 0
            and g.words[head].lemma in ("begin", "start", "continue", "manage", "refuse")
        ):
            return _mood(g, head, present_ok=present_ok)
        return None
    if w.tag in ("VBZ", "VBP") and not present_ok:
        return None
    if w.tag == "VBG":
        if helpers:
            if not any(
                h.tag in ("VBD", "VBN") or h.text.lower() in ("has", "have", "had", "is", "are")
                for h in helpers
            ):
                return None
        elif w.relation in ("advcl", "acl", "xcomp", "conj", "parataxis"):
            if marks & {"without", "before", "by", "instead"} or (
                w.relation == "acl" and g.words[w.head].tag[:2] == "NN" and not g.at.get(w.head)
            ):
                return None
            if any(g.words[c].text.lower() in ("of", "for", "about") for c in g.child(i, "mark")):
                return None
        else:
            return None
    if (
        w.tag == "VBN"
        and not helpers
        and w.relation not in ("acl", "acl:relcl", "advcl", "conj", "ROOT", "parataxis", "ccomp")
    ):
        return None
    return EventStatus.NEGATED if negated else EventStatus.ASSERTED


def _roles(doc: Doc, g: Grammar, i: int, draft: Draft, *, passive: bool) -> None:
    for s in g.subject(i) if not passive else []:
        draft.agents += g.actors(s)
    w = doc.words[i]
    if passive:
        subjects = g.child(i, "nsubj:pass")
        if (
            w.relation in ("acl", "acl:relcl")
            and w.head >= 0
            and (not subjects or doc.words[subjects[0]].tag in ("WDT", "WP"))
        ):
            subjects = [w.head]
        if not subjects and w.relation == "conj" and w.head >= 0:
            subjects = g.child(w.head, "nsubj:pass", "nsubj") or (
                [doc.words[w.head].head] if doc.words[w.head].relation == "acl" else []
            )
        for s in subjects:
            draft.targets += g.actors(s)
        for c in g.child(i, "obl:agent"):
            draft.agents += g.actors(c)
        for c in g.child(i, "obl"):
            if g.case(c) == "by":
                draft.agents += g.actors(c)
    for o in g.child(i, "obj", "iobj"):
        draft.targets += g.actors(o)
    _phrases(g, i, draft)
    for x in g.child(i, "xcomp"):
        if draft.kind in (EventKind.REQUEST, EventKind.STATEMENT):
            for o in g.child(x, "obj"):
                draft.others += g.actors(o)
    seen = {m.actor for m in draft.agents}
    if not passive and not draft.agents and draft.kind in (EventKind.DEATH, EventKind.DISASTER):
        return
    draft.targets = [m for m in draft.targets if m.actor not in seen]
    if draft.kind in (EventKind.ELECTION, EventKind.APPOINTMENT) and not draft.agents:
        draft.agents, draft.targets = (
            [m for m in draft.targets if doc.actors[m.actor].kind is ActorKind.PERSON],
            [],
        )


def _phrases(g: Grammar, i: int, draft: Draft) -> None:
    """Prepositional phrases: whom it went to, and where it was."""
    for c in g.child(i, "obl", "nmod", "advmod"):
        case = g.case(c)
        for m in g.actors(c):
            kind = g.doc.actors[m.actor].kind
            if (
                case in ("in", "at", "near", "outside", "inside", "across")
                and kind is ActorKind.PLACE
            ):
                draft.places.append(m)
            elif (
                kind is ActorKind.PLACE
                and draft.kind is EventKind.VISIT
                and case in ("to", "into", "in", "")
            ):
                draft.targets.append(m)
                draft.places.append(m)
            elif (case in _WITH and draft.kind != EventKind.OTHER) or case == "with":
                draft.targets.append(m)
            elif case == "by" and draft.noun:
                draft.agents.append(m)
        for n in g.child(c, "nmod"):
            m2 = g.at.get(n)
            if m2 and g.case(n) in ("in", "at") and g.doc.actors[m2.actor].kind is ActorKind.PLACE:
                draft.places.append(m2)
    if draft.kind is EventKind.VISIT:
        for o in g.child(i, "obj"):
            draft.places += [
                m for m in g.actors(o) if g.doc.actors[m.actor].kind is ActorKind.PLACE
            ]


def _noun(doc: Doc, g: Grammar, i: int, kind: EventKind) -> Draft | None:
    w = doc.words[i]
    if w.relation in ("compound", "amod") or any(
        doc.words[c].text.lower() in ("no", "any", "every", "such", "more")
        for c in g.child(i, "det", "amod")
    ):
        return None
    draft = Draft(i, kind, EventStatus.ASSERTED, 0.42, [i], noun=True)
    for c in g.child(i, "nmod:poss"):
        draft.agents += g.actors(c)
    for c in g.child(i, "nmod"):
        case = g.case(c)
        for m in g.actors(c):
            place = doc.actors[m.actor].kind is ActorKind.PLACE
            if case == "by":
                draft.agents.append(m)
            elif case in ("in", "at") and place:
                draft.places.append(m)
            elif case == "of" and kind in (
                EventKind.DEATH,
                EventKind.COERCION,
                EventKind.APPOINTMENT,
                EventKind.ATTACK,
            ):
                draft.targets.append(m)
            elif case in ("of", "between") and not draft.agents:
                draft.agents.append(m)
            elif case in ("to", "with", "on", "against", "for"):
                draft.targets.append(m)
    if (
        kind in (EventKind.DEATH, EventKind.COERCION, EventKind.LEGAL)
        and draft.agents
        and not draft.targets
    ):
        draft.targets, draft.agents = draft.agents, []
    if not draft.places and kind in (EventKind.ATTACK, EventKind.DISASTER):
        draft.confidence -= 0.05
    _attribution(doc, g, draft)
    return draft


def _speech(doc: Doc, g: Grammar, i: int, draft: Draft, verbs: dict[str, tuple[str, ...]]) -> float:
    """A saying is an event of its own only when it carries no other event."""
    inner = list(g.child(i, "ccomp", "parataxis", "xcomp"))
    for c in inner:
        if _mood(g, c, present_ok=False) is not None and doc.words[c].lemma.lower() in verbs:
            return 0.2
    named = any(doc.actors[m.actor].kind is ActorKind.PERSON for m in draft.agents)
    if doc.words[i].relation == "parataxis" or not named:
        return 0.3
    return 0.5 if inner or g.child(i, "obj") else 0.4


def _attribution(doc: Doc, g: Grammar, draft: Draft) -> None:
    """Who says so: the verbs and nouns of saying above the trigger."""
    path = list(g.up(draft.word, 6))
    below = draft.word
    stance: Stance | None = None
    speakers: list[Mention] = []
    for n, i in enumerate(path):
        w = doc.words[i]
        lemma = w.lemma.lower()
        relation = doc.words[below].relation
        claims = lemma in _CLAIMING or (w.tag[:2] == "NN" and lemma in _CLAIM_NOUNS)
        if (
            relation in ("ccomp", "xcomp", "acl", "advcl", "acl:relcl")
            and stance is None
            and (lemma in _SAYING or claims)
        ):
            if relation == "advcl" and lemma not in _CLAIMING:
                below = i
                continue
            stance = Stance.ALLEGES if claims else Stance.STATES
            for s in g.subject(i) if w.tag[:2] != "NN" else g.child(i, "nmod:poss"):
                speakers += g.actors(s)
            if not speakers and w.relation == "acl" and w.head >= 0:
                for s in g.child(w.head, "nmod:poss"):
                    speakers += g.actors(s)
            draft.claims += [(m.actor, stance, i) for m in speakers[:1]] or [(None, stance, i)]
            own = {m.actor for m in draft.agents}
            if claims and not (speakers and speakers[0].actor in own):
                draft.status = (
                    EventStatus.CLAIMED if draft.status is not EventStatus.NEGATED else draft.status
                )
                draft.claimed_by = speakers[0].actor if speakers else None
        elif stance is Stance.ALLEGES and lemma in _DENYING and n < 5:
            deniers = [m for s in g.subject(i) for m in g.actors(s)]
            draft.status = EventStatus.DENIED
            draft.claims += [(m.actor, Stance.DENIES, i) for m in deniers[:1]]
            break
        elif (
            stance is None
            and lemma in _DENYING
            and relation in ("ccomp", "xcomp", "obj", "advcl")
            and relation != "advcl"
        ):
            deniers = [m for s in g.subject(i) for m in g.actors(s)]
            if not draft.noun:
                draft.status = EventStatus.DENIED
                draft.claims += [(m.actor, Stance.DENIES, i) for m in deniers[:1]]
                draft.claimed_by = None
            break
        below = i
    words = doc.words
    if stance is None:
        for i in (draft.word, *path[:2]):
            for c in g.child(i, "obl", "parataxis"):
                if g.case(c) == "accord" or any(
                    words[x].text.lower() == "according" for x in g.children[c]
                ):
                    speakers = g.actors(c)
                    draft.claims += [(m.actor, Stance.STATES, c) for m in speakers[:1]] or [
                        (None, Stance.STATES, c)
                    ]
                    return
                if words[c].relation == "parataxis" and words[c].lemma in _SAYING:
                    speakers = [m for s in g.child(c, "nsubj") for m in g.actors(s)]
                    draft.claims += [(m.actor, Stance.STATES, c) for m in speakers[:1]]
                    return


def _dates(doc: Doc, g: Grammar, drafts: list[Draft]) -> None:
    """Every time goes to the trigger that governs it; triggers without one share by grammar."""
    by_word = {i: d for d in drafts for i in reversed(d.words)}
    per_sentence: dict[int, list[TimeExpression]] = {}
    for t in doc.times:
        if t.interval is None or t.type in (TimeType.SET, TimeType.DURATION):
            continue
        sentence = doc.words[t.first].sentence
        per_sentence.setdefault(sentence, []).append(t)
        head = next(
            (i for i in range(t.first, t.last) if not t.first <= doc.words[i].head < t.last),
            t.first,
        )
        for i in (head, *g.up(head, 5)):
            if i in by_word:
                if by_word[i].time is None or doc.words[head].head == i:
                    by_word[i].time = t
                break
            if i != head and (doc.words[i].pos == "VERB" or doc.words[i].relation == "acl:relcl"):
                if doc.words[i].relation == "acl:relcl":
                    per_sentence[sentence].remove(t)  # it dates the relative clause alone
                break
    for d in drafts:
        # "In a statement issued on Monday, X denied": the day of the statement is the day of the denial.
        w = doc.words[d.word]
        if (
            d.time
            and w.relation == "acl"
            and w.tag == "VBN"
            and doc.words[w.head].relation == "obl"
        ):
            outer = by_word.get(doc.words[w.head].head)
            if outer is not None and outer.time is None:
                outer.time = d.time
                if w.lemma in _LIGHT:
                    d.confidence = -1.0
    for d in drafts:
        if d.time is None and not d.noun:
            w = doc.words[d.word]
            if (
                w.head in by_word
                and w.relation in ("conj", "advcl", "xcomp", "acl", "ccomp")
                and by_word[w.head].time
            ):
                marks = {doc.words[c].text.lower() for c in g.child(d.word, "mark")}
                other = by_word[w.head].time
                if w.relation == "conj" or (w.tag == "VBG" and not marks) or w.relation == "xcomp":
                    d.time = other
    seen: dict[int, list[Draft]] = {}
    for d in drafts:
        seen.setdefault(doc.words[d.word].sentence, []).append(d)
    for sentence, group in seen.items():
        times = per_sentence.get(sentence, [])
        alone = group[0].caption or len([d for d in group if not d.noun]) == 1
        if alone and len({t.value for t in times}) == 1:
            for d in group:
                if not d.noun or d.caption:
                    d.time = d.time or times[0]


_SPOKEN = frozenset(
    (EventKind.STATEMENT, EventKind.SUPPORT, EventKind.AGREEMENT, EventKind.REQUEST, EventKind.REJECTION,
     EventKind.ACCUSATION, EventKind.MEETING, EventKind.THREAT)
)  # fmt: skip


def _same_occasion(doc: Doc, groups: list[list[Draft]]) -> None:
    """What the same person goes on to say shares the day of what was told of them just before."""
    last: dict[int, tuple[int, TimeExpression]] = {}
    for group in groups:
        best = group[0]
        here = doc.words[best.word].sentence
        spoken = best.kind in _SPOKEN and not best.noun and best.status is EventStatus.ASSERTED
        time = next((d.time for d in group if d.time is not None), None)
        if time is not None and time.interval is not None:
            if spoken and time.interval.precision is Precision.DAY:
                for m in best.agents:
                    last[m.actor] = (here, time)
            continue
        if not spoken or doc.words[best.word].tag not in ("VBD", "VBG"):
            continue
        for m in best.agents:
            at, told = last.get(m.actor, (-99, None))
            if told is not None and 0 <= here - at <= 4:
                best.time = told
                best.inherited = True
                last[m.actor] = (here, told)
                break


def _event(doc: Doc, g: Grammar, group: list[Draft]) -> Event:
    """One event of all its tellings, the best first."""
    best = group[0]
    time = next((d.time for d in group if d.time is not None), None)
    date = None
    if time is not None and time.interval is not None and time.basis is not None:
        basis = time.basis
        if any(d.inherited for d in group):
            basis = DateBasis(
                time.text, "the same occasion as", "event", time.interval, time.text, time.interval
            )
        date = EventDate(time.interval, time.text, basis)
    participants: list[Participant] = []
    roles = (
        (ParticipantRole.AGENT, "agents"),
        (ParticipantRole.TARGET, "targets"),
        (ParticipantRole.PARTICIPANT, "others"),
        (ParticipantRole.PLACE, "places"),
    )
    used: set[tuple[int, ParticipantRole]] = set()
    agents: set[int] = set()
    for role, pick in roles:
        for d in group:
            if d is not best and role is ParticipantRole.AGENT and agents:
                continue
            for m in getattr(d, pick):
                if (m.actor, role) in used or (
                    role is not ParticipantRole.AGENT and m.actor in agents
                ):
                    continue
                used.add((m.actor, role))
                if role is ParticipantRole.AGENT:
                    agents.add(m.actor)
                participants.append(Participant(m.actor, role, m.start, m.end))
    place = next((m.actor for d in group for m in d.places), None)
    evidence = []
    claims = []
    for d in group:
        s = doc.sentences[doc.words[d.word].sentence]
        w = doc.words[d.word]
        evidence.append(Evidence(s.start, s.end, w.start, w.end))
        claims += [Claim(s.start, s.end, actor, stance) for actor, stance, _ in d.claims]
    status = best.status
    if status is EventStatus.CLAIMED and any(d.status is EventStatus.DENIED for d in group):
        status = EventStatus.DENIED
    return Event(
        best.kind, summary(doc, g.children, best), status, date, place, tuple(participants),
        tuple(dict.fromkeys(claims)), tuple(evidence),
        next((d.claimed_by for d in group if d.claimed_by is not None), None),
        round(min(0.99, best.confidence + 0.05 * (len(group) - 1)), 2),
    )  # fmt: skip


events = stage(
    needs={"text", "sentences", "words", "actors", "mentions", "times"}, adds={"events"}
)(find_events)

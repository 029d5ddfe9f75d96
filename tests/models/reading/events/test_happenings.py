"""Which happenings news tells of: each once, of its kind, with its status and whose claim it is."""

import pytest

from models.reading.doc import Doc, Event, EventKind, EventStatus
from tests.told import tell


def about(doc: Doc, words: str) -> Event:
    """The one event whose line has the words."""
    found = [e for e in doc.events if words in e.summary]
    assert len(found) == 1, [e.summary for e in doc.events]
    return found[0]


def claimant(doc: Doc, event: Event) -> str | None:
    return None if event.claimed_by is None else doc.actors[event.claimed_by].name


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("The weather agency of Norland issued a tsunami warning.", "warning", "statement"),
        ("Norway issued a warning to Chile on Monday.", "warning", "threat"),
        ("Corvane issued a profit warning on Monday.", "warning", "business"),
        ("His daughter, Ann Lee, confirmed the death to a newspaper.", "Ann Lee", "statement"),
        ("Ann Lee will call on President Tom Birch on Monday.", "call on", "meeting"),
        ("Ann Lee called on President Tom Birch to resign.", "call", "request"),
        ("Ann Lee shared the 1988 Nobel Prize with Tom Birch.", "shared", "other"),
        ("Ann Lee received the credentials of the Norland ambassador.", "credentials", "meeting"),
        ("Corvane reported a net loss of $120 million on Monday.", "loss", "business"),
        ("Corvane reported a 42% fall in profit on Monday.", "fall", "business"),
        ("Ann Lee, a clerk, approved loans to them in 2016.", "loans", "business"),
        ("Norland Rail canceled two thirds of its trains on Monday.", "trains", "other"),
        ("Ann Lee defeated Dana Cole in three sets on Monday.", "defeated", "other"),
        ("Ann Lee was sworn in as mayor on Monday.", "sworn in", "appointment"),
        ("General Tom Birch seized power in 2014.", "power", "coercion"),
        ("Prime Minister Tom Birch conceded defeat on Monday.", "defeat", "election"),
        ("Kordova flooded the market with cheap steel in May.", "market", "business"),
        ("Prosecutors said the men recruited 40 soldiers in May.", "recruited", "mobilisation"),
        ("Norland launched a campaign to persuade users in May.", "campaign", "other"),
        ("Police removed the protesters after two hours on Monday.", "removed", "coercion"),
        ("Norland executed three men on Saturday.", "executed", "coercion"),
        ("Tom Birch tabled a motion of no confidence on Monday.", "motion", "legal"),
        ("Tom Birch lost power in the 2019 election.", "lost power", "election"),
        ("Parliament passed a watered-down version of the law in 2017.", "version", "legal"),
        ("Ann Lee warned of a shortage of fuel on Monday.", "warned", "statement"),
        ("Norland declared a health emergency on Monday.", "emergency", "statement"),
        ("The Relief League sent 500 doses of vaccine to Norland.", "doses", "aid"),
        ("Hundreds of people gathered in Marlow to mark the anniversary.", "Marlow", "support"),
    ],
)
def test_an_event_is_of_the_kind_that_its_words_together_tell(
    text: str, words: str, kind: str
) -> None:
    assert about(tell(text), words).kind is EventKind(kind)


@pytest.mark.parametrize(
    "text",
    [
        "The firm showed a 20-minute demonstration of a game.",
        "Computers of Norland are at risk of being hacked.",
        "“This will make us a leader in chips,” Ann Lee said.",
        "“We had almost given up hope,” Ann Lee said.",
        "It is too early to say what caused the crash, Ann Lee said.",
        "“We have never seen water rise so fast,” Ann Lee said.",
        "The program was shipped with a computer.",
        "Ann Lee promised to restart talks on joining the League.",
        "Ann Lee was caught in traffic.",
    ],
)
def test_what_is_shown_feared_or_came_near_is_not_a_happening(text: str) -> None:
    kinds = {e.kind for e in tell(text).events}
    assert kinds <= {EventKind.STATEMENT, EventKind.OTHER}
    assert all("joined" not in e.summary for e in tell(text).events)


def test_the_quake_is_the_earthquake_told_before_by_another_clock() -> None:
    doc = tell(
        "A powerful earthquake struck off Marlow on Tuesday. The quake hit early in the day "
        "(2041 GMT Monday) at a depth of 22 kilometres."
    )
    assert [e.kind for e in doc.events] == [EventKind.DISASTER]


def test_those_who_drowned_when_a_boat_sank_are_one_happening() -> None:
    doc = tell("At least 18 people drowned when their boat sank off Marlow on Tuesday.")
    assert [e.kind for e in doc.events] == [EventKind.DISASTER]


def test_what_an_earthquake_did_besides_is_the_same_happening() -> None:
    doc = tell("In 1976, an earthquake in Norland killed 900 people and left 40,000 homeless.")
    assert [e.summary for e in doc.events] == ["An earthquake in Norland killed 900 people"]


def test_three_killed_and_57_in_a_year_are_two_happenings() -> None:
    doc = tell("Norland killed three men on Friday. Norland has killed 57 people this year.")
    assert len(doc.events) == 2


def test_who_had_been_due_to_come_did_not_plan_it_any_more() -> None:
    doc = tell("Tom Birch, who had been due to join the trip, stayed at home on Monday.")
    assert all(e.status is not EventStatus.PLANNED for e in doc.events)


def test_what_an_official_announces_last_is_not_an_event_of_its_own() -> None:
    doc = tell("Ann Lee uncovered a mosaic beneath a park in Wexham, the council announced.")
    assert [e.kind for e in doc.events] == [EventKind.OTHER]


def test_somebody_who_rejects_an_allegation_at_the_end_does_not_deny_that_it_was_made() -> None:
    doc = tell("Ann Lee accused Tom Birch of smuggling cigarettes, an allegation Birch rejects.")
    assert about(doc, "accused").status is EventStatus.ASSERTED


def test_what_an_agency_reported_is_not_a_publication() -> None:
    doc = tell("Norland executed three men on Saturday, the state news agency QNA reported.")
    assert [e.kind for e in doc.events] == [EventKind.COERCION]


def test_a_plane_that_crashed_killing_its_pilots_is_told_as_the_crash() -> None:
    doc = tell("A plane crashed while trying to land in snow on Monday, killing both pilots.")
    assert len(doc.events) == 1
    assert doc.events[0].summary.startswith("A plane crashed")


def test_a_clause_with_while_is_nobody_elses_claim() -> None:
    doc = tell(
        "Westmark's Foreign Ministry said Norland had expelled a diplomat, while Chancellor "
        "Tom Birch congratulated Ann Lee."
    )
    assert claimant(doc, about(doc, "congratulated")) is None
    assert claimant(doc, about(doc, "expelled")) is not None


def test_what_prosecutors_say_that_others_did_is_claimed_and_denied_with_the_charges() -> None:
    doc = tell(
        "Ann Lee and Tom Birch were arrested in May. Prosecutors said that the two had recruited "
        "40 soldiers and stockpiled weapons. Ann Lee denied the charges."
    )
    assert about(doc, "arrested").status is EventStatus.ASSERTED
    for words in ("recruited", "stockpiled"):
        assert about(doc, words).status in (EventStatus.CLAIMED, EventStatus.DENIED)


def test_two_meetings_with_others_are_two() -> None:
    doc = tell("Ann Lee will hold talks with Tom Birch on Monday. She will meet Karl Moor too.")
    assert len([e for e in doc.events if e.kind is EventKind.MEETING]) == 2


@pytest.mark.parametrize(
    "text",
    [
        "The court sentenced Karl Moor on Tuesday. It acquitted his aide, Tom Birch, on Tuesday.",
        "Ann Lee opened the bridge on Monday. Ann Lee closed the bridge on Monday.",
    ],
)
def test_outcomes_that_exclude_each_other_are_two_events(text: str) -> None:
    doc = tell(text)
    assert len([e for e in doc.events if e.date is not None]) == 2


def test_what_somebody_also_announced_is_another_announcement() -> None:
    doc = tell(
        "Ann Lee announced a new school in Marlow on Monday. Ann Lee also announced that the old "
        "school in Marlow will close."
    )
    assert len([e for e in doc.events if e.kind is EventKind.STATEMENT]) == 2


def test_a_noun_with_a_year_or_an_ordinal_is_not_what_was_told_before() -> None:
    doc = tell(
        "Brim Ltd. settled its dispute with Corvin Ltd. on Monday. The settlement replaces the "
        "1991 agreement between the two companies. The first lawsuit was settled in 1981."
    )
    told = about(doc, "dispute")
    assert told.date is not None
    assert told.date.interval is not None
    assert told.date.interval.edtf not in {"1991", "1981"}


def test_the_round_before_is_another_meeting() -> None:
    doc = tell(
        "Ann Lee held consultations with Tom Birch on Tuesday. The previous round of "
        "consultations took place in Marlow on March 2."
    )
    assert [e.kind for e in doc.events] == [EventKind.MEETING] * 2


def test_what_will_follow_what_is_planned_is_planned() -> None:
    doc = tell("Ann Lee will meet Tom Birch in Marlow on Sunday before returning to Norland.")
    assert about(doc, "return").status is EventStatus.PLANNED


def test_somebody_who_praises_a_trip_does_not_claim_that_it_took_place() -> None:
    doc = tell("Ann Lee arrived in Marlow on Friday for a visit. Tom Birch said the trip was good.")
    assert claimant(doc, about(doc, "arrived")) is None


def test_a_denial_beside_an_accusation_is_told_by_the_writer_and_of_that_accusation() -> None:
    doc = tell(
        "Last week Ivo Marsh accused Ann Lee of smuggling cigarettes. Norland accused Chile of "
        "dumping steel, which Chile denied on Monday."
    )
    denials = [e.status for e in doc.events if e.kind is EventKind.REJECTION]
    assert denials == [EventStatus.ASSERTED]
    assert about(doc, "smuggled").status is EventStatus.CLAIMED

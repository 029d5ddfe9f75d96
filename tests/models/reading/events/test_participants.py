"""Who takes part in what is told, and in which role."""

import pytest

from models.reading.doc import Doc, ParticipantRole
from models.reading.reader import read
from tests.told import agents, taking_part, targets, tell, told

ROWS = [
    (
        """President Lena Harrow met Chancellor Otto Brandl, Minister of Trade Ines Calder,
        Defence Minister Tom Vey and then-Premier Ruth Sand on Tuesday.""",
        "met",
        ["Otto Brandl", "Ines Calder", "Tom Vey", "Ruth Sand"],
    ),
    (
        "Governor Ada Finch arrested Carl Moss, Dina Holt, Evan Pike and Flora Reed on Friday.",
        "arrested",
        ["Carl Moss", "Dina Holt", "Evan Pike", "Flora Reed"],
    ),
    (
        """The senator visited Vienna in May 2019 and met Chancellor Otto Brandl, Speaker of the
        Lower House Hans Winkler, and former finance minister Greta Stolz.""",
        "met",
        ["Otto Brandl", "Hans Winkler", "Greta Stolz"],
    ),
]


@pytest.mark.parametrize(("text", "word", "names"), ROWS)
def test_all_in_a_row_of_people_are_meant(text: str, word: str, names: list[str]) -> None:
    assert targets(tell(" ".join(text.split())), word) == names


def test_a_row_ends_where_somebody_else_acts() -> None:
    doc = tell(
        "Ada Finch arrested Carl Moss, and Minister Dina Holt condemned the arrest on Friday."
    )
    assert targets(doc, "arrested") == ["Carl Moss"]


def test_a_government_where_it_sits_is_the_country() -> None:
    doc = tell("The government in Oslo closed the border on Monday.")
    assert agents(doc, "closed") == ["Norway", "Oslo"]
    assert told(doc, "closed").summary == "The government in Oslo closed the border"
    doc = tell("The shop in Oslo closed its doors on Monday, and a festival in Oslo began.")
    assert not [a for a in doc.actors if a.name == "Norway"]


def test_the_owners_are_those_named_right_after() -> None:
    doc = tell(
        "The trustees of Marlow Bank have sold its head office. Anna Birch, Otto Lund and Ivo "
        "Marsh said in a statement the price was fair. The trustees shut two branches on Tuesday. "
        "They will sell the rest in May, they said."
    )
    names = ["Anna Birch", "Otto Lund", "Ivo Marsh"]
    assert agents(doc, "sold") == names
    assert agents(doc, "shut") == names
    assert agents(doc, "sell the rest") == names


def test_people_with_another_office_are_not_those_who_were_called_before() -> None:
    doc = tell(
        "The trustees of Marlow Bank have sold its head office. Ministers Anna Birch and Otto Lund "
        "said that the price was fair."
    )
    assert "Anna Birch" not in agents(doc, "sold")


def test_they_are_all_of_those_who_spoke() -> None:
    doc = tell("Ann Lee and Bob Ray left in May. They bought a boat on Tuesday.")
    assert agents(doc, "bought") == ["Ann Lee", "Bob Ray"]


def test_what_buys_is_somebody_not_a_price() -> None:
    doc = tell(
        "The price was set by Corvex Capital for its offering on the ASX. It bought the chain from "
        "Woolmark in 2012."
    )
    assert agents(doc, "bought") == ["Corvex Capital"]
    assert targets(doc, "bought") == ["Woolmark"]


def test_creditors_of_a_firm_are_not_the_firm() -> None:
    doc = tell("Creditors of Marlow Bank sued on Tuesday. Marlow Bank appealed on Friday.")
    assert agents(doc, "sued") == []
    assert agents(doc, "appealed") == ["Marlow Bank"]


def test_a_spokesman_named_behind_his_ministry_speaks() -> None:
    doc = tell(
        "A spokesman of the Norwegian Ministry of Foreign Affairs, Ivo Marsh, said on Monday that "
        "the ban would end."
    )
    assert agents(doc, "said") == ["Ivo Marsh", "Norwegian Ministry of Foreign Affairs"]


def test_what_is_counted_is_meant_not_its_number() -> None:
    doc = tell(
        "A number of reports on Brazil's fleet, including its attack on a harbour in Chile came."
    )
    assert agents(doc, "attack") == ["Brazil"]


def test_a_visit_to_a_capital_is_one_to_its_country() -> None:
    doc = tell("Ann Lee visited Oslo on Monday. Norway welcomed her on Tuesday.")
    assert targets(doc, "visited") == ["Oslo", "Norway"]
    assert targets(tell("Ann Lee visited Oslo on Monday."), "visited") == ["Oslo"]


def test_a_town_beside_its_country_is_attacked_with_it() -> None:
    doc = tell("The attacks in Bergen, Norway, on Monday killed ten people.")
    assert targets(doc, "killed") == ["Bergen", "Norway"]


def test_two_verbs_share_the_object_behind_them() -> None:
    doc = tell("Ann Lee neither confirmed nor denied Ivo Marsh's claim on Monday.")
    assert taking_part(doc, "confirmed", ParticipantRole.PARTICIPANT) == ["Ivo Marsh"]


def test_a_ban_is_done_by_whose_it_is_an_arrest_to_him() -> None:
    doc = tell(
        "Ivo Marsh's ban on imports took effect on Monday. Ann Lee's arrest came on Tuesday."
    )
    assert agents(doc, "ban") == ["Ivo Marsh"]
    assert targets(doc, "arrest") == ["Ann Lee"]


def test_whose_thing_it_befell_is_no_target_but_takes_part() -> None:
    doc = tell("The ministry disclosed Carl Moss's letter on Friday.")
    assert not targets(doc, "disclosed")
    assert taking_part(doc, "disclosed", ParticipantRole.PARTICIPANT) == ["Carl Moss"]
    doc = tell("Carl Moss was born in 1960. The court criticised his letter on Friday.")
    assert "Carl Moss" not in targets(doc, "criticised")
    doc = tell("The ministry disclosed the letter of Carl Moss. Ada Finch arrested him on Friday.")
    assert targets(doc, "arrested") == ["Carl Moss"]


def test_whom_a_sentence_calls_the_winner_won() -> None:
    doc = tell("The candidates elected on Sunday were Anna Birch and Otto Lund.")
    assert agents(doc, "elected") == ["Anna Birch", "Otto Lund"]


def test_the_president_with_a_capital_is_the_president_named_before() -> None:
    doc = tell(
        "U.S. President Ann Lee met Ivo Marsh on Monday. The President later signed the treaty."
    )
    assert agents(doc, "signed") == ["Ann Lee"]


def test_where_a_body_of_a_country_acts_both_are_told() -> None:
    doc = tell(
        "Norway's military said on Monday that it had bombed a port in Chile. The military lost "
        "two planes."
    )
    assert agents(doc, "bombed") == ["Norwegian military", "Norway"]
    assert agents(doc, "lost") == ["Norwegian military", "Norway"]
    assert told(doc, "lost").summary == "Norwegian military lost two planes"


def test_an_embassy_is_known_by_where_it_stands() -> None:
    doc = tell(
        "The Norwegian embassy in Lima was stormed on Monday. The embassy reopened on Friday."
    )
    assert targets(doc, "stormed") == ["Norwegian embassy in Lima", "Norway"]
    assert agents(doc, "reopened") == ["Norwegian embassy in Lima", "Norway"]
    doc = tell("Ann Lee joined the Norwegian team on Monday.")
    assert not [a for a in doc.actors if "team" in a.name]


def test_what_is_said_of_a_time_is_not_done_by_the_country_before_it() -> None:
    doc = tell(
        "Ivo Marsh also visited Norway in 2002, which marked the 30th anniversary of a treaty "
        "between Chile and Peru, and held talks with then Norwegian Prime Minister Ann Lee."
    )
    assert agents(doc, "held talks") == ["Ivo Marsh"]
    assert agents(doc, "marked") == ["Chile", "Peru"]


def test_two_countries_that_share_a_word_of_their_name_both_act() -> None:
    doc = tell("North and South Korea signed a fishing treaty on Monday.")
    assert agents(doc, "signed") == ["North Korea", "South Korea"]


def test_men_who_are_said_to_be_officials_act_for_their_country() -> None:
    doc = tell("Men who appeared to be Norwegian officials entered the vault on Monday.")
    assert agents(doc, "entered") == ["Norway"]


def test_who_receives_an_offer_is_offered_it_and_who_receives_a_guest_is_the_host() -> None:
    doc = tell("Corvex Capital received 40 bids from Brandal Motors on Monday.")
    assert targets(doc, "received") == ["Corvex Capital"]
    assert agents(doc, "received") == ["Brandal Motors"]
    doc = tell("President Ann Lee received Foreign Minister Ivo Marsh on Monday.")
    assert agents(doc, "received") == ["Ann Lee"]
    assert targets(doc, "received") == ["Ivo Marsh"]


def test_who_resigns_is_the_one_whose_resignation_it_is() -> None:
    doc = tell("The resignation of Ivo Marsh on Monday surprised investors.")
    assert agents(doc, "resignation") == ["Ivo Marsh"]


def others(doc: Doc, words: str) -> list[str]:
    return taking_part(doc, words, ParticipantRole.PARTICIPANT)


def test_whom_a_statement_is_about_takes_part_in_it() -> None:
    doc = tell(
        "Ann Lee noted on Monday the role that the Marlow Bank can play in Chile's plans. Peru was "
        "silent."
    )
    assert others(doc, "noted") == ["Marlow Bank", "Chile"]


def test_who_is_named_deep_in_an_order_takes_part_in_it() -> None:
    doc = tell(
        "The court ordered Marlow Bank on Friday to hand the files on Ivo Marsh over to Anna Birch."
    )
    assert others(doc, "ordered") == ["Ivo Marsh", "Anna Birch"]


def test_another_occasion_in_a_sentence_brings_nobody_in() -> None:
    doc = tell(
        "Ann Lee said on Monday that Norway's fleet had helped Ivo Marsh after Otto Lund resigned."
    )
    assert others(doc, "helped") == []
    assert others(doc, "resigned") == []
    doc = tell("Ann Lee left on Monday, according to Ivo Marsh, after a meeting with Otto Lund.")
    assert others(doc, "left") == []


def test_a_spokesman_speaks_for_his_firm_further_down_too() -> None:
    doc = tell(
        "Marlow Bank spokeswoman Ann Lee declined to comment on Monday.\n\n"
        '"We are careful," she said. Ann Lee resigned on Friday.'
    )
    assert agents(doc, "We are careful") == ["Ann Lee", "Marlow Bank"]
    assert agents(doc, "resigned") == ["Ann Lee"]


def test_all_who_are_included_act_or_suffer() -> None:
    doc = tell(
        "Former members of the club, including lawyer Ivo Marsh and actor Otto Lund, sued Norway "
        "on Monday. The Marlow Bank thanked helpers including Ann Lee and Ida Renn on Tuesday."
    )
    assert agents(doc, "sued") == ["Ivo Marsh", "Otto Lund"]
    assert targets(doc, "thanked") == ["Ann Lee", "Ida Renn"]


def test_who_is_forced_to_resign_resigns() -> None:
    doc = tell("Ivo Marsh was forced to resign as mayor on Monday.")
    assert agents(doc, "resign") == ["Ivo Marsh"]


def test_a_country_puts_its_own_army_on_alert() -> None:
    doc = tell("Norway's military was placed on high alert on Tuesday.")
    assert agents(doc, "placed") == ["Norway"]
    assert targets(doc, "placed") == ["Norwegian military"]


def test_a_conflict_between_two_is_not_described_by_them() -> None:
    doc = tell("Ivo Marsh described the conflict between Norway and Chile on Monday.")
    assert agents(doc, "described") == ["Ivo Marsh"]
    assert targets(doc, "described") == ["Norway", "Chile"]


def test_a_sentence_of_a_court_is_passed_by_it() -> None:
    doc = tell("The sentence of the Oslo District Court against Ivo Marsh came on Friday.")
    assert agents(doc, "sentence") == ["Oslo District Court"]


def test_who_arrests_is_told_behind_who_is_arrested() -> None:
    doc = tell("Protests followed the arrest of Ivo Marsh by Norwegian agents on Monday.")
    assert agents(doc, "arrest") == ["Norway"]
    assert targets(doc, "arrest") == ["Ivo Marsh"]


def test_hundreds_of_somebodys_supporters_are_not_him() -> None:
    doc = tell("Hundreds of supporters of Ivo Marsh marched through Oslo on Monday.")
    assert agents(doc, "marched") == []


def test_a_deal_sells_nothing() -> None:
    doc = tell(
        "Corvex Capital bought the chain in 2012, in a deal valued at $5 million, before selling "
        "it in 2013."
    )
    assert agents(doc, "selling") == ["Corvex Capital"]


def test_a_ministry_or_parliament_of_a_country_acts_with_it() -> None:
    doc = tell(
        "Norway's Parliament passed the law on Monday. The Norwegian foreign ministry summoned Ivo "
        "Marsh on Tuesday. He was fined by the Norwegian Supreme Court. Chile's central bank "
        "raised rates. Norway's Foreign Ministry condemned Peru."
    )
    assert agents(doc, "passed") == ["Norwegian Parliament", "Norway"]
    assert agents(doc, "summoned") == ["Norwegian Foreign Ministry", "Norway"]
    assert agents(doc, "raised") == ["Chilean central bank", "Chile"]
    assert agents(doc, "condemned") == ["Norwegian Foreign Ministry", "Norway"]
    assert told(doc, "fined").summary == "Ivo Marsh was fined by the Norwegian Supreme Court"


def test_who_asks_and_offers_does_so_himself() -> None:
    doc = tell("Ivo Marsh's request to take down the film was rejected by Otto Lund on Monday.")
    assert "Ivo Marsh" not in agents(doc, "rejected")
    doc = tell("Otto Lund complied on Monday with Marlow Bank's request to take down the film.")
    assert "Marlow Bank" in [*agents(doc, "request"), *others(doc, "complied")]


def test_criticism_drawn_from_somebody_is_theirs() -> None:
    doc = tell("Iran fired a missile on Sunday, drawing condemnation from Chile and Peru.")
    assert agents(doc, "drawing") == ["Chile", "Peru"]
    assert targets(doc, "drawing") == ["Iran"]


def test_who_attacked_is_who_is_condemned_for_it() -> None:
    doc = tell("Chile attacked a port on Friday. Norway condemned the attack on Saturday.")
    assert targets(doc, "condemned") == ["Chile"]
    doc = tell("Chile attacked a port on Friday. Norway condemned an attack in Mali on Saturday.")
    assert "Chile" not in targets(doc, "condemned")


TOGETHER = [
    (
        "The Iranian minister Karim Daryan and his Omani counterpart Badr al-Harthy discussed ",
        "ties on Friday. Daryan condemned Israel. The two sides signed a memorandum on fisheries.",
        "signed",
        ["Badr al-Harthy", "Karim Daryan"],
    ),
    (
        "President Ana Drobna met Chancellor Karl Weiss in Oslo on Monday. ",
        "Both sides agreed to open a consulate.",
        "agreed",
        ["Ana Drobna", "Karl Weiss"],
    ),
    (
        "Gen. Samuel Moyo, the army chief, and Lt. Gen. Peter Ong were arrested in January. ",
        "The men recruited soldiers in 2019.",
        "recruited",
        ["Peter Ong", "Samuel Moyo"],
    ),
    (
        "Northbridge Semiconductor is old. Haruna Denki sold it to China's Lanyue Group. ",
        "Northbridge Semiconductor posted losses. The company cut 400 jobs.",
        "cut",
        ["Northbridge Semiconductor"],
    ),
]


@pytest.mark.parametrize(("before", "text", "verb", "who"), TOGETHER)
def test_those_named_together_act_together(
    before: str, text: str, verb: str, who: list[str]
) -> None:
    assert sorted(agents(tell(before + text), verb)) == who


def test_a_common_noun_behind_a_country_begins_no_name_with_it() -> None:
    doc = read("The plan, reported by North Korean state media on Friday, failed.")
    assert [a.name for a in doc.actors] == ["North Korea"]

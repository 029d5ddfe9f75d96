"""Which agency a story is from: told by its outlet, its writer, its first lines or its last."""

import pytest

from models.reading.lexicon.agencies import agency, credited, told_to

BODY = "Blast kills 12\n\nBy Lena Moss\n\n{}The mine near Tarnov stands still. Police are there.{}"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("AFP", "AFP"),
        ("Agence France-Presse", "AFP"),
        ("the Associated Press", "AP"),
        ("Reuters news agency", "Reuters"),
        ("reuters", "Reuters"),
        ("Yonhap News Agency", "Yonhap"),
        ("Pa", None),
        ("ap", None),
        ("The Coast Herald", None),
        ("", None),
        (None, None),
    ],
)
def test_an_agency_is_known_by_each_of_its_names(name: str | None, meant: str | None) -> None:
    assert agency(name) == meant


@pytest.mark.parametrize(
    ("head", "meant"),
    [
        ("TARNOV, March 3 (AFP) - ", "AFP"), ("TARNOV (Reuters) — ", "Reuters"),
        ("SEOUL, March 3 (Yonhap) -- ", "Yonhap"), ("MOSCOW. March 3 (Interfax) - ", "Interfax"),
        ("NEW DELHI: (PTI) ", "PTI"), ("MOSCOW, March 3. /TASS/. ", "TASS"), ("AP — ", "AP"),
        ("By ANN LEE, Associated Press\n\n", "AP"), ("Source: Xinhua\n\n", "Xinhua"),
        ("The party (AP) said so. ", None), ("A miner, AFP reported, died. ", None),
        ("With AFP\n\n", None), ("TARNOV (ap) - ", None),
    ],
)  # fmt: skip
def test_the_head_of_a_story_names_its_agency(head: str, meant: str | None) -> None:
    assert credited(BODY.format(head, "")) == meant


@pytest.mark.parametrize(
    ("tail", "meant"),
    [
        ("\n\n© AFP", "AFP"), ("\n\n(AFP)", "AFP"), (" (AFP)", "AFP"), (" – dpa", "dpa"),
        ("\n\nCopyright 2024 The Associated Press. All rights reserved.", "AP"),
        ("\n\nSource: TASS", "TASS"), ("\n\nWith AFP", None), ("\n\nPhoto: AFP/Lena Moss", None),
        ("\n\nAdditional reporting by Reuters", None), ("", None),
    ],
)  # fmt: skip
def test_the_end_of_a_story_names_its_agency(tail: str, meant: str | None) -> None:
    assert credited(BODY.format("", tail)) == meant


def test_an_outlet_or_a_writer_may_be_an_agency() -> None:
    assert credited("Text.", None, "Reuters") == "Reuters"
    assert credited("Text.", "Ann Lee, Associated Press", "Marra Post") == "AP"
    assert credited("Text.", "Ann Lee", "Marra Post") is None


def test_what_somebody_tells_an_agency_is_from_it() -> None:
    assert told_to("“We are sad,” the mayor told the French news agency AFP.") == {"AFP"}
    assert told_to("The mayor told the Associated Press and left.") == {"AP"}
    assert told_to("The mayor told the court.") == frozenset()

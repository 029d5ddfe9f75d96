"""Lines about who made a story are outside of it, in whatever form; lines like them stay in it."""

import pytest

from models.reading.article.paragraphs import find_paragraphs
from models.reading.doc import Doc, Hints, ParagraphKind
from models.reading.reader import read

STORY = (
    "Talks on the docks of Marra end without a deal",
    "Trade Minister Ada Brandvold met union leader Tomas Okello in Oslo on Monday, 3 March 2025.",
    "Brandvold said on Tuesday that the government would reopen the docks in April.",
    "Okello claimed that the ministry had threatened three workers, which Brandvold denied.",
    "The council of Marra met again on Friday, and the docks stayed closed for the week.",
)
ANYWHERE = (
    "Words by Jane Doeman. Photographs by Karl Rutten.",
    "Research by Mia Falk. Additional reporting: Karl Rutten.",
    "Producer: Karl Rutten; Camera: Mia Falk; Editor: Lou Greyson",
    "Translated from the Norwegian by Mia Falk",
    "Fact-checked by Mia Falk",
    "Illustration by Mia Falk",
    "Copy edited by Lou Greyson and Peter Strand",
    "Jane Doeman, Chief Political Correspondent",
    "Jane Doeman Senior Reporter",
    "Jane Doeman and Karl Rutten in Oslo",
    "Jane Doeman, Oslo",
    "Karl Rutten for Coast Wire",
    "Contact: Jane Doeman, press officer, +47 555 0192",
    "To contact the reporter on this story: Jane Doeman in Oslo at jdoeman@coastwire.example",
    "For interviews, please call Karl Rutten on 020 7946 0123.",
    "Staff writer Jane Doeman can be reached at 555-0192 or jdoeman@coastwire.example.",
    "Questions or comments about this story? Write to Peter Strand, standards editor.",
    "Letters to the editor: Peter Strand, 12 Quay Street, Oslo",
    "You can follow Jane Doeman on Bluesky and Karl Rutten on X.",
    "Get Karl Rutten's Berlin Briefing in your inbox every Friday.",
    "Enjoying this article? Jane Doeman sends out her best stories each Friday. Sign up.",
    "MORE: Rolf Quist resigns after scandal",
    ">> Rolf Quist resigns after scandal",
    "ALSO ON COAST WIRE: Rolf Quist resigned on Sunday after a scandal",
    "Next: Rolf Quist resigned on Sunday after a scandal",
)
AT_THE_END = (
    "— Jane Doeman, Coast Wire",
    "-- Karl Rutten and Mia Falk",
    "Karl Rutten is the Berlin bureau chief of Coast Wire. He won the Strand Prize in 2019.",
    "Mia Falk is an associate professor of law at the University of Oslo and has written on trade.",
    "Dr Mia Falk is a senior fellow at the Strand Institute, where she leads the trade programme.",
    "Jane Doeman was a correspondent in Moscow from 2005 to 2009.",
)
OUTSIDE = (ParagraphKind.BOILERPLATE, ParagraphKind.BYLINE)


def kinds(*parts: str) -> dict[str, ParagraphKind]:
    """What each paragraph is for."""
    doc = find_paragraphs(Doc("\n\n".join(parts), Hints()))
    return {doc.text[each.start : each.end]: each.kind for each in doc.paragraphs}


@pytest.mark.parametrize("line", ANYWHERE)
@pytest.mark.parametrize("place", [1, 3, 5])
def test_a_line_about_who_made_a_story_is_outside_of_it(line: str, place: int) -> None:
    assert kinds(*STORY[:place], line, *STORY[place:])[line] in OUTSIDE


@pytest.mark.parametrize("line", AT_THE_END)
def test_a_note_on_a_writer_behind_the_story_is_outside_of_it(line: str) -> None:
    assert kinds(*STORY, line)[line] in OUTSIDE


@pytest.mark.parametrize(
    "line",
    [
        "Tomas Okello is the director of the union that called the strike in the docks of Marra.",
        "Mia Falk, a professor of law at the University of Oslo, said that the talks would fail.",
        "Contacts between Brandvold and Okello broke off on Thursday night.",
        "Research by the ministry found that Okello was at the gate of the docks.",
        "The ministry said that questions could be sent to Brandvold until Friday.",
        "Mia Falk is a reporter who was arrested in the docks on Thursday.",
    ],
)
def test_what_is_told_of_those_in_a_story_stays(line: str) -> None:
    assert kinds(*STORY, line)[line] is ParagraphKind.BODY


def test_a_headline_and_who_signs_a_quotation_are_no_byline() -> None:
    first = "New Sanctions for Northern Ports"
    assert kinds(first, *STORY[1:])[first] is ParagraphKind.HEADLINE
    quoted = kinds(*STORY, "“We leave the docks to nobody.”", "— Tomas Okello, Dockers’ Union")
    assert list(quoted.values())[-1] is not ParagraphKind.BYLINE


def test_a_credit_in_square_brackets_names_nobody() -> None:
    line = "Petra Sandoval (right) greets Rolf Quist in Lima. [Karl Rutten/Coast Wire]"
    doc = read("\n\n".join((*STORY, line)), Hints())
    assert "Karl Rutten" not in {each.name for each in doc.actors}
    assert "Petra Sandoval" in {each.name for each in doc.actors}

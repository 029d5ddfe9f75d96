"""Scraped pages from many countries: what is the story and what stands around it."""

import pytest

from models.reading.article.paragraphs import find_paragraphs
from models.reading.doc import Doc, ParagraphKind

STORY = (
    "Firefighters put out a blaze in the harbour of Port Ellis on Monday, the mayor said.\n\n"
    "Two workers were taken to hospital, and one of them died on Tuesday.\n\n"
    "The warehouse belongs to Calder Freight, which bought it in 2019.\n\n"
)


def kind_of(line: str, before: str = STORY, after: str = "") -> ParagraphKind:
    """What a line of a page is taken for."""
    text = f"{before}{line}{after}"
    doc = find_paragraphs(Doc(text))
    at = text.index(line, len(before))
    return next(p.kind for p in doc.paragraphs if p.start <= at < p.end)


@pytest.mark.parametrize(
    "line",
    [
        "RELATED ARTICLE Mayor wins a third term",
        "By clicking Sign Up, you agree to our Terms of Use and Privacy Policy.",
        "Purchase Licensing Rights, opens new tab",
        "Kindly share this story:",
        "Link Copied!",
        "5 min",
        "14:32 GMT",
        "(This story has not been edited by our staff and is auto-generated from a wire feed.)",
        "Ada Ojo is a senior reporter covering infrastructure. She studied in Jos.",
        "For feedback, complaints, or inquiries, contact us.",
        "Your email address will not be published. Required fields are marked *",
    ],
)
def test_what_a_site_puts_around_a_story_is_not_part_of_the_story(line: str) -> None:
    assert kind_of(line) is ParagraphKind.BOILERPLATE


@pytest.mark.parametrize(
    "line",
    [
        "From Chidi Nwosu, Lokoja",
        "Editor: Li Wei",
        "Political editor",
        "With AFP",
        "— With inputs from agencies",
        "Ann Lee | April 5, 2024",
        "Ann Lee and Ole Moe · 5 April 2024, 10:12",
    ],
)
def test_a_byline_of_any_style_is_a_byline(line: str) -> None:
    assert kind_of(line) is ParagraphKind.BYLINE


@pytest.mark.parametrize(
    "line",
    [
        "Minister of Works Bala Umar (middle) opens the bridge in Okene. PHOTO: NAN",
        "Firefighters at the harbour on Monday. PIX: WIRE",
        "Judge R. Menon (2nd from left) outside the court",
    ],
)
def test_a_credit_of_any_style_makes_a_caption(line: str) -> None:
    assert kind_of(line) is ParagraphKind.CAPTION


@pytest.mark.parametrize(
    "line",
    [
        "Published 3 months ago on June 4, 2023",
        "Daily Wire | Updated: 2024-05-06 09:15",
        "March 19, 2024 12:07 (Morning Wire)",
    ],
)
def test_a_date_beside_the_name_of_a_site_is_a_date_line(line: str) -> None:
    assert kind_of(line, before="Blaze in the harbour\n\n") is ParagraphKind.DATELINE


@pytest.mark.parametrize(
    "line",
    [
        "The two countries enjoy friendship, Kola said after the meeting. Enditem",
        "The Supreme Court on Monday stayed the order against the governor. PTI ABC ABC",
        "The party leader received the guests in the capital on Monday. — VNS",
    ],
)
def test_an_agency_sign_behind_the_last_sentence_leaves_it_a_sentence(line: str) -> None:
    assert kind_of(line) is ParagraphKind.BODY


def test_what_readers_write_below_a_story_is_not_part_of_the_story() -> None:
    after = "\nThe mayor resigned on Monday over this.\nReply Like\nMary K\nRest in peace.\n"
    text = f"{STORY}Comments (23)\nJohn B. 2 hours ago{after}"
    doc = find_paragraphs(Doc(text))
    below = [p for p in doc.paragraphs if p.start >= len(STORY)]
    assert len(below) == 6
    assert {p.kind for p in below} == {ParagraphKind.BOILERPLATE}


def test_a_button_for_comments_above_a_story_ends_nothing() -> None:
    doc = find_paragraphs(Doc(f"Blaze in the harbour\n\nComments\n\n{STORY}"))
    assert sum(p.kind is ParagraphKind.BODY for p in doc.paragraphs) == 3


def test_the_dates_of_other_stories_are_not_this_ones() -> None:
    line = "March 18, 2024"
    before = f"{STORY}Read Next\n\nDollar gains as governor speaks\n\n"
    assert kind_of(line, before=before) is ParagraphKind.BOILERPLATE


def test_the_line_after_a_caption_label_is_the_caption() -> None:
    before = f"{STORY}Image caption,\n"
    assert kind_of("Ana Sorel arrives at parliament", before=before) is ParagraphKind.CAPTION


def test_tags_below_a_story_are_not_captions() -> None:
    assert kind_of("Carol Dunning", before=f"{STORY}TOPICS\n\n") is ParagraphKind.BOILERPLATE


@pytest.mark.parametrize(
    "line",
    [
        "Home News Sport Business Culture Travel Video Live",
        "Get our flagship newsletter with all the headlines you need. Sign up here.",
        "The Wire Daily Briefing newsletter brings you the news. Sign up here.",
        "Suggested Topics:",
        "Report This Ad",
        "Leer en español",
        "A version of this article appears in print on Nov. 4, 2025, Section A, Page 6.",
        "Read 23 comments",
        "You are replying to: .",
        "WNA/6130412",
    ],
)
def test_what_a_page_puts_around_a_story_is_not_part_of_the_story(line: str) -> None:
    assert kind_of(line, before=STORY) is ParagraphKind.BOILERPLATE


@pytest.mark.parametrize("outlet", ["BBC News, reporting from Velka", "Sky News, Velka", "CNN"])
def test_a_name_above_its_outlet_is_a_byline(outlet: str) -> None:
    text = f"Rulers concede\n\n3 hours ago\n\nLena Hartwig\n\n{outlet}\n\n{STORY}"
    kinds = {text[p.start : p.end]: p.kind for p in find_paragraphs(Doc(text)).paragraphs}
    assert kinds["Lena Hartwig"] is kinds[outlet] is ParagraphKind.BYLINE


def test_what_is_said_of_the_writer_below_a_story_is_not_part_of_the_story() -> None:
    bio = "Lena Hartwig covers energy. She joined the Wire in 2015."
    before = f"By Lena Hartwig\n\n{STORY}{STORY.replace('a', 'o')}"
    assert kind_of(bio, before=before) is ParagraphKind.BOILERPLATE
    assert kind_of("Lena Marlow covers energy.", before=before) is ParagraphKind.BODY


@pytest.mark.parametrize("line", ["'I lost my leg but I dance'", "Who is the man who won?"])
def test_headlines_of_other_stories_may_be_questions_and_quotations(line: str) -> None:
    assert kind_of(line, before=f"{STORY}Top stories\n\n") is ParagraphKind.BOILERPLATE
    assert kind_of(line, before=STORY) is not ParagraphKind.BOILERPLATE


def test_an_agency_before_a_picture_makes_a_caption() -> None:
    line = "Reuters Supporters of the party in the streets of the capital"
    assert kind_of(line, before="Rulers concede\n\n") is ParagraphKind.CAPTION


def test_a_dateline_may_end_with_a_colon() -> None:
    text = f"Guest arrives\n\nNEW DELHI, September 22: The minister arrived.\n\n{STORY}"
    found = [p for p in find_paragraphs(Doc(text)).paragraphs if p.kind is ParagraphKind.DATELINE]
    assert [text[p.start : p.end] for p in found] == ["NEW DELHI, September 22:"]
    assert kind_of("On Monday: The minister arrived.") is ParagraphKind.BODY

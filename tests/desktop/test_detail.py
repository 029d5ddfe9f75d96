"""The detail pane, with text that nobody can trust."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QUrl
from PySide6.QtGui import QAccessible, Qt, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication, QLabel

from desktop.chronicle.details.pane import DetailPane
from desktop.theme.palette import LIGHT
from desktop.theme.theme import Scheme, Theme
from models.dates.basis import DateBasis
from models.dates.days import to_day
from models.dates.edtf import parse_edtf
from models.dates.relations import between, one_day
from models.queries.rows import ClaimRow, EventDetail, EventRow, ParticipantRow, PassageRow

EVIL = '<b>x</b><img src="file:///etc/passwd"><a href="http://a.example">y</a>&amp; 🙂\u2028'


@pytest.fixture
def pane(qtbot):
    theme = Theme(QApplication.instance())
    theme.use(Scheme.LIGHT)
    made = DetailPane(theme)
    qtbot.addWidget(made)
    made.resize(340, 700)
    made.show()
    return made


def passage(number=1, **changes):
    text = {"before": EVIL + "Before. ", "quote": EVIL + "She met him.", "after": " After." + EVIL}
    start = len(EVIL) + 8
    trigger = start + len(EVIL) + 4
    fields = {
        "document_id": number,
        "document": EVIL,
        "outlet": "Coast Wire",
        "published": parse_edtf("2024-05-12"),
        "published_basis": "inferred",
        "published_why": "",
        "path": "/a.txt",
        "start": start,
        "end": start + len(text["quote"]),
        "trigger_start": trigger,
        "trigger_end": trigger + 3,
        **text,
    }
    return PassageRow(**{**fields, **changes})


def detail(passages=None, **changes):
    row = EventRow(1, parse_edtf("2024-04"), EVIL, EVIL, "meeting", "claimed", EVIL, 1, "proposed")
    row = replace(row, claimed_by=EVIL, source=EVIL, outlet=EVIL)
    fields = {
        "row": row,
        "date_words": EVIL,
        "basis": None,
        "participants": (ParticipantRow(4, EVIL, "person", "agent", EVIL, "she"),),
        "claims": (ClaimRow(4, EVIL, "denies", 9, 0, 5, EVIL),),
        "passages": (passage(),) if passages is None else passages,
    }
    return EventDetail(**{**fields, **changes})


def test_markup_in_a_document_stays_text(pane):
    pane.put(detail())
    assert pane.title.text() == EVIL
    assert "<img" in pane.passage.toPlainText()
    assert pane.passage.document().resource(2, QUrl("file:///etc/passwd")) == b" "
    for label in pane.findChildren(QLabel):
        if label.text() and "<" in label.text():
            assert label.textFormat().name == "PlainText"


def test_exactly_the_trigger_is_marked_also_after_wide_characters(pane):
    pane.put(detail())
    document, marked = pane.passage.document(), []
    cursor = QTextCursor(document)
    while not cursor.atEnd():
        cursor.movePosition(
            QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor
        )
        if cursor.charFormat().background().color().name() == LIGHT.trigger:
            marked.append(cursor.selectedText())
        cursor.clearSelection()
    assert "".join(marked) == "met"


def test_a_tooltip_shows_markup_as_text(pane):
    pane.put(detail())
    for tip in (pane.people.item(0).toolTip(), pane.claims.toolTip()):
        shown = QTextDocument()
        shown.setHtml(tip)
        assert Qt.mightBeRichText(tip)
        assert "<img" in shown.toPlainText()
        assert "\ufffc" not in shown.toPlainText()  # stands for a picture


def test_everybody_is_named_once_with_all_roles_and_all_of_it_in_the_tooltip(pane):
    who = [
        ("agent", 4, "Ada"),
        ("target", 5, "Oslo"),
        ("place", 5, "Oslo"),
        ("participant", 4, "Ada"),
    ]
    parts = tuple(ParticipantRow(n, name, "person", role, "", "") for role, n, name in who)
    pane.put(detail(row=replace(detail().row, kind="business"), participants=parts))
    lines = [pane.people.item(n).text() for n in range(pane.people.count())]
    assert lines == ["Ada · acted, took part", "Oslo · place"]
    assert "Ada · acted, took part" in pane.people.item(0).toolTip()


@pytest.mark.parametrize(
    ("kind", "roles", "lines"),
    [
        ("meeting", ("agent", "target"), ["Ada · took part", "Oslo · took part"]),
        (
            "statement",
            ("agent", "target"),
            ["Ada · made the statement", "Oslo · was addressed or mentioned"],
        ),
        ("death", ("agent", "participant"), ["Ada · died", "Oslo · took part"]),
        ("death", ("agent", "target"), ["Ada · caused the death", "Oslo · was killed"]),
        ("something new", ("agent", "helper"), ["Ada · acted", "Oslo · helper"]),
    ],
)
def test_roles_are_said_in_words_that_fit_the_kind_of_event(pane, kind, roles, lines):
    names = enumerate(zip(roles, ("Ada", "Oslo"), strict=True))
    parts = tuple(ParticipantRow(n, name, "person", role, "", "") for n, (role, name) in names)
    pane.put(detail(row=replace(detail().row, kind=kind), participants=parts))
    assert [pane.people.item(n).text() for n in range(2)] == lines


def test_how_a_date_is_known_is_said_once_and_in_words(pane):
    month = parse_edtf("2024-07")
    row = replace(detail().row, interval=month)
    same = DateBasis("July 2024", "the same occasion as", "event", month, "July 2024", month)
    pane.put(detail(row=row, date_words="July 2024", basis=same))
    assert pane.why.text() == "“July 2024”: date of the same occasion"
    counted = replace(same, rule="the month after", anchor_kind="time", anchor_words="June")
    pane.put(detail(row=row, date_words="a month later", basis=counted))
    assert pane.why.text() == "“a month later”: the month after Jul 2024 (“June”)"


def test_beside_a_date_it_is_never_said_that_there_is_none(pane):
    row = replace(detail().row, interval=parse_edtf("2024-07"), edited="date")
    pane.put(detail(row=row, date_words=None, basis=None))
    assert pane.why.text() == "Entered by hand."


def test_enter_filters_by_the_first_until_another_is_chosen(pane, qtbot):
    pane.put(detail())
    pane.people.setFocus()
    with qtbot.waitSignal(pane.people.wanted) as told:
        qtbot.keyClick(pane.people, Qt.Key.Key_Return)
    assert told.args == [4, EVIL]


def test_the_line_that_enter_takes_is_marked_while_the_keys_are_there(pane, qtbot):
    one = detail().participants[0]
    people = pane.people
    pane.put(detail(participants=(one, replace(one, actor_id=5, name="Oslo"))))
    pane.activateWindow()
    people.setFocus(Qt.FocusReason.TabFocusReason)
    assert [people.row(item) for item in people.selectedItems()] == [0]
    qtbot.keyClick(people, Qt.Key.Key_Down)
    pane.put(pane.detail)  # as after filtering by one: everything is asked anew
    assert [people.row(item) for item in people.selectedItems()] == [1]
    pane.passage.setFocus()
    assert people.selectedItems() == []
    people.setFocus(Qt.FocusReason.BacktabFocusReason)
    assert [people.row(item) for item in people.selectedItems()] == [1]


def test_several_passages_are_turned(pane):
    pane.put(detail((passage(1, document="one"), passage(2, document="two"))))
    assert "one" in pane.origin.text()
    assert not pane._less.isEnabled()
    pane.turn(1)
    assert "two" in pane.origin.text()
    assert pane._which.text() == "2 of 2"
    pane.turn(1)
    assert "two" in pane.origin.text()


def test_the_card_goes_from_the_date_down_to_the_passage(pane, qtbot):
    pane.resize(360, 900)
    pane.put(detail())
    parts = (pane.date, pane.title, pane.why, pane.origin, pane.status, pane.claims, pane.people)
    parts += (pane.passage,)

    def tops():
        return [part.mapTo(pane, QPoint(0, 0)).y() for part in parts]

    qtbot.waitUntil(lambda: tops() == sorted(set(tops())))
    left = {part.mapTo(pane, QPoint(0, 0)).x() for part in (pane.title, pane.status, pane.passage)}
    assert len(left) == 1, "the passage stands in the pane itself, in no box of its own"
    assert pane.passage.frameWidth() == 0


def test_the_passage_is_as_high_as_its_lines_and_none_is_cut_at_the_foot(pane, qtbot):
    pane.resize(360, 420)
    pane.put(detail((passage(after="More of it. " * 60),)))
    text, area = pane.passage, pane._area
    qtbot.waitUntil(lambda: text.height() >= text.document().size().height())
    assert text.verticalScrollBar().maximum() == 0
    for high in range(420, 460, 7):
        pane.resize(360, high)
        qtbot.wait(20)
        foot = area.viewport().height() - text.mapTo(area.widget(), QPoint(0, 0)).y()
        lines, block = [], text.document().firstBlock()
        while block.isValid():
            top = text.document().documentLayout().blockBoundingRect(block).top()
            layout = block.layout()
            lines += [
                (int(top + layout.lineAt(n).y()), layout.lineAt(n).height())
                for n in range(layout.lineCount())
            ]
            block = block.next()
        assert not [top for top, tall in lines if top < foot < top + tall]


def test_the_source_is_a_line_that_filters_by_it(pane, qtbot):
    pane.put(detail())
    assert pane.origin.text().splitlines()[0] == "Coast Wire · 12 May 2024"
    assert "Coast Wire" in pane.origin.accessibleName()
    pane.origin.setFocus()
    with qtbot.waitSignal(pane.source_wanted) as told:
        qtbot.keyClick(pane.origin, Qt.Key.Key_Space)
    assert told.args == ["Coast Wire"]
    pane.put(detail((passage(outlet=None, document="A title"),)))
    assert pane.origin.text() == "A title · 12 May 2024"
    with qtbot.waitSignal(pane.source_wanted) as told:
        qtbot.mouseClick(pane.origin, Qt.MouseButton.LeftButton)
    assert told.args == ["A title"]
    narrow, wide = pane.origin.heightForWidth(60), pane.origin.heightForWidth(600)
    assert narrow > wide


def test_a_claim_says_who_and_how_and_quotes_what_is_not_below(pane):
    pane.put(detail(claims=(ClaimRow(None, None, "alleges", 9, 0, 5, "They lied"),)))
    assert pane.claims.text() == "An unnamed source alleges it: “They lied”"
    within = passage()
    pane.put(detail(claims=(ClaimRow(1, "Ada", "denies", 1, within.start, within.end, "x"),)))
    assert pane.claims.text() == "Ada denies it"


@pytest.mark.parametrize(
    ("date", "basis", "why", "told"),
    [
        (
            "2025-02-04",
            "inferred",
            "Tuesday, 4 Feb 2025, inferred: the dateline says February 4; “May 2024” is near",
            "Published 4 Feb 2025, inferred: the dateline says February 4; “May 2024” is near",
        ),
        (
            "2024-05",
            "inferred",
            "several days of May 2024 fit",
            "Published May 2024, inferred: several days of May 2024 fit",
        ),
        (
            "2024-05-12",
            "stated",
            "the file name holds 12 May 2024",
            "Published 12 May 2024, stated: the file name holds 12 May 2024",
        ),
        (
            "2024-05-12",
            "given",
            "given with the document",
            "Published 12 May 2024, given by hand",
        ),
        ("2024-05-12", "inferred", "", "Published 12 May 2024, inferred"),
        (
            None,
            "unknown",
            "the text says “July 23” but not the year: 2013 or 2019 would fit",
            (
                "Publication date unknown: the text says “July 23” but not the year: "
                "2013 or 2019 would fit"
            ),
        ),
        (None, "unknown", "", "Publication date unknown"),
    ],
)
def test_how_the_publication_date_is_known_stands_by_the_source(pane, date, basis, why, told):
    published = None if date is None else parse_edtf(date)
    known = {"published": published, "published_basis": basis, "published_why": why}
    pane.put(detail((passage(**known),)))
    assert pane.published.text() == told
    assert pane.published.toolTip() == ""
    assert "Coast Wire" in pane.origin.text()


def test_why_a_publication_date_is_known_stays_text_of_bounded_length(pane):
    pane.put(detail((passage(published_why=f"{EVIL} said\nso"),)))
    assert pane.published.textFormat() == Qt.TextFormat.PlainText
    assert (
        pane.published.text()
        == f"Published 12 May 2024, inferred: {' '.join(EVIL.split())} said so"
    )
    pane.put(detail((passage(published_why=EVIL + "so " * 500 + "at last"),)))
    assert len(pane.published.text()) == 300
    assert "at last" in pane.published.toolTip()
    assert "<img" not in pane.published.toolTip()
    pane.put(None)
    assert pane.published.text() == pane.published.toolTip() == ""


def test_what_the_lines_say_is_told_to_who_cannot_see_them(pane):
    pane.put(detail((passage(published_why="the dateline says so"),)))
    for line in (pane.title, pane.date, pane.why, pane.status, pane.claims, pane.published):
        spoken = QAccessible.queryAccessibleInterface(line)
        assert spoken.text(QAccessible.Text.Name) == line.accessibleName() != ""
        assert spoken.text(QAccessible.Text.Description) == line.text() != ""


def test_an_event_without_passage_people_or_date_is_shown(pane):
    row = EventRow(1, None, "x", "", "other", "asserted", "", 0, "proposed")
    pane.put(EventDetail(row, None, None, (), (), ()))
    assert pane.date.text() == "date unknown"
    assert pane.why.text() == ("No day could be worked out, and none of its articles has a date.")
    assert not pane.people.isVisible()
    assert not pane.passage.isVisible()
    pane.put(None)
    assert pane.title.text() == ""


@pytest.mark.parametrize(
    ("status", "words", "date", "why"),
    [
        ("asserted", None, "by 4 Feb 2025",
         "No day could be worked out; reported on 4 Feb 2025, so it happened by then."),
        ("denied", None, "by 4 Feb 2025",
         "No day could be worked out; reported on 4 Feb 2025; if it happened, it was by then."),
        ("negated", None, "by 4 Feb 2025",
         "No day could be worked out; reported on 4 Feb 2025: it had not happened by then."),
        ("planned", "soon", "as of 4 Feb 2025",
         "“soon”: no day could be worked out; still planned when reported on 4 Feb 2025."),
    ],
)  # fmt: skip
def test_without_a_date_the_report_says_by_when(pane, status, words, date, why):
    day = to_day(2025, 2, 4)
    row = EventRow(1, None, "x", "", "other", status, "", 1, "proposed", day)
    told = (passage(published=one_day(day)), passage(published=one_day(day + 2)))
    pane.put(EventDetail(row, words, None, (), (), told))
    assert (pane.date.text(), pane.why.text()) == (date, why)
    roughly = (passage(published=between(day - 9, day)),)
    pane.put(EventDetail(row, words, None, (), (), roughly))
    assert pane.why.text() == why.replace("reported on", "reported by")


@pytest.mark.parametrize(
    ("reported", "end"),
    [
        (None, "."),
        (to_day(2025, 2, 4), "; reported by 4 Feb 2025, so it happened by then."),
    ],
)
def test_words_that_give_no_day_are_shown_with_the_reason(pane, reported, end):
    reason = "no day could be worked out, because the words name no day"
    basis = DateBasis("recently", reason, "none", None, None, None)
    row = EventRow(1, None, "x", "", "other", "asserted", "", 1, "proposed", reported)
    pane.put(EventDetail(row, "recently", basis, (), (), ()))
    assert pane.why.text() == f"“recently”: {reason}{end}"


def test_known_claimants_come_first_and_nobody_says_the_same_twice(pane):
    said = (("alleges", None), ("denies", "Ada"), ("alleges", None), ("states", "Bo"))
    claims = tuple(ClaimRow(None, name, stance, 9, 0, 0, "") for stance, name in said)
    pane.put(detail(claims=claims))
    assert pane.claims.text().splitlines() == [
        "Ada denies it",
        "Bo says so",
        "An unnamed source alleges it",
    ]


@pytest.mark.parametrize(
    ("status", "claimed_by", "told"),
    [
        ("asserted", "", "Visit · asserted"),
        ("claimed", "Ada", "Visit · claimed by Ada"),
        ("claimed", "", "Visit · claimed: said by someone, not confirmed by the article"),
        ("denied", "", "Visit · denied: someone denies it"),
    ],
)
def test_a_status_is_explained_where_it_does_not_explain_itself(pane, status, claimed_by, told):
    shown = detail()
    row = replace(shown.row, kind="visit", status=status, place="", claimed_by=claimed_by)
    pane.put(replace(shown, row=row))
    assert pane.status.text() == told


def test_a_long_line_of_who_is_wrapped_and_not_cut(pane, qtbot):
    people = pane.people
    one = detail().participants[0]
    pane.resize(280, 700)
    pane.put(detail(participants=(replace(one, name="Ada Long", title=""),)))
    qtbot.waitUntil(lambda: people.height() > 0)
    short = people.height()
    pane.put(detail(participants=(replace(one, name="Ada of the Very Long Name " * 3, title=""),)))
    qtbot.waitUntil(lambda: people.height() > 1.5 * short)
    assert people.visualItemRect(people.item(0)).bottom() <= people.height()


def test_the_source_says_whose_copy_it_is(window, tmp_path, idle):
    told = "The mayor of Bergen, Ilse Grondahl, told the council that pier {} would be closed."
    story = " ".join(told.format(n) for n in range(9))
    for name, text in (("wire.txt", story), ("brief.txt", f"{story[:300]}\n")):
        (tmp_path / name).write_text(text)
        window.work.import_paths([tmp_path / name])
        idle(window)
    window.page.search.setText("source:brief")
    idle(window)
    assert "Copy of wire.txt" in window.page.detail.published.text()

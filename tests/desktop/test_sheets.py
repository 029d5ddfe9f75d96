"""A chronology of one's own, by command."""

import io
import json

import pytest
import xlsxwriter

from desktop.cli import main
from models.importing.sheets import files
from tests.models.ledgers.analysts import HABITS

PLAIN = next(habit for habit in HABITS if habit.name == "plain")


@pytest.fixture
def run(capsys, tmp_path):
    """Return a function that runs a command on an empty chronicle; the file is beside it."""
    (tmp_path / PLAIN.file).write_bytes(PLAIN.data)

    def command(*words, status=0):
        found = main([*map(str, words), "--database", str(tmp_path / "c.dateline")])
        told = capsys.readouterr()
        assert found == status, told.err
        return told.out if found == 0 else told.err

    return command


def test_a_trial_says_row_by_row_what_would_be_done_and_stores_nothing(run, tmp_path):
    told = run("sheet", "import", tmp_path / PLAIN.file, "--dry-run")
    assert "column Who: Who takes part" in told
    assert "row 2: new: 3 Feb 2021: Minister resigns over the grain levy" in told
    assert "name Anna Roth: new person" in told
    assert told.rstrip().endswith("3 rows: 3 new")
    assert not (tmp_path / "c.dateline").exists()


def test_a_row_whose_formula_has_no_result_is_named(run, tmp_path):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([("Date", "Event"), ("2021-03-05", "Solheim met Brandt")]):
            sheet.write_row(at, 0, row)
        sheet.write_string(2, 0, "2021-03-06")
        sheet.write_formula(2, 1, '="Brandt " & "left"', None, "")
        sheet.write_formula(3, 0, "=A3+1", None, "")
        sheet.write_string(3, 1, "Solheim resigned")
    (tmp_path / "made.xlsx").write_bytes(out.getvalue())
    told = run("sheet", "import", tmp_path / "made.xlsx")
    why = "; The file has no result of the formula for “{}”; open it in a spreadsheet program"
    assert f"row 3: without an event: 6 Mar 2021{why.format('Event')}" in told
    assert f"row 4: new: date unknown: Solheim resigned{why.format('Date')}" in told
    assert "3 rows: 2 new, 1 without an event" in told
    run(
        "edit", json.loads(run("list", "--json", "--search", "resigned"))[0]["id"], "--date", "1999"
    )
    again = run("sheet", "import", tmp_path / "made.xlsx")
    assert "changed in" not in again


def test_a_file_goes_in_comes_out_and_comes_back(run, tmp_path):
    file, again = tmp_path / PLAIN.file, tmp_path / "again.csv"
    assert "Took in plain.csv: 3 new events" in run("sheet", "import", file)
    run("edit", "1", "--place", "Zenda")
    told = run("sheet", "export", file, "-o", again)
    assert "1 row changed and marked, 0 rows added." in told
    cells = [[cell.text for cell in row] for row in files.sheets("x", again.read_bytes())[0].rows]
    assert cells[1][3] == "Zenda"
    assert cells[1][5].startswith("1 changed: Place [")
    again.write_text(again.read_text("utf-8").replace("14 Feb 2021", "15 Feb 2021"), "utf-8")
    assert "1 changed" in run("sheet", "import", again)
    dates = {event["id"]: event["date"] for event in json.loads(run("list", "--json"))}
    assert dates == {1: "2021-02-03", 2: "2021-02-15", 3: "2021-03"}
    assert "Undone: Took in again.csv" in run("undo")


def test_columns_names_and_the_order_of_dates_can_be_said(run, tmp_path):
    (tmp_path / "x.csv").write_text(
        "A,B,C\n03/02/2021,Resignation,Roth\n04/02/2021,Succession,Roth\n", "utf-8"
    )
    run("sheet", "import", tmp_path / "x.csv", status=2)
    told = run(
        "sheet", "import", tmp_path / "x.csv", "--column", "event=B", "--column", "agent=C",
        "--dates", "mdy", "--name", "Roth=new organisation", "--json",
    )  # fmt: skip
    rows = json.loads(told)["rows"]
    assert [row["means"]["date"] for row in rows] == ["2021-03-02", "2021-04-02"]
    (actor,) = json.loads(run("actors", "--json"))
    assert (actor["name"], actor["kind"], actor["events"]) == ("Roth", "organisation", 2)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--sheet", "No such"), "There is no sheet"),
        (("--column", "colour=B"), "isn’t a field"),
        (("--column", "date=Colour"), "There is no column"),
        (("--name", "Anna Roth=Nobody"), "No actor is called"),
        (("--column", "event="), "No column seems to hold events"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(run, tmp_path, words, why):
    assert why in run("sheet", "import", tmp_path / PLAIN.file, *words, status=2)


def test_decisions_on_rows_travel(run, tmp_path):
    run("sheet", "import", tmp_path / PLAIN.file)
    run("decisions", "export", tmp_path / "d.jsonl")
    other = str(tmp_path / "other.dateline")
    assert main(["sheet", "import", str(tmp_path / PLAIN.file), "--database", other]) == 0
    assert main(["decisions", "import", str(tmp_path / "d.jsonl"), "--database", other]) == 0

"""The order of the stages is checked, what they declare is what they do, and a failure is told."""

import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from models.dates.edtf import parse_edtf
from models.errors import BugError
from models.importing.routine import import_files
from models.reading import reader
from models.reading.doc import Doc, Fault, Hints
from models.reading.pipeline import STATES, Pipeline, Stage, stage
from models.reading.reader import default_pipeline
from models.store.store import Store
from tests.spied import Watch, changed, plain, spied
from tests.steps import finish

GOLD = Path(__file__).parents[2] / "gold" / "chronologies" / "articles"
STAGES = {step.name: step for step in default_pipeline().stages}
ORDER = list(STAGES)


def without(*names: str) -> list[str]:
    return [name for name in ORDER if name not in names]


@pytest.mark.parametrize(
    ("order", "told"),
    [
        (
            [*without("events", "published", "resolve"), "events", "published", "resolve"],
            "events needs times.dated, published, which no stage before it adds",
        ),
        (
            ["paragraphs", "sentences", "times", *without("paragraphs", "sentences", "times")],
            "times needs words.grammar, which",
        ),
        (
            [
                "paragraphs",
                "sentences",
                "grammar",
                "names",
                "actors",
                "times",
                "quotations",
                "coreference",
                "published",
                "resolve",
                "events",
            ],
            "quotations needs actors.related, mentions.meant, which",
        ),
        (without("coreference"), "quotations needs actors.related, mentions.meant, which"),
        (
            [*without(*ORDER[ORDER.index("names") :]), "actors", "names"],
            "actors needs names.whole, which",
        ),
        (
            ["paragraphs", "sentences", "times", "published", "resolve"],
            "times needs words.grammar, which",
        ),
        (ORDER[1:], "about needs front, paragraphs, which"),
        ([*ORDER, "grammar"], "grammar adds words.grammar, names.raw, which a stage before"),
    ],
)
def test_a_wrong_order_is_refused_and_the_reason_said(order: list[str], told: str) -> None:
    with pytest.raises(BugError, match=f"^{told}"):
        Pipeline(STAGES[name] for name in order)


def test_a_state_that_no_document_has_is_refused() -> None:
    with pytest.raises(
        BugError, match=r"^x names states that a document does not have: \['words'\]$"
    ):
        stage("x", finds="x", needs={"words"}, adds=set())


OWN = (
    "Ann Lee, who said on Monday that the bank had closed, left Oslo. “We will come back,” she "
    "said. Her brother Ivo, a judge in his 30s, married Ida Marsh in May 2014.\n\nBy Ola Nordmann"
)
TEXTS = {
    "an article of our own": (OWN, None),
    "properties": ("---\ntitle: The bank closes\nauthor: Ann Lee\n---\n\nIt closed in May.", None),
    **{
        name: ((GOLD / name).read_text("utf8"), "2021-03-12")
        for name in (
            "15-quotations.txt",
            "28-appositions-and-family.txt",
            "64-date-line-run-in.txt",
        )
    },
}


def test_what_a_stage_declares_is_what_it_reads_and_changes() -> None:
    read: dict[str, set[str]] = {name: set() for name in ORDER}
    made: dict[str, set[str]] = {name: set() for name in ORDER}
    for text, day in TEXTS.values():
        doc = Doc(text, Hints(given=parse_edtf(day) if day else None))
        watch = Watch()
        for name, step in STAGES.items():
            watch.read = set()
            found = plain(step.run(spied(doc, watch)))
            assert found == step.run(doc), name  # watching changes nothing
            read[name] |= watch.read
            made[name] |= set(changed(step, doc, found))
            watch.have |= step.adds
            doc = found
    assert read == {name: expected(step) for name, step in STAGES.items()}
    assert made == {name: set(step.adds) for name, step in STAGES.items()}


def expected(step: Stage) -> set[str]:
    """What a stage declares, but for what it goes back to only where something failed."""
    newer = {(s.partition(".")[0], STATES[s]) for s in step.uses}
    older = {s for s in step.needs if "." in s and (s.partition(".")[0], STATES[s]) in newer}
    return set(step.needs | step.uses) - older


def test_the_watching_itself_notices_what_is_not_declared() -> None:
    doc = Doc(OWN)
    for name in ("paragraphs", "sentences", "grammar"):
        doc = STAGES[name].run(doc)
    watch = Watch()
    watch.have |= {"paragraphs", "sentences", "words.text"}
    found = spied(doc, watch)
    assert found.words[0].text == "Ann"
    assert watch.read == {"words.text"}
    assert found.words[0].tag == "NNP"
    assert found.mentions == ()
    assert watch.read == {"words.text", "words, still empty", "mentions, still empty"}
    harmful = replace(doc, words=tuple(replace(w, text="x") for w in doc.words))
    assert list(changed(STAGES["times"], doc, harmful)) == [
        "words, undeclared (start end text sentence)"
    ]


def failing(doc: Doc) -> Doc:
    raise ValueError(f"no\nuse with {len(doc.text)} letters")


def broken(*names: str) -> Pipeline:
    """The reader with stages that fail."""
    return Pipeline(replace(s, run=failing) if s.name in names else s for s in STAGES.values())


def test_a_stage_that_fails_leaves_its_trace_in_the_log_and_as_data(expect_log, caplog) -> None:
    expect_log("the stage 'published' failed")
    doc = broken("published")(Doc("Rebels attacked Velin on 3 May 2014."))
    (fault,) = doc.faults
    assert (fault.stage, fault.lacks, fault.kind) == (
        "published",
        "the publication date",
        "ValueError",
    )
    assert "in failing" in fault.trace
    assert "in failing" in caplog.text
    assert str(fault) == "published: ValueError: no use with 36 letters"
    assert pickle.loads(pickle.dumps(fault)) == fault


@pytest.mark.parametrize(
    ("stage_name", "skipped"),
    [
        ("paragraphs", ORDER[1:]),
        ("grammar", ORDER[ORDER.index("grammar") + 1 :]),
        ("names", ["actors", "coreference", "quotations", "events"]),
        ("coreference", []),
        ("times", ["published", "resolve"]),
        ("published", []),
        ("resolve", []),
        ("quotations", ["events"]),
        ("events", []),
    ],
)
def test_stages_whose_needs_failed_are_skipped_and_named_and_the_rest_goes_on(
    stage_name: str, skipped: list[str], expect_log
) -> None:
    expect_log(f"the stage '{stage_name}' failed")
    text = "Rebels attacked Velin on 3 May 2014, Ann Lee said on Monday. She left Velin later."
    doc = broken(stage_name)(Doc(text, Hints(given=parse_edtf("2014-05-09"))))
    assert [fault.stage for fault in doc.faults if fault.kind] == [stage_name]
    assert [fault.stage for fault in doc.faults if not fault.kind] == skipped
    assert all("skipped for want of" in str(f) for f in doc.faults if not f.kind)
    lost = {stage_name, *skipped}
    assert bool(doc.events) is ("events" not in lost)
    if lost & {"times", "resolve"} and doc.events:
        assert all(e.date is None for e in doc.events)  # nor is the article's own day taken
    elif doc.events:
        assert "2014-05-03" in [e.date.interval.edtf for e in doc.events if e.date]


@pytest.mark.parametrize(
    ("names", "lacking"),
    [
        (["resolve"], "dates"),
        (["published", "resolve"], "the publication date and dates"),
        (["quotations"], "quotations and events"),
        (["times", "events"], "times, the publication date, dates and events"),
    ],
)
def test_an_import_says_in_words_what_is_missing(
    names: list[str], lacking: str, tmp_path: Path, monkeypatch, expect_log
) -> None:
    for name in names:
        expect_log(f"the stage '{name}' failed")
    monkeypatch.setattr(reader, "default_pipeline", lambda: broken(*names))
    (tmp_path / "a.txt").write_text("Rebels attacked Velin on 3 May 2014.", "utf8")
    store = Store.open(tmp_path / "c.dateline")
    (report,) = finish(import_files(store, [tmp_path / "a.txt"])).documents
    store.close()
    assert report.status == "imported"
    assert report.reason == f"partly read: {lacking} could not be worked out"


def test_a_fault_is_one_line_of_text() -> None:
    assert str(Fault("events", "events", "", "skipped for want of\n quotations")) == (
        "events: skipped for want of quotations"
    )

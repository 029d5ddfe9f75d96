"""The reader model is loaded once, whoever asks first."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from models.reading.grammar import model
from models.reading.grammar.model import prepare, reader_model
from models.reading.reader import read


def test_all_who_ask_while_the_model_is_loading_get_the_same_one() -> None:
    with ThreadPoolExecutor(4) as pool:
        prepare()
        found = list(pool.map(lambda _: reader_model(), range(4)))
    assert len({id(one) for one in found}) == 1


def test_what_is_wrong_with_the_model_is_told_where_it_is_needed(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken() -> None:
        raise OSError("no model")

    monkeypatch.setattr(model, "_loaded", broken)
    model._load_ahead()
    assert capfd.readouterr().err == ""
    with pytest.raises(OSError, match="no model"):
        reader_model()


def test_a_sentence_is_read_the_same_whatever_stands_beside_it() -> None:
    told = "The inspectors of the Harrow Water Board closed both plants near Linden on Friday."
    beside = " ".join(f"Nobody was hurt in accident number {n}, officials said." for n in range(9))
    alone, among = read(told), read(f"{beside}\n\n{told}")
    last = among.words[-len(alone.words) :]
    offset = len(among.words) - len(alone.words)
    assert [(w.text, w.tag, w.relation, w.head) for w in alone.words] == [
        (w.text, w.tag, w.relation, w.head - offset if w.head >= 0 else -1) for w in last
    ]


@pytest.mark.parametrize(
    ("text", "noun", "name"),
    [
        ("President Joseph Tembo appointed economist Li Banda to succeed her.", "economist", "Li"),
        ("Defence Ministry spokesman Amadou Keita denied it.", "spokesman", "Amadou"),
        ("Officials said airline Orvane would stop.", "airline", "Orvane"),
    ],
)  # fmt: skip
def test_a_noun_right_before_a_name_describes_it(text: str, noun: str, name: str) -> None:
    doc = read(text)
    (word,) = [w for w in doc.words if w.text == noun]
    assert doc.words[word.head].text == name
    assert word.relation in ("compound", "nmod")


@pytest.mark.parametrize(
    "quote", ['"We stay," he said.', "“We stay,” he said.", "«We stay», he said."]
)
def test_a_sentence_ends_before_a_quotation_that_follows_its_stop(quote: str) -> None:
    doc = read(f"Marina Sousa, a former minister, resigned on Tuesday. {quote}")
    assert len(doc.sentences) == 2


@pytest.mark.parametrize(
    "piece", ["1,234,567.89 ", "a.lee@harbour.example ", "سلام‌علیکم ", "éàüß-"]
)
def test_a_run_of_words_of_many_pieces_is_read_in_parts(piece: str) -> None:
    doc = read(f"Ann Lee met Ivo Marsh in Oslo. {piece * 150}")
    assert doc.faults == ()
    assert [doc.cut(n) for n in doc.names][:3] == ["Ann Lee", "Ivo Marsh", "Oslo"]
    assert len(doc.words) > 150
    assert all(w.tag and w.relation for w in doc.words)


def test_runs_hold_no_more_than_the_model_takes_and_leave_no_word_out() -> None:
    words = ["Rain"] * 130 + ["a.lee@harbour.example"] * 130 + ["fell"]
    runs = list(reader_model().runs(words))
    assert [first for first, _ in runs] == [0, *(last for _, last in runs[:-1])]
    assert runs[-1][1] == len(words)
    for first, last in runs:
        assert last - first <= model.MOST_WORDS
        assert len(reader_model()._row(words[first:last])[0]) <= 512
    assert list(reader_model().runs([])) == []
    assert list(reader_model().runs(["Rain"])) == [(0, 1)]

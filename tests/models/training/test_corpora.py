"""Corpora are read by one convention of names."""

import gzip
from pathlib import Path

import pytest

from models.training.corpora import UNKNOWN, crossner, relation, spans, trees, uner, wikigold

_GUM = """# newdoc id = GUM_news_ours
1\tMr.\tMr.\tPROPN\tNNP\t_\t4\tnsubj\t_\tEntity=(1-person-new-sgl
2\tArlo\tArlo\tPROPN\tNNP\t_\t1\tflat\t_\t_
3\tPell\tPell\tPROPN\tNNP\t_\t1\tflat\t_\tEntity=1)
4\tjoined\tjoin\tVERB\tVBD\t_\t0\troot\t_\t_
5\tthe\tthe\tDET\tDT\t_\t6\tdet\t_\tEntity=(2-organization-new-sgl
6\tBank\tbank\tPROPN\tNNP\t_\t4\tobj\t_\t_
7\tof\tof\tADP\tIN\t_\t8\tcase\t_\t_
8\tOrvane\tOrvane\tPROPN\tNNP\t_\t6\tnmod\t_\tEntity=(3-place-new-sgl)2)
9\tMonday\tMonday\tPROPN\tNNP\t_\t4\tobl:tmod\t_\tEntity=(4-time-new-sgl)

"""


_OWNERS = """# newdoc id = GUM_news_theirs
1\tArlo\tArlo\tPROPN\tNNP\t_\t4\tnsubj\t_\tEntity=(1-person-new-sgl
2\tof\tof\tADP\tIN\t_\t3\tcase\t_\t_
3\tOrvane\tOrvane\tPROPN\tNNP\t_\t1\tnmod\t_\tEntity=(2-place-new-sgl)1)
4\twon\twin\tVERB\tVBD\t_\t0\troot\t_\t_
5\tOrvane\tOrvane\tPROPN\tNNP\t_\t8\tnmod:poss\t_\tEntity=(3-organization-new-sgl(2-place-giv-sgl
6\t's\t's\tPART\tPOS\t_\t5\tcase\t_\tEntity=2)
7\tWater\tWater\tPROPN\tNNP\t_\t8\tcompound\t_\t_
8\tBoard\tBoard\tPROPN\tNNP\t_\t10\tcompound\t_\tEntity=3)
9\tPell\tPell\tPROPN\tNNP\t_\t10\tcompound\t_\tEntity=(4-abstract-new-sgl
10\tPrize\tPrize\tPROPN\tNNP\t_\t4\tobj\t_\tEntity=4)

"""


def _write(path: Path, text: str) -> None:
    with gzip.open(path, "wt", encoding="utf8") as file:
        file.write(text)


def test_mentions_become_names_of_proper_nouns_without_titles(tmp_path: Path) -> None:
    _write(tmp_path / "gum-train.conllu.gz", _GUM)
    [sentence] = trees(tmp_path, "gum", "train")
    named = [(" ".join(sentence.words[a:b]), kind) for a, b, kind in spans(sentence.names)]
    assert named == [("Arlo Pell", "PERSON"), ("Bank of Orvane", "ORG")]
    assert sentence.names[8] == "O"
    assert sentence.relations[3] == "ROOT"
    assert sentence.relations[8] == "obl"


def test_a_name_ends_where_its_owner_or_its_home_is_named(tmp_path: Path) -> None:
    _write(tmp_path / "gum-train.conllu.gz", _OWNERS)
    [sentence] = trees(tmp_path, "gum", "train")
    named = [(" ".join(sentence.words[a:b]), kind) for a, b, kind in spans(sentence.names)]
    assert named == [
        ("Arlo", "PERSON"), ("Orvane", "LOC"), ("Orvane", "LOC"), ("Water Board", "ORG"),
    ]  # fmt: skip
    assert sentence.names[8:] == ("O", "O")


def test_a_work_cited_by_its_authors_stays_open(tmp_path: Path) -> None:
    text = _OWNERS.replace("GUM_news", "GUM_academic")
    _write(tmp_path / "gum-train.conllu.gz", text)
    assert trees(tmp_path, "gum", "train")[0].names[8:] == (UNKNOWN, UNKNOWN)


def test_a_tree_without_names_says_only_what_is_surely_none(tmp_path: Path) -> None:
    _write(tmp_path / "ewt-train.conllu.gz", _GUM)
    [sentence] = trees(tmp_path, "ewt", "train")
    assert sentence.names[1] == UNKNOWN
    assert sentence.names[3] == "O"


@pytest.mark.parametrize(
    ("label", "ours"),
    [("nsubj:pass", "nsubj:pass"), ("nmod:desc", "nmod"), ("root", "ROOT"), ("obj", "obj")],
)
def test_relations_keep_only_the_subtypes_that_reading_needs(label: str, ours: str) -> None:
    assert relation(label) == ours


def test_held_and_trained_parts_share_no_document(tmp_path: Path) -> None:
    rows = "".join(f"# newdoc id = d{i}\n1\tArlo\tB-PER\t-\t-\n\n" for i in range(60))
    for split in ("dev", "test"):
        _write(tmp_path / f"uner-ewt-{split}.iob2.gz", rows)
    _write(tmp_path / "wikigold.conll.gz", "".join(f"Arlo{i} I-PER\n\n" for i in range(60)))
    kept, held = ({s.document for s in uner(tmp_path, held=held)} for held in (False, True))
    assert held
    assert not kept & held
    kept, held = ({s.words for s in wikigold(tmp_path, held=held)} for held in (False, True))
    assert (len(kept), len(held)) == (40, 20)
    assert not kept & held


def test_what_a_source_does_not_annotate_may_be_an_event(tmp_path: Path) -> None:
    _write(tmp_path / "wikigold.conll.gz", "Feast I-MISC\nof O\nOrvane I-LOC\nFair I-LOC\n\n" * 3)
    sentence = wikigold(tmp_path, held=False)[0]
    assert sentence.names == ("O|EVENT", "O", "B-LOC", "I-LOC")


def test_kinds_of_politics_are_ours(tmp_path: Path) -> None:
    for split in ("train", "dev", "test"):
        text = "Pell\tB-politician\nof\tO\nOrvane\tB-country\nGreens\tB-politicalparty\n\n"
        _write(tmp_path / f"crossner-politics-{split}.tsv.gz", text)
    assert crossner(tmp_path)[0].names == ("B-PERSON", "O", "B-LOC", "B-ORG")

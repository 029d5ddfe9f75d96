"""Story packs and MEANTIME's marks as they are read, and what is fitted on them."""

from dataclasses import astuple
from pathlib import Path

from models.composing.joining.likeness import FEATURES
from models.composing.joining.named import Called
from models.composing.joining.profile import Profile
from models.composing.joining.score import weights
from models.training.joining import PRIOR, Example, fitted, likely, pairs
from models.training.marked import Article, packs
from models.training.meantime import _article

PACKS = Path(__file__).parents[2] / "gold" / "packs"
_CAT = """<?xml version="1.0" ?><Document doc_id="1">
<token number="0" sentence="0" t_id="1">Firm</token>
<token number="1" sentence="0" t_id="2">buys</token>
<token number="0" sentence="1" t_id="3">May</token>
<token number="1" sentence="1" t_id="4">3</token>
<token number="0" sentence="2" t_id="5">It</token>
<token number="1" sentence="2" t_id="6">bought</token>
<token number="2" sentence="2" t_id="7">it</token>
<token number="3" sentence="2" t_id="8">.</token>
<Markables><EVENT_MENTION m_id="1"><token_anchor t_id="2"/></EVENT_MENTION>
<EVENT_MENTION m_id="2"><token_anchor t_id="6"/></EVENT_MENTION>
<EVENT m_id="9" instance_id="OTH1"/></Markables>
<Relations><REFERS_TO r_id="1"><source m_id="1"/><source m_id="2"/><target m_id="9"/></REFERS_TO>
</Relations></Document>"""


def test_every_mark_of_a_pack_stands_where_its_words_are() -> None:
    found = list(packs(PACKS))
    assert len(found) >= 12
    for pack in found:
        assert 3 <= len(pack.articles) <= 6
        told: dict[str, set[str]] = {}
        for article in pack.articles:
            assert article.outlet
            assert article.published
            for mark in article.mentions:
                assert article.text[mark.start : mark.end].isalpha()
                told.setdefault(mark.event, set()).add(article.name)
            assert "[" not in article.text
        for each in pack.happened:
            assert 1 < each.sources <= len(told[each.event])


def test_marks_of_meantime_stand_where_their_words_are() -> None:
    found = _article("a", "t", _CAT.encode())
    assert found.text == "Firm buys\n\nMay 3\n\nIt bought it."
    assert [found.text[m.start : m.end] for m in found.mentions] == ["buys", "bought"]
    assert {m.event for m in found.mentions} == {"OTH1"}


def _example(event: str, day: int, words: frozenset[str]) -> Example:
    who = (Called("person", ("Ann Lee",)),)
    profile = Profile("meeting", "asserted", "met", words, frozenset(), frozenset(), True, day, day,
                      (day, day), who, (), (), None, None)  # fmt: skip
    return Example(Article(event, "t", "", ()), profile, frozenset((event,)))


def test_what_is_fitted_parts_what_is_one_from_what_is_not() -> None:
    some = [_example(f"e{n % 3}", n % 3 * 40, frozenset((f"w{n % 3}", f"x{n}"))) for n in range(9)]
    found = pairs(some)
    assert found
    assert all(pair.same for pair in found)
    fit = fitted(found)
    assert all(likely(fit, pair) > 0.5 for pair in found)
    assert all(fit[at] * PRIOR[name] >= 0 for at, name in enumerate((*FEATURES, "bias")))


def test_the_weights_shipped_are_of_all_features_and_the_borders_in_order() -> None:
    shipped = weights()
    assert len(shipped.features) == len(FEATURES)
    assert 0 < shipped.offered < shipped.joined < 1
    assert all(
        weight * PRIOR[name] >= 0 for name, weight in zip(FEATURES, shipped.features, strict=True)
    )
    assert len(astuple(shipped)) == 4

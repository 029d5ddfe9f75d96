"""Actors that somebody said are not the same stay two, whatever comes later."""

from random import Random

import pytest

from models.composing.apart import pairs_apart
from models.composing.uniting import united
from models.edits import history
from models.edits.actors import keep_apart, merge
from models.edits.deciding import decide
from models.errors import KnownError
from models.queries.actors import actor_rows
from tests.models.composing import played


def _forms(rows):
    """Links and own names of forms, from what each is called; the first name is its own."""
    links = {n: frozenset(("person", name) for name in names) for n, names in rows.items()}
    return links, {n: ("person", names[0]) for n, names in rows.items()}


def _groups(rows, **bound):
    groups = united(*_forms(rows), **bound)
    return {frozenset(group) for group in groups.values()}


def test_a_third_form_with_both_names_does_not_bring_two_together_that_are_not_the_same():
    rows = {1: ("ann lee",), 2: ("anne lee",), 3: ("ann lee", "anne lee"), 4: ("anne lee",)}
    assert _groups(rows) == {frozenset(rows)}
    told = _groups(rows, apart=[({1, 3}, {2, 4})])
    assert told == {frozenset({1, 3}), frozenset({2, 4})}
    assert _groups({**rows, 5: ("a lee", "anne lee", "ann lee")}, apart=[({1}, {2})]) == {
        frozenset({1, 3, 5}), frozenset({2, 4}),
    }  # fmt: skip


def test_whoever_was_merged_with_one_of_them_is_kept_apart_from_the_other_as_well():
    rows = {1: ("ann lee",), 2: ("anne lee",), 3: ("a b",), 4: ("a b", "anne lee")}
    bound = {"apart": [({1}, {2})], "merged": [{1, 3}]}
    assert _groups(rows, **bound) == {frozenset({1}), frozenset({2}), frozenset({3, 4})}


@pytest.mark.parametrize("seed", range(30))
def test_the_order_of_forms_does_not_matter(seed):
    random = Random(seed)
    names = ["a a", "b b", "c c", "d d", "e e"]
    rows = {n: tuple(random.sample(names, random.randint(1, 3))) for n in range(12)}
    of = {name: {n for n, each in rows.items() if each[0] == name} for name in names}
    apart = [(of[one], of[other]) for one, other in (random.sample(names, 2) for _ in range(3))]
    told = _groups(rows, apart=apart)
    for left, right in apart:
        assert not any(group & left and group & right for group in told)
    turned = list(rows)
    random.shuffle(turned)
    new = {old: place for place, old in enumerate(turned)}
    again = _groups(
        {new[n]: rows[n] for n in turned},
        apart=[({new[n] for n in left}, {new[n] for n in right}) for left, right in apart],
    )
    assert again == {frozenset(new[n] for n in group) for group in told}


def _named(store, *names):
    with store.reading() as session:
        known = {row.name: row.id for row in actor_rows(session)}
    return [known[name] for name in names]


def _brought(store, number, who, whom, *, longer=()):
    played.bring(store, [(number, played.told_doc(number, who, whom, longer))])


def test_the_linker_obeys_and_undo_lets_it_again(tmp_path):
    store = played.opened(tmp_path)
    _brought(store, 0, "Ann Marie Lee", "Bo Ek")
    _brought(store, 1, "Ann Lee", "Bo Ek")
    one, other = _named(store, "Ann Marie Lee", "Ann Lee")
    done = decide(store, keep_apart(one, other))
    assert done.label == "Kept Ann Marie Lee and Ann Lee apart"
    assert decide(store, keep_apart(other, one)).step is None
    _brought(store, 2, "Ann Marie Lee", "Bo Ek", longer=("Ann Lee",))
    with store.reading() as session:
        assert pairs_apart(session) == {(one, other)}
        assert {row.name for row in actor_rows(session)} >= {"Ann Marie Lee", "Ann Lee"}
    assert played.findings(store) == ()
    history.undo(store, done.step)
    with store.reading() as session:
        assert "Ann Lee" not in {row.name for row in actor_rows(session)}
        assert pairs_apart(session) == set()
    assert played.findings(store) == ()
    store.close()


def test_a_pair_stays_apart_when_one_of_it_is_merged_with_a_third(tmp_path):
    store = played.opened(tmp_path)
    _brought(store, 0, "Ann Lee", "Bo Ek")
    _brought(store, 1, "Anna Lee", "Olav Brandt")
    ann, bo, anna = _named(store, "Ann Lee", "Bo Ek", "Anna Lee")
    decide(store, keep_apart(ann, anna))
    decide(store, merge((ann, bo)))
    with store.reading() as session:
        assert pairs_apart(session) == {(min(ann, bo), anna)}
    with pytest.raises(KnownError, match="one actor"):
        decide(store, keep_apart(ann, bo))
    decide(store, merge((ann, anna)))
    with store.reading() as session:
        assert pairs_apart(session) == set()
    store.close()

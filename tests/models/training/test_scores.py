"""Trees and names out of a model's scores."""

import itertools

import numpy as np
import pytest

from models.training.scores import decoded, tree


@pytest.mark.parametrize("seed", range(20))
def test_the_tree_is_the_best_of_all_trees(seed: int) -> None:
    arc = np.random.default_rng(seed).normal(size=(4, 5)).astype(np.float32)
    arc[np.arange(4), np.arange(1, 5)] = -50.0

    def whole(heads: tuple[int, ...]) -> bool:
        for start in range(4):
            at, steps = start + 1, 0
            while at and steps < 9:
                at, steps = heads[at - 1], steps + 1
            if at:
                return False
        return heads.count(0) == 1

    best = max(
        (heads for heads in itertools.product(range(5), repeat=4) if whole(heads)),
        key=lambda heads: arc[np.arange(4), list(heads)].sum(),
    )
    assert tuple(tree(arc)) == best


def test_no_name_starts_in_its_middle() -> None:
    scores = np.log(np.array([[0.4, 0.1, 0.5], [0.2, 0.7, 0.1]], np.float32))
    assert decoded(scores, ("B-LOC", "I-LOC", "O")) == ["B-LOC", "I-LOC"]

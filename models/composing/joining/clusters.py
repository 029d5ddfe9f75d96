"""Which tellings are one event, from how likely each two of them are: a pure function.

It depends on what is told alone, not on numbers of rows nor on the order in which it came. The
likeliest pairs are joined first; two groups become one only where nothing in the one forbids
anything in the other, and where their members are likely one on the whole, so that no group
spreads from neighbour to neighbour over a series of like events.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

Node = TypeVar("Node")

SPREAD = 0.5
"""How likely the members of two groups are one on the mean, for these to become one."""
WIDEST = 12
"""Members of a group that are compared with those of another; of more the first in order."""


def clusters(
    nodes: Sequence[Node],
    edges: Iterable[tuple[float, Node, Node]],
    score: Callable[[Node, Node], float],
    least: float,
    apart: frozenset[frozenset[Node]] = frozenset(),
) -> list[list[Node]]:
    """Groups of nodes, each in the order of ``nodes``, which says what they are sorted by.

    ``edges``: the pairs from which groups grow, with their likelihood; ``score``: that of any two,
    0 where they are forbidden; ``least``: the mean likelihood between two groups that become one;
    ``apart``: pairs that are never in one group.
    """
    order = {node: at for at, node in enumerate(nodes)}
    groups: dict[Node, list[Node]] = {node: [node] for node in nodes}
    known: dict[tuple[Node, Node], float] = {}

    def likely(one: Node, other: Node) -> float:
        pair = (one, other) if order[one] < order[other] else (other, one)
        if pair not in known:
            known[pair] = 0.0 if frozenset(pair) in apart else score(*pair)
        return known[pair]

    ranked = sorted(edges, key=lambda e: (-e[0], *sorted((order[e[1]], order[e[2]]))))
    for _, one, other in ranked:
        left, right = groups[one], groups[other]
        if left is right:
            continue
        cross = [likely(a, b) for a in left[:WIDEST] for b in right[:WIDEST]]
        if min(cross) <= 0 or sum(cross) / len(cross) < least:
            continue
        if apart and any(frozenset((a, b)) in apart for a in left for b in right):
            continue
        whole = sorted((*left, *right), key=lambda node: order[node])
        for node in whole:
            groups[node] = whole
    return list({id(group): group for group in groups.values()}.values())

"""Which forms are one by what they share, unless somebody said that some of them are not."""

from collections.abc import Collection, Mapping, Sequence
from typing import TypeAlias

Link: TypeAlias = tuple[str, ...]
"""What forms share that are one actor."""
Groups: TypeAlias = dict[int, set[int]]


def united(
    links: Mapping[int, Collection[Link]],
    own: Mapping[int, Link],
    merged: Sequence[Collection[int]] = (),
    apart: Sequence[tuple[Collection[int], Collection[int]]] = (),
) -> Groups:
    """The group of each form. Forms that share a link are one group.

    ``apart``: forms of which those on one side are in no group with those on the other, whatever a
    third one shares with both; ``merged``: forms that will be one group in the end. The link
    by which a form is ``own`` goes before others, and those in the order of the alphabet, so
    that the outcome does not depend on the order of the forms.
    """
    if not any(left and right for left, right in apart):
        return _plain(links)
    enemies: dict[int, set[int]] = {}
    for left, right in apart:
        for one, other in ((left, right), (right, left)):
            for number in one:
                enemies.setdefault(number, set()).update(other)
    groups: Groups = {number: {number} for number in links}
    as_if: Groups = {number: {number} for number in links}
    for some in merged:
        first = next(iter(some), None)
        for number in some:
            _join(as_if, number, first if first is not None else number)
    members: dict[tuple[bool, Link], list[int]] = {}
    for number, shared in links.items():
        for link in shared:
            members.setdefault((link != own[number], link), []).append(number)
    known: dict[Link, list[int]] = {}
    for (_, link), numbers in sorted(members.items()):
        leaders = known.setdefault(link, [])
        for number in sorted(numbers, key=lambda each: (own[each], sorted(links[each]), each)):
            for leader in leaders:
                if _may(as_if, number, leader, enemies):
                    _join(as_if, number, leader)
                    _join(groups, number, leader)
                    break
            else:
                leaders.append(number)
    return groups


def _plain(links: Mapping[int, Collection[Link]]) -> Groups:
    groups: Groups = {}
    by_link: dict[Link, int] = {}
    for number, shared in links.items():
        groups[number] = {number}
        for link in shared:
            _join(groups, number, by_link.setdefault(link, number))
    return groups


def _may(groups: Groups, one: int, other: int, enemies: Mapping[int, set[int]]) -> bool:
    """Whether two groups can be one with nobody in it who is kept apart from another one."""
    left, right = sorted((groups[one], groups[other]), key=len)
    if left is right:
        return True
    return not any(not right.isdisjoint(enemies[each]) for each in left if each in enemies)


def _join(groups: Groups, one: int, other: int) -> None:
    small, large = sorted((groups[one], groups[other]), key=len)
    if small is not large:
        large |= small
        for each in small:
            groups[each] = large

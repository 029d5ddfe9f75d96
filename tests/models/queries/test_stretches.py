"""Stretches of a text around some words."""

import re

import pytest

from models.queries.stretches import around

TEXT = "First line.\nAnn Lee met Bo Ek in Oslo on Monday, it says.\nLast line."


@pytest.mark.parametrize("more", range(60))
@pytest.mark.parametrize("word", ["Ann", "met", "says.", "First", "line.", "Last line."])
def test_a_stretch_keeps_to_its_line_and_cuts_no_word(word, more):
    start = TEXT.index(word)
    end = start + len(word)
    first, last = around(TEXT, start, end, more)
    shown = TEXT[first:last]
    assert first <= start < end <= last
    assert max(start - first, last - end) <= more
    assert "\n" not in shown
    assert shown == shown.strip()
    assert set(re.findall(r"\w+", shown)) <= set(re.findall(r"\w+", TEXT))


def test_it_has_as_much_as_there_is_room_for():
    start = TEXT.index("met")
    first, last = around(TEXT, start, start + 3, 8)
    assert TEXT[first:last] == "Ann Lee met Bo Ek"

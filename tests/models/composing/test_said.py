"""A reading is the same when it is taken out of the store again."""

from dataclasses import replace

from models.composing.difference import forms_of
from models.composing.said import Perhaps, mapped, pack, said, unpack
from models.reading.doc import Hints
from models.reading.reader import read
from models.schema import packed

TEXT = """Port talks end

OSLO, March 4, 2024 -- Minister Ada Brandvold met union leader Tomas Okello in Oslo on Monday.
"""


def _told(*perhaps):
    found = said(read(TEXT, Hints()))
    first, *others = found.tellings
    return replace(found, tellings=(replace(first, perhaps=perhaps), *others))


def test_who_perhaps_takes_part_is_kept_with_how_likely_that_is_and_why():
    told = _told(Perhaps(0, "agent", 3, 9, 0.61, "he or she"))
    assert unpack(pack(told)) == told


def test_a_reading_without_doubt_can_be_read_by_older_versions():
    assert packed.unpack(pack(_told()))["schema"] == 1
    assert packed.unpack(pack(_told(Perhaps(0, "agent", 3, 9, 0.61))))["schema"] == 3


def test_who_perhaps_takes_part_goes_along_where_forms_move():
    telling = _told(Perhaps(1, "agent", 3, 9, 0.61)).tellings[0]
    moved = mapped(telling, lambda form: form + 10)
    assert [each.form for each in moved.perhaps] == [11]
    assert 11 in set(forms_of(moved))

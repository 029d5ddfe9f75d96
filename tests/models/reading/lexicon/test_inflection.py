"""The dictionary form of inflected words."""

import pytest

from models.reading.labels import Tag
from models.reading.lexicon.inflection import lemma


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("smiled", "smile"), ("griped", "gripe"), ("reshaped", "reshape"), ("refused", "refuse"),
        ("eroded", "erode"), ("invaded", "invade"), ("exiled", "exile"),
        ("planned", "plan"), ("conferred", "confer"), ("rendered", "render"), ("needed", "need"),
        ("uploaded", "upload"), ("opened", "open"), ("sailed", "sail"), ("vowed", "vow"),
    ],
)  # fmt: skip
def test_a_past_form_has_its_verb(form: str, expected: str) -> None:
    assert lemma(form, Tag.VBD) == expected

"""What is printed steers neither the terminal nor the line it stands in."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.printable import json_text, printable, shown


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Kim’s café, 日本 – “yes”", "Kim’s café, 日本 – “yes”"),
        ("a\x1b]0;gone\x07b", r"a\x1b]0;gone\x07b"),
        ("two\nlines\r\tand", r"two\x0alines\x0d\x09and"),
        ("\x9b2J", r"\x9b2J"),
        ("one\u2028two\u2029three", r"one\u2028two\u2029three"),
        ("a\u202etxt.exe\u2066", r"a\u202etxt.exe\u2066"),
        ("a\u200fb\u061c", r"a\u200fb\u061c"),
        ("\ud83dx", r"\ud83dx"),
    ],
)
def test_what_would_steer_a_terminal_is_written_out(text: str, told: str) -> None:
    assert printable(text) == told


def test_a_name_that_is_not_utf_8_shows_its_bytes() -> None:
    assert shown(Path(os.fsdecode(b"caf\xe9/\xff.txt"))) == r"caf\xe9/\xff.txt"


@given(st.text(st.characters()))
def test_any_text_becomes_one_line_that_can_be_encoded(text: str) -> None:
    told = printable(text)
    told.encode("utf-8")
    assert len(told.splitlines()) <= 1
    assert printable(told) == told


@given(
    st.recursive(
        st.text(st.characters()),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_json_is_one_line_fit_to_print_and_says_the_same(value: object) -> None:
    written = json_text(value)
    assert printable(written) == written
    assert json.loads(written) == json.loads(json.dumps(value))

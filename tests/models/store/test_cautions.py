"""What is known of versions of SQLite."""

import sqlite3

import pytest

from models.store.cautions import caution

LOG, CRAFTED = "writes at the same moment", "CVE-2025-6965"


@pytest.mark.parametrize(
    ("version", "known"),
    [
        ((3, 37, 2), {LOG, CRAFTED}),
        ((3, 40, 1), {LOG, CRAFTED}),
        ((3, 44, 5), {LOG, CRAFTED}),
        ((3, 44, 6), {CRAFTED}),
        ((3, 45, 0), {LOG, CRAFTED}),
        ((3, 50, 1), {LOG, CRAFTED}),
        ((3, 50, 2), {LOG}),
        ((3, 50, 6), {LOG}),
        ((3, 50, 7), set()),
        ((3, 51, 0), {LOG}),
        ((3, 51, 2), {LOG}),
        ((3, 51, 3), set()),
        ((3, 53, 2), set()),
        ((4, 0, 0), set()),
    ],
)
def test_each_version_is_recognised_by_what_it_has(
    version: tuple[int, int, int], known: set[str]
) -> None:
    told = caution(version)
    assert {each for each in (LOG, CRAFTED) if told and each in told} == known
    assert (told is None) == (not known)
    if told is not None:
        assert f"SQLite {'.'.join(map(str, version))}, " in told
        assert "\n" not in told


def test_it_is_asked_of_the_version_that_is_here() -> None:
    assert caution() == caution(sqlite3.sqlite_version_info)

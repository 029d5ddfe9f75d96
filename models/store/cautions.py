"""Warnings about versions of SQLite that can damage a chronicle or the program."""

import sqlite3

Version = tuple[int, int, int]

# Fixed in the first of each series, and in everything after the last one.
_LOG_RESET: tuple[Version, ...] = ((3, 44, 6), (3, 50, 7), (3, 51, 3))
_CRAFTED: tuple[Version, ...] = ((3, 50, 2),)  # CVE-2025-6965


def caution(version: Version = sqlite3.sqlite_version_info) -> str | None:
    """What the user should know about a version of SQLite; None where there is nothing.

    Some systems fix a fault without changing the version, which cannot be detected.
    """
    known = []
    if not _is_fixed(version, _LOG_RESET):
        known.append("another program that writes at the same moment can damage a chronicle")
    if not _is_fixed(version, _CRAFTED):
        known.append("a malicious chronicle can corrupt memory (CVE-2025-6965)")
    if not known:
        return None
    faults = "a known fault" if len(known) == 1 else "known faults"
    safe = _written(_LOG_RESET[-1])
    return (
        f"SQLite {_written(version)}, which this Python uses, has {faults}, unless your system "
        f"patched it: {', and '.join(known)}. Open only files that you trust, or use a Python with "
        f"SQLite {safe} or later."
    )


def _is_fixed(version: Version, fixed: tuple[Version, ...]) -> bool:
    same = [each for each in fixed if each[:2] == version[:2]]
    return version >= (same or fixed)[-1]


def _written(version: Version) -> str:
    return ".".join(map(str, version))

"""Which versions of SQLite are known to harm a chronicle, or whoever opens one."""

import sqlite3

Version = tuple[int, int, int]

# Fixed in the first of each series, and in everything after the last one.
_LOG_RESET: tuple[Version, ...] = ((3, 44, 6), (3, 50, 7), (3, 51, 3))
_CRAFTED: tuple[Version, ...] = ((3, 50, 2),)  # CVE-2025-6965


def caution(version: Version = sqlite3.sqlite_version_info) -> str | None:
    """What to know about a version of SQLite, in words for people; None: nothing is known.

    Some systems repair a fault and leave the number as it was, which nobody can see from here.
    """
    known = []
    if not _is_fixed(version, _LOG_RESET):
        known.append("another program that writes at the same moment can damage a chronicle")
    if not _is_fixed(version, _CRAFTED):
        known.append("a chronicle made to do harm can corrupt memory (CVE-2025-6965)")
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

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
        known.append(
            "In rare cases, programs that write to one chronicle at the same moment damage it "
            f"(fixed in {_listed(_LOG_RESET)}); Dateline keeps its own windows and commands from "
            "that, but not other programs"
        )
    if not _is_fixed(version, _CRAFTED):
        known.append(
            "A chronicle that was made to do harm can corrupt the memory of the program "
            f"(CVE-2025-6965, fixed in {_listed(_CRAFTED)}); open only those you trust"
        )
    if not known:
        return None
    faults = "a known fault" if len(known) == 1 else "known faults"
    return (
        f"Dateline runs on SQLite {_written(version)}, which has {faults} unless your system has "
        f"mended this. {' '.join(f'{each}.' for each in known)} "
        "A Python with a newer SQLite ends this."
    )


def _is_fixed(version: Version, fixed: tuple[Version, ...]) -> bool:
    same = [each for each in fixed if each[:2] == version[:2]]
    return version >= (same or fixed)[-1]


def _listed(versions: tuple[Version, ...]) -> str:
    *others, last = [_written(each) for each in versions]
    return f"{', '.join(others)} and {last}" if others else last


def _written(version: Version) -> str:
    return ".".join(map(str, version))

"""What the event table shows of an event's participants, in one line."""

from collections.abc import Iterable, Sequence

_MOST = 3  # names on either side; the rest is counted


def who_text(participants: Iterable[tuple[str, str]]) -> str:
    """ "Kim Yo-jong → Belarus" of (name, role) in the order of the text; places are left out."""
    sides: dict[str, list[str]] = {"agent": [], "target": [], "participant": []}
    for name, role in participants:
        if role in sides and all(name not in side for side in sides.values()):
            sides[role].append(name)
    acting = _side(sides["agent"] + sides["participant"])
    towards = _side(sides["target"])
    if not towards:
        return acting
    return f"{acting} → {towards}" if acting else f"→ {towards}"


def _side(names: Sequence[str]) -> str:
    if len(names) <= _MOST:
        return ", ".join(names)
    return f"{', '.join(names[:_MOST])} +{len(names) - _MOST}"

"""The "who" line of an event: its participants in short."""

from collections.abc import Iterable, Sequence

_MOST = 3  # names on either side; the rest is counted


def who_text(participants: Iterable[tuple[str, str]], most: int | None = _MOST) -> str:
    """ "Kim Yo-jong → Belarus" of (name, role) in the order of the text; places are left out.

    At most ``most`` names per side, then "+3"; None: all names.
    """
    sides: dict[str, list[str]] = {"agent": [], "target": [], "participant": []}
    seen: set[str] = set()
    for name, role in participants:
        if role in sides and name not in seen:
            seen.add(name)
            sides[role].append(name)
    acting = _side(sides["agent"] + sides["participant"], most)
    towards = _side(sides["target"], most)
    if not towards:
        return acting
    return f"{acting} → {towards}" if acting else f"→ {towards}"


def _side(names: Sequence[str], most: int | None) -> str:
    if most is None or len(names) <= most:
        return ", ".join(names)
    return f"{', '.join(names[:most])} +{len(names) - most}"

"""Stretches of a text to show: some words with what is around them."""


def around(text: str, start: int, end: int, more: int) -> tuple[int, int]:
    """Where a stretch begins and ends with up to ``more`` characters around some words.

    It keeps to their line, cuts no word, and begins and ends with no space.
    """
    first = max(0, start - more, text.rfind("\n", 0, start) + 1)
    line = text.find("\n", end)
    last = min(len(text), end + more, len(text) if line < 0 else line)
    while first < start and first and text[first - 1].isalnum() and text[first].isalnum():
        first += 1
    while first < start and text[first].isspace():
        first += 1
    while end < last < len(text) and text[last].isalnum() and text[last - 1].isalnum():
        last -= 1
    while end < last and text[last - 1].isspace():
        last -= 1
    return first, last

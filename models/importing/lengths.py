"""Whether the articles of a file are as long as the file says they are."""

from collections.abc import Sequence

from models.importing.formats.article import Article

_NAMED = 5  # articles that are named


def shorter(articles: Sequence[Article]) -> str | None:
    """Which articles are shorter than stated: "3 of 100 articles are shorter than stated: …"."""
    stated = [each for each in articles if each.words is not None]
    short = [number for number, each in enumerate(articles, 1) if each.is_short]
    if not short:
        return None
    numbers = ", ".join(f"{number:,}" for number in short[:_NAMED])
    more = ", …" if len(short) > _NAMED else ""
    are = "is" if len(short) == 1 else "are"
    of = f"{len(short):,} of {len(stated):,} articles"
    return f"{of} {are} shorter than stated: number {numbers}{more}"

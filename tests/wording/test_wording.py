"""Every word the program shows is in the list, and the list keeps to a few rules of style."""

import re

import pytest

from tests.wording.pieces import LIST, sentences, written

PIECES = [(module, piece) for module, pieces in sentences().items() for piece in pieces]

CAPITALS = frozenset(
    "Dateline Dask Excel JSON CSV Markdown Python Qt SQLite SQLAlchemy URL DB FILE Undo"
    " Ctrl PostgreSQL Shift Alt PDF Word Easter Enter Down Esc End Home EDTF English UTF BC"
    " AD OR AND NOT I N CVE MB NUL FTS5 XML RTF HTML RIS ZIP OCR Zotero Feb Jan Jul Dec Jun"
    " April Thursday Friday Saturday".split()
)
"""What keeps its capital inside a sentence."""

RULES: tuple[tuple[str, str], ...] = (
    (r"(?<!here )\b(is|are|was|were) (no|none)\b(?! longer)", "“isn’t a …” reads better"),
    (r"\S  +\S", "one space is enough"),
    (r"[\"']", "quotation marks and apostrophes are curly"),
    (r"\.\.\.", "an ellipsis is one character"),
    (r"\S [,;:.!?…](\s|$)", "no space before a comma, a stop or an ellipsis"),
    (r"!", "nothing is shouted"),
    (r"\bcan not\b", "cannot"),
    (r"\bmay not be \w+ed?\b|\bmay not be (read|written)\b", "say “cannot”, or who forbids it"),
    (r"(?i)\b(tell|tells|told|telling) of\b", "reports, mentions, is about"),
    (r"(?i)\bconcern(s|ed|ing)?\b", "say what the actor did"),
    (r"(?i)\b(stand|stands|stood) (here|there|in|on|beside)\b", "is, appears"),
    (r"(?i)\bwho(m)?ever\b|\bfor want of\b|\bsomebody unnamed\b", "say it plainly"),
    (r"(?i)\b(exchange the|mend the|sees? whether|cannot be told|taken back)\b", "say it plainly"),
    (r"(?i)\bmeanwhile\b|\bhas been told\b|\bon its way\b", "say it plainly"),
)


def test_the_list_is_what_the_program_says():
    assert written(sentences()) == LIST.read_text("utf-8"), (
        "other words are shown now: run python -m tests.wording and read the difference"
    )


@pytest.mark.parametrize(("pattern", "why"), RULES, ids=[why for _, why in RULES])
def test_nothing_is_said_that_a_reader_would_stumble_over(pattern, why):
    bad = [f"{module}: {piece}" for module, piece in PIECES if _typed(piece, pattern)]
    assert not bad, why


def test_sentences_end_with_a_stop():
    """What begins with a capital and has two clauses is a sentence, on a label or not."""
    for module, piece in PIECES:
        if re.match(r"[A-Z“]", piece) and re.search(r"[a-z”]([.;]) [A-Za-z]", piece):
            assert re.search(r"[.?…:}”)⏎]\s*$", piece), f"{module}: {piece}"


def test_labels_are_in_sentence_case():
    for module, piece in PIECES:
        plain = re.sub(r"\{[^{}]*\}|“[^”]*”|\([^)]*\)", "", piece).replace("&", "")
        for word in re.findall(r"(?<=[a-z,;] )[A-Z]\w*", plain):
            assert word in CAPITALS, f"{module}: {piece}"


def _typed(piece, pattern):
    """Whether a rule is broken outside of what is quoted, and of what the user is to type."""
    quoted = re.compile(r'"exact words"|\{[^{}]*\}|“[^”]*”')
    return re.search(pattern, quoted.sub("X", piece))

"""Write the list anew: ``python -m tests.wording``."""

from tests.wording.pieces import LIST, sentences, written

LIST.write_text(written(sentences()), "utf-8")

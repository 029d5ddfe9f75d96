"""Names put right: the model's spans against grammar, titles, word lists and the whole document.

A span is first cut and mended where it stands (titles off, hyphens joined); then all places of the
document where one form stands vote on what it names, and words the model passed over are added.
"""

from dataclasses import replace

from models.reading.doc import Doc, Name
from models.reading.names.further import Further
from models.reading.names.joining import Joining
from models.reading.names.votes import Voting
from models.reading.pipeline import stage


class _Corrector(Further, Joining, Voting):
    """One walk through a document."""

    def run(self) -> Doc:
        drafts = self.candidates()
        drafts += self.passed_over()
        drafts += self.firms_passed_over()
        drafts += self.bodies_passed_over()
        drafts += self.without_capitals()
        drafts.sort(key=lambda d: d.first)
        drafts = self.agreed(self.whole(self.apart(self.joined(drafts))))
        self.taken = {i: d for d in drafts for i in range(d.first, d.last)}
        drafts += self.seen_elsewhere(drafts)
        drafts.sort(key=lambda d: d.first)
        words = self.words
        return replace(
            self.doc,
            names=tuple(
                Name(words[d.first].start, words[d.last - 1].end, d.kind, d.first, d.last)
                for d in drafts
            ),
        )


def correct_names(doc: Doc) -> Doc:
    """Names without titles, none overlapping, in the order of the text."""
    return _Corrector(doc).run()


names = stage(
    "names",
    finds="names",
    needs={"text", "paragraphs", "sentences", "words.text", "words.grammar", "names.raw"},
    adds={"names.whole"},
)(correct_names)

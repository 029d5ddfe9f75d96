"""The reader: every stage in its order."""

from functools import lru_cache

from models.reading.article.about import about
from models.reading.article.paragraphs import paragraphs
from models.reading.article.published import published
from models.reading.doc import Doc, Hints
from models.reading.events.finding import events
from models.reading.grammar.model import prepare
from models.reading.grammar.parsing import grammar
from models.reading.grammar.sentences import sentences
from models.reading.names.correcting import names
from models.reading.people.actors import actors
from models.reading.people.coreference import coreference
from models.reading.people.quotations import quotations
from models.reading.pipeline import Pipeline
from models.reading.time.resolve import resolve
from models.reading.time.times import times


@lru_cache(maxsize=1)
def default_pipeline() -> Pipeline:
    """All stages, in an order that has been checked."""
    return Pipeline(
        [
            paragraphs,
            about,
            sentences,
            grammar,
            names,
            actors,
            coreference,
            times,
            published,
            resolve,
            quotations,
            events,
        ]
    )


def read(text: str, hints: Hints = Hints()) -> Doc:  # noqa: B008 - frozen
    """Read a text. Never raises: ``faults`` names the stages that failed."""
    prepare()
    return default_pipeline()(Doc(text, hints))

"""The reader: every stage in its order."""

from functools import lru_cache

from models.reading.doc import Doc, Hints
from models.reading.model import prepare
from models.reading.pipeline import Pipeline
from models.reading.stages.about import about
from models.reading.stages.actors import actors
from models.reading.stages.coreference import coreference
from models.reading.stages.events import events
from models.reading.stages.grammar import grammar
from models.reading.stages.names import names
from models.reading.stages.paragraphs import paragraphs
from models.reading.stages.published import published
from models.reading.stages.quotations import quotations
from models.reading.stages.resolve import resolve
from models.reading.stages.sentences import sentences
from models.reading.stages.times import times


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

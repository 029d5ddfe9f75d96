"""What can be told of an article at a glance, before it is read: enough to choose by."""

from dataclasses import dataclass, replace

from models.importing.formats.article import Article
from models.reading.article.about import about
from models.reading.article.paragraphs import paragraphs
from models.reading.article.published import stated
from models.reading.doc import Doc, Published
from models.reading.pipeline import Pipeline

_FIRST_STAGES = Pipeline([paragraphs, about])  # none of them cuts words
_LONGEST = 100_000  # characters: whoever wrote it says so before


@dataclass(frozen=True, slots=True)
class Glance:
    """Title, outlet and date as its file or first lines state them; None: only reading tells."""

    title: str | None = None
    outlet: str | None = None
    published: Published | None = None


def glance(article: Article, path: str) -> Glance:
    """What an article states of itself; of one that could not be had what its file says."""
    if article.fault is not None or article.link:
        return Glance(article.title, article.outlet, article.published)
    hints = replace(article.hints, path=path)
    doc = _FIRST_STAGES(Doc(article.text[:_LONGEST], hints))
    return Glance(doc.about.title, doc.about.outlet, stated(doc))

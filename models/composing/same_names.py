"""Names that mean one state or body everywhere: "US", "U.S.", "USA"; "EU", "European Union"."""

from collections import Counter
from functools import cache

from models.reading.lexicon.gazetteer import countries
from models.reading.lexicon.tables import rows
from models.schema.keys import fold

PLACE, ORGANISATION = "place", "organisation"


def same_names(kind: str, key: str) -> frozenset[str]:
    """The folded names that mean the same as one, itself among them."""
    return _groups().get((kind, key), frozenset((key,)))


@cache
def _groups() -> dict[tuple[str, str], frozenset[str]]:
    states = [frozenset(map(fold, (each.name, *each.others))) for each in countries()]
    bodies = [
        frozenset(map(fold, (name, *others.split("|"))))
        for name, others in rows("names/other-names")
    ]
    known: dict[tuple[str, str], frozenset[str]] = {}
    # A state that acts is taken for an organisation now and then.
    for kind, groups in ((PLACE, states), (ORGANISATION, [*states, *bodies])):
        times = Counter(name for group in groups for name in group)
        for group in groups:
            clear = frozenset(name for name in group if times[name] == 1)
            known |= {(kind, name): clear for name in clear}
    return known

"""Names that mean one state or body everywhere bring forms of several documents together."""

import pytest

from models.composing.actors import FormNames, compose_actors
from models.composing.same_names import same_names
from models.schema.keys import fold


def form(number: int, kind: str, name: str) -> FormNames:
    return FormNames(number, kind, fold(name), name, (name,))


@pytest.mark.parametrize(
    ("kind", "names", "called"),
    [
        ("place", ("US", "U.S.", "USA", "United States", "America"), "United States"),
        ("organisation", ("UN", "United Nations", "U.N."), "United Nations"),
        ("organisation", ("EU", "European Union"), "European Union"),
    ],
)
def test_all_names_of_one_are_one_actor(kind: str, names: tuple[str, ...], called: str) -> None:
    forms = {n: form(n, kind, name) for n, name in enumerate(names, 1)}
    (actor,) = compose_actors(forms, ())
    assert (actor.name, actor.forms) == (called, frozenset(forms))


def test_names_that_mean_several_stay_apart() -> None:
    forms = {1: form(1, "place", "Guinea"), 2: form(2, "place", "Equatorial Guinea"),
             3: form(3, "organisation", "UN"), 4: form(4, "organisation", "EU")}  # fmt: skip
    assert len(compose_actors(forms, ())) == 4
    assert same_names("person", "un") == {"un"}
    assert same_names("place", "nowhere") == {"nowhere"}

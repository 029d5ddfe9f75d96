"""Whom a name means while it is typed."""

from sqlalchemy import func, select

from models.queries.naming import meaning
from models.queries.rows import Meaning
from models.schema.actors import Actor, Alias
from models.schema.keys import fold
from models.store.store import Store
from tests.benchmarks.chronicles import fill


def test_a_whole_name_is_told_from_one_that_only_begins_like_it(tmp_path) -> None:
    store = Store.open(tmp_path / "crowd.sqlite")
    fill(store, 400, seed=3)
    with store.reading() as session:
        name, number = session.execute(
            select(Actor.name, Actor.id).order_by(Actor.events.desc(), Actor.id)
        ).first()
        found = meaning(session, name.upper())
        assert number in {each.id for each in found.called}
        shared = session.scalars(select(Alias.actor_id).where(Alias.text == name).distinct()).all()
        assert {each.id for each in found.called} >= set(shared[:8])
        part = meaning(session, name[:2])
        assert part.offered
        begun = select(Alias.actor_id).where(func.instr(" " + Alias.key, f" {fold(name[:2])}") > 0)
        assert {each.id for each in part.offered} <= set(session.scalars(begun))
        assert meaning(session, "  ") == Meaning("  ", (), ())
    store.close()


def test_actors_of_the_kind_wanted_are_offered_first_and_the_frequent_before_others(tmp_path):
    store = Store.open(tmp_path / "crowd.sqlite")
    fill(store, 400, seed=4)
    with store.reading() as session:
        kinds = set(session.scalars(select(Actor.kind)))
        assert len(kinds) > 1
        letter = session.scalar(
            select(func.substr(Alias.key, 1, 1)).group_by(func.substr(Alias.key, 1, 1))
            .order_by(func.count().desc()).limit(1)
        )  # fmt: skip
        for kind in kinds:
            offered = meaning(session, letter, kind, size=50).offered
            first = [each.kind == kind for each in offered]
            assert first == sorted(first, reverse=True)
            called = meaning(session, offered[-1].name, offered[-1].kind).called
            assert called[0].kind == offered[-1].kind
            own = [each.events for each in offered if each.kind == kind]
            assert own == sorted(own, reverse=True)
    store.close()

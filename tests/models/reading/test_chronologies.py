"""The gold chronologies: what the reading reached is not lost again."""

import importlib.util
import json
import re
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

TESTS = Path(__file__).parents[2]
FOLDER = TESTS / "gold" / "chronologies"
# Floors: raised whenever the reading gets better, never lowered.
FLOORS = {
    "people F1": 0.99,
    "event precision": 0.985,
    "core recall": 0.975,
    "date": 0.98,
    "agents": 0.985,
    "targets": 0.96,
    "status": 0.99,
    "kind": 0.985,
    "published": 1.0,
}


def _benchmark() -> ModuleType:
    path = TESTS / "benchmarks" / "chronologies.py"
    spec = importlib.util.spec_from_file_location("chronologies", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def figures() -> dict[str, float]:
    result: dict[str, float] = _benchmark().measure(FOLDER).figures()
    return result


@pytest.mark.parametrize("name", FLOORS)
def test_the_figures_only_rise(name: str) -> None:
    assert figures()[name] >= FLOORS[name], f"{name} is {figures()[name]:.3f}"


def test_every_quote_of_the_gold_stands_in_its_article() -> None:
    for path in sorted((FOLDER / "gold").glob("*.json")):
        gold: dict[str, Any] = json.loads(path.read_text("utf8"))
        text = (FOLDER / "articles" / gold["file"]).read_text("utf8")
        for event in gold["events"]:
            for quote in [event["quote"], *event["alt_quotes"]]:
                assert quote in text, f"{gold['file']}: {quote}"
            assert re.fullmatch(r"[a-z]+", event["kind"])


def test_a_reading_that_finds_nothing_scores_nothing() -> None:
    benchmark = _benchmark()
    gold = json.loads(next((FOLDER / "gold").glob("*.json")).read_text("utf8"))
    from models.reading.doc import Doc

    score = benchmark.Score()
    benchmark.compare(gold, Doc("nothing"), score)
    assert set(score.figures().values()) == {0.0}

"""The reader model is loaded once, whoever asks first."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from models.reading import model
from models.reading.model import prepare, reader_model


def test_all_who_ask_while_the_model_is_loading_get_the_same_one() -> None:
    with ThreadPoolExecutor(4) as pool:
        prepare()
        found = list(pool.map(lambda _: reader_model(), range(4)))
    assert len({id(one) for one in found}) == 1


def test_what_is_wrong_with_the_model_is_told_where_it_is_needed(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken() -> None:
        raise OSError("no model")

    monkeypatch.setattr(model, "_loaded", broken)
    model._load_ahead()
    assert capfd.readouterr().err == ""
    with pytest.raises(OSError, match="no model"):
        reader_model()

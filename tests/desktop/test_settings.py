"""What survives a restart, and what damage does to it."""

from dataclasses import replace

import pytest

from desktop.settings import RECENT, Memory, Settings, View, remember


def test_what_was_kept_comes_back(tmp_path):
    kept = Settings(geometry="abc", recent=("a", "b"), down=True, folded=("kinds",))
    view = View(
        search="“q” = 5; x, y",
        actors=((3, "Ada", True, "agent"),),
        kinds=(("visit", False),),
        event=7,
    )
    memory = Memory(tmp_path)
    memory.keep(kept)
    memory.keep_view("/x/y.sqlite", view)
    again = Memory(tmp_path)
    assert again.settings() == kept
    assert again.view("/x/y.sqlite") == view
    assert again.view("/other.sqlite") == View()


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"down": "yes", "recent": 5, "more": 1}'])
@pytest.mark.parametrize("key", ["window", "state/recent"])
def test_damaged_settings_are_as_good_as_none(tmp_path, damage, key):
    memory = Memory(tmp_path)
    memory._file.setValue(key, damage)
    assert memory.settings() == Settings()


def test_settings_of_the_version_before_are_read_until_each_is_saved_anew(tmp_path):
    memory = Memory(tmp_path)
    memory._file.setValue("window", '{"scheme": "dark", "last": "/a", "down": true}')
    assert memory.settings() == Settings(scheme="dark", last="/a", down=True)
    memory.keep(replace(memory.settings(), last="/b"))
    assert Memory(tmp_path).settings() == Settings(scheme="dark", last="/b", down=True)


def test_two_windows_do_not_overwrite_each_others_settings(tmp_path):
    one, other = Memory(tmp_path), Memory(tmp_path)
    mine, theirs = one.settings(), other.settings()
    one.keep(replace(mine, scheme="dark"))
    other.keep(replace(other.settings(), recent=("/b",)))
    assert one.settings() == Settings(scheme="dark", recent=("/b",))
    assert theirs.scheme == "system"


def test_damaged_ticks_are_left_out(tmp_path):
    memory = Memory(tmp_path)
    memory.keep_view("x", View(search="kept"))
    (key,) = [key for key in memory._file.allKeys() if key.startswith("chronicles")]
    memory._file.setValue(key, '{"search": "kept", "actors": [[1]], "kinds": ["visit"]}')
    assert memory.view("x") == View(search="kept")


def test_settings_that_cannot_be_written_stop_nobody(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    Memory(blocked).keep(Settings())
    assert Memory(blocked).settings() == Settings()


def test_the_newest_chronicle_is_first_and_each_is_there_once():
    settings = Settings()
    for n in (*range(20), 15):
        settings = remember(settings, str(n))
    assert settings.last == "15"
    assert settings.recent[:2] == ("15", "19")
    assert len(settings.recent) == len(set(settings.recent)) == RECENT


def test_the_folder_is_the_one_the_environment_names(monkeypatch, tmp_path):
    monkeypatch.setenv("DATELINE_CONFIG", str(tmp_path / "here"))
    Memory().keep(Settings(last="x"))
    assert (tmp_path / "here" / "dateline.ini").exists()

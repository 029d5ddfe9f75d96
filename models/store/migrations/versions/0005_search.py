"""Letters such as ł and ß are searched by their plain form, sources by every word of them."""

import json
import zlib
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from models.letters import plain, spelled
from models.schema.keys import SORT_LENGTH, source_words

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

Values = dict[str, Any]
_PART = 200  # words in one question to the index
# What is compared by: folded already, but for these letters.
_KEYS: dict[str, tuple[str, ...]] = {
    "actor": ("name_key",),
    "alias": ("key",),
    "document": ("title_key", "source_key"),
    "event": ("summary_key", "who_key", "place_key"),
}
_CUT = ("summary_key", "who_key")
_TEXTS = ("summary", "names", "passages")


def upgrade() -> None:
    """Bring every folded copy to the letters of today; what names no such letter is not read."""
    op.add_column(
        "document", sa.Column("source_words", sa.String(), server_default="", nullable=False)
    )
    op.add_column(
        "named_filter", sa.Column("language", sa.Integer(), server_default="1", nullable=False)
    )
    for table, keys in _KEYS.items():
        for key in keys:
            _fold_again(table, key)
    _name_sources()
    op.create_index("ix_document_source_words", "document", ["source_words"])
    _spell_texts()
    _spell_what_was_undone()


def _fold_again(table: str, key: str) -> None:
    connection = op.get_bind()
    odd = connection.exec_driver_sql(f"SELECT id, {key} FROM {table} WHERE {key} GLOB '*[^ -~]*'")
    changed = [(new, number) for number, old in odd.fetchall() if (new := _folded(key, old)) != old]
    if changed:
        connection.exec_driver_sql(f"UPDATE {table} SET {key} = ? WHERE id = ?", changed)


def _folded(key: str, old: str) -> str:
    return plain(old)[:SORT_LENGTH] if key in _CUT else plain(old)


def _name_sources() -> None:
    connection = op.get_bind()
    found = connection.exec_driver_sql("SELECT source_key, title_key, path, id FROM document")
    named = [(source_words(*row[:3]), row[3]) for row in found.fetchall()]
    if named:
        connection.exec_driver_sql("UPDATE document SET source_words = ? WHERE id = ?", named)


def _spell_texts() -> None:
    """The index says which words have such letters, and where; the triggers put it right."""
    connection = op.get_bind()
    for words in _odd_words():
        match = " OR ".join(f'"{word}"' for word in words)
        found = connection.exec_driver_sql(
            f"SELECT {', '.join(_TEXTS)}, id FROM event_text WHERE id IN "
            "(SELECT rowid FROM event_search WHERE event_search MATCH ?)",
            (match,),
        )
        rows = [(*map(spelled, row[:3]), row[3]) for row in found.fetchall()]
        changed = (
            f"UPDATE event_text SET {', '.join(f'{text} = ?' for text in _TEXTS)} WHERE id = ?"
        )
        if rows:
            connection.exec_driver_sql(changed, rows)


def _odd_words() -> Iterator[list[str]]:
    connection = op.get_bind()
    connection.exec_driver_sql(
        "CREATE VIRTUAL TABLE temp.indexed USING fts5vocab('main', 'event_search', 'row')"
    )
    found = connection.exec_driver_sql("SELECT term FROM temp.indexed WHERE term GLOB '*[^ -~]*'")
    odd = [word for (word,) in found.fetchall() if spelled(word) != word]
    connection.exec_driver_sql("DROP TABLE temp.indexed")
    for first in range(0, len(odd), _PART):
        yield odd[first : first + _PART]


def _spell_what_was_undone() -> None:
    """What can be done again must come back as it would be stored today."""
    connection = op.get_bind()
    kept = connection.exec_driver_sql("SELECT id, data FROM change").fetchall()
    for number, data in kept:
        rows = json.loads(zlib.decompress(data))
        renewed = [
            [table, row, *(side and side | _renewed(table, side) for side in sides)]
            for table, row, *sides in rows
        ]
        if renewed != rows:
            packed = zlib.compress(json.dumps(renewed, ensure_ascii=False).encode())
            connection.exec_driver_sql("UPDATE change SET data = ? WHERE id = ?", (packed, number))


def _renewed(table: str, values: Values) -> Values:
    """The folded copies among the values of one row, as they are written today."""
    changed = {key: _folded(key, values[key]) for key in _KEYS.get(table, ()) if key in values}
    if table == "event_text":
        changed |= {text: spelled(values[text]) for text in _TEXTS}
    if table == "document" and "path" in values:
        keys = values | changed
        changed["source_words"] = source_words(keys["source_key"], keys["title_key"], keys["path"])
    return changed

"""Articles in other languages are told apart from English ones."""

import pytest

from models.reading.lexicon.language import foreign_language

FRENCH = (
    "Le ministre des affaires étrangères a rencontré mardi son homologue dans la capitale pour "
    "parler des relations entre les deux pays, qui ont été rompues il y a trois ans. Il a dit que "
    "les ambassades seront ouvertes au printemps et que la frontière restera fermée."
)
GERMAN = (
    "Der Außenminister ist am Dienstag mit seinem Amtskollegen in der Hauptstadt zusammengekommen, "
    "um über die Beziehungen zwischen den beiden Ländern zu sprechen. Die Botschaften werden im "
    "Frühjahr wieder geöffnet, sagte er nach dem Treffen vor der Presse."
)
RUSSIAN = "Министр иностранных дел встретился во вторник со своим коллегой в столице страны."
CHINESE = "外交部长星期二在首都会见了他的同行，双方讨论了两国关系的发展以及今年春天重新开放大使馆。"
ENGLISH = (
    "The foreign minister met his counterpart in the capital on Tuesday to talk about relations "
    "between the two countries, which were broken off three years ago. The embassies will open in "
    "spring, he told reporters after the meeting."
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (FRENCH, "French"), (GERMAN, "German"), (RUSSIAN, "Cyrillic"), (CHINESE, "Chinese"),
        (ENGLISH, None),
    ],
)  # fmt: skip
def test_the_language_is_told_by_its_script_and_small_words(
    text: str, language: str | None
) -> None:
    assert foreign_language(text) == language


def test_english_with_foreign_names_and_quotations_is_english() -> None:
    text = ENGLISH + " “C'est la vie, et il faut que les gens le sachent,” said Núñez de la Peña."
    assert foreign_language(text) is None


def test_a_headline_is_too_short_to_tell() -> None:
    assert foreign_language("Merkel trifft Macron in Berlin") is None


def test_no_text_is_not_a_language() -> None:
    assert foreign_language("") is None
    assert foreign_language("12.5 % — 3/4 !!") is None

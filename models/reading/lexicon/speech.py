"""Verbs of saying: a line of ``speech.txt`` is right wherever the rules ask who says what, and how.

Each line makes its verb a member of classes of words, so that ``word_class("speech.cue")`` knows it:
``speech.<stance>``, ``speech.cue`` where it may stand beside a quotation, ``speech.act`` where its
object is judged, asked or cited, ``speech.told`` where its clause is told as what is so, and
``speech.plain``, ``speech.relays``, ``speech.said_to``.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from models.reading.doc import Stance
from models.reading.lexicon.tables import rows

_HOW = {"words": ("cue",), "act": ("act",), "mind": ()}
_TOLD = ("states", "alleges", "confirms", "announces")
_STANCES = {
    "states": Stance.STATES,
    "alleges": Stance.ALLEGES,
    "denies": Stance.DENIES,
    "confirms": Stance.CONFIRMS,
    "announces": Stance.ANNOUNCES,
}


@cache
def stances() -> Mapping[str, Stance]:
    """How each verb presents what its clause tells; verbs that tell nothing are left out."""
    return MappingProxyType(
        {verb: _STANCES[stance] for verb, stance, *_ in rows("speech") if stance in _STANCES}
    )


def speech_classes(table: Iterable[Sequence[str]]) -> dict[str, list[str]]:
    """The verbs of some lines by the classes of words that the lines put them in."""
    found: dict[str, list[str]] = {}
    for verb, stance, how, traits in table:
        told = ["told"] if how == "words" and stance in _TOLD else []
        for trait in (*_HOW[how], *told, *traits.split(), *([stance] if stance != "-" else [])):
            found.setdefault(f"speech.{trait}", []).append(verb)
    return found

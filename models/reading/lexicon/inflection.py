"""The dictionary form of an English word, by rules and a list of irregular forms."""

import re
from functools import cache, lru_cache

from models.reading.labels import ADJECTIVES, ADVERBS, NOUNS, VERBS, Tag
from models.reading.lexicon.lines import lines
from models.reading.lexicon.tables import first_column, pairs

_VOWEL = re.compile(r"[aeiouy]")
# One short syllable would have doubled its last letter: "smil" is of "smile", "reshap" of "reshape".
_SHORT = re.compile(
    r"[^aeiou]*(?:qu)?[aeiouy][bdfgklmnprstvz]|(?:be|de|re|un)[^aeiou]+[aiou][bdfgklmnprsvz]"
)
_LONG_VOWEL = re.compile(r"[^aeo][ao]d$|[cfvx]il$")  # "explod", "invad", "reconcil"
_DOUBLED = frozenset("bdgmnprt")

_INFLECTED = VERBS | NOUNS | ADJECTIVES | ADVERBS | {Tag.MD}


@lru_cache(maxsize=20_000)
def lemma(form: str, tag: Tag) -> str:
    """The lemma of ``form`` under its Penn tag, by UD English conventions."""
    if tag in (Tag.NNP, Tag.NNPS):
        return form
    low = form.lower()
    irregular = pairs("inflection/lemmas")
    if tag in _INFLECTED and (found := irregular.get(f"{low}/{tag[0]}")):
        return found
    if tag in (Tag.VBD, Tag.VBN):
        return _strip(low, "ed")
    if tag == Tag.VBG:
        return _strip(low, "ing")
    if tag in (Tag.VBZ, Tag.NNS):
        return _plural(low)
    if tag in (Tag.JJR, Tag.RBR) and low.endswith("er"):
        return _strip(low, "er")
    if tag in (Tag.JJS, Tag.RBS) and low.endswith("est"):
        return _strip(low, "est")
    if low in ("n't", "n’t"):
        return "not"
    if low in ("'s", "'re", "'m") and tag in VERBS:
        return "be"
    if low == "'ve":
        return "have"
    if low == "'ll":
        return "will"
    return low


def _plural(low: str) -> str:
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if re.search(r"(?:s|x|z|ch|sh|o)es$", low) and not low.endswith(
        ("ases", "uses", "oses", "ises", "nses", "rses", "izes", "ches")
        if low.endswith(("ases", "uses", "oses", "ises", "nses", "rses", "izes"))
        else ("\0",)
    ):
        return low[:-2]
    if low.endswith("s") and not low.endswith(("ss", "us")):
        return low[:-1]
    return low


def _strip(low: str, ending: str) -> str:
    if not low.endswith(ending) or len(low) <= len(ending) + 1:
        return low
    stem = low[: -len(ending)]
    if (known := _known(stem, ending)) is not None:
        return known
    if stem.endswith("i") and ending != "ing":
        return stem[:-1] + "y"
    if not _VOWEL.search(stem):
        return low
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] in _DOUBLED:
        return stem[:-1]
    return stem + "e" if _wants_e(stem) else stem


@cache
def _verbs() -> frozenset[str]:
    """Verbs whose forms need no guessing."""
    told = (line.text.partition("\t")[0] for line in lines("events", "verbs.txt"))
    return frozenset(told) | first_column("speech")


def _known(stem: str, ending: str) -> str | None:
    """The known verb that a form without its ending belongs to."""
    if ending not in ("ed", "ing"):
        return None
    tries = [stem, stem + "e"]
    if stem[-1:] == stem[-2:-1]:
        tries.append(stem[:-1])
    if ending == "ed" and stem.endswith("i"):
        tries.append(stem[:-1] + "y")
    if ending == "ing" and stem.endswith("y"):
        tries.append(stem[:-1] + "ie")
    found = [t for t in tries if t in _verbs()]
    # "planed" is of "plane", "planned" of "plan": a single consonant wants its e.
    return max(found, key=len) if found else None


def _wants_e(stem: str) -> bool:
    """Whether the bare stem lost a final e: "announc", "rais", "mak", "requir"."""
    if _SHORT.fullmatch(stem) or _LONG_VOWEL.search(stem):
        return True
    if stem.endswith(
        ("c", "v", "u", "dg", "rg", "lg", "ng")
        if not stem.endswith(("ing", "ong", "ang", "ung"))
        else ("c", "v", "u", "dg", "rg")
    ):
        return True
    if stem.endswith(("s", "z")) and not stem.endswith(("ss", "us", "zz")):
        return True
    if stem.endswith(("at", "it", "ut", "et", "ot")) and len(stem) > 3:
        return (stem.endswith("at") and not stem.endswith(("eat", "oat", "treat"))) or (
            bool(re.search(r"(?:cit|vit|nit|ibut|itut|ecut|put|mot|vot|not|quot|let|pet)$", stem))
            and not re.search(r"(?:limit|profit|input|rocket)$", stem)
        )
    if re.search(r"[^aeiou][aeiou][rlkdpmbg]$|[iu]r$|qu$|pl$|bl$|tl$|dl$|gl$|th$", stem):
        if (
            stem.endswith(
                (
                    "er",
                    "en",
                    "el",
                    "on",
                    "op",
                    "or",
                    "om",
                    "it",
                    "ad",
                    "ed",
                    "ad",
                    "al",
                    "il",
                    "ol",
                    "od",
                    "ip",
                    "ap",
                    "oth",
                    "uth",
                )
            )
            and len(stem) > 3
        ):
            return bool(
                re.search(
                    r"(?:nor|clos|cod|hop|cop|mod|rap|hol|scal|til|fil|pil|sal|trad|grad|mad|fad|vad|ced|ped|explor|restor|stor|scor|ador|deplor|ignor|sever|interfer)$",
                    stem,
                )
            )
        return len(stem) > 2
    return False

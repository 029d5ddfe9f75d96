"""The corpora as sentences: trees from Universal Dependencies, names by one convention.

Names are PERSON, ORG, LOC and EVENT in BIO. Where a source does not say, a word carries a set of
labels it may have instead of one: ``UNKNOWN`` (any) or ``NO_NAME_OR_EVENT``. The loss asks only
that the truth lies in the set.
"""

import gzip
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

UNKNOWN = "?"
NO_NAME_OR_EVENT = "O|EVENT"
HELD_PART, PARTS = 2, 3

_KEPT_SUBTYPES = frozenset(
    "nsubj:pass nsubj:outer obl:agent aux:pass compound:prt nmod:poss acl:relcl".split()
)
_UNER = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"}
_WIKIGOLD = {**_UNER, "MISC": NO_NAME_OR_EVENT}
_CROSSNER = {
    "person": "PERSON", "politician": "PERSON", "organisation": "ORG", "politicalparty": "ORG",
    "country": "LOC", "location": "LOC", "event": "EVENT", "election": "EVENT", "misc": "O",
}  # fmt: skip
_GUM = {"person": "PERSON", "organization": "ORG", "place": "LOC", "event": "EVENT"}
_GUM_THINGS = frozenset(("object", "substance", "plant"))
TITLES = frozenset(
    """mr mrs ms miss mister dr prof professor president vice prime minister premier chancellor
    king queen prince princess duke duchess lord lady sir dame emperor empress sultan emir sheikh
    shaikh sheik pope cardinal archbishop bishop father sister brother rev reverend rabbi imam
    ayatollah saint st. general lieutenant colonel major captain commander sergeant admiral marshal
    gen lt col maj capt cmdr sgt adm gov governor mayor senator sen rep representative congressman
    congresswoman secretary ambassador judge justice attorney chairman chairwoman chief director
    minister deputy officer detective sheriff coach aunt uncle speaker baron count countess
    spokesman spokeswoman spokesperson madam clerk tsar czar earl fellow
    """.split()
)
_JOINING = frozenset("of the for and & de la del di da du von van der den al el bin ibn".split())


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of w words. What a source does not annotate is an empty tuple.

    ``heads``: w numbers, 0 for the root, else the word's number from 1. ``names``: w labels,
    each a BIO label, ``UNKNOWN`` or ``NO_NAME_OR_EVENT``.
    """

    corpus: str
    document: str
    words: tuple[str, ...]
    tags: tuple[str, ...] = ()
    pos: tuple[str, ...] = ()
    heads: tuple[int, ...] = ()
    relations: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def trees(folder: Path, corpus: str, split: str) -> list[Sentence]:
    """Sentences of ``ewt`` or ``gum``; GUM's with names, EWT's with the words that are none."""
    found = []
    for document, rows in _blocks(folder / f"{corpus}-{split}.conllu.gz"):
        rows = [row for row in rows if row[0].isdigit()]
        words = tuple(row[1] for row in rows)
        tags, pos = tuple(row[4] for row in rows), tuple(row[3] for row in rows)
        heads = tuple(int(row[6]) for row in rows)
        # Papers are cited by their authors' names, and the citation is annotated as one thing.
        things = _GUM_THINGS | ({"abstract"} if "_academic_" not in document else frozenset())
        names = (
            _gum_names(words, tags, heads, [row[9] for row in rows], things)
            if corpus == "gum"
            else tuple(_never_a_name(word, tag) for word, tag in zip(words, tags, strict=True))
        )
        relations = tuple(relation(row[7]) for row in rows)
        found.append(Sentence(corpus, document, words, tags, pos, heads, relations, names))
    return found


def relation(label: str) -> str:
    """The relation without its subtype, save the few that reading needs."""
    if label in _KEPT_SUBTYPES:
        return label
    plain = label.partition(":")[0]
    return "ROOT" if plain == "root" else plain


def uner(folder: Path, *, held: bool) -> list[Sentence]:
    """UNER over EWT dev and test: the fixed third of documents held back, or the rest."""
    return [
        Sentence("uner", document, tuple(row[1] for row in rows), names=names)
        for split in ("dev", "test")
        for document, rows in _blocks(folder / f"uner-ewt-{split}.iob2.gz")
        if (zlib.crc32(document.encode()) % PARTS == HELD_PART) is held
        for names in [_converted([row[2] for row in rows], _UNER, outside=NO_NAME_OR_EVENT)]
    ]


def wikigold(folder: Path, *, held: bool) -> list[Sentence]:
    """Wikigold: its last third held back (whole articles, as they are in order), or the rest."""
    blocks = [
        block
        for block in _blocks(folder / "wikigold.conll.gz")
        if not block[1][0][0].startswith("-DOCSTART")
    ]
    start = len(blocks) * HELD_PART // PARTS
    found = []
    for _, rows in blocks[start:] if held else blocks[:start]:
        names = _converted([row[-1] for row in rows], _WIKIGOLD)
        found.append(Sentence("wikigold", "", tuple(row[0] for row in rows), names=names))
    return found


def crossner(folder: Path) -> list[Sentence]:
    """CrossNER politics, all three splits: none of it is measured on."""
    return [
        Sentence(
            "crossner", "", tuple(row[0] for row in rows),
            names=_converted([row[1] for row in rows], _CROSSNER),
        )
        for split in ("train", "dev", "test")
        for _, rows in _blocks(folder / f"crossner-politics-{split}.tsv.gz")
    ]  # fmt: skip


def spans(names: Sequence[str]) -> list[tuple[int, int, str]]:
    """The names as (start, end, kind); an I- without its B- opens a name of its own."""
    found: list[tuple[int, int, str]] = []
    start, kind = 0, ""
    for i, label in enumerate([*names, "O"]):
        prefix, _, own = label.partition("-")
        if kind and not (prefix == "I" and own == kind):
            found.append((start, i, kind))
            kind = ""
        if prefix in ("B", "I") and not kind:
            start, kind = i, own
    return found


def _blocks(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    """Each sentence's document and rows of columns, split at tabs or spaces."""
    document, rows = "", []
    text = gzip.decompress(path.read_bytes()).decode("utf8")
    for line in [*text.split("\n"), ""]:
        if line.startswith("# newdoc id = "):
            document = line.partition("= ")[2]
        elif line.startswith("# "):
            continue
        elif line.strip():
            rows.append(line.split("\t") if "\t" in line else line.split(" "))
        elif rows:
            yield document, rows
            rows = []


def _converted(labels: Sequence[str], kinds: dict[str, str], outside: str = "O") -> tuple[str, ...]:
    """A source's BIO or IO labels in our kinds."""
    result, before = [], "O"
    for label in labels:
        prefix, _, own = label.partition("-")
        kind = kinds.get(own, "") if own else ""
        if not kind:
            result.append(outside)
        elif kind in ("O", NO_NAME_OR_EVENT):
            result.append(kind)
        else:
            opens = prefix == "B" or before.partition("-")[2] != own
            result.append(f"{'B' if opens else 'I'}-{kind}")
        before = label
    return without_titles(result)


def without_titles(names: Sequence[str], words: Sequence[str] = ()) -> tuple[str, ...]:
    """The labels with titles at the front of persons taken off ("President Roe" is "Roe")."""
    result = list(names)
    if words:
        for start, end, kind in spans(names):
            while kind == "PERSON" and start < end - 1 and _bare(words[start]) in TITLES:
                result[start] = "O"
                start += 1
                result[start] = f"B-{kind}"
    return tuple(result)


def _bare(word: str) -> str:
    return word.lower().rstrip(".")


def _never_a_name(word: str, tag: str) -> str:
    """O for a word that is surely none, where a corpus has tags but no names."""
    if tag in ("NNP", "NNPS", "FW", "ADD", "GW", "HYPH", "CD") or word.lower() in _JOINING:
        return UNKNOWN
    return "O" if word.islower() or not word[0].isalpha() else UNKNOWN


_TIMES = frozenset(
    """january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday""".split()
)


def _mentions(misc: Sequence[str]) -> list[tuple[int, int, str]]:
    """GUM's entity mentions as (start, end, kind), from the brackets in the MISC column."""
    found, open_ones = [], []
    for i, column in enumerate(misc):
        value = next((p[7:] for p in column.split("|") if p.startswith("Entity=")), "")
        for part in re.findall(r"\([^()]*|[^()]*\)", value):
            if part.startswith("("):
                fields = part[1:].split("-")
                open_ones.append((fields[0], fields[1], i))
            else:
                number = part[:-1]
                at = next(
                    (
                        k
                        for k in range(len(open_ones) - 1, -1, -1)
                        if not number or open_ones[k][0] == number
                    ),
                    None,
                )
                if at is not None:
                    _, kind, start = open_ones.pop(at)
                    found.append((start, i + 1, kind))
    return found


def _gum_names(
    words: Sequence[str],
    tags: Sequence[str],
    heads: Sequence[int],
    misc: Sequence[str],
    things: frozenset[str],
) -> tuple[str, ...]:
    """Names out of GUM's mentions: the run of proper nouns around each mention's head.

    Names of ``things`` (works, goods, awards, wines) are no names of ours.
    """
    proper = [tag in ("NNP", "NNPS") for tag in tags]
    names = [
        UNKNOWN if is_name and word.lower() not in _TIMES else "O"
        for is_name, word in zip(proper, words, strict=True)
    ]
    mentions = sorted(_mentions(misc), key=lambda m: m[1] - m[0])
    for start, end, kind in mentions:  # small ones first: an outer name overwrites what it holds
        head = next((i for i in range(start, end) if not start < heads[i] <= end), start)
        if not proper[head]:
            continue
        first, last = head, head + 1
        while (
            first > start
            and _carries_on(words, proper, first - 1, start, -1, kind)
            and not (words[first - 1] == "'s" and names[first - 2][0] in "BI")  # an owner's name
        ):
            first -= 1
        while last < end and _carries_on(words, proper, last, end, 1, kind):
            last += 1
        while first < head and not proper[first]:
            first += 1
        while last > head + 1 and not proper[last - 1]:
            last -= 1
        if kind == "time" or kind in things:
            names[first:last] = ["O"] * (last - first)
        elif kind == "person" and all(
            _bare(word) in TITLES or word in _demonyms() for word in words[first:last]
        ):
            names[first:last] = [UNKNOWN] * (last - first)  # an office or a people, no one's name
        elif kind in _GUM:
            own = _GUM[kind]
            names[first:last] = [f"B-{own}"] + [f"I-{own}"] * (last - first - 1)
        if last < len(names) and names[last].startswith("I-"):
            names[last] = "B" + names[last][1:]
    return without_titles(names, words)


@cache
def _demonyms() -> frozenset[str]:
    found = (Path(__file__).parent / "lists" / "demonyms.txt").read_text("utf8").splitlines()
    return frozenset([*found, *(f"{name}s" for name in found)])


def _carries_on(
    words: Sequence[str], proper: Sequence[bool], at: int, limit: int, step: int, kind: str
) -> bool:
    """Whether the name goes on over the word ``at``: a proper noun, or a joint before one.

    A person's name ends before "of" and "'s": what follows is where they are from, or theirs.
    """
    if proper[at]:
        return True
    if kind == "person" and words[at].lower() in ("of", "'s", "for", "&"):
        return False
    joint = words[at] in ("-", "–", "of", "'s") or words[at].lower() in _JOINING - {"and"}
    beyond = at + step
    inside = beyond < limit if step > 0 else beyond >= limit
    if joint and inside and words[at] == "of" and words[beyond].lower() == "the":
        beyond += step
        inside = beyond < limit if step > 0 else beyond >= limit
    return joint and inside and proper[beyond]

"""The labels of grammar, each by name: a misspelt one is a fault where it is written.

They are those of the reader model and no others; it is refused where its own list differs.
"""

from collections.abc import Mapping, Sequence
from enum import Enum, StrEnum
from typing import TypeVar

E = TypeVar("E", bound=type[Enum])


def _at_once(kind: E) -> E:
    """Let members be found like any attribute: before Python 3.12 each look-up ran code."""
    for name, member in kind.__members__.items():
        type.__setattr__(kind, name, member)
    return kind


@_at_once
class Rel(StrEnum):
    """Relations of Universal Dependencies, without subtypes but those the model tells apart."""

    NONE = ""  # not parsed yet
    ROOT = "ROOT"
    ACL = "acl"
    ACL_RELCL = "acl:relcl"
    ADVCL = "advcl"
    ADVMOD = "advmod"
    AMOD = "amod"
    APPOS = "appos"
    AUX = "aux"
    AUX_PASS = "aux:pass"
    CASE = "case"
    CC = "cc"
    CCOMP = "ccomp"
    COMPOUND = "compound"
    COMPOUND_PRT = "compound:prt"
    CONJ = "conj"
    COP = "cop"
    CSUBJ = "csubj"
    DEP = "dep"
    DET = "det"
    DISCOURSE = "discourse"
    DISLOCATED = "dislocated"
    EXPL = "expl"
    FIXED = "fixed"
    FLAT = "flat"
    GOESWITH = "goeswith"
    IOBJ = "iobj"
    LIST = "list"
    MARK = "mark"
    NMOD = "nmod"
    NMOD_POSS = "nmod:poss"
    NSUBJ = "nsubj"
    NSUBJ_OUTER = "nsubj:outer"
    NSUBJ_PASS = "nsubj:pass"
    NUMMOD = "nummod"
    OBJ = "obj"
    OBL = "obl"
    OBL_AGENT = "obl:agent"
    ORPHAN = "orphan"
    PARATAXIS = "parataxis"
    PUNCT = "punct"
    REPARANDUM = "reparandum"
    VOCATIVE = "vocative"
    XCOMP = "xcomp"


@_at_once
class Tag(StrEnum):
    """Parts of speech with their forms (Penn Treebank)."""

    NONE = ""  # not parsed yet
    DOLLAR = "$"
    CLOSE_QUOTE = "''"
    COMMA = ","
    LRB = "-LRB-"
    RRB = "-RRB-"
    STOP = "."
    COLON = ":"
    ADD = "ADD"
    AFX = "AFX"
    CC = "CC"
    CD = "CD"
    DT = "DT"
    EX = "EX"
    FW = "FW"
    GW = "GW"
    HYPH = "HYPH"
    IN = "IN"
    JJ = "JJ"
    JJR = "JJR"
    JJS = "JJS"
    LS = "LS"
    MD = "MD"
    NFP = "NFP"
    NN = "NN"
    NNP = "NNP"
    NNPS = "NNPS"
    NNS = "NNS"
    PDT = "PDT"
    POS = "POS"
    PRP = "PRP"
    PRP_S = "PRP$"
    RB = "RB"
    RBR = "RBR"
    RBS = "RBS"
    RP = "RP"
    SYM = "SYM"
    TO = "TO"
    UH = "UH"
    VB = "VB"
    VBD = "VBD"
    VBG = "VBG"
    VBN = "VBN"
    VBP = "VBP"
    VBZ = "VBZ"
    WDT = "WDT"
    WP = "WP"
    WP_S = "WP$"
    WRB = "WRB"
    OPEN_QUOTE = "``"


@_at_once
class Pos(StrEnum):
    """Parts of speech of Universal Dependencies."""

    NONE = ""  # not parsed yet
    ADJ = "ADJ"
    ADP = "ADP"
    ADV = "ADV"
    AUX = "AUX"
    CCONJ = "CCONJ"
    DET = "DET"
    INTJ = "INTJ"
    NOUN = "NOUN"
    NUM = "NUM"
    PART = "PART"
    PRON = "PRON"
    PROPN = "PROPN"
    PUNCT = "PUNCT"
    SCONJ = "SCONJ"
    SYM = "SYM"
    VERB = "VERB"
    X = "X"


@_at_once
class Entity(StrEnum):
    """What the model takes a name for."""

    PERSON = "PERSON"
    ORG = "ORG"
    LOC = "LOC"
    EVENT = "EVENT"


VERBS = frozenset((Tag.VB, Tag.VBD, Tag.VBG, Tag.VBN, Tag.VBP, Tag.VBZ))
PROPER = frozenset((Tag.NNP, Tag.NNPS))
NOUNS = PROPER | {Tag.NN, Tag.NNS}
ADJECTIVES = frozenset((Tag.JJ, Tag.JJR, Tag.JJS))
ADVERBS = frozenset((Tag.RB, Tag.RBR, Tag.RBS))
SUBJECTS = frozenset((Rel.NSUBJ, Rel.NSUBJ_OUTER, Rel.NSUBJ_PASS))
AUXILIARIES = frozenset((Rel.AUX, Rel.AUX_PASS))
# Unions are made once: rules ask for them of every word.
HELPERS = AUXILIARIES | {Rel.COP}
SUBJECTS_AND_HELPERS = SUBJECTS | HELPERS
SUBJECTS_AND_JOINTS = SUBJECTS | {Rel.CC, Rel.CCOMP}
SUBJECTS_AND_MARKS = SUBJECTS | {Rel.MARK}
NOMINAL = NOUNS | ADJECTIVES
DESCRIBING = ADJECTIVES | ADVERBS
NOUNS_AND_PREPOSITIONS = NOUNS | {Tag.IN}


def differing(lists: Mapping[str, Sequence[str]]) -> set[str]:
    """The labels that only the model knows, or only this module; ``lists`` are the model's."""
    entities = {f"{place}-{entity}" for entity in Entity for place in "BI"} | {"O"}
    ours: dict[str, set[str]] = {"dep": {*Rel}, "tag": {*Tag}, "pos": {*Pos}, "ner": entities}
    return {
        f"{name} {label}"
        for name, known in ours.items()
        for label in known.symmetric_difference(lists[name]) - {""}
    }

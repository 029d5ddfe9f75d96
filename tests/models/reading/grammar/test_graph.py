"""The trees of a document: built once, walked by everybody."""

from dataclasses import replace

from models.reading.grammar.graph import Graph, graph_of, head_of
from models.reading.labels import Rel
from models.reading.people.phrases import Tree
from tests.models.reading.drawn import drawn

DOC = drawn(
    "Lee/NNP nsubj>1", "met/VBD ROOT", "the/DT det>3", "head/NN obj>1", "of/IN case>5",
    "Marlow/NNP nmod>3", "and/CC cc>7", "Vega/NNP conj>3",
)  # fmt: skip


def test_children_stand_in_the_order_of_the_text() -> None:
    assert graph_of(DOC).children[3] == [2, 5, 7]
    assert graph_of(DOC).child(1, Rel.OBJ, Rel.NSUBJ) == [0, 3]


def test_a_phrase_has_its_preposition_its_head_and_what_is_under_it() -> None:
    graph = graph_of(DOC)
    assert (graph.case(5), graph.case(3)) == ("of", "")
    assert graph.head_of(2, 6) == head_of(DOC.words, 2, 6) == 3
    assert graph.subtree(3) == [2, 3, 4, 5, 6, 7]
    assert graph.subtree(3, 2) == [2, 3, 5, 7]
    assert list(graph.up(4)) == [5, 3, 1]
    assert graph.conjuncts(3) == [7]


def test_the_trees_of_a_document_are_built_once() -> None:
    later = replace(DOC, mentions=DOC.mentions[:0])
    assert graph_of(later) is graph_of(DOC)
    assert Tree(later).children is graph_of(DOC).children


def test_other_words_have_other_trees() -> None:
    other = replace(DOC, words=DOC.words[:2])
    assert len(graph_of(other).children) == 2
    assert isinstance(graph_of(DOC), Graph)
    assert len(graph_of(DOC).children) == len(DOC.words)

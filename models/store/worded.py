"""What a full-text index can be asked: words, phrases, all of some, one of some, not some."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Quoted:
    """One word or phrase; ``prefix``: of its last word only the beginning."""

    text: str
    prefix: bool


@dataclass(frozen=True, slots=True)
class AllOf:
    """What a text must have all of."""

    parts: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """What a text must have one of."""

    parts: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class Without:
    """What a text must have, and what it must not have."""

    wanted: "Expression"
    refused: "Expression"


Expression: TypeAlias = Quoted | AllOf | AnyOf | Without


def quote(words: str, *, prefix: bool) -> Expression:
    """One word or phrase, whatever it holds."""
    return Quoted(words, prefix)


def together(expressions: Sequence[Expression]) -> Expression:
    """Words of which a text must have all."""
    return expressions[0] if len(expressions) == 1 else AllOf(tuple(expressions))


def any_of(expressions: Sequence[Expression]) -> Expression:
    """Words of which a text must have one."""
    return expressions[0] if len(expressions) == 1 else AnyOf(tuple(expressions))


def refusing(expression: Expression, refused: Sequence[Expression]) -> Expression:
    """Words of a text that has none of those refused."""
    return Without(expression, any_of(refused)) if refused else expression

"""Guards the interpretation of words: a fault costs these words and nothing else."""

import logging
from collections.abc import Callable
from typing import ParamSpec, TypeVar

_log = logging.getLogger(__name__)
_SHOWN = 80  # characters of the words that a log line quotes

P = ParamSpec("P")
T = TypeVar("T")


def guarded(words: str, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
    """The result of ``work``; None where it raises, which is logged with the words."""
    try:
        return work(*args, **kwargs)
    except Exception:  # noqa: BLE001 - one odd expression must not take the others along
        _log.exception("no meaning could be worked out for %r", words[:_SHOWN])
        return None

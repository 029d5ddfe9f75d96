"""Kinds of failure: caused by the outside world, or by our mistakes."""


class KnownError(Exception):
    """A failure outside the program. Its one sentence says what is wrong and what to do."""


class FailedError(KnownError):
    """A valid request failed, for a full disk or a lock. It may work later."""


class BugError(Exception):
    """A mistake in the program; the text is for developers."""

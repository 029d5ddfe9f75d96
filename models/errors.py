"""Kinds of failure: the world's, which may pass, and ours."""


class KnownError(Exception):
    """The world said no. The text is one sentence for the user: what is wrong, what to do."""


class FailedError(KnownError):
    """What was asked for was right, yet it failed: a full disk, a lock. It may work later."""


class BugError(Exception):
    """We made a mistake; the text is for us."""

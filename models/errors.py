"""Two kinds of failure: the world's and ours."""


class KnownError(Exception):
    """The world said no. The text is one sentence for the user: what is wrong, what to do."""


class BugError(Exception):
    """We made a mistake; the text is for us."""

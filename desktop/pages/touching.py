"""The kinds of things that a page shows, and that a change touches."""

EVENTS, ACTORS, DOCUMENTS, FILTERS = "events", "actors", "documents", "filters"
EVERYTHING = frozenset((EVENTS, ACTORS, DOCUMENTS, FILTERS))
"""What a page may show, and what may have been touched."""

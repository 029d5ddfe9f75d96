"""The pages there are, in the order of the rail: a new one is a room of its own and a row here."""

from desktop.pages.page import Room

ROOMS = (
    Room("chronicle", "Events", "The events in the order of time, in a table", "calendar"),
    Room("timeline", "Timeline", "The events on a line of time, in lanes", "timeline",
         "desktop.timeline.page:TimelinePage"),
    Room("people", "People", "People, organisations and places, with a dossier of each", "person",
         "desktop.people.page:PeoplePage"),
    Room("sources", "Sources", "The articles that report these events", "document",
         "desktop.sources.page:SourcesPage"),
    Room("matrix", "Matrix", "Who is in how many events, and when", "matrix",
         "desktop.matrix.page:MatrixPage"),
    Room("network", "Network", "Who is in events with whom", "network",
         "desktop.network.page:NetworkPage"),
    Room("changes", "Changes", "What changed since you looked last", "later",
         "desktop.changes.page:ChangesPage"),
    Room("map", "Map", "Where the events happened", "map", "desktop.mapping.page:MapPage"),
)  # fmt: skip
"""The first one is there from the start."""

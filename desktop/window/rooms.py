"""The pages there are, in the order of the rail: a new one is a room of its own and a row here."""

from desktop.pages.page import Room

ROOMS = (Room("chronicle", "Events", "The events in the order of time, in a table", "calendar"),)
"""The first one is there from the start."""

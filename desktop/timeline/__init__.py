"""The events on a line of time, in lanes."""

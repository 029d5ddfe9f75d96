"""Bring articles in: choose them or drop them, watch, see what was read and what was not."""

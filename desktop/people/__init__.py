"""Correcting who is who: actors merged, split, renamed and taken away."""

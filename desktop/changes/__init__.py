"""What changed since one looked last, or since a day."""

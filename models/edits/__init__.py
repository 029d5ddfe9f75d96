"""Changes to a chronicle, as data that can be undone."""

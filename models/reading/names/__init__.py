"""Names put right: where they begin and end, what they name."""

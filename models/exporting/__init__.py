"""A chronicle as JSON and CSV."""

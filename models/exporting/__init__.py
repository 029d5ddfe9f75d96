"""A chronicle as JSON and CSV, as rows to copy, and as a list."""

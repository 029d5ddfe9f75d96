"""The articles themselves: each in full, with its events marked in the text."""

"""Actors: which names, nouns and pronouns mean one; who is quoted."""

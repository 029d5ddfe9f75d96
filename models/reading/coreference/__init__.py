"""Coreference: whom adjectives, nouns and pronouns mean."""

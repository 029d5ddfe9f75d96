"""Whom adjectives, nouns and pronouns mean, on what the text has told up to there."""

"""Resolves time expressions to days: counted, chosen, opened."""

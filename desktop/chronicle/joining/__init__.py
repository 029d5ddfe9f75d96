"""Events joined into one, and separated again."""

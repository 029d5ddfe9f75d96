"""Time expressions: found, understood and resolved to days."""

"""The parts of the check: each compares stored values with their source."""

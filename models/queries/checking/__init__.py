"""The parts of the check: each compares some of what is stored with what it comes from."""

"""The history: what was done in a chronicle, and the way back from each of it."""

"""The stages of reading, in the order of reading.pipeline."""

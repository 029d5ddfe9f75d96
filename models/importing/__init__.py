"""Files to text to reading to store, as a generator."""

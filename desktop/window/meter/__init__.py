"""The meter: how much of what was reviewed was right as it was read."""

"""Which actor a name means, and which names are one actor."""

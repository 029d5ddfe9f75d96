"""Which tellings are one event: what is compared, what forbids it, how likely it is, the groups."""

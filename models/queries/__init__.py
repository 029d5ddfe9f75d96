"""Questions to a chronicle, each a function from a session to frozen rows."""

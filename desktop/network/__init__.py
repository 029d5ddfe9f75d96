"""Who is in events with whom: a picture, and the same as a table."""

"""Who is in how many events, and when: numbers in a table."""

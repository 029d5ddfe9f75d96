"""What is known of English words, of names and of countries."""

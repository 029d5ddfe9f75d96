"""Text to what it says: a pipeline of small stages over one frozen document."""

"""What the program says, in one list."""

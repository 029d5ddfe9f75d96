"""What the user sees: the window and the command line, over models."""

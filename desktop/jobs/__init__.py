"""Work off the GUI thread: questions to the store, and long jobs."""

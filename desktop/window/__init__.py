"""The main window: what it shows, its menus and keys, and the long jobs it starts."""

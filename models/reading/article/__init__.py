"""The article itself: its parts, and what it says of its title, outlet and day."""

"""The scale of time: units and spans of it, what is in sight, and a range of days."""

"""The filters: the panel with its lists and date fields, the chips, and filters with a name."""

"""Spreadsheets as grids of cells, and changes put into them with everything else left as it is."""

"""How the days of time expressions are found: counted, chosen, opened."""

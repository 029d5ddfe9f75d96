"""How the reader model is made; run by hand, never imported by the program."""

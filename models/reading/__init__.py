"""Text to what it says: a pipeline of small stages over one frozen document."""

from typing import Final

READER: Final = "1"
"""Which reader this is; another number whenever it reads a text otherwise than before."""

"""Which reader this is."""

from typing import Final

READER: Final = "8"
"""Another value whenever it reads a text otherwise than before."""

"""The article a first start imports."""

from pathlib import Path


def seed_path() -> Path:
    """The file of the example article."""
    return Path(__file__).with_name("seed.txt")

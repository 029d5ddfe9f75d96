"""Where chronicles are kept when nobody says otherwise."""

import os
from pathlib import Path

from platformdirs import user_data_path


def default_chronicle() -> Path:
    """The user's own chronicle; ``DATELINE_DATA`` names another folder for it."""
    folder = os.environ.get("DATELINE_DATA")
    home = Path(folder) if folder else user_data_path("dateline", appauthor=False)
    return home / "chronicle.sqlite"

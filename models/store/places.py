"""Where chronicles are kept by default."""

import os
from pathlib import Path

from platformdirs import user_data_path


def default_chronicle() -> Path:
    """The path of the user's own chronicle; the variable ``DATELINE_DATA`` sets its folder."""
    folder = os.environ.get("DATELINE_DATA")
    home = Path(folder) if folder else user_data_path("dateline", appauthor=False)
    return home / "chronicle.sqlite"

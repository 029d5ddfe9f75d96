"""The folders of settings and logs."""

import os
from pathlib import Path

from platformdirs import user_config_path, user_log_path


def config_folder() -> Path:
    """Where settings live: DATELINE_CONFIG, or the platform's folder for them."""
    told = os.environ.get("DATELINE_CONFIG")
    return Path(told) if told else user_config_path("dateline", appauthor=False)


def log_folder() -> Path:
    """Where the log file lives: beside the settings when DATELINE_CONFIG says where."""
    told = os.environ.get("DATELINE_CONFIG")
    return Path(told) if told else user_log_path("dateline", appauthor=False)

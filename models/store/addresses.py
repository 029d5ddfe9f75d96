"""The address of a chronicle: a file's path, or where on a server it is."""

from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from models.errors import KnownError

_SERVERS = ("postgresql", "postgres")


def server_address(target: str | Path | None) -> URL | None:
    """The address of a database on a server; None where a file is meant."""
    if not isinstance(target, str) or "://" not in target:
        return None
    url = parsed(target)
    if url.get_backend_name() not in _SERVERS:
        return None
    if not url.database:
        raise KnownError(
            "The address of a shared chronicle ends in the name of a database: "
            "postgresql://USER@SERVER/DATABASE."
        )
    return url.set(drivername="postgresql+psycopg")


def parsed(target: str) -> URL:
    """An address in its parts; what is said of one that is none does not repeat a password."""
    try:
        return make_url(target)
    except (ArgumentError, ValueError) as fault:  # a port that isn't a number is a ValueError
        said = target if "@" not in target else "This"
        raise KnownError(f"{said} isn’t the address of a chronicle; name a file.") from fault


def shown(url: URL) -> str:
    """An address as it may be shown and kept: without a password."""
    kept = {name: value for name, value in url.query.items() if "password" not in name}
    plain = URL.create("postgresql", url.username, None, url.host, url.port, url.database, kept)
    return plain.render_as_string(hide_password=False)

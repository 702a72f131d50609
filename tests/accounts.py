"""The accounts with less: tests write and tamper as the administrator, worker and API have their own."""

from urllib.parse import urlsplit

from cli.embedded.postgres import Postgres


def account(dsn: str, role: str) -> str:
    """The DSN with which `role` comes to the database of `dsn`, which is its administrator's."""
    at = urlsplit(dsn)
    assert at.port is not None
    assert at.password is not None
    return Postgres(at.port, at.password).dsn(at.path.removeprefix("/"), role)

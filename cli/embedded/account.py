"""The account that PostgreSQL runs under: it refuses to run as root."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Account:
    """An ordinary user of this machine."""

    name: str
    uid: int
    gid: int

    def can(self, test: str, path: Path) -> bool:
        """Whether this account passes `test` (as in `test -x`) on the path, asked of the system itself."""
        asked = subprocess.run(  # noqa: S603 - no shell reads the path
            # The system knows best: groups and access lists decide as well, not only the bits of a file.
            ["/bin/sh", "-c", f'test -{test} "$1"', "sh", path],
            check=False,
            # Anywhere but here: the account may not be able to enter the present folder.
            cwd="/",
            user=self.uid,
            group=self.gid,
            extra_groups=[],
        )
        return asked.returncode == 0

    def own(self, path: Path) -> None:
        """Give it a file or a folder."""
        os.chown(path, self.uid, self.gid)


def account_for(folder: Path) -> Account | None:
    """Return whom to become when we are root, None when we are an ordinary user already.

    The owner of an existing folder goes first: root may continue what an ordinary user began. Otherwise
    `nobody`: nothing is added to the machine, and initdb wants an account that it can look up.
    """
    if os.geteuid() != 0:
        return None
    owner = folder.stat().st_uid if folder.exists() else 0
    entry = pwd.getpwuid(owner) if owner else pwd.getpwnam("nobody")
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)

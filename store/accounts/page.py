"""The grants as docs/operations.md has them: run `python -m store.accounts.page docs/operations.md`."""

import sys
from pathlib import Path

from store.accounts.grants import GRANTS

BEGIN = "<!-- what worker and API may: written by python -m store.accounts.page docs/operations.md -->"
END = "<!-- until here -->"


def table() -> str:
    """A row for each table: what worker and API may do with it."""
    rows = [
        f"| `{name}` | {_said(grant.worker)} | {_said(grant.api)} |" for name, grant in sorted(GRANTS.items())
    ]
    return "\n".join(["| table | `kwartier_worker` | `kwartier_api` |", "| --- | --- | --- |", *rows])


def _said(privileges: tuple[str, ...]) -> str:
    return ", ".join(privileges) or "nothing"


def written(text: str) -> str:
    """`text` with the table between its marks. Raises `ValueError` where these are not."""
    before, _, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise ValueError(f"{BEGIN} and {END} are not in it")
    return f"{before}{BEGIN}\n\n{table()}\n\n{END}{after}"


if __name__ == "__main__":
    page = Path(sys.argv[1])
    page.write_text(written(page.read_text(encoding="utf-8")), encoding="utf-8")

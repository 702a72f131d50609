"""`./dev audit`: whether anything is known against what production runs, and whether its images are pinned.

Both are known outside only. What could not be asked is said to be not done, and never that nothing is known.
"""

import argparse
from datetime import UTC, datetime

from supply import advisories, images, lock
from supply.verdict import Outcome, Verdict, worst

ENDS = """\
It ends with 0 when nothing is known against anything, 3 when something was found, and 4 when something could
not be looked at.
"""


def main() -> int:
    """Look at both, and say what came of it."""
    options = argparse.ArgumentParser(prog="./dev audit", description=__doc__, epilog=ENDS)
    options.add_argument("--osv-url", metavar="URL", help="ask this OSV service instead of PyPI")
    osv: str | None = options.parse_args().osv_url
    pins = lock.read(lock.PRODUCTION.read_text(encoding="utf-8"))
    packages = advisories.ask(pins, osv)
    show("Advisories", f"packages of {lock.PRODUCTION.name}", packages, "Nothing is known against any.")
    deployed = images.ask(images.named())
    show(
        "Images",
        f"images of {images.COMPOSE} and {images.DOCKERFILE}",
        deployed,
        "Each is pinned to the digest that its tag has.",
    )
    return worst([packages, deployed])


def show(check: str, things: str, verdict: Verdict, well: str) -> None:
    """Say what was found, what was not done, and only without either that all is `well`."""
    moment = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    print(f"{check}: {verdict.looked_at} of {verdict.wanted} {things} looked at, {moment}")
    for found in verdict.found:
        print(f"  FOUND     {found}")
    for why in verdict.not_done:
        print(f"  NOT DONE  {why}")
    match verdict.outcome:
        case Outcome.NOTHING_KNOWN:
            print(f"  {well}")
        case Outcome.NOT_DONE:
            print(f"  {check.upper()} WERE NOT CHECKED: nobody knows. Try again where that can be asked.")
        case Outcome.FOUND:
            pass
    print()


if __name__ == "__main__":
    raise SystemExit(main())

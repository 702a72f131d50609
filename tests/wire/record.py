"""Writes the list of names again: `.venv/bin/python -m tests.wire.record`; then read `git diff tests/wire`.

A name that is gone or new breaks whoever stored or sends it, running programmes among them: this is for what
was added on purpose.
"""

from tests.wire import listed, names


def main() -> None:
    listed.NAMES.write_text(names.render(names.gather()))
    listed.OPENAPI.write_text(listed.text_of(names.openapi()))


if __name__ == "__main__":
    main()

"""Every code that can be answered is documented, from the class that says it."""

from pathlib import Path

from api.http.reference.errors_page import document, groups, import_all, of_the_api

ROOT = Path(__file__).parents[3]


def test_every_refusal_stands_on_the_page_once() -> None:
    import_all()
    listed = [row.code for rows in groups().values() for row in rows]

    assert len(set(listed)) == len(listed)
    assert set(of_the_api()) <= set(listed)


def test_the_page_is_the_one_that_the_classes_write() -> None:
    written = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")

    assert written == "\n".join(document()) + "\n", (
        "run: python -m api.http.reference.errors_page > docs/errors.md"
    )

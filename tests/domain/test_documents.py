"""Documents: what a body reads, and what is published."""

from domain import documents
from domain.blueprint import Blueprint
from domain.documents import Passage
from tests.domain.arranged import before_the_body
from tests.domain.documents import body as body_document
from tests.domain.documents import document
from tests.domain.programmes import Programme, body, rules


def blueprint() -> Blueprint:
    """The blueprint behind the small programme, as far as documents tell of it."""
    changed = document()
    changed["title"] = "Common Ground"
    changed["definition"]["groups"] = [
        {"key": key, "title": title, "organisations": [{"code": key, "name": title}]}
        for key, title in (("gemeente", "Gemeenten"), ("marktpartij", "Marktpartijen"))
    ]
    changed["sign_off"]["bodies"] = [
        body_document(key) | {"title": title}
        for key, title in (("college", "The College"), ("board", "The Board"))
    ]
    return Blueprint.of(changed)


def two_bodies() -> Programme:
    return before_the_body(rules(body(), body("board")))


class TestASectionOfTheDraft:
    def test_without_contributions_it_is_what_it_was(self) -> None:
        assert documents.draft_section("  What it was.\n", []) == "What it was."

    def test_each_contribution_follows_with_its_origin_and_receipt(self) -> None:
        passages = [Passage("Gemeente A", "0123456789abcdef", "We can."), Passage("B", "f" * 64, "We will.")]
        assert documents.draft_section("What it was.", passages) == (
            "What it was.\n\n"
            "### Bijdragen / Contributions\n\n"
            "> We can.\n>\n> — Gemeente A (ontvangstbewijs / receipt `0123456789ab`)\n\n"
            "> We will.\n>\n> — B (ontvangstbewijs / receipt `ffffffffffff`)"
        )

    def test_whatever_somebody_typed_stays_inside_its_quotation(self) -> None:
        written = documents.draft_section("", [Passage("A", "0" * 64, "One\n\n# Decision\n---\r\nTwo\n")])
        quoted = written.split("\n\n")[1:]
        assert all(line.startswith(">") for part in quoted for line in part.splitlines())
        assert "> # Decision" in written

    def test_a_section_that_was_empty_begins_with_the_contributions(self) -> None:
        assert documents.draft_section(" \n", []) == ""
        assert documents.draft_section("", [Passage("A", "0" * 64, "x")]).startswith("### Bijdragen")

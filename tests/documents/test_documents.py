"""Documents: what a body reads, and what is published."""

from documents import passages as documents
from documents.passages import Passage
from domain.blueprint.model import Blueprint
from domain.register.entries import Head
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


class TestTheHeadThatADocumentFollowsOn:
    HEAD, LATER = Head(seq=3, hash="ab" * 32), Head(seq=7, hash="cd" * 32)

    def test_what_somebody_wrote_says_where_the_register_stood(self) -> None:
        assert documents.on_head("# Note\n", self.HEAD) == f"# Note\n\n{documents.follows_on(self.HEAD)}\n"

    def test_written_again_it_follows_on_the_later_one_only(self) -> None:
        once = documents.on_head("# Note", self.HEAD)
        assert documents.on_head(once, self.LATER) == documents.on_head("# Note", self.LATER)

    def test_what_was_written_below_it_comes_to_stand_above_it(self) -> None:
        below = documents.on_head("# Note", self.HEAD) + "\nMore.\n"
        assert documents.on_head(below, self.LATER) == documents.on_head("# Note\n\nMore.", self.LATER)

    def test_without_it_the_text_is_left(self) -> None:
        assert documents.without_head(documents.on_head("# Note", self.HEAD)) == "# Note"

    def test_a_heading_of_that_name_elsewhere_stays(self) -> None:
        text = "## Register\n\nOurs is public."
        assert documents.without_head(text) == text

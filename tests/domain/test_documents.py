"""Documents: what a body reads, and what is published."""

import pytest

from domain import documents
from domain.blueprint import Blueprint
from domain.documents import Passage
from domain.followed import Followed
from domain.rules import BodyRole
from domain.support import Answer
from tests.domain import asking
from tests.domain.arranged import appointed, before_the_body, decided, with_conditions
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


class TestTheCoverNote:
    def test_it_says_per_point_of_a_sending_back_what_was_answered(self) -> None:
        answers = [("Who pays?\n# Nobody", "The association."), ("For how long?", "Ten years.")]
        note = documents.cover_note(blueprint(), two_bodies().state, "college", followed=Followed(answers))
        assert "- Who pays? # Nobody\n  - The association.\n- For how long?\n  - Ten years.\n" in note

    def test_it_says_to_whom_and_what_is_asked_about_which_text(self) -> None:
        state = two_bodies().state
        assert state.definition.submitted is not None
        note = documents.cover_note(blueprint(), state, "college")
        assert note.startswith("# Oplegnotitie / Cover note: Common Ground\n\n**Aan / To:** The College\n\n")
        assert "version 1 of the programme" in note
        assert f"`{state.definition.submitted.hash}`" in note

    def test_what_was_held_over_says_to_which_meeting(self) -> None:
        programme = decided(two_bodies(), "for")
        decision = programme.state.sign_off.decisions[-1]
        note = documents.cover_note(blueprint(), programme.state, "college")
        assert f"aangehouden / held over tot / to {decision.held_over_to} (1 voor / for" in note

    @pytest.mark.parametrize(
        ("role", "asked"),
        [
            ("decides", "goed te keuren / to approve version 1 of the programme"),
            ("advises", "goed te keuren / to approve version 1 of the programme"),
            ("ratifies", "te bekrachtigen / to ratify the decision on version 1"),
            ("takes_note", "kennis te nemen van het besluit over versie 1 / to take note of its approval"),
        ],
    )
    def test_it_asks_what_the_body_is_for(self, role: BodyRole, asked: str) -> None:
        bodies = blueprint().sign_off.bodies
        board = bodies[1].model_copy(update={"role": role})
        sign_off = blueprint().sign_off.model_copy(update={"bodies": (bodies[0], board)})
        note = documents.cover_note(
            blueprint().model_copy(update={"sign_off": sign_off}), two_bodies().state, "board"
        )
        assert asked in note

    def test_it_counts_can_and_will_per_group_side_by_side(self) -> None:
        programme = appointed()
        answers: list[tuple[Answer, Answer]] = [("yes", "no"), ("yes_if", "no"), ("no", "yes")]
        for can, will in answers:
            programme.contribute("gemeente", can, will)
        programme.wait(11)
        programme.act(asking.settle_responses(), asking.submit_version(1))
        note = documents.cover_note(blueprint(), programme.state, "college")
        assert "| Gemeenten | 3 | 3 | 1 / 1 / 1 | 1 / 0 / 2 |" in note
        assert "| Marktpartijen | 2 | 0 | - | - |" in note

    def test_it_tells_how_many_of_the_panel_answered(self) -> None:
        note = documents.cover_note(blueprint(), before_the_body().state, "college")
        assert "Review by the panel: 3 van / of 3." in note

    def test_the_first_body_hears_of_no_decisions_and_the_next_of_those_before_it(self) -> None:
        programme = two_bodies()
        assert "Besluiten" not in documents.cover_note(blueprint(), programme.state, "college")
        decided(programme, "for_with_conditions", "for", "abstain")
        note = documents.cover_note(blueprint(), programme.state, "board")
        assert (
            "- 2026-01-08: The College: goedgekeurd onder voorwaarden / approved with conditions"
            " (2 voor / for, 0 tegen / against, 0 terug / send back, 1 onthouding / abstained,"
            " 3 zetels / seats)\n"
        ) in note


class TestThePublishedProgramme:
    def published(self, programme: Programme, **sections: str) -> str:
        asked = {key: f"Condition {key}." for key in programme.state.conditions}
        return documents.programme(blueprint(), programme.state, sections, asked)

    def test_sections_stand_in_the_blueprints_order_and_empty_ones_are_left_out(self) -> None:
        text = self.published(
            two_bodies(), strategy="Together.", goals="One ground.\n", funding="  ", risks=""
        )
        headings = [line for line in text.splitlines() if line.startswith("## ")]
        assert headings == ["## goals", "## strategy", "## Register"]
        assert "## goals\n\nOne ground.\n\n## strategy\n\nTogether.\n\n" in text

    def test_it_names_the_version_and_the_register_entry_that_it_follows_on(self) -> None:
        programme = two_bodies()
        text = self.published(programme)
        assert "# Common Ground\n\nVastgesteld programma, versie 1 / Approved programme, version 1." in text
        assert f"register entry {programme.state.head.seq}:\n`{programme.state.head.hash}`\n" in text

    def test_conditions_stand_with_their_owner_their_day_and_whether_they_are_met(self) -> None:
        text = self.published(with_conditions())
        assert "- Condition 1-college-1-1. (open, kwartiermaker, 2026-02-04)" in text

    def test_without_conditions_nothing_is_said_of_any(self) -> None:
        assert "Voorwaarden" not in self.published(two_bodies())


def test_a_plan_that_nobody_reviewed_or_was_asked_about_has_a_note_without_those_lines() -> None:
    state = before_the_body().state
    silent = state.definition.model_copy(update={"review": None, "rounds": ()})
    note = documents.cover_note(blueprint(), state.model_copy(update={"definition": silent}), "college")
    assert "Review by the panel" not in note
    assert "| groep" not in note


def test_reservations_of_the_panel_stand_in_the_note_one_line_each() -> None:
    note = documents.cover_note(
        blueprint(), before_the_body().state, "college", ["Too fast.\nToo dear.", "No."]
    )
    assert "Reservations of the panel:\n\n- Too fast. Too dear.\n- No.\n" in note

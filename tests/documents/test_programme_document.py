"""The approved programme as it is published: what was decided, under which conditions, on which papers."""

from datetime import date

from documents.programme_document import Contents, Met, Paper, decided, programme, signatures
from domain.blueprint.model import Blueprint
from domain.shared.rules import Seat
from domain.voting.tally import Tally
from tests.documents.test_documents import blueprint, two_bodies
from tests.domain.arranged import approved, with_conditions
from tests.domain.arranged import decided as votes
from tests.domain.documents import document
from tests.domain.programmes import Programme, body, rules

ON = date(2026, 1, 20)


def published(programme_: Programme, contents: Contents) -> str:
    asked = {key: f"Condition {key}." for key in programme_.state.conditions}
    return programme(blueprint(), programme_.state, contents._replace(conditions=asked))


def of_two_bodies() -> Programme:
    return approved(rules(body(), body("board")))


def chaired() -> Blueprint:
    """Two bodies, the first of which only advises; the chair of the second has a title."""
    changed = document()
    for key, place in (("role", "advises"), ("title", "Advisory Board")):
        changed["sign_off"]["bodies"][0] |= {"key": "college", key: place}
    changed["sign_off"]["bodies"][1] |= {"key": "board", "title": "The Board", "chair": "seat-1"}
    changed["sign_off"]["bodies"][1]["seats"][0]["title"] = "Voorzitter van het bestuur"
    return Blueprint.of(changed)


class TestThePlan:
    def test_sections_stand_in_the_blueprints_order_and_empty_ones_are_left_out(self) -> None:
        sections = {"strategy": "Together.", "goals": "One ground.\n", "funding": "  ", "risks": ""}
        text = published(two_bodies(), Contents(sections))
        headings = [line for line in text.splitlines() if line.startswith("## ")]
        assert headings == ["## goals", "## strategy", "## Register"]
        assert "## goals\n\nOne ground.\n\n## strategy\n\nTogether.\n\n" in text

    def test_it_names_the_version_its_hash_and_the_register_entry_that_it_follows_on(self) -> None:
        state = two_bodies().state
        assert state.definition.submitted is not None
        text = programme(blueprint(), state, Contents({}))
        version = f"Approved programme, version 1 (`{state.definition.submitted.hash}`)."
        assert text.startswith(f"# Common Ground\n\nVastgesteld programma, versie 1 / {version}")
        assert f"register entry {state.head.seq}:\n`{state.head.hash}`\n" in text


class TestTheDecisions:
    def test_each_body_has_its_meeting_its_outcome_and_its_votes(self) -> None:
        text = published(of_two_bodies(), Contents({}))
        college = text.partition("### The College\n\n")[2].partition("### ")[0]
        assert college.startswith(
            "**Goedgekeurd / approved** in de vergadering van / at the meeting of 8 januari / January"
            " 2026, over stuk / on submission 1."
        )
        assert "| voor / for | 3 |\n| tegen / against | 0 |" in college
        assert "| alle / all | 3 |" in college
        assert "gewicht" not in college
        assert "### The Board" in text

    def test_where_votes_weigh_the_weight_stands_beside_the_seats(self) -> None:
        seats = tuple(Seat(key=f"s{n}", person="p", weight=n) for n in (1, 2, 3))
        tally = Tally.by(body(seats=seats), {"s1": "for_with_conditions", "s3": "for", "s2": "against"})
        state = of_two_bodies().state
        decision = state.sign_off.decisions[0].model_copy(update={"tally": tally})
        text = programme(blueprint(), state.with_sign_off(decisions=(decision,)), Contents({}))
        assert "| stemmen / votes | zetels / seats | gewicht / weight |\n| --- | --- | --- |\n" in text
        assert (
            "| voor / for | 2 | 4 |\n| waarvan onder voorwaarden / of these under conditions | 1 | 1 |"
            in text
        )
        assert "| tegen / against | 1 | 2 |" in text
        assert "| alle / all | 3 | 6 |" in text

    def test_what_was_decided_before_stands_apart(self) -> None:
        held = votes(two_bodies(), "abstain")
        votes(held, "for", "for", "for")
        text = published(held, Contents({}))
        before = text.partition("### Eerder / Before that\n\n")[2]
        until = "tot / until 15 januari / January 2026"
        held_over = "aangehouden / held over, 8 januari / January 2026"
        assert before.startswith(f"- The College: {held_over}, {until}; 0 voor")
        assert text.count("### The College") == 1


class TestWhoSigns:
    def test_every_deciding_body_by_its_chair_or_else_on_its_behalf(self) -> None:
        found = signatures(blueprint(), of_two_bodies().state)
        assert [(one.body, one.signer) for one in found] == [
            ("The College", "Namens / On behalf of The College"),
            ("The Board", "Namens / On behalf of The Board"),
        ]
        assert found[0].decided == "goedgekeurd / approved, 8 januari / January 2026"
        assert "3 voor / for" in found[0].tally

    def test_a_body_that_advises_does_not_sign_and_a_chair_is_called_by_the_seat(self) -> None:
        [signature] = signatures(chaired(), of_two_bodies().state)
        assert signature.signer == "Voorzitter / Chair: Voorzitter van het bestuur"

    def test_the_title_page_names_every_body_with_its_last_word(self) -> None:
        rows = decided(blueprint(), of_two_bodies().state)
        assert [name for name, _ in rows] == ["The College", "The Board"]
        assert rows[1][1].startswith("goedgekeurd / approved, ")


class TestTheConditions:
    def test_each_says_who_set_it_who_shows_it_and_by_when(self) -> None:
        text = published(with_conditions(), Contents({}))
        assert (
            "- Condition 1-college-1-1.\n"
            "  - Gesteld door / Set by: The College, college-1. Aan te tonen door / To be shown by:"
            " kwartiermaker, uiterlijk / by 4 februari / February 2026.\n"
            "  - Nog niet voldaan / Not met yet."
        ) in text

    def test_one_that_is_met_says_when_by_which_evidence_and_who_found_it_enough(self) -> None:
        met = {"1-college-1-1": Met(ON, "college-1", judged=52, shown=50)}
        text = published(with_conditions(), Contents({}, met=met))
        assert (
            "  - Voldaan op / Met on 20 januari / January 2026: bewijs / evidence (registerregel /"
            " register entry 50), voldoende bevonden door / found sufficient by college-1"
            " (registerregel / register entry 52)."
        ) in text

    def test_without_conditions_nothing_is_said_of_any(self) -> None:
        assert "Voorwaarden" not in published(two_bodies(), Contents({}))


class TestThePapers:
    def test_each_has_its_classification_its_entry_and_its_hash(self) -> None:
        papers = [
            Paper("response_memo", "response-memo-1.md", "public", "a" * 64, 10),
            Paper("cover_note", "cover-note-1.md", "confidential", "b" * 64, 17),
        ]
        text = published(two_bodies(), Contents({}, papers=papers))
        assert (
            "- Reactienota / Response memo, `response-memo-1.md`: openbaar / public, registerregel / register"
            f" entry 10  \n  `{'a' * 64}`\n"
            "- Oplegnotitie / Cover note, `cover-note-1.md`: vertrouwelijk / confidential, registerregel /"
            f" register entry 17  \n  `{'b' * 64}`\n"
        ) in text

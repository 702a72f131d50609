"""The approved programme as it is published: what was decided, under which conditions, on which papers."""

from datetime import date

from documents.programme import Contents, DocumentEntry, Met, decided, programme, signatures
from domain.blueprint.model import Blueprint
from domain.shared.rules import Seat
from domain.voting.tally import Tally
from tests.documents.arranged import DUTCH, blueprint, two_bodies
from tests.domain.arranged import approved, with_conditions
from tests.domain.arranged import decided as votes
from tests.domain.documents import document
from tests.domain.programmes import Programme, body, rules
from tests.words.pseudo import PSEUDO, outside
from words.language import Language
from words.languages import ENGLISH

ON = date(2026, 1, 20)


def published(programme_: Programme, contents: Contents, language: Language = ENGLISH) -> str:
    asked = {key: f"Condition {key}." for key in programme_.state.conditions}
    return programme(language, blueprint(), programme_.state, contents._replace(conditions=asked))


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
        text = programme(ENGLISH, blueprint(), state, Contents({}))
        version = f"Approved programme, version 1 (`{state.definition.submitted.hash}`)."
        assert text.startswith(f"# Common Ground\n\n{version}")
        assert f"register entry {state.head.seq}:\n`{state.head.hash}`\n" in text


class TestTheDecisions:
    def test_each_body_has_its_meeting_its_outcome_and_its_votes(self) -> None:
        text = published(of_two_bodies(), Contents({}))
        college = text.partition("### The College\n\n")[2].partition("### ")[0]
        assert college.startswith("**Approved** at the meeting of 8 January 2026, on submission 1.\n\n")
        assert "| for | 3 |\n| against | 0 |" in college
        assert "| all | 3 |" in college
        assert "weight" not in college
        assert "### The Board" in text

    def test_where_votes_weigh_the_weight_stands_beside_the_seats(self) -> None:
        seats = tuple(Seat(key=f"s{n}", person="p", weight=n) for n in (1, 2, 3))
        tally = Tally.by(body(seats=seats), {"s1": "for_with_conditions", "s3": "for", "s2": "against"})
        state = of_two_bodies().state
        decision = state.sign_off.decisions[0].model_copy(update={"tally": tally})
        text = programme(ENGLISH, blueprint(), state.with_sign_off(decisions=(decision,)), Contents({}))
        assert "| votes | seats | weight |\n| --- | --- | --- |\n" in text
        assert "| for | 2 | 4 |\n| of these under conditions | 1 | 1 |" in text
        assert "| against | 1 | 2 |" in text
        assert "| all | 3 | 6 |" in text

    def test_what_was_decided_before_stands_apart(self) -> None:
        held = votes(two_bodies(), "abstain")
        votes(held, "for", "for", "for")
        text = published(held, Contents({}))
        before = text.partition("### Before that\n\n")[2]
        until = "until 15 January 2026"
        held_over = "held over, 8 January 2026"
        assert before.startswith(f"- The College: {held_over}, {until}; 0 for")
        assert text.count("### The College") == 1


class TestWhoSigns:
    def test_every_deciding_body_by_its_chair_or_else_on_its_behalf(self) -> None:
        found = signatures(ENGLISH, blueprint(), of_two_bodies().state)
        assert [(one.body, one.signer) for one in found] == [
            ("The College", "On behalf of The College"),
            ("The Board", "On behalf of The Board"),
        ]
        assert found[0].decided == "approved, 8 January 2026"
        assert "3 for" in found[0].tally

    def test_a_body_that_advises_does_not_sign_and_a_chair_is_called_by_the_seat(self) -> None:
        [signature] = signatures(ENGLISH, chaired(), of_two_bodies().state)
        assert signature.signer == "Chair: Voorzitter van het bestuur"

    def test_the_title_page_names_every_body_with_its_last_word(self) -> None:
        rows = decided(ENGLISH, blueprint(), of_two_bodies().state)
        assert [name for name, _ in rows] == ["The College", "The Board"]
        assert rows[1][1].startswith("approved, ")


class TestTheConditions:
    def test_each_says_who_set_it_who_shows_it_and_by_when(self) -> None:
        text = published(with_conditions(), Contents({}))
        assert (
            "- Condition 1-college-1-1.\n"
            "  - Set by: The College, college-1. To be shown by: the kwartiermaker, by 4 February 2026.\n"
            "  - Not met yet."
        ) in text

    def test_one_that_is_met_says_when_by_which_evidence_and_who_found_it_enough(self) -> None:
        met = {"1-college-1-1": Met(ON, "college-1", judged=52, shown=50)}
        text = published(with_conditions(), Contents({}, met=met))
        assert (
            "  - Met on 20 January 2026: evidence (register entry 50), found sufficient by college-1"
            " (register entry 52)."
        ) in text

    def test_without_conditions_nothing_is_said_of_any(self) -> None:
        assert "Conditions" not in published(two_bodies(), Contents({}))


class TestThePapers:
    def test_each_has_its_classification_its_entry_and_its_hash(self) -> None:
        papers = [
            DocumentEntry("response_memo", "response-memo-1.md", "public", "a" * 64, 10),
            DocumentEntry("cover_note", "cover-note-1.md", "confidential", "b" * 64, 17),
        ]
        text = published(two_bodies(), Contents({}, papers=papers))
        assert (
            "- Response memo, `response-memo-1.md`: public, register"
            f" entry 10  \n  `{'a' * 64}`\n"
            "- Cover note, `cover-note-1.md`: confidential,"
            f" register entry 17  \n  `{'b' * 64}`\n"
        ) in text


PAPERS = [
    DocumentEntry("response_memo", "response-memo-1.md", "public", "a" * 64, 10),
    DocumentEntry("cover_note", "cover-note-1.md", "confidential", "b" * 64, 17),
]
MET = {"1-college-1-1": Met(ON, "college-1", judged=52, shown=50)}


class TestItsLanguage:
    def test_in_dutch_it_is_in_dutch(self) -> None:
        text = published(with_conditions(), Contents({}, met=MET, papers=PAPERS), DUTCH)

        assert "**Goedgekeurd onder voorwaarden** in de vergadering van 8 januari 2026, over stuk 1." in text
        assert "| stemmen | zetels |\n| --- | --- |\n| voor | 3 |\n| waarvan onder voorwaarden | " in text
        assert "Aan te tonen door: de kwartiermaker, uiterlijk 4 februari 2026." in text
        assert "  - Voldaan op 20 januari 2026: bewijs (registerregel 50), voldoende bevonden door" in text
        assert "- Oplegnotitie, `cover-note-1.md`: vertrouwelijk, registerregel 17" in text

    def test_the_page_that_is_signed_too(self) -> None:
        [_, board] = signatures(DUTCH, blueprint(), of_two_bodies().state)

        assert (board.signer, board.tally) == (
            "Namens The Board",
            "3 voor, 0 tegen, 0 terug, 0 onthouding, 3 zetels",
        )
        assert decided(DUTCH, blueprint(), of_two_bodies().state)[0][1] == "goedgekeurd, 8 januari 2026"

    def test_no_sentence_of_it_is_outside_of_the_catalogues(self) -> None:
        programme_ = two_bodies()
        votes(programme_, "abstain")
        votes(programme_, "for_with_conditions", "for", "for")
        state = programme_.state
        assert state.definition.submitted is not None
        typed = ["Common Ground", "The College", "The Board", "college-1", "Together.", "strategy"]
        typed += [f"Condition {key}." for key in state.conditions]
        typed += ["response-memo-1.md", "cover-note-1.md", "a" * 64, "b" * 64]
        typed += [state.head.hash, state.definition.submitted.hash]
        met = dict.fromkeys(state.conditions, MET["1-college-1-1"])

        text = published(programme_, Contents({"strategy": "Together."}, met=met, papers=PAPERS), PSEUDO)

        for said in ("until", "of these under conditions", "found sufficient", "Cover note"):
            assert said in text
        assert outside(text, *typed) == []
        for _, said in decided(PSEUDO, blueprint(), state):
            assert outside(said) == []
        for signature in signatures(PSEUDO, blueprint(), state):
            assert outside(" ".join(signature), "The College", "The Board") == []

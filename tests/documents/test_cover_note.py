"""The cover note: what a body is asked, and all it should know before it decides."""

import pytest

from documents.cover_note import LONGEST_REASON, MOST_POINTS, Declined, Material, cover_note
from documents.followed import Followed
from domain.shared.rules import BodyRole, Rules
from domain.shared.support import Answer, Weight
from domain.state.programme_state import Measured
from tests.documents.test_documents import blueprint, two_bodies
from tests.domain import asking
from tests.domain.arranged import appointed, before_the_body, decided, with_conditions
from tests.domain.programmes import Programme, rules


def note_to(body: str, programme: Programme, material: Material | None = None) -> str:
    return cover_note(blueprint(), programme.state, body, material or Material())


def consulted(rules_: Rules | None = None) -> Programme:
    """Three of three municipalities answered and none of two market parties; version 1 is submitted."""
    programme = appointed(rules_)
    answers: list[tuple[Answer, Answer]] = [("yes", "no"), ("yes_if", "no"), ("no", "yes")]
    for can, will in answers:
        programme.contribute("gemeente", can, will)
    programme.wait(11)
    programme.act(asking.settle_responses(), asking.submit_version(1))
    return programme


class TestWhatIsAsked:
    def test_it_says_to_whom_and_what_is_asked_about_which_text(self) -> None:
        programme = two_bodies()
        assert programme.state.definition.submitted is not None
        note = note_to("college", programme)
        assert note.startswith("# Oplegnotitie / Cover note: Common Ground\n\n**Aan / To:** The College\n\n")
        assert "version 1 of the programme" in note
        assert f"`{programme.state.definition.submitted.hash}`" in note

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
        first, board = blueprint().sign_off.bodies
        bodies = (first, board.model_copy(update={"role": role}))
        sign_off = blueprint().sign_off.model_copy(update={"bodies": bodies})
        asking_it = blueprint().model_copy(update={"sign_off": sign_off})
        assert asked in cover_note(asking_it, two_bodies().state, "board")

    def test_it_names_the_response_memos_that_go_with_it_by_their_hashes(self) -> None:
        note = note_to("college", before_the_body(), Material(memos={1: "aa", 2: "bb"}))
        assert "Response memo on consultation:** 1 (`aa`), 2 (`bb`)." in note

    def test_the_funding_asked_is_the_plans_own_words_and_stays_inside_its_quotation(self) -> None:
        note = note_to("college", before_the_body(), Material(funding="Ten <b>million</b>.\n\n# Grab\n"))
        assert "## Gevraagde financiering / Funding asked\n\nUit het hoofdstuk" in note
        assert "> Ten &lt;b>million&lt;/b>.\n> \n> # Grab\n" in note

    def test_a_plan_that_says_nothing_of_money_has_no_such_heading(self) -> None:
        assert "Funding asked" not in note_to("college", before_the_body(), Material(funding=" \n"))


class TestHowItCameAbout:
    def test_it_counts_can_and_will_per_group_side_by_side_and_how_many_answered_in_percent(self) -> None:
        note = note_to("college", consulted())
        assert "| Gemeenten | 3 | 3 (100%) | 1 / 1 / 1 | 1 / 0 / 2 |" in note
        assert "| Marktpartijen | 2 | 0 (0%) | - | - |" in note

    def test_of_a_group_in_which_too_few_answered_it_says_how_many_but_not_what(self) -> None:
        few = rules()
        few = few.model_copy(update={"definition": few.definition.model_copy(update={"smallest_shown": 4})})
        note = note_to("college", consulted(few))
        assert "| Gemeenten | 3 | 3 (100%) | - | - |" in note
        assert "Where fewer than 4 of a group answered there is a dash." in note

    def test_a_round_that_was_closed_with_more_shown_than_may_be_now_keeps_it_out_of_the_note(self) -> None:
        programme = consulted()
        definition = programme.state.rules.definition.model_copy(update={"smallest_shown": 4})
        strict = programme.state.rules.model_copy(update={"definition": definition})
        programme.state = programme.state.model_copy(update={"rules": strict})
        assert "| Gemeenten | 3 | 3 (100%) | - | - |" in note_to("college", programme)

    def test_where_answers_weigh_what_they_weigh_stands_beside_the_counts(self) -> None:
        programme = consulted()
        (held,) = programme.state.definition.rounds
        weighed = held.model_copy(update={"weight": {"gemeente": Weight(can=70, will=20)}})
        definition = programme.state.definition.model_copy(update={"rounds": (weighed,)})
        programme.state = programme.state.model_copy(update={"definition": definition})
        note = note_to("college", programme)
        assert "| 1 / 1 / 1; gewogen / by weight 70% | 1 / 0 / 2; gewogen / by weight 20% |" in note

    def test_it_tells_how_many_of_the_panel_answered(self) -> None:
        assert "Review by the panel: 3 van / of 3." in note_to("college", before_the_body())

    def test_a_plan_that_nobody_reviewed_or_was_asked_about_has_a_note_without_those_lines(self) -> None:
        programme = before_the_body()
        silent = programme.state.definition.model_copy(update={"review": None, "rounds": ()})
        programme.state = programme.state.model_copy(update={"definition": silent})
        note = note_to("college", programme)
        assert "Review by the panel" not in note
        assert "| groep" not in note

    def test_reservations_of_the_panel_stand_in_it_one_line_each(self) -> None:
        note = note_to("college", before_the_body(), Material(reservations=["Too fast.\nToo dear.", "No."]))
        assert "Reservations of the panel:\n\n- Too fast. Too dear.\n- No.\n" in note


class TestWhatWasNotTakenOver:
    def test_each_point_stands_with_its_section_what_was_done_and_why(self) -> None:
        points = [
            Declined(1, 3, "funding", "not_taken_over", "Too\ndear."),
            Declined(1, 5, "x", "partly", "Ok"),
        ]
        material = Material(responses={"taken_over": 4, "partly": 1, "not_taken_over": 1}, declined=points)
        note = note_to("college", before_the_body(), material)
        assert "- Overgenomen / Taken over: 4\n" in note
        assert "- Punt / Point 1.3 (funding): Niet overgenomen / Not taken over. Too dear.\n" in note
        assert "- Punt / Point 1.5 (x): Deels overgenomen / Partly taken over. Ok\n" in note
        assert "see the response memo" in note

    def test_of_many_points_only_so_many_are_named_and_the_others_counted(self) -> None:
        points = [Declined(1, n, "goals", "not_taken_over", "No.") for n in range(1, MOST_POINTS + 5)]
        material = Material(responses={"not_taken_over": 100}, declined=points)
        note = note_to("college", before_the_body(), material)
        assert note.count("- Punt / Point") == MOST_POINTS
        assert f"En nog {100 - MOST_POINTS}; zie de reactienota" in note

    def test_a_long_reason_is_cut(self) -> None:
        point = Declined(1, 1, "goals", "not_taken_over", "x" * 5000)
        material = Material(responses={"not_taken_over": 1}, declined=[point])
        assert f" {'x' * LONGEST_REASON} […]" in note_to("college", before_the_body(), material)

    def test_where_nobody_made_a_point_there_is_no_such_heading(self) -> None:
        assert "Not taken over" not in note_to("college", before_the_body())


class TestWhatWasChecked:
    def test_each_mandatory_chapter_is_named_with_whether_it_is_there(self) -> None:
        programme = before_the_body()
        submitted = programme.state.definition.submitted
        assert submitted is not None
        partly = submitted.model_copy(update={"filled": ("goals",)})
        definition = programme.state.definition.model_copy(update={"submitted": partly})
        programme.state = programme.state.model_copy(update={"definition": definition})
        note = note_to("college", programme)
        assert "## Verplichte hoofdstukken / Mandatory chapters\n\n- goals: aanwezig / present\n" in note
        assert "- funding: ontbreekt / missing\n" in note

    def test_goals_are_counted_with_the_principles_they_were_measured_against(self) -> None:
        strict = rules()
        measured = strict.definition.model_copy(update={"principles": ("open", "trusted")})
        programme = before_the_body()
        goal = asking.text("One strategy.")
        submitted = programme.state.definition.submitted
        assert submitted is not None
        goals = [
            {"text": goal, "answers": {"open": Measured(follows=True), "trusted": Measured(follows=False)}},
            {"text": goal, "answers": {"open": Measured(follows=True)}},
        ]
        submitted = submitted.model_validate(submitted.model_dump() | {"goals": goals})
        definition = programme.state.definition.model_copy(update={"submitted": submitted})
        programme.state = programme.state.model_copy(
            update={"definition": definition, "rules": strict.model_copy(update={"definition": measured})}
        )
        assert "the principles: 3 van / of 4; waarvan afwijkend, met reden" in note_to("college", programme)
        assert "deviating, with a reason: 1." in note_to("college", programme)

    def test_without_principles_nothing_is_said_of_measuring(self) -> None:
        assert "principles" not in note_to("college", before_the_body())


class TestWhatWentBefore:
    def test_the_first_body_hears_of_no_decisions_and_the_next_of_those_before_it(self) -> None:
        programme = two_bodies()
        assert "Besluiten" not in note_to("college", programme)
        decided(programme, "for_with_conditions", "for", "abstain")
        assert (
            "- 2026-01-08: The College: goedgekeurd onder voorwaarden / approved with conditions"
            " (2 voor / for, 0 tegen / against, 0 terug / send back, 1 onthouding / abstained,"
            " 3 zetels / seats)\n"
        ) in note_to("board", programme)

    def test_conditions_that_earlier_bodies_asked_for_stand_in_it_for_as_long_as_they_are_open(self) -> None:
        programme = with_conditions()
        (first, second) = programme.state.conditions
        met = programme.state.conditions[first].model_copy(update={"met": True})
        programme.state = programme.state.model_copy(
            update={"conditions": programme.state.conditions | {first: met}}
        )
        note = note_to("board", programme, Material(conditions={first: "Upkeep.", second: "A\nbudget."}))
        assert (
            "## Openstaande voorwaarden / Open conditions\n\n"
            "- The College: A budget. (kwartiermaker, 2026-02-04)\n\n"
        ) in note

    def test_it_names_the_register_entry_that_it_follows_on(self) -> None:
        programme = before_the_body()
        head = programme.state.head
        assert f"register entry {head.seq}:\n`{head.hash}`\n" in note_to("college", programme)


class TestWhatCameOfEarlierDecisions:
    def test_it_says_per_point_of_a_sending_back_what_was_answered(self) -> None:
        answers = [("Who pays?\n# Nobody", "The association."), ("For how long?", "Ten years.")]
        note = note_to("college", two_bodies(), Material(followed=Followed(answers)))
        assert "- Who pays? # Nobody\n  - The association.\n- For how long?\n  - Ten years.\n" in note

    def test_what_was_held_over_says_to_which_meeting(self) -> None:
        programme = decided(two_bodies(), "for")
        decision = programme.state.sign_off.decisions[-1]
        note = note_to("college", programme)
        assert f"aangehouden / held over tot / to {decision.held_over_to} (1 voor / for" in note

"""The cover note: what a body is asked, and all it should know before it decides."""

from datetime import date

import pytest

from documents.cover_note import LONGEST_REASON, MOST_POINTS, Declined, Material, cover_note
from documents.decisions import Followed
from documents.lapse_note import LapsedCondition
from domain.shared.rules import BodyRole, Rules
from domain.shared.support import Answer, Weight
from domain.state.programme_state import Measured
from tests.documents.arranged import DUTCH, blueprint, two_bodies
from tests.domain import asking
from tests.domain.arranged import appointed, before_the_body, decided, with_conditions
from tests.domain.programmes import Programme, rules
from tests.words.pseudo import PSEUDO, outside
from words.language import Language
from words.languages import ENGLISH


def note_to(
    body: str, programme: Programme, material: Material | None = None, language: Language = ENGLISH
) -> str:
    return cover_note(language, blueprint(), programme.state, body, material or Material())


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
        assert note.startswith("# Cover note: Common Ground\n\n**To:** The College\n\n")
        assert "version 1 of the programme" in note
        assert f"`{programme.state.definition.submitted.hash}`" in note

    @pytest.mark.parametrize(
        ("role", "asked"),
        [
            ("decides", "to approve version 1 of the programme"),
            ("advises", "to approve version 1 of the programme"),
            ("ratifies", "to ratify the decision on version 1"),
            ("takes_note", "to take note of the approval of version 1"),
        ],
    )
    def test_it_asks_what_the_body_is_for(self, role: BodyRole, asked: str) -> None:
        first, board = blueprint().sign_off.bodies
        bodies = (first, board.model_copy(update={"role": role}))
        sign_off = blueprint().sign_off.model_copy(update={"bodies": bodies})
        asking_it = blueprint().model_copy(update={"sign_off": sign_off})
        assert asked in cover_note(ENGLISH, asking_it, two_bodies().state, "board")

    def test_it_names_the_response_memos_that_go_with_it_by_their_hashes(self) -> None:
        note = note_to("college", before_the_body(), Material(memos={1: "aa", 2: "bb"}))
        assert "Response memo on consultation:** 1 (`aa`) and 2 (`bb`)." in note

    def test_the_funding_asked_is_the_plans_own_words_and_stays_inside_its_quotation(self) -> None:
        note = note_to("college", before_the_body(), Material(funding="Ten <b>million</b>.\n\n# Grab\n"))
        assert "## Funding asked\n\nFrom the chapter “funding”:\n\n" in note
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
        assert "| 1 / 1 / 1; by weight 70% | 1 / 0 / 2; by weight 20% |" in note

    def test_it_tells_how_many_of_the_panel_answered(self) -> None:
        assert "Review by the panel: 3 of 3." in note_to("college", before_the_body())

    def test_a_plan_that_nobody_reviewed_or_was_asked_about_has_a_note_without_those_lines(self) -> None:
        programme = before_the_body()
        silent = programme.state.definition.model_copy(update={"review": None, "rounds": ()})
        programme.state = programme.state.model_copy(update={"definition": silent})
        note = note_to("college", programme)
        assert "Review by the panel" not in note
        assert "| group" not in note

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
        assert "- Taken over: 4\n" in note
        assert "- Point 1.3 (funding): Not taken over. Too dear.\n" in note
        assert "- Point 1.5 (x): Partly taken over. Ok\n" in note
        assert "see the response memo" in note

    def test_of_many_points_only_so_many_are_named_and_the_others_counted(self) -> None:
        points = [Declined(1, n, "goals", "not_taken_over", "No.") for n in range(1, MOST_POINTS + 5)]
        material = Material(responses={"not_taken_over": 100}, declined=points)
        note = note_to("college", before_the_body(), material)
        assert note.count("- Point") == MOST_POINTS
        assert f"And {100 - MOST_POINTS} more; see the response memo." in note

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
        assert "## Mandatory chapters\n\n- goals: present\n" in note
        assert "- funding: missing\n" in note

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
        assert "the principles: 3 of 4; of which" in note_to("college", programme)
        assert "deviating, with a reason: 1." in note_to("college", programme)

    def test_without_principles_nothing_is_said_of_measuring(self) -> None:
        assert "principles" not in note_to("college", before_the_body())


class TestWhatWentBefore:
    def test_the_first_body_hears_of_no_decisions_and_the_next_of_those_before_it(self) -> None:
        programme = two_bodies()
        assert "Decisions" not in note_to("college", programme)
        decided(programme, "for_with_conditions", "for", "abstain")
        assert (
            "- 8 January 2026: The College: approved with conditions"
            " (2 for, 0 against, 0 send back, 1 abstained, 3 seats)\n"
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
            "## Open conditions\n\n- The College: A budget. (the kwartiermaker, by 4 February 2026)\n\n"
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
        assert decision.held_over_to is not None
        note = note_to("college", programme)
        assert f"held over until {ENGLISH.day(decision.held_over_to)} (1 for" in note


def all_that_a_note_tells() -> tuple[Programme, Material]:
    """A plan that was weighed, measured, held over and approved with conditions, with all that was typed."""
    (held,) = consulted().state.definition.rounds
    weighed = held.model_copy(update={"weight": {"gemeente": Weight(can=70, will=20)}})
    programme = decided(decided(two_bodies(), "for"), "for_with_conditions", "for", "for")
    state, rules_ = programme.state, programme.state.rules
    measured = rules_.definition.model_copy(update={"principles": ("open",), "smallest_shown": 2})
    programme.state = state.model_copy(
        update={
            "definition": state.definition.model_copy(update={"rounds": (weighed,)}),
            "rules": rules_.model_copy(update={"definition": measured}),
        }
    )
    return programme, Material(
        reservations=["Typed."],
        advice=["Typed."],
        responses={"taken_over": 1, "partly": 40},
        declined=[Declined(1, n, "goals", "partly", "Typed.") for n in range(1, 30)],
        funding="Typed.",
        conditions=dict.fromkeys(programme.state.conditions, "Typed."),
        memos={1: "5f" * 32},
        lapsed=[LapsedCondition("Typed.", "principal", date(2026, 2, 4))],
        followed=Followed([("Typed.", "Typed.")]),
    )


class TestItsLanguage:
    def test_in_dutch_it_is_in_dutch(self) -> None:
        programme, material = all_that_a_note_tells()

        note = note_to("board", programme, material, DUTCH)

        for said in (
            "# Oplegnotitie: Common Ground\n\n**Aan:** The Board\n\n",
            "**Gevraagd besluit:** het programma, versie 1, goed te keuren (`",
            "| groep | uitgenodigd | antwoord | kunnen | willen |",
            "| 1 / 1 / 1; gewogen 70% |",
            "Bij minder dan 2 antwoorden uit een groep staat er een streepje.",
            "Toets door het panel: 3 van 3.",
            "- Deels overgenomen: 40\n",
            "En nog 20; zie de reactienota.",
            "- 8 januari 2026: The College: aangehouden tot 15 januari 2026 (1 voor, ",
            "- The College: Typed. (de kwartiermaker, uiterlijk ",
            "## Antwoord op wat is teruggestuurd\n",
            "Dit document volgt op registerregel ",
        ):
            assert said in note

    def test_no_sentence_of_it_is_outside_of_the_catalogues(self) -> None:
        programme, material = all_that_a_note_tells()
        submitted = programme.state.definition.submitted
        assert submitted is not None
        typed = ["Typed.", "Common Ground", "The College", "The Board", "Gemeenten", "Marktpartijen"]
        typed += ["5f" * 32, submitted.hash, programme.state.head.hash]
        typed += programme.state.rules.definition.sections

        note = note_to("board", programme, material, PSEUDO)

        assert note.count("\n## ") == 9
        assert outside(note, *typed) == []

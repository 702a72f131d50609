"""A blueprint is one immutable value, and says of every mistake where it is and what would be right."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.blueprint.model import Blueprint, problems_of
from domain.blueprint.problems import BlueprintError
from domain.blueprint.sign_off import RULE_PARTS, rule_problem
from domain.shared.rules import Lead, Seat
from tests.domain.documents import changed, document, problems, problems_in
from tests.domain.mistakes import ALL_MISTAKES, MISTAKES
from tests.words.pseudo import english

IDS = {"ann": "id-of-ann", "bob": "id-of-bob"}


def test_a_good_document_is_a_blueprint() -> None:
    assert problems(document()) == ()


def test_what_is_said_in_json_and_read_again_is_the_same_blueprint() -> None:
    blueprint = Blueprint.of(document())

    again = Blueprint.of(json.loads(blueprint.model_dump_json()))

    assert again == blueprint
    assert again.hash() == blueprint.hash()


def test_who_speaks_for_an_organisation_is_not_kept_in_it() -> None:
    speaker = {"name": "Rik", "email": "rik@n.example"}
    with_one = Blueprint.of(changed("definition.groups.0.organisations.0.representatives", [speaker]))

    assert with_one.definition.groups[0].organisations[0].representatives[0].name == "Rik"
    assert "rik@n.example" not in str(with_one.kept())
    assert with_one.hash() == Blueprint.of(document()).hash()
    assert Blueprint.of(with_one.kept()) == Blueprint.of(document())


def test_a_blueprint_that_names_no_language_is_kept_as_before_there_were_any() -> None:
    kept = Blueprint.of(document()).kept()

    assert "language" not in kept
    assert [person.keys() & {"language"} for person in kept["people"]] == [set(), set()]


def test_a_language_that_is_named_is_kept() -> None:
    named = Blueprint.of(changed("people.1.language", "fy") | {"language": "en"})

    assert (named.kept()["language"], named.kept()["people"][1]["language"]) == ("en", "fy")
    assert named.hash() != Blueprint.of(document()).hash()
    assert list(named.languages()) == [(("language",), "en"), (("people", 1, "language"), "fy")]


def test_another_blueprint_has_another_hash() -> None:
    assert Blueprint.of(document()).hash() != Blueprint.of(changed("title", "Smaller")).hash()


def test_a_blueprint_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Blueprint.of(document()).title = "Other"


def test_a_person_signs_in_with_the_email_address_unless_the_blueprint_names_a_subject() -> None:
    blueprint = Blueprint.of(changed("people.1.subject", "oidc|bob"))

    assert [person.subject for person in blueprint.people] == ["ann@small.example", "oidc|bob"]


class TestRules:
    def test_hold_keys_numbers_and_ids_of_persons(self) -> None:
        rules = Blueprint.of(document()).rules(IDS)

        assert rules.principal == "id-of-ann"
        assert rules.calendar.holidays == {date(2027, 1, 1)}
        assert rules.definition.consultation == Lead(working_days=10, reminders=(5, 1))
        assert rules.definition.groups == {"north": 1, "south": 1}
        assert rules.definition.sections[-1] == "risks"
        assert "risks" not in rules.definition.mandatory_sections
        assert rules.definition.panel[1] == Seat(key="seat-2", person="id-of-bob")
        assert [body.key for body in rules.sign_off.bodies] == ["board", "assembly"]
        assert rules.sign_off.bodies[0].seats[0].person == "id-of-ann"
        assert rules.sign_off.bodies[0].meetings == (date(2027, 3, 11), date(2027, 4, 8))
        assert rules.sign_off.reminders == (3,)
        assert rules.condition_reminders == (10, 2)

    def test_hold_no_names_addresses_or_titles(self) -> None:
        said = Blueprint.of(document()).rules(IDS).model_dump_json()

        assert not [text for text in ("Ann", "@", "North", "N one", "Advice") if text in said]

    def test_need_an_id_for_everyone(self) -> None:
        with pytest.raises(ValueError, match="no id was given for bob"):
            Blueprint.of(document()).rules({"ann": "x"})

    def test_need_the_holidays_as_dates(self) -> None:
        with pytest.raises(ValueError, match="no list of holidays yet: freeze it first"):
            Blueprint.of(changed("calendar", {})).rules(IDS)

    def test_need_the_meetings_as_dates(self) -> None:
        rule = {"rule": "FREQ=WEEKLY", "count": 3}
        blueprint = Blueprint.of(changed("sign_off.bodies.1.meetings", rule))

        assert not blueprint.is_frozen
        with pytest.raises(ValueError, match="body assembly has a meeting rule"):
            blueprint.rules(IDS)


@pytest.mark.parametrize(("path", "value", "sentence"), ALL_MISTAKES)
def test_a_mistake_is_said_once_with_its_key_and_what_would_be_right(
    path: str, value: object, sentence: str
) -> None:
    assert problems(changed(path, value)) == (sentence,)


@pytest.mark.parametrize("broken", [3, "a blueprint", [], None])
def test_what_is_no_table_at_all_is_no_blueprint(broken: object) -> None:
    [problem] = problems(broken)

    assert problem.startswith("the blueprint: must be a table with keys, not ")


@pytest.mark.parametrize("above", ["", "definition.", "people.0."])
def test_a_key_that_is_not_known_is_named_whatever_it_begins_with(above: str) -> None:
    [problem] = problems(changed(f"{above}<b>bold</b>", 1))

    assert "<b>bold</b>: is not a key that is known here; there are: " in problem


def test_a_second_person_with_the_same_key_is_refused() -> None:
    assert 'people[1].key: "ann" is already used by entry [0]' in problems(changed("people.1.key", "ann"))


def test_all_mistakes_are_said_at_once_and_nothing_besides() -> None:
    broken = changed("people.0.email", "ann")
    broken["definition"]["groups"][0]["key"] = "North"
    del broken["appointment"]["accept"]

    assert [problem.partition(":")[0] for problem in problems(broken)] == [
        "people[0].email",
        "appointment.accept",
        "definition.groups[0].key",
    ]


def test_a_long_value_is_quoted_in_part() -> None:
    [problem] = problems(changed("definition.pass_percent", "much " * 100))

    assert problem.endswith(f'not "{"much " * 12}..."')


def test_a_message_may_contain_braces() -> None:
    [problem] = problems(changed("principal", "ann")) or problems(changed("people.0.key", "{a}"))

    assert problem.startswith('people[0].key: "{a}" is not a key')


def test_the_api_gets_the_same_sentences_from_a_validation_error() -> None:
    with pytest.raises(ValidationError) as caught:
        Blueprint.model_validate(changed("title", ""))

    assert [str(problem) for problem in problems_of(caught.value)] == ["title: must not be empty"]


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=4), st.data())
def test_whatever_stands_somewhere_is_accepted_or_explained(value: object, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(MISTAKES)))

    for problem in problems_in(changed(path, value)):
        assert problem.key
        assert "Input should" not in str(problem)


class TestMeetingRules:
    @pytest.mark.parametrize(
        "rule",
        [
            "FREQ=MONTHLY;BYDAY=2TH",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE",
            "FREQ=MONTHLY;BYDAY=-1FR",
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            "FREQ=YEARLY;BYMONTH=3,11;BYMONTHDAY=1,15",
        ],
    )
    def test_are_icalendar_rules(self, rule: str) -> None:
        assert rule_problem(rule) is None

    @pytest.mark.parametrize(
        ("rule", "message"),
        [
            ("", '"" is not a part that a meeting rule may have'),
            ("BYDAY=TH", "FREQ is missing"),
            ("FREQ=WEEKLY;COUNT=3", '"COUNT=3" is not a part that a meeting rule may have'),
            ("FREQ=WEEKLY;UNTIL=20300101", '"UNTIL=20300101" is not a part'),
            ("FREQ=WEEKLY;FREQ=DAILY", "FREQ is there twice"),
            ("FREQ=WEEKLY;INTERVAL=0", '"0" is not right for INTERVAL'),
            ("FREQ=MONTHLY;BYDAY=2XX", '"2XX" is not right for BYDAY'),
            ("FREQ=MONTHLY;BYMONTHDAY=32", '"32" is not right for BYMONTHDAY'),
            ("FREQ=MONTHLY;BYDAY", '"" is not right for BYDAY'),
        ],
    )
    def test_that_cannot_be_followed_are_refused(self, rule: str, message: str) -> None:
        problem = rule_problem(rule)

        assert problem is not None
        assert english(problem, rule, *RULE_PARTS).startswith(message)


def test_the_error_reads_as_its_problems() -> None:
    with pytest.raises(BlueprintError, match=r"^title: must not be empty$"):
        Blueprint.of(changed("title", " "))

"""What is given on the command line becomes what an act takes, by the schema that the API answers with."""

from pathlib import Path
from typing import Any

import pytest

from api.asking import schema
from cli import filling
from cli.errors import CommandError
from cli.filling import Form
from service.asking.acts import by_name
from tests.words.pseudo import english
from words.languages import ENGLISH


def form_of(name: str, *choices: dict[str, Any]) -> Form:
    return Form.of(schema.of(by_name()[name].form, ENGLISH), choices)


def test_fields_are_typed_as_the_act_takes_them() -> None:
    pairs = ["version=2", "due=2027-04-30"]

    assert filling.given(form_of("open-consultation"), pairs, {}) == {"version": 2, "due": "2027-04-30"}


def test_a_person_is_given_part_by_part() -> None:
    pairs = ["person.name=Anna", "person.email=anna@example.nl", "interests=None, as far as I know."]

    assert filling.given(form_of("nominate"), pairs, {}) == {
        "person": {"name": "Anna", "email": "anna@example.nl"},
        "interests": "None, as far as I know.",
    }


def test_several_values_have_commas_between_them() -> None:
    form = form_of("withdraw-organisations")

    found = filling.given(form, ["organisations=GM0014, GM0034"], {})

    assert found == {"organisations": ["GM0014", "GM0034"]}


def test_a_text_per_section_may_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "goals.md").write_text("What we want.\n", encoding="utf-8")

    found = filling.given(form_of("save-version"), [f"sections.goals=@{tmp_path}/goals.md", "based_on=2"], {})

    assert found == {"sections": {"goals": "What we want.\n"}, "based_on": 2}


def test_what_is_a_list_of_forms_is_given_as_json() -> None:
    pairs = ['organisations=[{"group": "gemeente", "code": "G9", "name": "New"}]']

    found = filling.given(form_of("add-organisations"), pairs, {})

    assert found == {"organisations": [{"group": "gemeente", "code": "G9", "name": "New"}]}


def test_an_option_goes_before_what_the_json_says() -> None:
    found = filling.given(form_of("suspend"), ["reason=Now."], {"reason": "Before."})

    assert found == {"reason": "Now."}


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        ("reason", "Write it as FIELD=VALUE, not as reason."),
        ("why=So.", "There is no field why. There are: version, due."),
        ("version=two", "Version of the plan is a whole number."),
        ("due.day=1", "The field due has no parts."),
    ],
)
def test_what_cannot_be_given_is_named(pair: str, said: str) -> None:
    with pytest.raises(CommandError) as refused:
        filling.given(form_of("open-consultation"), [pair], {})

    assert english(refused.value.message, "why", "version, due", "Version of the plan", "due", pair) == said


def test_what_is_needed_and_missing_is_known_by_its_label() -> None:
    lacking = filling.missing(form_of("move-deadline"), {"due": "2027-04-30"})

    assert [(field.path, field.label) for field in lacking] == [("reason", "Why")]


def test_words_for_keys_are_what_can_be_chosen() -> None:
    fields = {field.path: field for field in form_of("review").fields}

    assert [(option.value, option.name) for option in fields["can"].options] == [
        ("yes", "yes"),
        ("yes_if", "yes, if"),
        ("no", "no"),
    ]


def test_what_the_programme_lets_choose_goes_before_them() -> None:
    only = {"field": "choice", "options": [{"value": "for", "name": "for"}]}

    fields = {field.path: field for field in form_of("cast-ballot", only).fields}

    assert [option.value for option in fields["choice"].options] == ["for"]


def test_the_form_of_every_act_can_be_asked_for() -> None:
    for name in by_name():
        for field in form_of(name).fields:
            assert field.label[0].isupper()
            assert field.kind in {"string", "integer", "boolean", "array", "object", "form"}, (name, field)

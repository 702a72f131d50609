"""Every command is described once, with words for all that people read of it."""

import re
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from domain.every_phase.suspend import Suspend
from domain.state.commands import updates
from service.asking.acts import Act, AnyRequest, Asked, OfProgramme, by_command, by_name
from service.asking.forms import Because
from service.asking.labels import Label

ACTS = [pytest.param(act, id=name) for name, act in by_name().items()]


def test_every_command_there_is_has_a_description() -> None:
    assert set(by_command()) == set(updates().values())


def test_no_command_is_described_twice() -> None:
    with pytest.raises(AssertionError, match="Suspend is described twice"):

        class Another(Act[OfProgramme, Because]):  # pyright: ignore[reportUnusedClass] - it registers itself
            commands = (Suspend,)

            def make(self, asked: Asked[OfProgramme, Because]) -> AnyRequest:
                raise NotImplementedError


def test_accepting_and_declining_are_one_question_and_all_other_commands_an_act_each() -> None:
    several = {act.name: len(act.commands) for act in by_name().values() if len(act.commands) > 1}

    assert several == {"answer-assignment": 2}
    assert len(by_name()) == len(updates()) - 1


@pytest.mark.parametrize("act", ACTS)
def test_an_act_has_a_name_for_addresses_and_is_called_to(act: Act[Any, Any]) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", act.name)
    assert re.match(r"[A-Z]", act.title.pattern)
    assert not act.title.pattern.endswith(".")


@pytest.mark.parametrize("act", ACTS)
def test_every_field_that_people_fill_in_has_a_label_and_words_for_its_keys(act: Act[Any, Any]) -> None:
    for place, field in (*_fields(act.form), *_fields(act.about)):
        label = next((found for found in field.metadata if isinstance(found, Label)), None)
        assert label is not None, f"{place} has no label"
        keys = _keys(field.annotation)
        assert keys <= set(label.words or {}), f"{place} has no words for {keys}"


@pytest.mark.parametrize("act", ACTS)
def test_what_can_be_chosen_is_chosen_for_a_field_that_there_is(act: Act[Any, Any]) -> None:
    places = {place.partition(".")[2] for place, _ in _fields(act.form)}

    assert set(act.choices()) <= places


def _fields(model: type[BaseModel], place: str = "") -> Iterator[tuple[str, FieldInfo]]:
    """Every field of a form and of the forms in it, by its path."""
    for name, field in model.model_fields.items():
        path = f"{place or model.__name__}.{name}"
        yield path, field
        for inner in _models(field.annotation):
            yield from _fields(inner, path)


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)


def _keys(annotation: object) -> set[object]:
    if get_origin(annotation) is Literal:
        return set(get_args(annotation))
    return {key for argument in get_args(annotation) for key in _keys(argument)}

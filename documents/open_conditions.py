"""What bodies still want shown, as documents list it."""

from collections.abc import Mapping

from documents.markup import on_one_line
from domain.blueprint.model import Blueprint
from domain.shared.messages import N_
from domain.state.programme_state import ProgrammeState
from words.language import Language
from words.vocabulary import ROLES


def open_conditions(
    language: Language, blueprint: Blueprint, state: ProgrammeState, texts: Mapping[str, str]
) -> str:
    """What earlier bodies still want shown."""
    titles = {body.key: on_one_line(body.title) for body in blueprint.sign_off.bodies}
    lines = [
        "- "
        + language.say(
            N_("{body}: {condition} ({owner}, by {day})"),
            body=titles[condition.body],
            condition=on_one_line(texts.get(key, key)),
            owner=ROLES[condition.set.owner],
            day=condition.set.due,
        )
        for key, condition in state.conditions.items()
        if condition.is_open
    ]
    return f"## {language.say(N_('Open conditions', 'heading'))}\n\n" + "\n".join(lines) if lines else ""

"""A body that an act is about as a whole, such as when its own calendar comes in."""

from domain.shared.messages import N_
from domain.shared.refusals import Missing
from domain.shared.rules import BodyRules, NoSuchBody
from domain.state.programme_state import ProgrammeState


class UnknownBody(Missing):
    title = N_("There is no such body")
    sentence = N_("The blueprint names no body {body}.")
    advice = N_("The programme's blueprint lists them.")
    body: str


def known_body(key: str, state: ProgrammeState) -> BodyRules:
    """The body that somebody went to by its key. Raises `UnknownBody`.

    A key that is one of many things in a request is a mistake there (`NoSuchBody`); here nothing is left of
    what was asked.
    """
    try:
        return state.body_at(key)
    except NoSuchBody as unknown:
        raise UnknownBody(body=key) from unknown

"""Submitting the newest version to the review panel, once it is whole."""

from datetime import date

from domain.consultation.consultations import must_be_closed, must_have_been_held
from domain.plan.gate import must_be_whole
from domain.plan.versions import AlreadySubmitted, NotTheNewestVersion
from domain.register.events import Event
from domain.state import deadlines, roles
from domain.state.commands import Command
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.plan_versions import must_be_a_version
from domain.state.programme_state import PanelReview, ProgrammeState
from domain.state.roles import Asker, Part


class SubmitVersion(Command):
    phase = "definition"
    version: int

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        # Not drafters: what goes to the panel is for the kwartiermaker to answer for.
        return roles.kwartiermaker(asker, state)


class VersionSubmitted(Event):
    version: int
    hash: str


@decide.register
def _(command: SubmitVersion, state: ProgrammeState, today: date) -> list[Event]:
    must_be_a_version(command.version, state)
    draft = state.definition.draft
    if draft is None or draft.number != command.version:
        raise NotTheNewestVersion(newest=None if draft is None else draft.number)
    must_be_closed(state)
    must_have_been_held(state)
    if state.definition.submitted == draft:
        raise AlreadySubmitted
    # Last: what is missing is a long answer, and pointless for a version that cannot be submitted anyhow.
    must_be_whole(draft, state)
    return [VersionSubmitted(version=draft.number, hash=draft.hash)]


@apply.register
def _(event: VersionSubmitted, state: ProgrammeState, today: date) -> ProgrammeState:
    # Another version during a review starts it anew: what the panel said was said of another text.
    review = PanelReview(version=event.version)
    submitted = state.definition.model_copy(update={"submitted": state.definition.draft, "review": review})
    state = deadlines.end(state.with_definition(submitted), "draft")
    return deadlines.begin(state, "review", "panel", state.rules.definition.review, today)

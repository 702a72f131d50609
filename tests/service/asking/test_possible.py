"""What is listed for somebody is what the rules let them ask, at every moment of the recorded stories."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from domain.every_phase.resume import NotSuspended
from domain.register.entries import Entry
from domain.shared.refusals import Forbidden, Refusal
from domain.shared.texts import TextRef
from domain.state.commands import Command, Stamp
from domain.state.folding import fold
from domain.state.judge import NotInThisPhase, ProgrammeEnded, Suspended, judge
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, part
from service.asking.acts import About, Act, Asked, OfProgramme, Where, by_name
from service.asking.possible import possible
from service.commands import Writing
from tests.domain import asking
from tests.replay import exported, kept

STORIES = [
    pytest.param(file, id=file.stem) for file in exported.files() if file.parent.name == kept.this_version()
]
NEVER = (ProgrammeEnded, Suspended, NotSuspended, NotInThisPhase, Forbidden)
"""What an act that is listed is never refused with: phase, suspension and part are right."""

BY_A_LINK = "bind-identity"
"""What no programme can list: only whoever has the link knows that there is one."""

STRANGER = Asker("00000000-0000-4000-8000-000000000000")

Json = dict[str, Any]


@pytest.mark.parametrize("file", STORIES)
def test_what_is_listed_may_be_asked_and_what_is_not_is_refused(file: Path) -> None:
    for state in _moments(exported.read(file)):
        asked = [(act, about) for act in by_name().values() for about in _anything(act, state)]
        for asker in _everybody(state):
            _is_what_the_rules_let(state, asker, asked)


def _is_what_the_rules_let(
    state: ProgrammeState, asker: Asker, asked: Sequence[tuple[Act[Any, Any], About]]
) -> None:
    today = _today(state)
    allowed = list(possible(state, asker, today))
    listed = {_key(one.act, about.about) for one in allowed for about in one.about}
    for act, about in asked:
        where = Where(state, asker, today, about)
        refusals = [_refusal(command, where) for command in _sent(act, where)]
        said = f"{act.name} {about!r} by {asker} after entry {state.head.seq}: {refusals}"
        if _key(act, about) in listed:
            assert not all(isinstance(refusal, NEVER) for refusal in refusals), said
        else:
            assert all(refusal is not None for refusal in refusals), said


def _today(state: ProgrammeState) -> date:
    assert state.at is not None, "something has happened"
    return state.rules.calendar.day_of(state.at)


def test_nobody_finds_anything_once_a_programme_has_ended() -> None:
    for file in (param.values[0] for param in STORIES):
        assert isinstance(file, Path)
        state = ProgrammeState.model_validate(exported.read(file).ending)
        assert state.ending is not None
        found = [one.act.name for who in _everybody(state) for one in possible(state, who, _today(state))]
        assert found == []


def _refusal(command: Command, where: Where[Any]) -> Refusal | None:
    """What the rules refuse a command with, asked as the service and then the workflow ask them."""
    try:
        judge(command.asked_in(command.part(where.asker, where.state)), where.state, where.today)
    except Refusal as refusal:
        return refusal
    return None


# --- when, who and about what ---


def _moments(story: exported.Exported) -> Iterator[ProgrammeState]:
    """Where the programme stood after each entry."""
    state = ProgrammeState.model_validate(story.beginning)
    for line in story.entries:
        state = fold(state, [Entry.model_validate(line)])
        yield state.on(_today(state))


def _everybody(state: ProgrammeState) -> list[Asker]:
    """Everybody who has a part, a stranger, and who runs Kwartier."""
    seats = [*state.panel, *(seat for body in state.bodies for seat in body.seats)]
    people = {state.principal, *state.office, *state.appointment.candidates, *state.definition.drafters}
    people |= {seat.person for seat in seats} | {seat.substitute for seat in seats if seat.substitute}
    people |= {mandate.person for mandate in state.sign_off.mandates.values()}
    people |= {state.kwartiermaker} if state.kwartiermaker else set()
    return [*map(Asker, sorted(people)), STRANGER, STRANGER._replace(operates=True)]


def _key(act: Act[Any, Any], about: About) -> str:
    return f"{act.name} {about.model_dump_json()}"


def _anything(act: Act[Any, Any], state: ProgrammeState) -> Sequence[About]:
    """What an act could be about for anybody, and what there may be none of."""
    if act.name == BY_A_LINK:
        return ()
    if act.about is OfProgramme:
        return (OfProgramme(),)
    everybody = (Where(state, who, _today(state), OfProgramme()) for who in _everybody(state))
    every = [one.about for where in everybody for one in act.among(where)]
    for number in (1, 9):
        fields = act.about.model_fields.items()
        values = {name: number if field.annotation is int else f"{number}-x" for name, field in fields}
        every.append(act.about.model_construct(**values | ({"part": "office"} if "part" in values else {})))
    return list({_key(act, about): about for about in every}.values())


# --- what they would send ---


def _sent(act: Act[Any, Any], where: Where[Any]) -> list[Command]:
    """The commands of an act, with all that people give chosen so that it fits where it can."""
    if (asked := OF_POSTGRESQL.get(act.name)) is not None:
        return asked(where)
    return [_made(act, where, form) for form in _forms(act, where)]


@cache
def _plan(sections: tuple[str, ...]) -> dict[str, TextRef]:
    return {key: asking.text(f"New {key}.") for key in sections}


def _whole(where: Where[Any]) -> dict[str, TextRef]:
    return _plan(where.state.rules.definition.sections)


def _revisions(where: Where[Any]) -> list[Command]:
    note = asking.revise(where.state, note="New.")
    both = note.model_copy(update={"sections": _whole(where)})
    return [one.model_copy(update={"submission": where.about.submission}) for one in (note, both)]


def _later(where: Where[Any]) -> date:
    return where.today + timedelta(days=400)


OF_POSTGRESQL: Mapping[str, Callable[[Where[Any]], list[Command]]] = {
    "save-version": lambda where: [asking.save_version(_whole(where))],
    "add-project": lambda _: [asking.add_projects()],
    "plan-session": lambda where: [asking.plan_session(_later(where))],
    "plan-meetings": lambda where: [asking.plan_meetings(where.about.body, _later(where))],
    "revise-submission": _revisions,
    "add-organisations": lambda _: [asking.add_organisations("X1")],
    "withdraw-organisations": lambda _: [asking.withdraw_organisations("G1")],
    "nudge-silent": lambda where: [asking.nudge(group="gemeente", consultation=where.about.consultation)],
}
"""What PostgreSQL has a part in is asked as the domain's tests do."""


def _made(act: Act[Any, Any], where: Where[Any], form: Json) -> Command:
    request = act.make(Asked(where.about, act.form.model_validate(form)))
    unknown = part(where.asker, "programme")
    newcomers: Mapping[str, str] = defaultdict(lambda: str(uuid4()))
    stamp = Stamp(id="key", body="body", actor=unknown.actor)
    return request.make(Writing(where.state, unknown, stamp, newcomers))


def _forms(act: Act[Any, Any], where: Where[Any]) -> list[Json]:
    """What people would fill in: the first of what can be chosen, and else what fits anywhere."""
    if act.name == "answer-assignment":
        return [{"answer": "accept"}, {"answer": "decline", "reason": "No time."}]
    chosen = {field: _first(act, field, where) for field in act.choices()}
    if act.name == "give-mandate":
        seats = [(body.key, seat) for body in where.state.bodies for seat in body.seats]
        own = [(body, seat) for body, seat in seats if seat.person == where.asker.id] or seats
        chosen = {"seats": [{"body": body, "seat": seat.key} for body, seat in own[:1]]}
    fitting = ANYWHERE | {"due": _day(where), "first_day": _day(where), "last_day": _day(where)}
    known = fitting | {field: value for field, value in chosen.items() if value is not None}
    return [{field: known[field] for field in act.form.model_fields if field in known}]


ANYWHERE: Json = {
    "answer": "follows",
    "body": None,
    "can": "yes",
    "choice": "against",
    "classification": "public",
    "correction": "So.",
    "day": "2028-01-01",
    "evidence": "So.",
    "goal": 1,
    "interests": "None.",
    "kind": "agenda",
    "outcome": "approved",
    "part": "office",
    "person": {"subject": "somebody@new.example", "name": "Somebody"},
    "place": "changes",
    "preference": ["nobody"],
    "present": ["G1"],
    "principle": "open",
    "reason": "So.",
    "reference": "So.",
    "seat": None,
    "submission_hash": "0" * 64,
    "text": "So.",
    "verdict": "met",
    "sections": {"goals": "So."},
    "version": 1,
    "will": "yes",
}


def _first(act: Act[Any, Any], field: str, where: Where[Any]) -> object:
    if field == "sections":
        return {"goals": "So."} if act.name == "record-session" else ["goals"]
    try:
        options = list(act.choices()[field](where))
    except (KeyError, Refusal):
        return None  # of what there is none of
    first = options[0].value if options else None
    return [first or "nobody"] if field in {"preference", "present"} else first


def _day(where: Where[Any]) -> str:
    return (where.today + timedelta(days=2)).isoformat()

"""Who holds a role at this moment: people by id."""

from collections.abc import Container, Iterable, Iterator

from domain.bodies import substitutes
from domain.conditions import judging
from domain.shared.actors import Role
from domain.shared.rules import Seat
from domain.state import deadlines
from domain.state.deadlines import ESTABLISH
from domain.state.programme_state import ProgrammeState


def holders(state: ProgrammeState, role: Role, about: str, office: Iterable[str]) -> tuple[str, ...]:
    """The ids of those who hold `role`; `office` are those of the programme office.

    `about` is what they hear of: the key of a deadline, or `body/submission` for the members of a body, with
    more behind it when that was revised. Of a panel or body only those are reminded who have not answered
    yet, and with a member their substitute.
    """
    if role != "judge" and judging.evidence_waits(state, about.removeprefix(deadlines.CONDITION)):
        # Whoever had to show something did: it is its judge who is waited for.
        return ()
    known: dict[Role, Iterable[str | None]] = {
        "office": office,
        "principal": [state.principal],
        "kwartiermaker": [state.kwartiermaker],
        "candidate": [state.appointment.asked],
        "panel": _panel(state, about),
        "member": _members(state, about),
        "judge": judging.waited_for(
            state, about.removeprefix(deadlines.JUDGING).removeprefix(deadlines.CONDITION)
        ),
    }
    return tuple(person for person in known.get(role, ()) if person is not None)


def _panel(state: ProgrammeState, about: str) -> tuple[str, ...]:
    review = state.definition.review
    answered = review.answers if review is not None and about == "review" else ()
    return _people(seat for seat in state.panel if seat.key not in answered)


def _members(state: ProgrammeState, about: str) -> tuple[str, ...]:
    submission = state.sign_off.submission
    if about == ESTABLISH:
        turn = state.body
        return _people(seat for seat in (turn.seats if turn else ()) if turn and seat.key == turn.chair)
    if about == "meeting":
        body = state.body.key if state.body else ""
        voted = set(submission.votes) if submission is not None else set[str]()
    else:
        body, *rest = about.split("/")
        voted = set[str]()
        if len(rest) > 1:
            if submission is None or submission.meeting is None:
                # Nothing is asked of them yet; they are written to once it is on an agenda.
                return ()
            # Those whose votes a revision undid hear apart.
            voted = set(submission.voided)
    # By scanning, not by looking it up: what they hear of may belong to no body at all.
    found = (seat for known in state.bodies if known.key == body for seat in known.seats)
    silent = [seat for seat in found if seat.key not in voted]
    return tuple(dict.fromkeys((*_people(silent), *_substitutes(state, body, {seat.key for seat in silent}))))


def _substitutes(state: ProgrammeState, body: str, seats: Container[str]) -> Iterator[str]:
    """Who may vote on `seats` at the meeting: no other day is known here, without a clock."""
    submission = state.sign_off.submission
    if submission is None or submission.body != body or submission.meeting is None:
        return
    for mandate in state.sign_off.mandates.values():
        if mandate.covers(submission.meeting) and mandate.seats.get(body, "") in seats:
            yield mandate.person
    for seat in substitutes.standing(state, state.body_at(body), submission.meeting):
        if seat.key in seats and seat.substitute is not None:
            yield seat.substitute


def _people(seats: Iterable[Seat]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(seat.person for seat in seats))

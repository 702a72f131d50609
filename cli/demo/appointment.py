"""The first phase: a kwartiermaker is found, at the second attempt and too late."""

from cli.demo.cast import Player
from cli.demo.stage import Stage
from domain.appointment.accept_assignment import AssignmentAccepted
from domain.appointment.agreement import ProgrammeAgreed
from domain.appointment.ask_candidate import CandidateAsked
from domain.appointment.decline_assignment import CandidateDeclined
from domain.appointment.nominate import CandidateNominated
from domain.shared.messages import N_


async def play(stage: Stage) -> Player:
    """Play the appointment; the player who becomes kwartiermaker."""
    await stage.until(ProgrammeAgreed)
    first, second = stage.cast.candidates
    preference = [await the_office_nominates(stage, candidate) for candidate in (first, second)]
    await the_principal_hesitates(stage)
    await the_principal_chooses(stage, preference)
    await the_candidate_declines(stage, first)
    await the_next_candidate_accepts(stage, second)
    return second


async def the_office_nominates(stage: Stage, candidate: Player) -> str:
    """Nominate `candidate`; the id by which the programme knows them."""
    interests = stage.typed(N_("No business interests in the outcome."))
    answer = await stage.act(
        stage.cast.office, "nominations", person=candidate.as_json(), interests=interests
    )
    nominated = await stage.caused_by(answer, CandidateNominated)
    stage.knows(nominated.person, candidate)
    # Only now: the entry is reported under the name that has just become known.
    await stage.follow()
    return nominated.person


async def the_principal_hesitates(stage: Stage) -> None:
    await stage.deadline_passes("choose")


async def the_principal_chooses(stage: Stage, preference: list[str]) -> None:
    reason = stage.typed(N_("Knows the field from within."))
    await stage.act(stage.cast.principal, "choices", preference=preference, reason=reason)
    await stage.until(CandidateAsked)


async def the_candidate_declines(stage: Stage, candidate: Player) -> None:
    reason = stage.typed(N_("Does not fit beside my present assignment."))
    await stage.act(candidate, "assignment-answers", answer="decline", reason=reason)
    await stage.until(CandidateDeclined)
    await stage.until(CandidateAsked)


async def the_next_candidate_accepts(stage: Stage, candidate: Player) -> None:
    await stage.act(candidate, "assignment-answers", answer="accept")
    await stage.until(AssignmentAccepted)

"""The acts by which a kwartiermaker is found."""

from collections.abc import Iterable, Mapping

from domain.appointment.accept_assignment import AcceptAssignment
from domain.appointment.candidates import candidates_are_nominated
from domain.appointment.choose import Choose
from domain.appointment.decline_assignment import DeclineAssignment
from domain.appointment.nominate import Nominate
from domain.shared.messages import N_
from service.appointment.forms import AssignmentAnswer, Nomination, PreferredCandidates
from service.asking import options
from service.asking.acts import Act, AnyRequest, Asked, Choices, OfProgramme, Option, Possible, Where
from service.commands import CommandRequest, Writing


class NominateACandidate(Act[OfProgramme, Nomination]):
    commands = (Nominate,)
    title = N_("Nominate a candidate")
    button = N_("Nominate")

    def make(self, asked: Asked[OfProgramme, Nomination]) -> AnyRequest:
        form, named = asked.form, asked.form.person.as_person

        def make(writing: Writing) -> Nominate:
            return Nominate(
                **writing.stamp, person=writing.person(named), interests=writing.text(form.interests)
            )

        return CommandRequest(Nominate, make, form, named=[named])


class ChooseCandidates(Act[OfProgramme, PreferredCandidates]):
    commands = (Choose,)
    title = N_("Choose who is asked")
    button = N_("Choose")

    def among(self, where: Where[OfProgramme]) -> Iterable[Possible]:
        return options.only_if(candidates_are_nominated(where.state), Possible(where.about))

    def choices(self) -> Mapping[str, Choices[OfProgramme]]:
        return {"preference": _candidates}

    def make(self, asked: Asked[OfProgramme, PreferredCandidates]) -> AnyRequest:
        form = asked.form

        def make(writing: Writing) -> Choose:
            return Choose(**writing.stamp, preference=form.preference, reason=writing.text(form.reason))

        return CommandRequest(Choose, make, form)


def _candidates(where: Where[OfProgramme]) -> Iterable[Option]:
    candidates = where.state.appointment.candidates
    return options.people([person for person, status in candidates.items() if status == "nominated"])


class AnswerTheAssignment(Act[OfProgramme, AssignmentAnswer]):
    """Accepting and declining: one question, which its form answers."""

    commands = (AcceptAssignment, DeclineAssignment)
    title = N_("Accept or decline the assignment")
    button = N_("Give my answer")

    @property
    def name(self) -> str:
        return "answer-assignment"

    def among(self, where: Where[OfProgramme]) -> Iterable[Possible]:
        return options.only_if(where.state.appointment.asked == where.asker.id, Possible(where.about))

    def make(self, asked: Asked[OfProgramme, AssignmentAnswer]) -> AnyRequest:
        form, reason = asked.form, asked.form.reason
        if reason is None:
            return CommandRequest(AcceptAssignment, lambda writing: AcceptAssignment(**writing.stamp), form)

        def make(writing: Writing) -> DeclineAssignment:
            return DeclineAssignment(**writing.stamp, reason=writing.text(reason))

        return CommandRequest(DeclineAssignment, make, form)

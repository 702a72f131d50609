"""Refusals whose classes stand beside their rules in the domain once those have moved; gone with that move.

Each has the name and the values of its class, so that only the import changes.
"""

from typing import ClassVar

from domain.shared import errors


class _ToCome(errors.Refusal):
    code: ClassVar[str]  # pyright: ignore[reportIncompatibleVariableOverride]
    sentence: ClassVar[str]

    def __init__(self, **values: object) -> None:
        super().__init__(type(self).code, self.sentence.format_map(values), values)


class _Forbidden(_ToCome, errors.Forbidden):
    pass


class NoSuchConsultation(_ToCome):
    code = "no_such_consultation"
    sentence = "There is no consultation {consultation} here."


class NotARepresentative(_Forbidden):
    code = "not_a_representative"
    sentence = "Only a representative can contribute, with a token that names them so."


class NotTheOfficeOnPaper(_Forbidden):
    code = "not_the_office"
    sentence = "Only the programme office can enter what came on paper."


class NotInvited(_Forbidden):
    code = "not_invited"
    sentence = "Your organisation was not invited to this consultation."


class ConsultationClosed(_ToCome):
    code = "consultation_closed"
    sentence = "The consultation is closed; what came in before counts. The office can add this as late."


class NotLate(_ToCome):
    code = "consultation_open"
    sentence = "The consultation is open: what comes now is in time, not late."


class NoSuchInvitation(_ToCome):
    code = "no_such_invitation"
    sentence = "This link does not work, or does not work any more."


class NoSuchLink(_ToCome):
    code = "no_such_invitation"
    sentence = "There is no such link to consultation {consultation}."


class NoSuchRepresentative(_ToCome):
    code = "no_such_representative"
    sentence = "{organisation} has no such representative."


class NoSuchOrganisation(_ToCome):
    code = "no_such_organisation"
    sentence = "These organisations do not take part."


class OrganisationTakesPart(_ToCome):
    code = "organisation_takes_part"
    sentence = "These organisations take part already; leave them out."


class NoSuchSession(_ToCome):
    code = "no_such_session"
    sentence = "There is no working session {session} here."


class SessionNotHeld(_ToCome):
    code = "session_not_held"
    sentence = "This session is {status}; there is an outcome once it is recorded."


class NotPresent(_Forbidden):
    code = "not_present"
    sentence = "Your organisation was not present at this session."


class NoSuchPoint(_ToCome):
    code = "no_such_point"
    sentence = "There is no point {point} in this consultation."


class PointReplaced(_ToCome):
    code = "point_replaced"
    sentence = "Point {point} was split; answer what it became."


class PointMerged(PointReplaced):
    sentence = "Point {point} was merged; answer what it became."


class PointOfSeveral(_ToCome):
    code = "point_of_several"
    sentence = "This point was merged from several; split before merging."


class PointsDiffer(_ToCome):
    code = "points_differ"
    sentence = "Merge different points that are about one section."


class ConsultationNotClosed(_ToCome):
    code = "consultation_not_closed"
    sentence = "Contributions are answered once their consultation is closed."


class ResponsesSettled(_ToCome):
    code = "responses_settled"
    sentence = "The responses of this consultation are settled, and do not change any more."


class NoSuchVersion(_ToCome):
    code = "no_such_version"
    sentence = "There is no plan version {version} here."

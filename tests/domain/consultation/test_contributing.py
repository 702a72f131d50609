"""Why a contribution is not let in: each no with its code, its sentence, and what a caller can act on."""

import pytest

from domain.consultation.confirming import NotPresent, SessionNotHeld
from domain.consultation.consultations import ConsultationOpen, NoSuchConsultation
from domain.consultation.contributing import (
    ConsultationClosed,
    NotARepresentative,
    NotInvited,
    NotLate,
    NotTheOfficeOnPaper,
    SuspendedMeanwhile,
)
from domain.consultation.nudge_silent import NotOpenToAnswer
from domain.consultation.sessions import NoSuchSession, SessionNotPlanned
from domain.shared.refusals import Refusal, codes, read

EVERY: list[tuple[Refusal, str, int, dict[str, object]]] = [
    (NoSuchConsultation(consultation=9), "no_such_consultation", 404, {"consultation": 9}),
    (NotARepresentative(), "not_a_representative", 403, {}),
    (NotTheOfficeOnPaper(), "not_the_office", 403, {}),
    (NotInvited(), "not_invited", 403, {}),
    (ConsultationClosed(), "consultation_closed", 409, {}),
    (NotOpenToAnswer(), "consultation_closed", 409, {}),
    (ConsultationOpen(consultation=1), "consultation_open", 409, {"consultation": 1}),
    (NotLate(consultation=1), "consultation_open", 409, {"consultation": 1}),
    (SuspendedMeanwhile(), "suspended", 409, {"suspended_on": None}),
    (NoSuchSession(session=3), "no_such_session", 404, {"session": 3}),
    (SessionNotPlanned(status_="held"), "session_not_planned", 409, {"status": "held"}),
    (SessionNotHeld(status_="planned"), "session_not_held", 409, {"status": "planned"}),
    (NotPresent(), "not_present", 403, {}),
]


@pytest.mark.parametrize(
    ("refusal", "code", "status", "details"), EVERY, ids=lambda value: type(value).__name__
)
def test_it_has_a_code_a_status_and_its_values(
    refusal: Refusal, code: str, status: int, details: dict[str, object]
) -> None:
    assert (refusal.code, refusal.status, refusal.details) == (code, status, details)
    assert code in codes()


@pytest.mark.parametrize("refusal", [case[0] for case in EVERY], ids=lambda value: type(value).__name__)
def test_one_that_was_written_down_is_read_as_the_same(refusal: Refusal) -> None:
    found = read(refusal.code, refusal.message, refusal.details)

    assert found is not None
    assert type(found) is type(refusal)
    assert found.values == refusal.values


def test_a_value_that_is_called_as_the_http_status_stands_in_the_sentence_by_its_own_name() -> None:
    assert str(SessionNotPlanned(status_="held").said) == "This session is held; plan another one."

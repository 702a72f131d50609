"""What a worker refuses comes back as the refusal that it was, or is quoted when its code is not known."""

import pytest
from temporalio.client import WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError

from domain.shared.refusals import Refusal, RelayedRefusal
from domain.state.judge import OfAnotherPhase
from domain.state.roles import NotTheOffice
from service.sending import AbortedError, refusal_of
from words.languages import LANGUAGES
from words.refusals import said
from workflows.acting import refused


def read_back(error: BaseException) -> Refusal:
    return refusal_of(WorkflowUpdateFailedError(error))


def from_newer_code(*, forbidden: bool) -> ApplicationError:
    written = {"message": "The moon is full.", "details": {"phase": "full"}, "forbidden": forbidden}
    return ApplicationError("The moon is full.", written, type="moon_is_full", non_retryable=True)


def test_a_refusal_comes_back_as_its_class_with_its_values() -> None:
    refusal = read_back(refused(OfAnotherPhase(phase="sign_off", belongs_to="definition")))

    assert isinstance(refusal, OfAnotherPhase)
    assert (refusal.phase, refusal.belongs_to) == ("sign_off", "definition")


@pytest.mark.parametrize(("refusal", "status"), [(NotTheOffice(), 403)], ids=str)
def test_the_status_is_that_of_the_class(refusal: Refusal, status: int) -> None:
    assert read_back(refused(refusal)).status == status


@pytest.mark.parametrize(("forbidden", "status"), [(True, 403), (False, 409)])
def test_a_code_that_is_not_known_here_is_answered_with_what_was_said(
    *, forbidden: bool, status: int
) -> None:
    refusal = read_back(from_newer_code(forbidden=forbidden))

    assert isinstance(refusal, RelayedRefusal)
    assert (refusal.code, refusal.details) == ("moon_is_full", {"phase": "full"})
    assert refusal.status == status
    assert str(refusal.title) == "The rules say no"
    assert LANGUAGES.speaking("nl").say(said(refusal)) == "The moon is full."


def test_what_is_no_refusal_is_a_phase_that_ended_meanwhile() -> None:
    with pytest.raises(AbortedError):
        read_back(ApplicationError("the run was closed"))

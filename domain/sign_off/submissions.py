"""Submissions on their way along the chain: whether one is prepared, and which of them somebody means."""

from domain.shared.messages import N_
from domain.shared.refusals import Missing, Refusal
from domain.state.programme_state import ProgrammeState, Submission


class NoSuchSubmission(Missing):
    title = N_("There is no such submission")
    sentence = N_("There is no submission {submission} here.")
    advice = N_("List the programme's submissions.")
    submission: str


class OtherSubmission(Refusal):
    title = N_("It is about another text")
    sentence = N_("This is about another text than the one before the body; read the current submission.")
    advice = N_(
        "Read the current submission; `details` names it. With `details.differences_from` it was revised:"
        " read its differences, with that hash as `from`."
    )
    submission: int
    submission_hash: str


class SubmissionWasRevised(OtherSubmission):
    sentence = N_("The submission was revised since the text that you name; read what changed from it.")
    differences_from: str


def a_body_must_decide(state: ProgrammeState) -> bool:
    """Whether the plan is on its way along the chain: not sent back, not rejected, not at the end."""
    return state.phase == "sign_off" and state.ending is None and state.body is not None


def nothing_is_prepared(state: ProgrammeState) -> bool:
    return a_body_must_decide(state) and state.sign_off.submission is None


def the_body_has_not_decided(state: ProgrammeState) -> bool:
    return state.sign_off.submission is not None


def must_have_been_made(number: int, state: ProgrammeState) -> None:
    """Raise `Missing` when nothing ever went to a body under this number."""
    if not 1 <= number <= state.sign_off.submissions:
        raise NoSuchSubmission(submission=str(number))


def must_be_the_current(number: int, hash_: str, submission: Submission) -> None:
    """Refuse what is about another text than the one before the body."""
    if (number, hash_) == (submission.number, submission.hash):
        return
    # Said apart: whoever read the text before the revision can be shown what changed since.
    if number == submission.number and hash_ in submission.replaced:
        raise SubmissionWasRevised(
            submission=submission.number, submission_hash=submission.hash, differences_from=hash_
        )
    raise OtherSubmission(submission=submission.number, submission_hash=submission.hash)

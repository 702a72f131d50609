"""The letters: each with its kind, what it is about, what it says, until when it asks and where it leads."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar, Literal

from domain.consultation.sessions import deadline_of
from domain.every_phase.holders import Asked, Matter, Revised
from domain.every_phase.places import place
from domain.every_phase.remind_whose_turn import RemindedTurn
from domain.people.parts import GivenPart
from domain.shared.messages import N_, Message, Value
from domain.state.deadlines import CONDITION, ESTABLISH, JUDGING
from mail.audience import Holders
from mail.letter import Letter, OfDecision, To, Wording
from words.turns import CALLS, call
from words.vocabulary import deadline, parts

CONSULTATION = "consultation"
"""The key of the deadline of a consultation."""

OFFICE, PRINCIPAL, KWARTIERMAKER = Holders("office"), Holders("principal"), Holders("kwartiermaker")
PANEL, MEMBERS, JUDGE = Holders("panel"), Holders("member"), Holders("judge")


def submission(number: int) -> str:
    """Where one reads, votes and establishes what lies before a body."""
    return f"/submissions/{number}"


# --- the assignment, and deadlines of every phase ---


class AssignmentOffered(Letter):
    """To the candidate who is asked, and to whoever takes the assignment over."""

    kind: ClassVar = "assignment_offered"
    wording: ClassVar = Wording(
        N_("Assignment as kwartiermaker: {title}"),
        N_("You are asked to be the kwartiermaker of the programme {title}."),
    )
    deadline: Literal["accept", "term"]

    @property
    def until(self) -> str:
        return self.deadline


class _OfDeadline(Letter):
    deadline: str

    def values(self) -> Mapping[str, Value]:
        return {"deadline": deadline(self.deadline)}

    @property
    def until(self) -> str:
        return self.deadline


TO_ANSWER = Wording(
    N_("Reminder, consultation: {title}"),
    N_("{who} has not answered yet in the consultation about the programme {title}."),
)


class Reminder(_OfDeadline):
    """To whoever a deadline waits for; of a consultation, to the organisations that are silent."""

    kind: ClassVar = "reminder"
    wording: ClassVar = Wording(
        N_("Reminder, {deadline}: {title}"), N_("The programme {title} waits for you: {deadline}.")
    )
    of_round: ClassVar = True

    def says(self) -> Wording:
        # Organisations know no deadlines of the programme, only that they were asked something.
        return TO_ANSWER if self.deadline == CONSULTATION else self.wording


class YourTurn(Letter):
    """To those for whom something waits, because somebody asked to remind them."""

    kind: ClassVar = "your_turn"
    wording: ClassVar = Wording(
        N_("Reminder, it is your turn: {title}"),
        N_("The programme {title} waits for you. You are asked to do this: {tasks}."),
    )
    turns: tuple[RemindedTurn, ...]

    def values(self) -> Mapping[str, Value]:
        return {"tasks": [call(turn.code, turn.about) for turn in self.turns]}

    @property
    def until(self) -> str | None:
        return next((turn.deadline for turn in self.turns if turn.deadline is not None), None)

    @property
    def matter(self) -> Matter:
        return self.of_turn(self.turns[0])

    @staticmethod
    def of_turn(turn: RemindedTurn) -> Matter:
        """What somebody is reminded of, where only some of a role's holders have to do with it."""
        match turn.code:
            case "review":
                return "review"
            case "vote":
                return "meeting"
            case "establish_outcome":
                return ESTABLISH
            case "show_evidence":
                return f"{CONDITION}{turn.about}"
            case _ if turn.code in JUDGED:
                return f"{JUDGING}{turn.about}"
            case _:
                return None

    @property
    def place(self) -> str:
        # Of several each is found on the programme's own page.
        return place(self.turns[0].code, self.turns[0].about) if len(self.turns) == 1 else ""


JUDGED = tuple(code for code in CALLS if code.startswith("judge_evidence"))


class Escalation(_OfDeadline):
    """To those who must hear that somebody else is late."""

    kind: ClassVar = "escalation"
    wording: ClassVar = Wording(
        N_("Deadline passed, {deadline}: {title}"),
        N_("A deadline of the programme {title} has passed: {deadline}."),
    )


class PartGiven(Letter):
    """To whoever gets a part by itself, without a seat or an assignment."""

    kind: ClassVar = "part_given"
    wording: ClassVar = Wording(
        N_("You are of the programme office: {title}"),
        N_("From now on you are of the office of the programme {title}, and can act for it."),
    )
    part: GivenPart


class PartTaken(Letter):
    """To whoever has such a part no longer."""

    kind: ClassVar = "part_taken"
    wording: ClassVar = Wording(
        N_("You are of the programme office no longer: {title}"),
        N_("You are of the office of the programme {title} no longer, and cannot act for it any more."),
    )
    part: GivenPart


class OfficeChanged(Letter):
    """To the principal and everybody in the office: whoever comes in unasked is seen by the others."""

    kind: ClassVar = "office_changed"
    wording: ClassVar = Wording(
        N_("Somebody joined the programme office: {title}"),
        N_("Somebody came into the office of the programme {title}. The register says who, and why."),
    )
    of_leaving: ClassVar = Wording(
        N_("Somebody left the programme office: {title}"),
        N_("Somebody is of the office of the programme {title} no longer. The register says who, and why."),
    )
    to: To = (OFFICE, PRINCIPAL)
    change: Literal["given", "taken"]

    def says(self) -> Wording:
        return self.wording if self.change == "given" else self.of_leaving

    @property
    def place(self) -> str:
        return "/register"


class SignIn(Letter):
    """To somebody with a part that was given to their address, who has not signed in yet."""

    kind: ClassVar = "sign_in"
    wording: ClassVar = Wording(
        N_("Sign in: {title}"),
        N_("You have a part in the programme {title}, and have not signed in yet."),
    )
    needs_sign_in_link: ClassVar = True


class IdentityBound(Letter):
    """To the address that a part was given to, wherever its holder wants their mail from now on."""

    kind: ClassVar = "identity_bound"
    wording: ClassVar = Wording(
        N_("You have signed in: {title}"),
        N_(
            "Somebody signed in by the link in a letter to you, and acts as you in the programme {title} from"
            " now on. If that was not you, tell the programme office at once: it can undo it."
        ),
    )


class IdentityUndone(Letter):
    """To somebody whose account is no longer them: with the next link they sign in anew."""

    kind: ClassVar = "identity_undone"
    wording: ClassVar = Wording(
        N_("Sign in anew: {title}"),
        N_(
            "The account with which you signed in to the programme {title} is yours there no longer: the"
            " programme office or its principal undid it. The register says why."
        ),
    )


class WithdrawnByOperator(OfDecision):
    """To those who answer for a programme that ended because its run was cancelled in Temporal."""

    kind: ClassVar = "withdrawn_by_operator"
    wording: ClassVar = Wording(
        N_("Withdrawn by an operator: {title}"),
        N_(
            "The programme {title} has ended: an operator cancelled its run in Temporal, and so withdrew it."
            " Nobody with a part in the programme asked for that in Kwartier. If you did not expect it, ask"
            " whoever runs Kwartier for you."
        ),
    )
    to: To = (OFFICE, PRINCIPAL)


# --- consultations ---


class Invitation(Letter):
    """To the organisations that are asked what they can and will do."""

    kind: ClassVar = "invitation"
    wording: ClassVar = Wording(
        N_("Invitation: {title}"),
        N_(
            "{who} is invited to the consultation about the programme {title}: what can {who} do, and what"
            " will {who} do?"
        ),
    )
    of_round: ClassVar = True

    @property
    def until(self) -> str:
        return CONSULTATION


class Nudge(Letter):
    """To silent organisations, because somebody asked for it."""

    kind: ClassVar = "nudge"
    wording: ClassVar = TO_ANSWER
    of_round: ClassVar = True

    @property
    def until(self) -> str:
        return CONSULTATION


class FewAnswers(_OfDeadline):
    """To the principal, when the end of a consultation comes near and too few have answered."""

    kind: ClassVar = "silence_escalated"
    wording: ClassVar = Wording(
        N_("Few answers: {title}"),
        N_("In the consultation about the programme {title} too few organisations have answered so far."),
    )
    to: To = (PRINCIPAL,)
    consultation: int | None = None
    """Not in letters of before they named it."""

    @property
    def place(self) -> str:
        return "" if self.consultation is None else f"/consultations/{self.consultation}"


class ResponsesSettled(Letter):
    """To the organisations that contributed: what was done with it. It is read after the consultation."""

    kind: ClassVar = "responses"
    wording: ClassVar = Wording(
        N_("What was done with your contribution: {title}"),
        N_(
            "Every point that {who} made about the programme {title} has its response. Here you read what was"
            " done with it, and why."
        ),
    )
    advice_on_link: ClassVar[Message] = N_(
        "This link is personal and works without an account. Whoever has it can read what {who} contributed,"
        " so do not pass it on."
    )
    consultation: int


# --- working sessions ---


class _OfSession(Letter):
    session: int

    @property
    def until(self) -> str:
        return deadline_of(self.session)

    @property
    def place(self) -> str:
        return f"/sessions/{self.session}"


class SessionInvitation(_OfSession):
    kind: ClassVar = "session_invitation"
    wording: ClassVar = Wording(
        N_("Invitation to a working session: {title}"),
        N_("{who} is invited to a working session about the programme {title}."),
    )


class SessionMoved(_OfSession):
    kind: ClassVar = "session_moved"
    wording: ClassVar = Wording(
        N_("A working session has moved: {title}"),
        N_("A working session about the programme {title} is on another day."),
    )


class SessionCancelled(_OfSession):
    kind: ClassVar = "session_cancelled"
    wording: ClassVar = Wording(
        N_("A working session is cancelled: {title}"),
        N_("A working session about the programme {title} is cancelled."),
    )


class SessionOutcome(_OfSession):
    """To the organisations that were there: they confirm what was recorded."""

    kind: ClassVar = "session_outcome"
    wording: ClassVar = Wording(
        N_("Outcome of a working session: {title}"),
        N_("The outcome of a working session about the programme {title} waits to be confirmed by {who}."),
    )


# --- review ---


class ReviewAsked(Letter):
    kind: ClassVar = "review_asked"
    wording: ClassVar = Wording(
        N_("Your review is asked: {title}"),
        N_("Version {version} of the programme {title} is before the review panel."),
    )
    to: To = (PANEL,)
    version: int

    def values(self) -> Mapping[str, Value]:
        return {"version": str(self.version)}

    @property
    def until(self) -> str:
        return "review"

    @property
    def matter(self) -> Matter:
        # The whole panel hears of a version, also who answers before the letter is addressed.
        return None


# --- what lies before a body ---


class NoticeMissed(Letter):
    """A submission comes too late for a meeting; without a `next` one, somebody must plan it."""

    kind: ClassVar = "notice_missed"
    wording: ClassVar = Wording(
        N_("A meeting is missed: {title}"),
        N_(
            "The programme {title} is too late for the meeting of {body} on {missed}. It goes on the agenda"
            " of {next}."
        ),
    )
    without_next: ClassVar = Wording(
        N_("A meeting is missed, plan one: {title}"),
        N_(
            "The programme {title} is too late for the meeting of {body} on {missed}. The calendar holds no"
            " next one: a meeting must be planned."
        ),
    )
    to: To = (OFFICE, KWARTIERMAKER)
    body: str
    missed: date
    next: date | None

    def says(self) -> Wording:
        return self.wording if self.next is not None else self.without_next

    def values(self) -> Mapping[str, Value]:
        return {"missed": self.missed, "next": self.next if self.next is not None else ""}

    @property
    def names_body(self) -> str:
        return self.body


class _OfPlace(Letter):
    """About a seat of `body`, of the panel without one, or without a `seat` the place of the principal."""

    of_panel: ClassVar[Wording]
    of_principal: ClassVar[Wording]
    body: str | None
    seat: str | None
    first_day: date

    def says(self) -> Wording:
        if self.body is not None:
            return self.wording
        return self.of_panel if self.seat is not None else self.of_principal

    def values(self) -> Mapping[str, Value]:
        return {"day": self.first_day}

    @property
    def names_body(self) -> str | None:
        return self.body


class SeatGiven(_OfPlace):
    """To whoever takes a place over."""

    kind: ClassVar = "seat_given"
    wording: ClassVar = Wording(
        N_("A seat in {body}: {title}"),
        N_(
            "From {day} on you hold a seat in {body}, which decides on the programme {title}. A vote that was"
            " cast on it stays until you vote yourself."
        ),
    )
    of_panel: ClassVar = Wording(
        N_("A seat in the review panel: {title}"),
        N_("From {day} on you hold a seat in the review panel of the programme {title}."),
    )
    of_principal: ClassVar = Wording(
        N_("You become the principal: {title}"),
        N_("From {day} on you are the principal of the programme {title}."),
    )


class SeatLeft(_OfPlace):
    """To whoever held a place that somebody else takes over."""

    kind: ClassVar = "seat_left"
    wording: ClassVar = Wording(
        N_("Your seat in {body} passes on: {title}"),
        N_(
            "From {day} on somebody else holds your seat in {body}, which decides on the programme {title}."
            " Mandates that you gave for it end that day."
        ),
    )
    of_panel: ClassVar = Wording(
        N_("Your seat in the review panel passes on: {title}"),
        N_("From {day} on somebody else holds your seat in the review panel of the programme {title}."),
    )
    of_principal: ClassVar = Wording(
        N_("Somebody else becomes the principal: {title}"),
        N_("From {day} on somebody else is the principal of the programme {title}, in your place."),
    )


class _OfMandate(Letter):
    mandate: int
    first_day: date
    last_day: date

    def values(self) -> Mapping[str, Value]:
        return {"mandate": str(self.mandate), "first": self.first_day, "last": self.last_day}

    @property
    def place(self) -> str:
        # Where either of them withdraws it.
        return f"/do/withdraw-mandate?mandate={self.mandate}"


class MandateOfYours(_OfMandate):
    """To whoever holds the seats: the office may have given it on their behalf."""

    kind: ClassVar = "mandate_of_yours"
    wording: ClassVar = Wording(
        N_("Somebody may vote for you: {title}"),
        N_(
            "By mandate {mandate} somebody else may vote on your seat about the programme {title}, from"
            " {first} to {last}. Your own vote always wins. If you do not want this, withdraw the mandate, or"
            " ask the programme office to."
        ),
    )


class MandateToYou(_OfMandate):
    """To whoever may vote for another, and may refuse to."""

    kind: ClassVar = "mandate_to_you"
    wording: ClassVar = Wording(
        N_("You may vote for somebody: {title}"),
        N_(
            "By mandate {mandate} you may vote for a member about the programme {title}, from {first} to"
            " {last}. If you do not want this, withdraw the mandate, or ask the programme office to."
        ),
    )


class BallotOpened(Letter):
    kind: ClassVar = "ballot_opened"
    wording: ClassVar = Wording(
        N_("Your vote is asked: {title}"),
        N_("The programme {title} is on the agenda; you can cast your vote."),
    )
    to: To = (MEMBERS,)
    body: str
    submission: int

    @property
    def until(self) -> str:
        return "meeting"

    @property
    def matter(self) -> Matter:
        return Asked(self.body)

    @property
    def place(self) -> str:
        return submission(self.submission)


class _OfRevision(Letter):
    """About a submission that was revised: `replaced` is the hash it had, `parts` what was changed in it."""

    body: str
    submission: int
    replaced: str
    parts: tuple[str, ...]

    def values(self) -> Mapping[str, Value]:
        return {"parts": parts(self.parts)}

    @property
    def until(self) -> str:
        return "meeting"

    @property
    def matter(self) -> Matter:
        return Revised(self.body)

    @property
    def place(self) -> str:
        return f"{submission(self.submission)}?from={self.replaced}"


class VoteVoided(_OfRevision):
    """To each whose vote a revision undid."""

    kind: ClassVar = "vote_voided"
    wording: ClassVar = Wording(
        N_("Your vote no longer counts: {title}"),
        N_(
            "After your vote on the programme {title} its papers were revised: {parts}. Your vote was about"
            " the text before it, and so it no longer counts. Here you read just what changed, and why; vote"
            " again."
        ),
    )


class SubmissionRevised(_OfRevision):
    """To every other member: the papers that they may have read have changed."""

    kind: ClassVar = "submission_revised"
    wording: ClassVar = Wording(
        N_("The papers have changed: {title}"),
        N_(
            "The papers of the programme {title} on which you have yet to vote were revised: {parts}. Here"
            " you read just what changed, and why; cast your vote after that."
        ),
    )
    to: To = (MEMBERS,)


class DecisionTaken(OfDecision):
    kind: ClassVar = "decision"
    wording: ClassVar = Wording(
        N_("There is a decision: {title}"), N_("A decision was taken about the programme {title}.")
    )
    to: To = (PRINCIPAL, KWARTIERMAKER)
    body: str
    submission: int

    @property
    def place(self) -> str:
        return submission(self.submission)


# --- conditions ---


class EvidenceShown(Letter):
    """To whoever judges whether it is enough."""

    kind: ClassVar = "evidence_shown"
    wording: ClassVar = Wording(
        N_("Your judgement is asked, {deadline}: {title}"),
        N_(
            "Evidence was shown for a condition of the programme {title}. You judge whether it is enough:"
            " {deadline}."
        ),
    )
    to: To = (JUDGE,)
    condition: str

    def values(self) -> Mapping[str, Value]:
        return {"deadline": deadline(self.until)}

    @property
    def until(self) -> str:
        return f"{JUDGING}{self.condition}"


class ConditionLapsed(Letter):
    kind: ClassVar = "condition_lapsed"
    wording: ClassVar = Wording(
        N_("Lapsed, {deadline}: {title}"),
        N_(
            "A condition of the programme {title} was not met in time: {deadline}. The body that set it"
            " decides again."
        ),
    )
    to: To = (PRINCIPAL, KWARTIERMAKER)
    condition: str

    def values(self) -> Mapping[str, Value]:
        return {"deadline": deadline(self.until)}

    @property
    def until(self) -> str:
        return f"{CONDITION}{self.condition}"

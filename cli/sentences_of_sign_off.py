"""Sentences about submissions, ballots and decisions. Importing it registers them."""

from cli.sentences_of_decisions import held_over_to
from cli.telling import Names, tell
from cli.words import CHOICES, OUTCOMES, Words, day, parts
from domain.publication.publish_programme import ProgrammePublished
from domain.sign_off.approve_programme import ProgrammeApproved
from domain.sign_off.cast_ballot import BallotCast
from domain.sign_off.close_ballot import BallotClosed
from domain.sign_off.establish_decision import DecisionEstablished
from domain.sign_off.prepare_submission import SubmissionPrepared
from domain.sign_off.revise_submission import SubmissionRevised
from domain.vocabulary.events_of_sign_off import MeetingPlanned, SubmissionScheduled
from domain.voting.tally import Count, Tally


@tell.register
def _(event: SubmissionPrepared, _names: Names) -> Words:
    return Words(
        f"Voorlegger {event.submission} met oplegnotitie bij versie {event.version}.",
        f"Submission {event.submission} with cover note to version {event.version}.",
    )


@tell.register
def _(event: SubmissionRevised, _names: Names) -> Words:
    what, votes = parts(event.changed), len(event.voided)
    void = Words(f"; vervallen stemmen: {votes}", f"; votes voided: {votes}") if votes else Words("", "")
    return Words(
        f"Voorlegger {event.submission} is herzien: {what.nl}{void.nl}.",
        f"Submission {event.submission} was revised: {what.en}{void.en}.",
    )


@tell.register
def _(event: MeetingPlanned, names: Names) -> Words:
    body, when = names.body(event.body), day(event.day)
    return Words(f"Vergadering van {body} gepland op {when.nl}.", f"Meeting of {body} planned on {when.en}.")


@tell.register
def _(event: SubmissionScheduled, names: Names) -> Words:
    body, when = names.body(event.body), day(event.meeting)
    return Words(f"Op de agenda van {when.nl}: {body}.", f"On the agenda of {when.en}: {body}.")


@tell.register
def _(event: BallotCast, names: Names) -> Words:
    seat, choice = names.seat(event.seat), CHOICES[event.choice]
    if event.for_person is not None:
        by = Words(f" (mandaat {event.mandate})", f" (mandate {event.mandate})")
        by = by if event.mandate is not None else Words("", "")
        return Words(
            f"Stem van zetel {seat}, door een plaatsvervanger{by.nl}: {choice.nl}.",
            f"Vote of seat {seat}, by a substitute{by.en}: {choice.en}.",
        )
    return Words(f"Stem van zetel {seat}: {choice.nl}.", f"Vote of seat {seat}: {choice.en}.")


@tell.register
def _(event: DecisionEstablished, names: Names) -> Words:
    body, outcome, votes = names.body(event.body), OUTCOMES[event.outcome], _votes(event.tally)
    by = (
        Words(", vastgesteld door de voorzitter", ", established by the chair")
        if event.chair
        else Words("", "")
    )
    to = held_over_to(event)
    return Words(
        f"{body}: {outcome.nl}{to.nl} ({votes.nl}){by.nl}.",
        f"{body}: {outcome.en}{to.en} ({votes.en}){by.en}.",
    )


@tell.register
def _(event: BallotClosed, names: Names) -> Words:
    body = names.body(event.body)
    return Words(
        f"De stemming is gesloten: {body}. De voorzitter stelt de uitslag vast.",
        f"The ballot is closed: {body}. Its chair establishes the outcome.",
    )


def _votes(tally: Tally) -> Words:
    """The votes that were cast, and what they weigh where seats do not weigh the same."""
    by_seat = _counted(tally)
    if tally.weighed is None:
        return by_seat
    by_weight = _counted(tally.weighed)
    return Words(f"{by_seat.nl}; gewogen {by_weight.nl}", f"{by_seat.en}; by weight {by_weight.en}")


def _counted(tally: Count) -> Words:
    """How many said what, without what nobody said."""
    asking = tally.with_conditions
    counts = [
        (tally.in_favour - asking, Words("voor", "for")),
        (asking, Words("voor met voorwaarden", "for with conditions")),
        (tally.against, Words("tegen", "against")),
        (tally.send_back, Words("terug", "send back")),
        (tally.objections, Words("bezwaar", "objecting")),
        (tally.abstained, Words("onthouden", "abstained")),
    ]
    cast = [Words(f"{n} {words.nl}", f"{n} {words.en}") for n, words in counts if n]
    none = Words("geen stemmen", "no votes")
    return Words(
        ", ".join(words.nl for words in cast) or none.nl, ", ".join(words.en for words in cast) or none.en
    )


@tell.register
def _(event: ProgrammeApproved, _names: Names) -> Words:
    return Words(
        f"Het programma is vastgesteld: versie {event.version}.",
        f"The programme is approved: version {event.version}.",
    )


@tell.register
def _(event: ProgrammePublished, _names: Names) -> Words:
    documents, missing = ", ".join(event.documents), ", ".join(event.missing)
    nl = f" Niet te maken: {missing}." if missing else ""
    en = f" Could not be made: {missing}." if missing else ""
    return Words(f"Gepubliceerd: {documents}.{nl}", f"Published: {documents}.{en}")

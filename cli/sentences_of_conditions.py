"""Sentences about conditions. Importing it registers them."""

from cli.telling import Names, tell
from cli.words import Words, day
from domain.conditions.judge_condition import ConditionJudged, JudgementGiven
from domain.conditions.let_conditions_lapse import ConditionLapsed
from domain.conditions.show_evidence import EvidenceShown


@tell.register
def _(event: EvidenceShown, _names: Names) -> Words:
    return Words(
        f"Bewijs geleverd bij voorwaarde {event.condition}.",
        f"Evidence shown for condition {event.condition}.",
    )


@tell.register
def _(event: ConditionLapsed, names: Names) -> Words:
    body, due = names.body(event.body), day(event.due)
    return Words(
        f"Aan voorwaarde {event.condition} is niet voldaan tot en met {due.nl}: {body} besluit opnieuw.",
        f"Condition {event.condition} was not met by the end of {due.en}: {body} decides again.",
    )


@tell.register
def _(event: JudgementGiven, names: Names) -> Words:
    seat, verdict = names.seat(event.seat), _verdict(met=event.met)
    return Words(
        f"Zetel {seat} vindt: aan voorwaarde {event.condition} {verdict.nl}.",
        f"Seat {seat} says: condition {event.condition} {verdict.en}.",
    )


@tell.register
def _(event: ConditionJudged, names: Names) -> Words:
    judge, verdict = _judge(event, names), _verdict(met=event.met)
    return Words(
        f"{judge.nl}: aan voorwaarde {event.condition} {verdict.nl}.",
        f"{judge.en}: condition {event.condition} {verdict.en}.",
    )


def _judge(event: ConditionJudged, names: Names) -> Words:
    if event.seat is not None:
        seat = names.seat(event.seat)
        return Words(f"Zetel {seat}", f"Seat {seat}")
    if event.judged_by == "person":
        return Words("Wie het orgaan aanwees", "Whom the body named")
    return Words("Het orgaan", "The body")


def _verdict(*, met: bool) -> Words:
    return Words("is voldaan", "is met") if met else Words("is niet voldaan", "is not met")

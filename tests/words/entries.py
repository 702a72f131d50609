"""Register entries of every kind, with names in which there are no letters."""

from datetime import UTC, date, datetime
from functools import cache

from domain.bodies.report_missed_notice import NoticeMissed
from domain.conditions.judge_condition import ConditionJudged, JudgementGiven
from domain.conditions.let_conditions_lapse import ConditionLapsed
from domain.conditions.show_evidence import EvidenceShown
from domain.consultation.escalate_silence import QuorumReached, Share, SilenceEscalated
from domain.every_phase.pass_deadlines import DeadlinePassed
from domain.every_phase.remind import ReminderSent
from domain.publication.classify_document import DocumentClassified
from domain.publication.publish_programme import ProgrammePublished
from domain.register.entries import GENESIS, Entry
from domain.register.events import Event
from domain.shared.actors import Actor, Role
from tests.replay import exported
from words.sentences import Names

DAY = date(2026, 12, 10)

NOT_RECORDED: tuple[Event, ...] = (
    NoticeMissed(submission=1, body="college", missed=DAY, next=date(2026, 12, 17)),
    QuorumReached(consultation=1, deadline="consultation"),
    SilenceEscalated(
        consultation=1,
        deadline="consultation",
        groups={"gemeenten": Share(answered=1, invited=4)},
    ),
)
"""What none of the recorded stories holds."""


def entry(event: Event, role: Role = "programme") -> Entry:
    return Entry(
        programme="one",
        seq=1,
        at=datetime(2026, 11, 24, tzinfo=UTC),
        actor=Actor(person="", role=role),
        key="k",
        body="",
        event=event,
        prev=GENESIS,
        hash="",
    )


@cache
def of_every_kind() -> list[Entry]:
    """One entry of each kind, as it was recorded where it was."""
    lines = (line for file in exported.files() for line in exported.read(file).entries)
    by_kind = {type(found.event): found for found in map(Entry.model_validate, lines)}
    return [*by_kind.values(), *map(entry, NOT_RECORDED)]


class Numbered(Names):
    """Everybody and everything is called by a number, so that letters are what a language says."""

    def person(self, id_: str) -> str:
        return "1"

    def body(self, key: str) -> str:
        return "1"

    group = principle = seat = body


def keys_in(event: Event) -> list[str]:
    """What an entry of this kind shows as it is: the names of documents, the keys of conditions."""
    match event:
        case ProgrammePublished(documents=documents, missing=missing):
            return [*documents, *missing]
        case DocumentClassified(name=name):
            return [name]
        case (
            EvidenceShown(condition=key)
            | ConditionJudged(condition=key)
            | JudgementGiven(condition=key)
            | ConditionLapsed(condition=key)
        ):
            return [key]
        case ReminderSent(deadline=key) | DeadlinePassed(deadline=key):
            return [key.partition("-")[2]] if "-" in key else []
        case _:
            return []

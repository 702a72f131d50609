"""What must reach somebody outside, written with what it is about and sent later, at least once."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.appointment.ask_candidate import CandidateAsked
from domain.plan.submit_version import VersionSubmitted
from domain.register.events import Event
from domain.vocabulary.events import DeadlinePassed, KwartiermakerReplaced
from domain.vocabulary.events_of_sign_off import (
    ConditionLapsed,
    DecisionEstablished,
    EvidenceShown,
    NoticeMissed,
    SubmissionRevised,
    SubmissionScheduled,
)
from store.database import Connection


@dataclass(frozen=True)
class Message:
    """One row: what kind, for which role, for whom (a person's id, an organisation's code), about what."""

    kind: str
    role: str
    recipient: str
    about: str


async def put(connection: Connection, programme: str, messages: Sequence[Message]) -> None:
    await connection.executemany(
        "INSERT INTO outbox (programme, kind, role, recipient, about) VALUES ($1, $2, $3, $4, $5)",
        [(programme, m.kind, m.role, m.recipient, m.about) for m in messages],
    )


def notices_of(event: Event) -> list[Message]:
    """Who hears of an event that asks something of somebody, or tells them what became of it."""
    match event:
        case CandidateAsked(person=person):
            return [Message("assignment_offered", "candidate", person, "accept")]
        case DeadlinePassed(escalated_to=str(role), deadline=deadline):
            return [Message("escalation", role, "", deadline)]
        case KwartiermakerReplaced(person=person):
            return [Message("assignment_offered", "kwartiermaker", person, "term")]
        case VersionSubmitted(version=version):
            return [Message("review_asked", "panel", "", str(version))]
        case _:
            return _notices_along_the_bodies(event)


def _notices_along_the_bodies(event: Event) -> list[Message]:
    messages: list[Message] = []
    match event:
        case NoticeMissed(body=body, missed=missed, next=following):
            about = f"{body}/{missed}/{following or ''}"
            messages = _to(("office", "kwartiermaker"), "notice_missed", about)
        case SubmissionScheduled(body=body, submission=submission):
            messages = _to(("member",), "ballot_opened", f"{body}/{submission}")
        case SubmissionRevised():
            messages = _about_revision(event)
        case DecisionEstablished(body=body, submission=submission):
            messages = _to(("principal", "kwartiermaker"), "decision", f"{body}/{submission}")
        case EvidenceShown(condition=condition):
            messages = _to(("judge",), "evidence_shown", f"judging-{condition}")
        case ConditionLapsed(condition=condition):
            messages = _to(("principal", "kwartiermaker"), "condition_lapsed", f"condition-{condition}")
        case _:
            pass
    return messages


def _to(roles: Sequence[str], kind: str, about: str) -> list[Message]:
    return [Message(kind, role, "", about) for role in roles]


def _about_revision(event: SubmissionRevised) -> list[Message]:
    """Each whose vote is void hears that; every other member that the papers they may have read changed.

    `about` is where the letter leads, and what its readers are told has changed.
    """
    about = "/".join((event.body, str(event.submission), event.replaced, "+".join(event.changed)))
    people = dict.fromkeys(person for them in event.voided.values() for person in them)
    return [
        *(Message("vote_voided", "member", person, about) for person in people),
        Message("submission_revised", "member", "", about),
    ]

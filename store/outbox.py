"""What must reach somebody outside, written with what it is about and sent later, at least once."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.events import CandidateAsked, DeadlinePassed, Event, KwartiermakerReplaced, VersionSubmitted
from domain.events_of_sign_off import DecisionEstablished, NoticeMissed, SubmissionScheduled
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
    """Who hears of an event that asks something of somebody."""
    messages: list[Message] = []
    match event:
        case CandidateAsked(person=person):
            messages = [Message("assignment_offered", "candidate", person, "accept")]
        case DeadlinePassed(escalated_to=str(role), deadline=deadline):
            messages = [Message("escalation", role, "", deadline)]
        case KwartiermakerReplaced(person=person):
            messages = [Message("assignment_offered", "kwartiermaker", person, "term")]
        case VersionSubmitted(version=version):
            messages = [Message("review_asked", "panel", "", str(version))]
        case SubmissionScheduled(body=body, submission=submission):
            messages = [Message("ballot_opened", "member", "", f"{body}/{submission}")]
        case NoticeMissed(body=body, missed=missed, next=following):
            about = f"{body}/{missed}/{following or ''}"
            messages = [Message("notice_missed", role, "", about) for role in ("office", "kwartiermaker")]
        case DecisionEstablished(body=body, submission=submission):
            about = f"{body}/{submission}"
            messages = [Message("decision", role, "", about) for role in ("principal", "kwartiermaker")]
        case _:
            pass
    return messages

"""What a workflow asks of an activity, and what it hears back: always against a known end of the register."""

import re
from datetime import date, datetime
from typing import Any, TypedDict

from domain.register.entries import Entry, Head
from domain.register.events import AnyEvent
from domain.shared.actors import PROGRAMME, Actor, Role
from domain.shared.base import Tolerant
from domain.shared.refusals import Refusal, read

RECORD = "record"
"""The activity that appends what was decided already; others find out first what there is to append."""


def step_key(seq: int) -> str:
    """The key of a step of the programme's own: the place in the register that its first entry takes."""
    return f"step-{seq}"


def is_step_key(key: str) -> bool:
    """Whether `key` has the form of a step's; people may choose one that has, and it stays theirs."""
    return re.fullmatch(r"step-[0-9]+", key) is not None


class StepHeader(TypedDict):
    """What every step is made with: `Step(**header)`."""

    programme: str
    head: Head
    at: datetime
    actor: Actor
    key: str


class Step(Tolerant):
    """Do something to `programme` provided its register still ends at `head.seq`.

    `at` is the programme's clock. `key` and `body` are the command's; what the programme does by itself
    has its place in the register as key.
    """

    programme: str
    head: Head
    at: datetime
    actor: Actor = PROGRAMME
    key: str
    body: str = ""

    def caused(self, entry: Entry) -> bool:
        """Whether `entry` came of this step, when it was tried before or just now."""
        return entry.key == self.key and entry.actor.shares_keys_with(self.actor)


class Carried(Tolerant):
    """A command as it was asked: the update that brought it, and its fields in their JSON form."""

    update: str
    fields: dict[str, Any]


class RecordStep(Step):
    """Append `events`, all or none.

    A person's step brings the `command` that caused them, so that whoever appends can ask the rules again.
    """

    events: tuple[AnyEvent, ...]
    command: Carried | None = None


class RemindStep(Step):
    """Send the `nth` reminder about a deadline to `role`; of a consultation, to those who are silent."""

    deadline: str
    nth: int
    role: Role


class EscalateStep(Step):
    """Hold the groups of `consultation`, whose `deadline` comes near, against their `quorums` (percent)."""

    deadline: str
    consultation: int
    quorums: dict[str, int]


class ConsultationStep(Step):
    """Open the consultation `number` about the plan version `version`, until the end of `due`."""

    number: int
    version: int
    due: date


class CloseStep(Step):
    """Close the consultation `number`, when everyone has answered or it is `out_of_time`."""

    number: int
    out_of_time: bool


class DraftStep(Step):
    """Assemble the plan's `version` from its baseline and what `consultation` gave."""

    version: int
    consultation: int


class SubmissionStep(Step):
    """Prepare submission `number` of plan version `version` for `body`."""

    number: int
    body_key: str
    version: int
    version_hash: str


class Refused(Tolerant):
    """How an activity says no to a command, when only PostgreSQL could tell; nothing has changed."""

    code: str
    message: str
    details: dict[str, int] = {}

    @classmethod
    def of(cls, refusal: Refusal) -> "Refused":
        return cls.model_validate(
            {"code": refusal.code, "message": refusal.message, "details": refusal.details}
        )

    @property
    def refusal(self) -> Refusal:
        return read(self.code, self.message, self.details)


class Recorded(Tolerant):
    """What the register holds after `Step.head`.

    When `done`, the step's own entries are among `entries` (or it found nothing to do); of a `RecordStep`
    that went in at once only the `hashes` come back, because the workflow knows the rest. When not, others
    came first: take in what they brought, look again whether the step is still wanted, and repeat it.
    """

    entries: tuple[Entry, ...] = ()
    hashes: tuple[str, ...] = ()
    done: bool
    refused: Refused | None = None

    def entries_after(self, step: Step) -> tuple[Entry, ...]:
        """The entries after `step.head`, whether they came back whole or by their hashes."""
        if not self.hashes or not isinstance(step, RecordStep):
            return self.entries
        # Rebuilt from what the workflow sent: the answer is a few hashes, and the history holds every event
        # once.
        prevs = (step.head.hash, *self.hashes)
        return tuple(
            Entry(
                programme=step.programme,
                seq=step.head.seq + n,
                at=step.at,
                actor=step.actor,
                key=step.key,
                body=step.body,
                event=event,
                prev=prevs[n - 1],
                hash=hash_,
            )
            for n, (event, hash_) in enumerate(zip(step.events, self.hashes, strict=True), start=1)
        )

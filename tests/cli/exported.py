"""Exports that tests of commands read: of a programme that waits for an answer, and of one that is over."""

import json

from domain.register.entries import Head
from domain.register.proof import timestamp
from tests.domain import asking
from tests.domain.arranged import withdrawn
from tests.domain.cast import ANNA
from tests.domain.programmes import Programme
from tests.domain.stamping import authority
from tests.domain.verifiers import Line, export


def bare() -> list[str]:
    """A register of which nothing is signed yet, an entry a line."""
    programme = Programme()
    programme.act(asking.nominate(ANNA.person))
    programme.wait(4)
    return [json.dumps(entry.model_dump(mode="json")) for entry in programme.register]


def stamped() -> list[Line]:
    """An export of a programme that was withdrawn: its last head is signed, and stamped."""
    lines = export(withdrawn())
    (signed,) = [line for line in lines if "signed" in line]
    last = next(line for line in reversed(lines) if "event" in line)
    head = Head.model_validate({"seq": last["seq"], "hash": last["hash"]})
    assert Head.model_validate(signed["signed"], extra="ignore").seq == head.seq
    return [*lines, timestamp(str(last["programme"]), head, authority().stamp(last))]

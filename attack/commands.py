"""Every command by everybody who may not ask it, and with tokens that count for nothing."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from attack.choosing import Choosing
from attack.people import Named, everybody
from attack.report import Attempt
from attack.stack import Ground
from attack.standing import changed, settled, standing
from attack.tokens import wrong_tokens
from domain.reading.parts import ReadingPart
from tests.api.operations import OPERATIONS, Operation
from tests.api.rights import ACTING, READING
from tests.api.story import Story
from tests.api.visiting import Visitor

Rights = Mapping[str, frozenset[ReadingPart]]


def _of(*parts: ReadingPart) -> frozenset[ReadingPart]:
    return frozenset(parts)


LEADS = _of("office", "principal")
PREPARES = _of("kwartiermaker", "drafter")
VOTES = _of("member", "chair", "substitute")
ARRANGES = _of("office", "kwartiermaker")
KWARTIERMAKER = _of("kwartiermaker")
SPEAKS = _of("representative")

MAY: Rights = {
    "nominate": _of("office"),
    "choose": _of("principal"),
    "answerAssignment": _of("candidate"),
    "openConsultation": ARRANGES,
    "contribute": SPEAKS,
    "contributeOnPaper": _of("office"),
    "savePlanVersion": PREPARES,
    "savePlanSection": PREPARES,
    "importPlanVersion": PREPARES,
    "submitPlanVersion": KWARTIERMAKER,
    "review": _of("panel"),
    "addOrganisations": _of("office"),
    "importOrganisations": _of("office"),
    "withdrawOrganisations": _of("office"),
    "addRepresentative": _of("office"),
    "withdrawRepresentative": _of("office"),
    "revokeLink": _of("office"),
    "planSession": ARRANGES,
    "recordSession": ARRANGES,
    "cancelSession": ARRANGES,
    "confirmSession": SPEAKS,
    "addProject": _of("office"),
    "importProjects": _of("office"),
    "placeProject": KWARTIERMAKER,
    "nudgeSilent": _of("office"),
    "allowDrafter": KWARTIERMAKER,
    "disallowDrafter": KWARTIERMAKER,
    "answerPrinciple": PREPARES,
    "respond": PREPARES,
    "splitPoint": PREPARES,
    "mergePoints": PREPARES,
    "settleResponses": KWARTIERMAKER,
    "answerSentBackPoint": PREPARES,
    "reviseSubmission": PREPARES | _of("office"),
    "castBallot": VOTES,
    "establishOutcome": _of("chair"),
    "correctDecision": _of("office", "chair"),
    "planMeeting": LEADS,
    "importMeetings": LEADS,
    "fileReference": _of("office"),
    "giveMandate": _of("office", "member", "chair"),
    "passOnSeat": LEADS,
    "withdrawMandate": VOTES | _of("office"),
    "showEvidence": LEADS | KWARTIERMAKER,
    "judgeCondition": VOTES | _of("judge"),
    "givePart": LEADS,
    "takePart": LEADS,
    "correctPerson": _of("office"),
    "sendSignInLink": LEADS,
    "undoIdentity": LEADS,
    "moveDeadline": LEADS,
    "suspend": LEADS,
    "remindWhoseTurn": LEADS,
    # Of the act in the example, which is suspending.
    "previewAct": LEADS,
    "resume": LEADS,
    "replaceKwartiermaker": _of("principal"),
    "withdraw": _of("principal"),
    "classifyDocument": _of("office"),
}
"""Who may ask what, as docs/phases.md has it: written down here once more, so that no rule judges itself."""

REFUSED_TOKEN = {401, 429}
STARTS = next(operation for operation in OPERATIONS if operation.id == "startProgramme")


@dataclass(frozen=True)
class Asked:
    """One command, and somebody who may not ask it."""

    story: Story
    operation: Operation
    who: Named

    def __str__(self) -> str:
        return f"{self.operation.id} of {self.story.slug} as {self.who.name}"


async def attack(ground: Ground, choosing: Choosing, may: Rights = MAY) -> list[Attempt]:
    """Let everybody ask what they may not, and show tokens that are none."""
    asked = await _asked(ground, choosing, may)
    return [*await by_whom_may_not(ground, asked), *await _with_wrong_tokens(ground, choosing)]


async def _asked(ground: Ground, choosing: Choosing, may: Rights) -> list[Asked]:
    found: list[Asked] = []
    for operation in ACTING:
        of_one = [
            Asked(story, await fitted(operation, story), who)
            for story, people in everybody(ground)
            for who in people
            if who.part is None or who.part not in may[operation.id]
        ]
        found += choosing.some(of_one, choosing.counts.parts)
    # Whoever is allowed to start programmes is nobody of those who are in one.
    starts = replace(STARTS, body=_with_slug(STARTS.body))
    story, people = everybody(ground)[0]
    found += [Asked(story, starts, who) for who in people if not who.starts]
    return found


async def by_whom_may_not(ground: Ground, asked: Sequence[Asked]) -> list[Attempt]:
    attempts: list[Attempt] = []
    # Whoever comes for the first time may be noted down; what is looked for is what comes of a command.
    for who in {(one.story.slug, one.who.name): one.who for one in asked}.values():
        await who.visitor.get("/programmes")
    before = await settled(ground.pool)
    for one in asked:
        answer = await one.operation.by(one.who.visitor, slug=one.story.slug)
        after = await standing(ground.pool)
        through = "" if 400 <= answer.status_code < 500 else f"answered {answer.status_code}"  # noqa: PLR2004
        if tables := changed(before, after):
            through = f"answered {answer.status_code}, and {', '.join(tables)} changed"
        attempts.append(Attempt("commands", str(one), through))
        before = after
    return attempts


async def _with_wrong_tokens(ground: Ground, choosing: Choosing) -> list[Attempt]:
    story = ground.programmes.this
    before = await settled(ground.pool)
    attempts: list[Attempt] = []
    for name, token in wrong_tokens(ground.door.key, story.person("office")).items():
        for operation in choosing.some([*ACTING, *READING], choosing.counts.tokens):
            sent = await fitted(operation, story)
            answer = await sent.by(Visitor(ground.door.http, token), slug=story.slug)
            refused = answer.status_code in REFUSED_TOKEN
            tried = f"{operation.id} of {story.slug} with a token {name}"
            attempts.append(Attempt("commands", tried, "" if refused else f"answered {answer.status_code}"))
    if tables := changed(before, await standing(ground.pool)):
        attempts.append(Attempt("commands", "all wrong tokens together", f"{', '.join(tables)} changed"))
    return attempts


async def fitted(operation: Operation, story: Story) -> Operation:
    """The operation with an example that this programme could carry out, were it asked by whoever may."""
    organisation = story.blueprint.definition.groups[0].organisations[0].code
    places = {"code": organisation, "body": "college", "section": "goals"}
    return replace(
        operation, body=await _fitting(operation, story, organisation), places=operation.places | places
    )


async def _fitting(operation: Operation, story: Story, organisation: str) -> dict[str, Any] | str:
    seat = "panel-1" if operation.id == "review" else "college-1"
    day = (datetime.now(UTC) + timedelta(days=60)).date()
    text = operation.body if isinstance(operation.body, str) else json.dumps(operation.body)
    if "submission_hash" in text:
        found = await story.office.get(f"{story.at}/submissions/1")
        text = re.sub("[0-9a-f]{64}", found.json().get("hash", "0" * 64), text)
    text = text.replace("GM0014", organisation).replace('"chair"', f'"{seat}"')
    text = re.sub(r"20\d\d-\d\d-\d\d", day.isoformat(), text)
    return text if isinstance(operation.body, str) else json.loads(text)


def _with_slug(body: dict[str, Any] | str) -> dict[str, Any]:
    assert isinstance(body, dict)
    return body | {"slug": "of-an-attacker"}

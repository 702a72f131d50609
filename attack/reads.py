"""Everything that can be read, by whoever may not read it; and a running vote, in whatever is answered."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from attack.choosing import Choosing
from attack.commands import fitted
from attack.people import everybody
from attack.report import Attempt
from attack.stack import Ground
from domain.reading.materials import Material
from domain.reading.parts import ReadingPart
from domain.reading.rights import READS
from tests.api.operations import Operation
from tests.api.rights import EXPORTS, READING, SHOWN, SHOWN_NOW
from tests.api.story import Story
from tests.api.visiting import Visitor, ok
from tests.files.workbooks import text_of

Rows = Mapping[ReadingPart, frozenset[Material]]

REFUSED = {401, 403}
VOTER = "college-1"
REASON = "The figures do not add up, says nobody but the first of the College."
KEY = "the-key-of-a-running-vote"
CHOSEN = '"choice":"against"'
"""Not the name alone, which fields of forms have as well."""
COUNTED = re.compile(r'"against":\s*[1-9]')
PAGED: Mapping[str, Mapping[str, str]] = {"readRegister": {"limit": "100"}, "followProgramme": {}}
"""What is read from anywhere on, and what is asked for then."""


async def attack(ground: Ground, choosing: Choosing, reads: Rows = READS) -> list[Attempt]:
    """Read whatever is not for whoever reads it, and look for a vote that nobody else may know."""
    return [
        *await what_is_not_theirs(ground, choosing, reads),
        *await _lists(ground),
        *await _running_votes(ground, choosing),
    ]


async def what_is_not_theirs(ground: Ground, choosing: Choosing, reads: Rows) -> list[Attempt]:
    attempts: list[Attempt] = []
    for operation in READING:
        hidden = [
            (story, who)
            for story, people in everybody(ground)
            for who in people
            if who.part is None or not reads[who.part] & _shown(operation, story, ground)
        ]
        for story, who in choosing.some(hidden, choosing.counts.readers):
            sent = await fitted(operation, story)
            answer = await sent.by(who.visitor, slug=story.slug)
            through = "" if answer.status_code in REFUSED else f"answered {answer.status_code}"
            tried = f"{operation.id} of {story.slug} as {who.name}"
            attempts.append(Attempt("reads", tried, through))
    return attempts


def _shown(operation: Operation, story: Story, ground: Ground) -> frozenset[Material]:
    """What an operation shows of a programme, as far as it has come."""
    if story is ground.programmes.this and operation.id in SHOWN_NOW:
        return frozenset([SHOWN_NOW[operation.id]])
    return frozenset(SHOWN[operation.id].any_of)


async def _lists(ground: Ground) -> list[Attempt]:
    """The list of programmes, in which there are only one's own, and what happens in them."""
    attempts: list[Attempt] = []
    for story, people in everybody(ground):
        for who in people:
            if who.part is not None or who.visitor.token is None:
                continue
            listed = ok(await who.visitor.get("/programmes"))["items"]
            found = story.slug in {one["slug"] for one in listed}
            tried = f"listProgrammes as {who.name}, for {story.slug}"
            attempts.append(Attempt("reads", tried, "it is in the list" if found else ""))
            for operation, ending in EXPORTS.items():
                file = await who.visitor.get(f"/programmes.{ending}")
                tried = f"{operation} as {who.name}, for {story.slug}"
                there = story.slug in text_of(file.content)
                attempts.append(Attempt("reads", tried, "it is in the file" if there else ""))
            told = await who.visitor.get("/events", after=0, live="false")
            tried = f"followAll as {who.name}, for {story.slug}"
            attempts.append(Attempt("reads", tried, "it is told" if story.slug in told.text else ""))
    return attempts


# --- running votes ---


async def _running_votes(ground: Ground, choosing: Choosing) -> list[Attempt]:
    """Let one seat vote, and look for its vote in whatever anybody else is answered or sent."""
    voting = ground.voting
    body = await voting.ballot("against", reason=REASON)
    ok(await voting.as_(VOTER).post(f"{voting.at}/submissions/1/ballots", body, key=KEY), 201)
    secrets = await told_by(voting)
    attempts: list[Attempt] = []
    [people] = [people for story, people in everybody(ground) if story is voting]
    others = [who for who in people if who.part != "chair"]
    for operation in READING:
        for who in choosing.some(others, choosing.counts.readers):
            answered = await said(operation, voting, who.visitor)
            tried = f"a running vote in {operation.id} of {voting.slug} as {who.name}"
            attempts.append(Attempt("reads", tried, leaked(answered, secrets)))
    return [*attempts, *await _in_letters(voting, secrets)]


async def told_by(voting: Story) -> list[str]:
    """What tells of the vote, as whoever cast it finds it; nothing is looked for that cannot be found."""
    register = ok(await voting.as_(VOTER).get(f"{voting.at}/register"))["items"]
    [entry] = [one for one in register if one.get("event", {}).get("kind") == "ballot.cast"]
    reason = entry["event"]["reason"]
    secrets = [KEY, REASON, entry["body"], reason["id"], reason["hash"], CHOSEN]
    own = await voting.as_(VOTER).get(f"{voting.at}/submissions/1/ballots")
    assert REASON in own.text, "whoever voted sees their own vote"
    assert leaked(own.text, [CHOSEN]), "whoever voted sees their own vote"
    return secrets


async def said(operation: Operation, story: Story, visitor: Visitor) -> str:
    """All that one is answered, from the beginning on and from somewhere within."""
    sent = await fitted(operation, story)
    answers = [await sent.by(visitor, slug=story.slug, name="cover-note-1.md")]
    if operation.id in PAGED:
        for after in ("0", "1", "20"):
            later = replace(sent, query={**sent.query, "after": after, **PAGED[operation.id]})
            answers.append(await later.by(visitor, slug=story.slug))
    return "\n".join(f"{answer.headers}\n{answer.text}" for answer in answers)


def leaked(said: str, secrets: Sequence[str]) -> str:
    # As whoever wrote it set blanks, or did not.
    said = said.replace('": ', '":')
    found = [secret for secret in secrets if secret in said]
    if COUNTED.search(said):
        found.append("how many are against")
    return f"it tells {', '.join(found)}" if found else ""


async def _in_letters(voting: Story, secrets: Sequence[str]) -> list[Attempt]:
    letters = ok(await voting.office.get("/development/mail"))["items"]
    attempts: list[Attempt] = []
    for number in (one["number"] for one in letters):
        letter = (await voting.office.get(f"/development/mail/{number}")).text
        attempts.append(Attempt("reads", f"a running vote in letter {number}", leaked(letter, secrets)))
    return attempts

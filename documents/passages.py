"""Documents as Markdown, Dutch with English beside it. Pure: what goes in is all there is to know."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from documents.followed import NOTHING_FOLLOWED, Followed, corrected, to_which_meeting
from documents.markup import harmless, on_one_line, quoted
from domain.blueprint.model import Blueprint
from domain.register.entries import Head
from domain.register.events import Event
from domain.responses.settle_responses import ResponsesSettled
from domain.shared.texts import TextRef
from domain.state.programme_state import ProgrammeState, Version
from domain.vocabulary.events_of_sign_off import ProgrammePublished, SubmissionRevised
from domain.voting.outcome import Outcome
from domain.voting.tally import Count, Tally

RECEIPT_SHOWN = 12
"""How many characters of a receipt are enough to find it again."""

OUTCOMES: Mapping[Outcome, str] = {
    "approved": "goedgekeurd / approved",
    "approved_with_conditions": "goedgekeurd onder voorwaarden / approved with conditions",
    "held_over": "aangehouden / held over",
    "sent_back": "teruggestuurd / sent back",
    "rejected": "afgewezen / rejected",
    "advised_for": "positief advies / advises in favour",
    "advised_against": "negatief advies / advises against",
    "no_advice": "geen advies / no advice",
    "taken_note_of": "ter kennis genomen / taken note of",
    "ratified": "bekrachtigd / ratified",
}


def documents_of(event: Event) -> Mapping[str, TextRef]:
    """The documents that `event` publishes, by their names."""
    match event:
        case ProgrammePublished(documents=documents):
            return documents
        case ResponsesSettled(consultation=number, memo=TextRef() as memo):
            return {f"response-memo-{number}.md": memo}
        case SubmissionRevised(memos=memos, changed=changed):
            # A memo that reads otherwise from now on goes by the name it had.
            named = {f"response-memo-{number}": memo for number, memo in memos.items()}
            return {f"{name}.md": memo for name, memo in named.items() if name in changed}
        case _:
            return {}


class Passage(NamedTuple):
    """What one organisation said about one section."""

    organisation: str
    receipt: str
    text: str


def draft_section(baseline: str, passages: Sequence[Passage]) -> str:
    """A section of the first draft: the existing strategy, then each contribution with its origin."""
    parts = [harmless(baseline).strip()] if baseline.strip() else []
    if passages:
        parts.append("### Bijdragen / Contributions")
        parts.extend(
            f"{quoted(passage.text)}\n>\n"
            f"> — {on_one_line(passage.organisation)}"
            f" (ontvangstbewijs / receipt `{passage.receipt[:RECEIPT_SHOWN]}`)"
            for passage in passages
        )
    return "\n\n".join(parts)


def votes(tally: Tally) -> str:
    """What a tally comes to, on one line."""
    weighed = f"; gewogen / by weight: {_counted(tally.weighed)}" if tally.weighed else ""
    return f"{_counted(tally)}, {tally.seats} zetels / seats{weighed}"


def _counted(count: Count) -> str:
    objections = f", {count.objections} bezwaar / objecting" if count.objections else ""
    return (
        f"{count.in_favour} voor / for, {count.against} tegen / against, {count.send_back} terug / send back,"
        f" {count.abstained} onthouding / abstained{objections}"
    )


def decisions(blueprint: Blueprint, state: ProgrammeState, followed: Followed = NOTHING_FOLLOWED) -> str:
    """What bodies decided, and what was put right about it; with the version, where it is not the last."""
    decided_, submitted = state.sign_off.decisions, state.definition.submitted
    if not decided_:
        return ""
    titles = {body.key: body.title for body in blueprint.sign_off.bodies}
    lines = [
        f"- {decision.meeting}: {on_one_line(titles[decision.body])}: {OUTCOMES[decision.outcome]}"
        f"{to_which_meeting(decision)}{about(decision.version, submitted)} ({votes(decision.tally)})"
        + corrected(decision, followed)
        for decision in decided_
    ]
    return "## Besluiten / Decisions\n\n" + "\n".join(lines)


def about(version: int | None, submitted: Version | None) -> str:
    """Which version it is about, where that is another than the one on its way."""
    if version is None or submitted is None or version == submitted.number:
        return ""
    return f", over versie {version} / on version {version}"


def follows_on(head: Head) -> str:
    """The end of the register that a document was written after."""
    follows = f"Dit document volgt op registerregel / This document follows register entry {head.seq}:"
    return f"## Register\n\n{follows}\n`{head.hash}`"


_FOLLOWS = re.compile(
    r"\s*^## Register\n\nDit document volgt op registerregel / This document follows register entry \d+:\n"
    r"`[0-9a-f]*`$\s*",
    re.MULTILINE,
)


def without_head(text: str) -> str:
    """`text` without the end of the register that it was written after."""
    return _FOLLOWS.sub("\n\n", text).rstrip()


def on_head(text: str, head: Head) -> str:
    """`text` as somebody wrote it, after the end of the register that they wrote it after."""
    return f"{without_head(text)}\n\n{follows_on(head)}\n"

"""What went to the bodies, as the register has it: each submission with its revisions, and their texts."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from api.http.problems import Problem
from api.readers import Sight
from domain.register.entries import Entry
from domain.shared.texts import TextRef
from domain.sign_off.revising import RESPONSE_MEMO
from domain.vocabulary.events_of_sign_off import BallotCast, SubmissionPrepared, SubmissionRevised
from store.plan import plans
from store.register import entries

Papers = SubmissionPrepared | SubmissionRevised
"""What a submission holds from some moment on."""


class Filed(NamedTuple):
    """One submission: what was prepared, how it was revised, and whether a reader's vote on it was voided."""

    prepared: SubmissionPrepared
    revisions: Sequence[Entry] = ()
    vote_voided: bool = False

    @property
    def history(self) -> Sequence[Papers]:
        """What lay before the body, oldest first."""
        revised = [e.event for e in self.revisions if isinstance(e.event, SubmissionRevised)]
        return [self.prepared, *revised]

    @property
    def now(self) -> Papers:
        return self.history[-1]

    def at(self, hash_: str) -> Papers:
        """What it held under a hash; a 404 `Problem` when it never had that one."""
        for papers in self.history:
            if papers.hash == hash_:
                return papers
        raise Problem("no_such_revision", f"Submission {self.prepared.submission} never had this hash.")


async def all_filed(sight: Sight) -> list[Filed]:
    """Every submission, oldest first."""
    found: dict[int, Filed] = {}
    for entry in await entries.read(sight.connection, sight.slug):
        match entry.event:
            case SubmissionPrepared(submission=number) as prepared:
                found[number] = Filed(prepared)
            case SubmissionRevised(submission=number, voided=voided):
                before = found[number]
                undone = any(sight.reader.id in people for people in voided.values())
                found[number] = before._replace(
                    revisions=(*before.revisions, entry), vote_voided=before.vote_voided or undone
                )
            case BallotCast(submission=number, for_person=member):
                # Who voted again, or for whom a substitute did, has a vote that counts.
                if sight.reader.id in {entry.actor.person, member}:
                    found[number] = found[number]._replace(vote_voided=False)
            case _:
                pass
    return list(found.values())


async def filed(sight: Sight, number: int) -> Filed:
    """One submission; a 404 `Problem` when there is none."""
    for submission in await all_filed(sight):
        if submission.prepared.submission == number:
            return submission
    raise Problem("no_such_submission", f"There is no submission {number} here.")


async def refs_of(sight: Sight, papers: Papers) -> Mapping[str, TextRef]:
    """Every text that a body reads: the cover note, the plan's sections (`plan/<key>`), the memos."""
    version = await plans.version(sight.connection, sight.slug, papers.version)
    assert version is not None, "what goes to a body is a version that was saved"
    return {
        "cover_note": papers.cover_note,
        **{f"plan/{key}": version.sections[key] for key in sections_in_order(sight, version.sections)},
        **{f"{RESPONSE_MEMO}{number}": memo for number, memo in sorted(papers.memos.items())},
    }


def sections_in_order(sight: Sight, sections: Mapping[str, TextRef]) -> list[str]:
    return [key for key in sight.state.rules.definition.sections if key in sections]

"""The office changes the cover note when somebody has voted already: that vote is void, and they read why."""

from cli.demo.cast import Player
from cli.demo.stage import Stage
from domain.sign_off.prepare_submission import SubmissionPrepared
from domain.sign_off.revise_submission import SubmissionRevised

ADDED = "De kosten van het eerste jaar zijn gedekt. / The costs of the first year are covered."
REASON = "Een lid vroeg wie het eerste jaar betaalt. / A member asked who pays for the first year."


async def play(stage: Stage, submission: SubmissionPrepared, voter: Player, seat: str) -> str:
    """`voter` votes too early; the hash that everybody votes on from then on."""
    path = f"submissions/{submission.submission}"
    vote = {"submission_hash": submission.hash, "choice": "for", "reason": REASON, "seat": seat}
    await stage.act(voter, f"{path}/ballots", **vote)
    note: str = (await stage.read(path))["cover_note"]
    await stage.act(
        stage.cast.office,
        f"{path}/revisions",
        submission_hash=submission.hash,
        cover_note=f"{note}\n{ADDED}\n",
        reason=REASON,
    )
    revised = await stage.until(SubmissionRevised)
    await the_difference_is_read(stage, f"{path}/differences", voter)
    refused = await stage.is_refused(voter, f"{path}/ballots", **vote)
    stage.say(
        f"Stemmen over de oude tekst wordt geweigerd ({refused.status} {refused.code}).",
        f"A vote on the old text is refused ({refused.status} {refused.code}).",
        "yellow",
    )
    return revised.hash


async def the_difference_is_read(stage: Stage, path: str, voter: Player) -> None:
    found = await stage.signed_in(voter).get(f"programmes/{stage.slug}/{path}")
    changes = [change for part in found["parts"] for change in part["changes"]]
    nl, _, en = "".join(change["text"] for change in changes if change["op"] == "added").partition(" / ")
    stage.say(
        f'{voter.name} leest alleen wat anders is: "{nl.strip()}"',
        f'{voter.name} reads just what differs: "{en.strip()}"',
    )

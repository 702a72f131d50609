"""The office changes the cover note when somebody has voted already: that vote is void, and they read why."""

from cli.demo.cast import Player
from cli.demo.stage import Stage
from domain.shared.messages import N_
from domain.sign_off.prepare_submission import SubmissionPrepared
from domain.sign_off.revise_submission import SubmissionRevised

ADDED = N_("The costs of the first year are covered.")
REASON = N_("A member asked who pays for the first year.")


async def play(stage: Stage, submission: SubmissionPrepared, voter: Player, seat: str) -> str:
    """`voter` votes too early; the hash that everybody votes on from then on."""
    path = f"submissions/{submission.submission}"
    reason = stage.typed(REASON)
    vote = {"submission_hash": submission.hash, "choice": "for", "reason": reason, "seat": seat}
    await stage.act(voter, f"{path}/ballots", **vote)
    note: str = (await stage.read(path))["cover_note"]
    await stage.act(
        stage.cast.office,
        f"{path}/revisions",
        submission_hash=submission.hash,
        cover_note=f"{note}\n{stage.typed(ADDED)}\n",
        reason=reason,
    )
    revised = await stage.until(SubmissionRevised)
    await the_difference_is_read(stage, f"{path}/differences", voter)
    # The very same vote: it names the hash of the text that it was about.
    refused = await stage.is_refused(voter, f"{path}/ballots", **vote)
    old = N_("A vote on the old text is refused ({status} {code}).")
    stage.say(old.having(status=str(refused.status), code=refused.code), "yellow")
    return revised.hash


async def the_difference_is_read(stage: Stage, path: str, voter: Player) -> None:
    found = await stage.signed_in(voter).get(f"programmes/{stage.slug}/{path}")
    changes = [change for part in found["parts"] for change in part["changes"]]
    added = "".join(change["text"] for change in changes if change["op"] == "added")
    stage.say(N_('{who} reads just what differs: "{text}"').having(who=voter.name, text=added.strip()))

"""What lies, or lay, before a body, as its readers may see it: the same for whoever shows it to them."""

from domain.reading.documents import material_of_document
from domain.sign_off import history
from domain.sign_off.history import History, SubmissionHistory, ValidVote
from service.reading import ReadContext
from store.register import entries


async def history_of(sight: ReadContext) -> History:
    """What the register has of every submission."""
    return history.of(await entries.read(sight.connection, sight.slug))


def may_read_the_note(sight: ReadContext, number: int) -> bool:
    """Whether the cover note of a submission is for the reader."""
    return sight.reader.may(material_of_document(f"cover-note-{number}", sight.state))


def may_see_the_rule(sight: ReadContext, number: int) -> bool:
    """Whether the closed ballot is about this submission, and the reader of the office or of the body."""
    table = sight.state.on_the_table
    if table is None or table.submission.number != number:
        return False
    reader = sight.reader
    return reader.may("ruled_outcomes") or (
        reader.may("ruled_outcomes_of_own_body") and reader.sits_in(table.body)
    )


def votes_for(sight: ReadContext, submission: SubmissionHistory) -> list[ValidVote]:
    """The votes that the reader may see, by seat: all once it is decided, before that their own ones.

    Their own is also the one that was cast in their place.
    """
    votes = [vote for _, vote in sorted(submission.votes.items())]
    own = sight.reader.id if sight.reader.may("own_running_vote") else None
    return [vote for vote in votes if submission.is_decided or own in vote.people]

"""What a body reads and decides about, and the one hash that binds it."""

from collections.abc import Mapping
from typing import NamedTuple

from domain.shared.canonical import digest
from domain.shared.requested import Requested
from domain.shared.texts import TextRef

PLAN = "plan"
COVER_NOTE = "cover_note"
RESPONSE_MEMO = "response-memo-"
"""What the parts of a submission are called; a memo's name ends with its consultation's number."""


# One class for preparing and revising: the two must digest the very same fields, or a hash proves nothing.
class SubmissionContents(NamedTuple):
    """What goes to a body together; `memos` are the response memos by their consultation."""

    submission: int
    body: str
    version_hash: str
    cover_note: TextRef
    memos: Mapping[int, TextRef]
    requested: Requested = "approve"

    @property
    def hash(self) -> str:
        """What binds them; `SubmissionPrepared` says what exactly is digested."""
        # By their salted hashes: whoever reads the register cannot try what a text might have said.
        return digest(
            {
                "submission": self.submission,
                "body": self.body,
                "version_hash": self.version_hash,
                "cover_note": self.cover_note.hash,
                "memos": {str(number): memo.hash for number, memo in self.memos.items()},
                "requested": self.requested,
            }
        )

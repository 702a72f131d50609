"""What of the documents is public."""

from domain.shared import rules
from domain.shared.base import Frozen


class Publication(Frozen):
    """Each kind of document is public or confidential; see `domain.shared.rules.PublicationRules`."""

    # Only this: cover note and memo quote the panel and organisations by name.
    programme: rules.Shown = "public"
    cover_note: rules.Shown = "confidential"
    response_memo: rules.Shown = "confidential"

    def rules(self) -> rules.PublicationRules:
        return rules.PublicationRules(
            programme=self.programme, cover_note=self.cover_note, response_memo=self.response_memo
        )

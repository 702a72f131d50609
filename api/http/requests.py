"""What organisations say, by whichever way it comes in."""

from pydantic import Field

from domain.shared.support import Answer, Support
from service.asking.forms import Body, plain
from service.asking.values import Sections
from service.consultation.contribute import Statement


class NewContribution(Body):
    """What an organisation says: *can* we, *will* we, and a text per section of the plan."""

    can: Answer = Field(examples=["yes_if"])
    will: Answer = Field(examples=["yes"])
    sections: Sections = Field(
        default_factory=dict[str, str], examples=[{"funding": "Shared, by number of inhabitants."}]
    )

    @property
    def as_statement(self) -> Statement:
        return Statement(Support(can=self.can, will=self.will), self.sections, plain(self))

"""What people give about how documents may be shown."""

from typing import Annotated

from pydantic import (
    Field,
)

from domain.shared.messages import N_
from domain.shared.rules import Shown
from service.asking.forms import WHY, Body
from service.asking.labels import Label
from service.asking.values import Reason
from words.vocabulary import CLASSIFICATIONS


class NewClassification(Body):
    classification: Annotated[Shown, Label(N_("The document is"), words=CLASSIFICATIONS)] = Field(
        examples=["confidential"]
    )
    reason: Annotated[Reason, WHY] = Field(examples=["It names people who did not agree to that."])

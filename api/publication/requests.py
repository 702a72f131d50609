"""What people send about how documents may be shown."""

from pydantic import (
    Field,
)

from api.http.limits import Reason
from api.http.requests import Body
from domain.shared.rules import Shown


class NewClassification(Body):
    classification: Shown = Field(examples=["confidential"])
    reason: Reason = Field(examples=["It names people who did not agree to that."])

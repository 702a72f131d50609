"""The ground the domain's types stand on."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """An immutable value. Unknown keys are refused: a typing error must not pass in silence."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Tolerant(BaseModel):
    """An immutable value that outlives the code that wrote it.

    What enters a workflow must stay readable by older and newer code alike; a payload that pydantic
    refuses would make the workflow task fail for ever.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

"""What people send to see what an act would cause."""

from typing import Any

from pydantic import ConfigDict, Field

from service.asking.forms import Body


class Tried(Body):
    """An act as it would be done: what it is about, and what is given with it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"about": {}, "fields": {"reason": "The ministry asks for a pause."}}]
        }
    )

    about: dict[str, Any] = Field(
        default_factory=dict[str, Any],
        description="As the list of acts has it; empty for the programme itself",
    )
    fields: dict[str, Any] = Field(
        default_factory=dict[str, Any], description="What the operation of the act takes"
    )

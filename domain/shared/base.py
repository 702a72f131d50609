"""The ground the domain's types stand on."""

from collections.abc import Mapping
from typing import Any, Self

from pydantic import BaseModel, ConfigDict


class _Value(BaseModel):
    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy with some fields changed. Raises `TypeError` for a field that there is not."""
        # pydantic takes any name, and what is folded under a misspelt one is lost without a word.
        if update and not update.keys() <= type(self).model_fields.keys():
            unknown = sorted(update.keys() - type(self).model_fields.keys())
            raise TypeError(f"{type(self).__name__} has no field {', '.join(unknown)}")
        return super().model_copy(update=update, deep=deep)


class Frozen(_Value):
    """An immutable value. Unknown keys are refused: a typing error must not pass in silence."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Tolerant(_Value):
    """An immutable value that outlives the code that wrote it.

    What enters a workflow must stay readable by older and newer code alike; a payload that pydantic
    refuses would make the workflow task fail for ever.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

"""What is sent in development only."""

from pydantic import (
    Field,
)

from service.asking.forms import Body


class DaysToPass(Body):
    """How far a programme's clock moves on; in development only."""

    days: int = Field(strict=True, ge=1, le=3660, examples=[10])

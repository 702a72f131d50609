"""What several answers have in common."""

from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

T = TypeVar("T")


class View(BaseModel):
    """What every answer has: it cannot be changed."""

    model_config = ConfigDict(frozen=True)


class PersonView(View):
    """Somebody by id; an erased person reads as `[gewist / erased]`."""

    id: str = Field(examples=["5f3c9a52-0a51-4b43-8f0e-0d8f6a4f2b11"])
    name: str = Field(examples=["Anna de Vries"])


class Items(View, Generic[T]):
    """All there are."""

    items: list[T]


class Page(View, Generic[T]):
    """Some of them, in order. When there may be more, `next` is what `after` must be for those."""

    items: list[T]
    next: str | None = Field(default=None, examples=["common-ground"])

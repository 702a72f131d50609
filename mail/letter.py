"""What every letter has: what it says, who it is for, until when it asks something, and where it leads."""

from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar, NamedTuple, TypeAlias

from pydantic import Field

from domain.every_phase.holders import Matter
from domain.register.entries import Head
from domain.shared.base import Tolerant
from domain.shared.messages import N_, Message, Value
from mail.audience import Audience


class Wording(NamedTuple):
    """A subject and a message; both may name the programme, `{title}`, and an organisation, `{who}`."""

    subject: Message
    message: Message


To: TypeAlias = Annotated[tuple[Audience, ...], Field(exclude=True)]
"""The outbox has columns for the addressees, who therefore are not among a letter's own fields."""


class Letter(Tolerant):
    """Something that people outside must hear. A subclass with a `kind` is one letter, known by that kind.

    Its fields are what it is about, and are stored. `of_round` are the letters that ask an organisation to
    answer the open consultation, and make no sense when that is over. `needs_sign_in_link` are
    those that make none where nobody is to sign in by a link.
    """

    kind: ClassVar[str]
    wording: ClassVar[Wording]
    of_round: ClassVar[bool] = False
    needs_sign_in_link: ClassVar[bool] = False
    advice_on_link: ClassVar[Message] = N_(
        "This link is personal and works without an account. Whoever has it can answer for {who}, so do not"
        " pass it on."
    )
    to: To

    @classmethod
    def __pydantic_init_subclass__(cls, **_: object) -> None:
        if "kind" in cls.__dict__:
            # Letters are stored by their kind: two of one kind would be read back as one another.
            other = _kinds.setdefault(cls.kind, cls)
            assert other is cls, f"{other.__name__} and {cls.__name__} are both called {cls.kind}"

    def says(self) -> Wording:
        """Return the patterns of this very letter."""
        return self.wording

    def values(self) -> Mapping[str, Value]:
        """Return what its patterns name besides the programme, the organisation and the body."""
        return {}

    def after(self, head: Head) -> "Letter":  # noqa: ARG002 - for those that name it
        """Return the letter as it is written once the entry that causes it has made `head` the register's."""
        return self

    @property
    def names_body(self) -> str | None:
        """The key of the body that its patterns call `{body}`, by its title."""
        return None

    @property
    def until(self) -> str | None:
        """The key of the deadline before which it asks something."""
        return None

    @property
    def matter(self) -> Matter:
        """What it is about, where only some of a role's holders have to do with that."""
        return self.until

    @property
    def place(self) -> str:
        """Where in the programme it leads, as the end of an address."""
        return ""


class OfDecision(Letter):
    """A letter about what was decided: it names the entry and its hash, for which each reader can vouch."""

    head: Head | None = None
    """Not in letters of before they named it."""

    def after(self, head: Head) -> "OfDecision":
        return self.model_copy(update={"head": head})


_kinds: dict[str, type[Letter]] = {}


def kinds() -> Sequence[str]:
    """Return the kinds of the letters that were imported so far."""
    return sorted(_kinds)


class UnknownLetterError(LookupError):
    """A letter is stored of a kind that this code does not know: a newer version wrote it."""

    code = "unknown_letter"


def letter_of(kind: str) -> type[Letter]:
    """Return the type of the letters of a kind."""
    if kind not in _kinds:
        raise UnknownLetterError(f"There is no letter {kind!r}. There are: {', '.join(kinds())}.")
    return _kinds[kind]

"""What a rule says when the answer is no."""

from collections.abc import Mapping, Sequence


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """A rule or the phase says no; nothing has changed.

    `code` is stable and made for programs, the message says what was wrong and what to do, `details`
    holds what a caller can act on (for a gate: everything that is missing).
    """

    def __init__(self, code: str, message: str, details: Mapping[str, object] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.details: dict[str, object] = dict(details or {})


class Forbidden(Refusal):
    """The act exists, but not for the one who asks."""


class BlueprintError(Exception):
    """A blueprint cannot be used; `problems` names each key, its place and what would be right."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)

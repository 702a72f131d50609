"""What a person sees while a command works: lines, and on a terminal a spinner below them."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.markup import escape
from rich.status import Status

from cli.language import language
from domain.shared.messages import Message


class Steps:
    """Call it with what happens next; progress goes to standard error, results to standard output."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(stderr=True, highlight=False)
        self._status: Status | None = None

    def __enter__(self) -> Self:
        if self._console.is_terminal:
            self._status = self._console.status("")
            self._status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.done()

    def __call__(self, message: Message) -> None:
        """Write a line; on a terminal it stays in sight with a spinner until the next one."""
        line = language().say(message)
        # Escaped, because brackets in a name are no markup.
        self._console.print(escape(line), soft_wrap=True)
        if self._status:
            self._status.update(escape(line))

    def done(self) -> None:
        """Take the spinner away."""
        if self._status:
            self._status.stop()
            self._status = None

"""Speaks HTTP with the API, as any other client would."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from typing import Any, cast
from uuid import uuid4

import httpx2

from cli.errors import CommandError
from cli.language import language
from domain.shared.messages import N_, Message, joined, verbatim

PATIENCE = 60.0
"""Seconds in which one request must be answered; moving a clock takes longest."""

REPETITIONS = 4
LONGEST_PAUSE = 5.0  # seconds
UNAVAILABLE = 503


class ProblemError(CommandError):
    """The API said no (RFC 9457). `code` is stable, `details` is what a caller can act on."""

    def __init__(self, status: int, problem: Mapping[str, Any]) -> None:
        self.status = status
        self.code = str(problem.get("code", status))
        self.details: dict[str, Any] = problem.get("details") or {}
        said = problem.get("detail") or problem.get("title")
        sentence = verbatim(str(said)) if said else N_("The API answers {status}.").having(status=str(status))
        more = self._more(problem.get("errors") or [])
        super().__init__(joined([self._with_code(sentence), *more], "\n"))

    def _with_code(self, sentence: Message) -> Message:
        coded = N_("{sentence} ({code}, HTTP {status})")
        return coded.having(sentence=sentence, code=self.code, status=str(self.status))

    def _more(self, errors: list[dict[str, Any]]) -> list[Message]:
        """A line for each detail and each field that was wrong, by the names that the API gives them."""
        details = [
            f"{name.replace('_', ' ')}: {_shown(value)}" for name, value in self.details.items() if value
        ]
        fields = [f"{error.get('field')}: {error.get('detail')}" for error in errors]
        return [verbatim(f"  {line}") for line in (*details, *fields)]


class Api:
    """The API as one person uses it; `as_person` is the same connection with another token."""

    def __init__(self, http: httpx2.AsyncClient, token: str | None) -> None:
        self._http = http
        self._token = token

    def as_person(self, token: str) -> "Api":
        return Api(self._http, token)

    async def get(self, path: str, **query: str | int) -> dict[str, Any]:
        """The JSON at `path`, below /v1. Raises `ProblemError` when the API says no."""
        return cast("dict[str, Any]", (await self._ask("GET", path, params=query)).json())

    async def text(self, path: str) -> str:
        """The text at `path`: a document, or a register as JSON lines."""
        return (await self._ask("GET", path)).text

    async def content(self, path: str) -> bytes:
        """What is at `path`, byte for byte."""
        return (await self._ask("GET", path)).content

    async def post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Ask for something to happen, once: a repetition after 503 carries the same idempotency key."""
        return cast("dict[str, Any]", (await self._ask("POST", path, key=str(uuid4()), json=body)).json())

    async def send(self, path: str, content: bytes, media_type: str) -> dict[str, Any]:
        """Send a file, once, as `post` does."""
        sent = self._ask("POST", path, key=str(uuid4()), content=content, media_type=media_type)
        return cast("dict[str, Any]", (await sent).json())

    async def _ask(
        self,
        method: str,
        path: str,
        *,
        key: str | None = None,
        media_type: str | None = None,
        **request: Any,  # noqa: ANN401 - httpx2's
    ) -> httpx2.Response:
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        headers |= {"Idempotency-Key": key} if key else {}
        headers |= {"Content-Type": media_type} if media_type else {}
        answer = await self._send(method, path, headers=headers, **request)
        for _ in range(REPETITIONS):
            if answer.status_code != UNAVAILABLE:
                break
            await asyncio.sleep(_pause(answer))
            answer = await self._send(method, path, headers=headers, **request)
        if answer.is_success:
            return answer
        raise ProblemError(answer.status_code, _problem(answer))

    async def _send(self, method: str, path: str, **request: Any) -> httpx2.Response:  # noqa: ANN401 - httpx2's
        try:
            return await self._http.request(method, path, **request)
        except httpx2.TransportError as error:
            away = N_(
                "The API at {address} does not answer ({error})."
                " Start it with `kwartier up`, or say where it is with --api or KWARTIER_API."
            )
            raise CommandError(
                away.having(address=str(self._http.base_url), error=str(error) or type(error).__name__)
            ) from error


@asynccontextmanager
async def connect(base: str, token: str | None) -> AsyncGenerator[Api]:
    """The API at `base` (such as http://127.0.0.1:8080), for as long as the context lasts.

    It is asked to answer in the language that the terminal is spoken to in.
    """
    # A proxy that the environment names is for the world outside, not for this machine.
    outside = not base.startswith(("http://127.0.0.1", "http://localhost"))
    async with httpx2.AsyncClient(
        base_url=f"{base.rstrip('/')}/v1/",
        headers={"Accept-Language": language().code},
        timeout=PATIENCE,
        trust_env=outside,
    ) as http:
        yield Api(http, token)


def _pause(answer: httpx2.Response) -> float:
    """How many seconds the API asks to wait, within reason."""
    asked = answer.headers.get("Retry-After", "")
    # HTTP allows a date there as well; this API sends seconds.
    return min(float(asked), LONGEST_PAUSE) if asked.isdigit() else 1.0


def _problem(answer: httpx2.Response) -> Mapping[str, Any]:
    try:
        found = answer.json()
    except ValueError:
        return {}
    return cast("Mapping[str, Any]", found) if isinstance(found, dict) else {}


def _shown(value: object) -> str:
    """A detail as a person reads it."""
    match value:
        case dict():
            items = cast("dict[str, object]", value).items()
            return ", ".join(f"{key.replace('_', ' ')}: {_shown(item)}" for key, item in items)
        case list():
            return ", ".join(_shown(item) for item in cast("list[object]", value))
        case _:
            return str(value)

"""The HTTP client behind the commands: keys, repetition, and one clear sentence when the answer is no."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator, Callable

import httpx2
import pytest

from cli.client import Api, ProblemError, connect
from cli.errors import CommandError, explain
from cli.language import speak

Answering = Callable[[Callable[[httpx2.Request], httpx2.Response]], Api]

REFUSAL = {
    "type": "about:blank",
    "title": "Conflict",
    "status": 409,
    "detail": "Mandatory sections are empty; write them first.",
    "code": "gate_not_met",
    "details": {"missing_sections": ["goals", "funding"]},
}


@pytest.fixture
async def answering() -> AsyncIterator[Answering]:
    """Makes a client whose every request is answered by a function."""
    opened: list[httpx2.AsyncClient] = []

    def make(answer: Callable[[httpx2.Request], httpx2.Response]) -> Api:
        transport = httpx2.MockTransport(answer)
        opened.append(httpx2.AsyncClient(transport=transport, base_url="http://api.example/v1/"))
        return Api(opened[-1], "a-token")

    yield make
    for http in opened:
        await http.aclose()


async def test_each_post_carries_an_idempotency_key_of_its_own_and_the_token(answering: Answering) -> None:
    seen: list[httpx2.Request] = []
    api = answering(lambda request: (seen.append(request), httpx2.Response(201, json={}))[1])

    await api.post("programmes", {"slug": "one"})
    await api.post("programmes", {"slug": "one"})

    keys = [request.headers["Idempotency-Key"] for request in seen]
    assert len(set(keys)) == 2
    assert all(re.fullmatch(r"[0-9a-f-]{36}", key) for key in keys)
    assert {request.headers["Authorization"] for request in seen} == {"Bearer a-token"}
    assert str(seen[0].url) == "http://api.example/v1/programmes"


async def test_what_was_unavailable_is_asked_again_with_the_same_key(answering: Answering) -> None:
    seen: list[str] = []

    def second_time(request: httpx2.Request) -> httpx2.Response:
        seen.append(request.headers["Idempotency-Key"])
        if len(seen) == 1:
            return httpx2.Response(503, headers={"Retry-After": "0"})
        return httpx2.Response(201, json={"done": True})

    answer = await answering(second_time).post("programmes", {})

    assert answer == {"done": True}
    assert len(seen) == 2
    assert len(set(seen)) == 1


async def test_what_stays_unavailable_is_said_in_the_end(answering: Answering) -> None:
    api = answering(lambda _: httpx2.Response(503, headers={"Retry-After": "0"}))

    with pytest.raises(ProblemError) as caught:
        await api.get("programmes")

    assert caught.value.status == 503


async def test_a_refusal_is_one_sentence_with_its_code_and_details(answering: Answering) -> None:
    api = answering(lambda _: httpx2.Response(409, json=REFUSAL))

    with pytest.raises(ProblemError) as caught:
        await api.post("programmes/one/plan-versions/2/submissions", {})

    assert caught.value.code == "gate_not_met"
    assert str(explain(caught.value)).splitlines() == [
        "Mandatory sections are empty; write them first. (gate_not_met, HTTP 409)",
        "  missing sections: goals, funding",
    ]


async def test_with_invalid_input_each_field_is_named(answering: Answering) -> None:
    errors = [{"in": "body", "field": "person.name", "code": "missing", "detail": "Field required"}]
    problem = {"detail": "The input is invalid.", "code": "invalid_input", "errors": errors}
    api = answering(lambda _: httpx2.Response(400, json=problem))

    with pytest.raises(ProblemError) as caught:
        await api.post("programmes/one/nominations", {})

    assert str(explain(caught.value)).splitlines()[1:] == ["  person.name: Field required"]


async def test_an_answer_that_is_no_problem_detail_is_still_a_sentence(answering: Answering) -> None:
    api = answering(lambda _: httpx2.Response(502, text="<html>Bad gateway</html>"))

    with pytest.raises(ProblemError, match="The API answers 502"):
        await api.get("programmes")


async def test_where_nobody_answers_the_sentence_says_how_to_start_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]

    async with connect(f"http://127.0.0.1:{port}", None) as api:
        with pytest.raises(CommandError, match=f"127.0.0.1:{port}.*kwartier up"):
            await api.get("programmes")


async def test_as_another_person_it_carries_another_token(answering: Answering) -> None:
    seen: list[str] = []
    api = answering(
        lambda request: (seen.append(request.headers["Authorization"]), httpx2.Response(200, json={}))[1]
    )

    await api.as_person("another").get("programmes")

    assert seen == ["Bearer another"]


async def test_the_api_is_asked_to_answer_in_the_language_of_the_terminal() -> None:
    seen: list[str] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        seen.append(head.partition("accept-language: ")[2].partition("\r\n")[0])
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        for spoken in ("nl", "en"):
            speak(spoken)
            async with connect(f"http://127.0.0.1:{port}", None) as api:
                await api.get("programmes")

    assert seen == ["nl", "en"]

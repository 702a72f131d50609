"""One address for programs and people: each path has one owner, and what is refused is said in its way."""

import pytest

from tests.api.visiting import problem
from tests.web.visiting import FrontDoor
from web.http.headers import POLICY


@pytest.mark.parametrize("path", ["/v1/nothing", "/v1", "/.well-known/nothing"])
async def test_a_program_hears_of_a_problem_in_json(bare: FrontDoor, path: str) -> None:
    problem(await bare.http.get(path), 404, "not_found")


@pytest.mark.parametrize("path", ["/nothing", "/v1nothing", "/v2/programmes", "/nothing/"])
async def test_a_person_hears_of_it_on_a_page_with_the_way_on(bare: FrontDoor, path: str) -> None:
    answer = await bare.http.get(path)

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "This page does not exist" in answer.text
    assert 'href="/"' in answer.text


async def test_a_page_has_the_headers_that_keep_others_out(bare: FrontDoor) -> None:
    headers = (await bare.http.get("/")).headers

    assert headers["content-security-policy"] == POLICY
    assert "unsafe" not in POLICY
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-request-id"]


async def test_head_is_answered_as_get_is_without_the_body(bare: FrontDoor) -> None:
    answer = await bare.http.head("/")

    assert answer.status_code == 200
    assert answer.content == b""


async def test_a_page_that_takes_no_form_says_so(bare: FrontDoor) -> None:
    answer = await bare.http.post("/", data={})

    assert answer.status_code == 405
    assert "takes no form" in answer.text


async def test_a_large_page_is_sent_compressed(bare: FrontDoor) -> None:
    answer = await bare.http.get("/", headers={"Accept-Encoding": "gzip"})

    assert answer.headers["content-encoding"] == "gzip"

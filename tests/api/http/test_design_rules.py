"""What the NLGov REST API Design Rules demand of the OpenAPI document and of every answer, in our words."""

import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from typing import Any, cast

import pytest
import schemathesis
from jsonschema_rs import Draft202012Validator
from pydantic import BaseModel

import api
import service
from api import VERSION
from tests.api.operations import DOCUMENT
from tests.api.visiting import Door, problem

OPERATIONS = [
    (path, method, operation)
    for path, item in DOCUMENT["paths"].items()
    for method, operation in item.items()
    if method != "parameters"
]
METHODS = {"get", "post", "put", "patch", "delete"}


def schemas(node: object) -> Iterator[dict[str, Any]]:
    """Everything in the document that has properties."""
    if isinstance(node, dict):
        table = cast("dict[str, Any]", node)
        if isinstance(table.get("properties"), dict):
            yield table
        for value in table.values():
            yield from schemas(value)
    elif isinstance(node, list):
        for value in cast("list[object]", node):
            yield from schemas(value)


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """What a reference refers to."""
    if "$ref" in schema:
        return DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def answers(kind: str) -> list[tuple[str, dict[str, Any]]]:
    """The answers whose status begins with one of the digits of `kind`, each with its place."""
    return [
        (f"{method} {path} {status}", response)
        for path, method, operation in OPERATIONS
        for status, response in operation["responses"].items()
        if status[0] in kind
    ]


def mistakes(schema: dict[str, Any], example: object) -> list[str]:
    """What of `example` does not fit `schema`."""
    validator = Draft202012Validator({**schema, "components": DOCUMENT["components"]})
    return [error.message for error in validator.iter_errors(example)]


# --- the document ---


def test_the_document_is_valid_openapi() -> None:
    schemathesis.openapi.from_dict(DOCUMENT).validate()


def test_the_document_is_openapi_3_with_a_semantic_version() -> None:
    assert re.fullmatch(r"3(\.\d+){1,2}", DOCUMENT["openapi"])
    assert re.fullmatch(r"\d+\.\d+\.\d+", DOCUMENT["info"]["version"])


def test_the_document_says_whom_to_contact() -> None:
    assert {"name", "email", "url"} <= DOCUMENT["info"]["contact"].keys()


def test_every_server_has_the_major_version_in_its_address() -> None:
    assert DOCUMENT["servers"]
    for server in DOCUMENT["servers"]:
        assert re.search(r"/v\d+$", server["url"])
        assert server["url"].startswith("https://")
        assert "{" not in server["url"], "a variable would have to be described"


@pytest.mark.parametrize("path", DOCUMENT["paths"])
def test_paths_are_kebab_case_without_a_trailing_slash(path: str) -> None:
    # Spreadsheets and calendars go by the ending, and what they load has one.
    assert re.fullmatch(r"(/([a-z0-9-]+|\{[a-z]+\}))+(\.(csv|xlsx|ics))?", path)


def test_only_standard_methods_are_used() -> None:
    assert {method for _, method, _ in OPERATIONS} <= METHODS


def test_every_operation_has_its_own_id_a_summary_and_a_known_tag() -> None:
    ids = [operation["operationId"] for _, _, operation in OPERATIONS]
    known = {tag["name"] for tag in DOCUMENT["tags"]}

    assert len(set(ids)) == len(ids)
    for _, _, operation in OPERATIONS:
        assert operation["summary"]
        assert operation["description"]
        assert set(operation["tags"]) <= known


def test_tags_are_there_once_each_with_a_description() -> None:
    names = [tag["name"] for tag in DOCUMENT["tags"]]

    assert len(set(names)) == len(names)
    assert all(tag["description"] for tag in DOCUMENT["tags"])


def test_every_parameter_of_a_path_is_described() -> None:
    for path, _, operation in OPERATIONS:
        described = {p["name"] for p in operation.get("parameters", []) if p["in"] == "path"}
        assert described == set(re.findall(r"\{(\w+)\}", path))


def test_query_parameters_are_camel_case() -> None:
    for _, _, operation in OPERATIONS:
        for parameter in operation.get("parameters", []):
            if parameter["in"] == "query":
                assert re.fullmatch(r"[a-z][a-z0-9]*([A-Z][a-z0-9]*)*", parameter["name"])


def test_every_answer_names_the_version_header() -> None:
    for place, response in answers("2345"):
        assert "API-Version" in response["headers"], place


def test_every_error_is_a_problem_with_status_title_and_detail() -> None:
    for place, response in answers("45"):
        schema = resolved(response["content"]["application/problem+json"]["schema"])
        assert {"status", "title", "detail"} <= schema["properties"].keys(), place


def test_what_takes_input_can_answer_400_and_never_422() -> None:
    for path, method, operation in OPERATIONS:
        if method == "post" or operation.get("parameters"):
            assert "400" in operation["responses"], path
        assert "422" not in operation["responses"], path


def test_every_503_says_when_to_try_again() -> None:
    for place, response in answers("5"):
        assert "Retry-After" in response["headers"], place


def test_every_command_asks_for_an_idempotency_key() -> None:
    for path, method, operation in OPERATIONS:
        # Looking at what would happen is repeated without harm: nothing happens.
        if method == "post" and not operation["operationId"].startswith("preview"):
            keys = [p for p in operation["parameters"] if p["name"] == "Idempotency-Key"]
            assert [key["required"] for key in keys] == [True], path


SIGN_IN_LINK = ("get", "/sign-ins/{token}")
"""Whoever has the link reads whom it is for; signing in by it takes the token of an account."""


def test_everything_but_health_and_personal_links_asks_for_a_token() -> None:
    for path, method, operation in OPERATIONS:
        is_open = path.startswith(("/health", "/invitations")) or (method, path) == SIGN_IN_LINK
        assert ("security" in operation) != is_open, path


def test_a_schema_is_called_in_upper_camel_case() -> None:
    for name in DOCUMENT["components"]["schemas"]:
        assert re.fullmatch(r"([A-Z][a-z0-9]*)+", name)


def test_fields_are_snake_case_throughout() -> None:
    for schema in schemas(DOCUMENT):
        for name in schema["properties"]:
            assert re.fullmatch(r"[a-z]+(_[a-z]+)*", name)


def test_a_time_has_its_time_zone_and_a_date_no_time() -> None:
    for schema in schemas(DOCUMENT):
        for name, described in schema["properties"].items():
            assert described.get("format") not in {"time", "date-time-local"}
            if name in {"date", "datum", "due", "day", "meeting"} or name.endswith("_date"):
                formats = {described.get("format")} | {
                    option.get("format") for option in described.get("anyOf", [])
                }
                assert "date" in formats, name


def test_every_request_and_every_answer_with_a_body_has_an_example_that_fits() -> None:
    for path, method, operation in OPERATIONS:
        contents = [operation.get("requestBody", {}).get("content", {})]
        contents += [response.get("content", {}) for response in operation["responses"].values()]
        for content in contents:
            for described in content.values():
                assert "example" in described, f"{method} {path}"
                assert not mistakes(described["schema"], described["example"]), f"{method} {path}"


def test_the_examples_of_a_field_fit_it() -> None:
    for schema in schemas(DOCUMENT):
        for name, described in schema["properties"].items():
            for example in described.get("examples", []):
                assert not mistakes(described, example), name


REQUESTS = [
    import_module(found.name)
    for package in (api, service)
    for found in walk_packages(package.__path__, f"{package.__name__}.")
    if found.name.endswith((".requests", ".forms"))
]


def sent_as(name: str) -> type[BaseModel]:
    """The type of what people send that is called `name`."""
    (found,) = {vars(module)[name] for module in REQUESTS if name in vars(module)}
    return found


def test_the_example_of_a_request_is_a_request_that_is_accepted() -> None:
    for _, method, operation in OPERATIONS:
        if method == "post":
            taken = operation["requestBody"]["content"]
            content = taken.get("application/json")
            if content is None:
                assert set(taken) <= {"text/markdown", "text/csv", "text/calendar"}
                continue
            model = sent_as(content["schema"]["$ref"].rpartition("/")[2])
            model.model_validate(content["example"])


# --- the answers ---


async def test_the_document_is_public_and_any_page_may_read_it(door: Door) -> None:
    answer = await door.nobody.get("/openapi.json")

    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.json()["openapi"].startswith("3")


async def test_the_page_that_shows_the_document_asks_nothing_of_the_world_outside(door: Door) -> None:
    page = await door.nobody.get("/docs")

    assert page.status_code == 200
    assert not re.findall(r"""(?:src|href)=["'](?:https?:)?//""", page.text)
    for address in re.findall(r"""(?:src|href)=["'](/[^"']+)""", page.text):
        assert (await door.http.get(address)).status_code == 200, address


@pytest.mark.parametrize("path", ["/openapi.json", "/health/live", "/programmes", "/nowhere"])
async def test_every_answer_says_the_version_and_how_to_treat_it(door: Door, path: str) -> None:
    headers = (await door.nobody.get(path)).headers

    assert headers["api-version"] == VERSION
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert (
        headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'; form-action 'none'"
    )
    assert headers["referrer-policy"] == "no-referrer"


async def test_a_trailing_slash_is_not_found_and_not_redirected(door: Door) -> None:
    problem(await door.starter.get("/programmes/"), 404, "not_found")


async def test_another_method_is_refused_with_those_that_are_known(door: Door) -> None:
    answer = await door.http.delete("/v1/programmes")

    problem(answer, 405, "method_not_allowed")
    assert answer.headers["allow"] == "GET, HEAD, POST"


async def test_head_is_answered_like_get_without_the_body(door: Door) -> None:
    answer = await door.http.head("/v1/health/live")

    assert answer.status_code == 200
    assert answer.content == b""

"""Log lines: one format for all, with the ids that were bound."""

import io
import json
import logging
import secrets
from collections.abc import Callable, Iterator
from typing import Any, Literal

import pytest
import structlog

from settings import Settings
from settings.logging import configure_logging

FORMATS = pytest.mark.parametrize("log_format", ["json", "console"])
Configure = Callable[..., io.StringIO]


@pytest.fixture
def configure() -> Iterator[Configure]:
    """Configure logging into a buffer; what was there before comes back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level

    def configured(
        log_format: Literal["json", "console"] = "json", level: Literal["info", "warning"] = "info"
    ) -> io.StringIO:
        buffer = io.StringIO()
        root.handlers = []
        configure_logging(Settings(log_format=log_format, log_level=level), buffer)
        return buffer

    yield configured
    root.handlers = handlers
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


def lines(buffer: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in buffer.getvalue().splitlines()]


def test_a_line_of_ours_is_one_json_object(configure: Configure) -> None:
    buffer = configure()

    structlog.get_logger("kwartier.test").info("round opened", round=2)

    (line,) = lines(buffer)
    assert line["message"] == "round opened"
    assert (line["round"], line["level"], line["logger"]) == (2, "info", "kwartier.test")
    assert line["timestamp"].endswith("Z")


def test_a_line_of_a_library_carries_the_bound_ids_and_its_extras(configure: Configure) -> None:
    buffer = configure()

    with structlog.contextvars.bound_contextvars(programme="common-ground", run="r1", request="q1"):
        logging.getLogger("some.library").warning("slow %s", "query", extra={"seconds": 3})

    (line,) = lines(buffer)
    assert line["message"] == "slow query"
    assert (line["programme"], line["run"], line["request"], line["seconds"]) == (
        "common-ground",
        "r1",
        "q1",
        3,
    )


def test_an_exception_stays_within_its_line(configure: Configure) -> None:
    buffer = configure()

    try:
        raise ValueError("no such section")  # noqa: TRY301 - the example
    except ValueError:
        structlog.get_logger("kwartier.test").exception("draft failed")

    (line,) = lines(buffer)
    kind, place = line["exception"].splitlines()
    assert kind == "ValueError"
    assert place.endswith("test_an_exception_stays_within_its_line")


@FORMATS
def test_of_an_exception_only_the_kinds_and_places_are_written(
    configure: Configure, log_format: Literal["json", "console"]
) -> None:
    buffer = configure(log_format)

    private = "Jansen"
    try:
        try:
            raise KeyError(private)  # noqa: TRY301 - the example
        except KeyError as error:
            raise ValueError(f"{private} is no section") from error
    except ValueError:
        structlog.get_logger("kwartier.test").exception("draft failed")
        logging.getLogger("some.library").exception("request failed")

    written = buffer.getvalue()
    assert private not in written
    assert written.count("ValueError") == written.count("KeyError") == 2


@FORMATS
def test_no_token_is_written_wherever_it_comes_from(
    configure: Configure, log_format: Literal["json", "console"]
) -> None:
    buffer = configure(log_format)
    link, token = secrets.token_urlsafe(32) + "A", "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJhIn0.c2lnbmVk"

    structlog.get_logger("kwartier.test").warning("not found", path=f"/v1/invitation/{link[1:]}")
    logging.getLogger("some.library").warning("no answer to %s", token)

    assert link[1:] not in buffer.getvalue()
    assert token not in buffer.getvalue()


def test_what_is_below_the_level_is_left_out(configure: Configure) -> None:
    buffer = configure(level="warning")

    structlog.get_logger("kwartier.test").info("quiet")
    logging.getLogger("some.library").info("quiet")
    structlog.get_logger("kwartier.test").warning("loud")

    assert [line["message"] for line in lines(buffer)] == ["loud"]


def test_in_development_a_line_is_for_reading(configure: Configure) -> None:
    buffer = configure(log_format="console")

    structlog.get_logger("kwartier.test").info("round opened", round=2)

    assert "round opened" in buffer.getvalue()
    assert "round=2" in buffer.getvalue()
    assert "\x1b" not in buffer.getvalue()


def test_the_web_server_s_own_handlers_are_taken_off(configure: Configure) -> None:
    its_own = io.StringIO()
    logging.getLogger("uvicorn.error").addHandler(logging.StreamHandler(its_own))
    buffer = configure()

    logging.getLogger("uvicorn.error").error("cannot listen")

    assert [line["message"] for line in lines(buffer)] == ["cannot listen"]
    assert not its_own.getvalue()

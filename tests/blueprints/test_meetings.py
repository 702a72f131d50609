"""The meetings of a body, from the calendar file beside a blueprint."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from blueprints.freezing import freeze
from blueprints.loading import load, shipped
from domain.blueprint.problems import BlueprintError
from tests.domain.documents import NAMES
from tests.words.pseudo import english

SMALL = shipped("small").read_text("utf-8")
RULE = next(line for line in SMALL.splitlines() if line.startswith("meetings = "))
TODAY = datetime.now(UTC).date()
BESIDE = 'must be the name of a calendar file beside the blueprint, such as "college.ics"'
SOON = [TODAY + timedelta(days=days) for days in (40, 20)]


def calendar(*starts: str) -> str:
    events = "".join(f"BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:{start}\r\nEND:VEVENT\r\n" for start in starts)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n"


def on(*days: date) -> str:
    return calendar(*(f"{day:%Y%m%d}" for day in days))


def with_calendar(folder: Path, content: str | None, meetings: str = '{ file = "college.ics" }') -> Path:
    """A small blueprint whose body takes its meetings from a file with `content`, if there is one."""
    if content is not None:
        (folder / "college.ics").write_text(content, "utf-8")
    path = folder / "mine.toml"
    path.write_text(SMALL.replace(RULE, f"meetings = {meetings}"), "utf-8")
    return path


def said_of(path: Path) -> list[str]:
    """What is wrong with the blueprint at `path`; files without their folder."""
    with pytest.raises(BlueprintError) as caught:
        load(path)
    lying = [file.read_text("latin-1") for file in path.parent.iterdir()]
    said = [english(problem.said, *lying, str(path), *NAMES) for problem in caught.value.problems]
    return [sentence.replace(f"{path.parent}/", "") for sentence in said]


def test_the_days_in_the_file_are_the_meetings_from_today_on(tmp_path: Path) -> None:
    path = with_calendar(tmp_path, on(*SOON, TODAY - timedelta(days=9)))

    blueprint = load(path)

    assert blueprint.sign_off.bodies[0].meetings == tuple(sorted(SOON))
    assert type(blueprint).of(blueprint.model_dump(mode="json")) == blueprint


def test_they_stay_as_they_are_when_the_blueprint_is_frozen(tmp_path: Path) -> None:
    path = with_calendar(tmp_path, on(date(2031, 3, 13), date(2031, 4, 10)))

    frozen = freeze(load(path), TODAY)

    assert frozen.sign_off.bodies[0].meetings == (date(2031, 3, 13), date(2031, 4, 10))


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "college.ics: cannot be read: No such file or directory"),
        ("nonsense", "college.ics:1: is not iCalendar: BEGIN:VCALENDAR comes first"),
        (on(date(2020, 1, 2)), "college.ics: holds no meeting from today on; give a calendar that does"),
    ],
)
def test_a_file_without_meetings_to_come_is_named(tmp_path: Path, content: str | None, problem: str) -> None:
    assert said_of(with_calendar(tmp_path, content)) == [problem]


def test_every_event_that_cannot_be_used_is_named_with_file_and_line(tmp_path: Path) -> None:
    first, second = said_of(with_calendar(tmp_path, calendar("soon", "20310313", "later")))

    assert first.startswith("college.ics:3: DTSTART cannot be read")
    assert second.startswith("college.ics:9: DTSTART cannot be read")


@pytest.mark.parametrize(
    ("meetings", "problem"),
    [
        (
            '{ file = "../college.ics" }',
            f'"../college.ics" {BESIDE}',
        ),
        (
            "{ file = 7 }",
            f'"7" {BESIDE}',
        ),
        ('{ file = "college.ics", count = 3 }', "stands beside other keys; give nothing but the file"),
    ],
)
def test_the_file_lies_beside_the_blueprint(tmp_path: Path, meetings: str, problem: str) -> None:
    [told] = said_of(with_calendar(tmp_path, on(*SOON), meetings))

    assert re.fullmatch(rf"mine\.toml:\d+: sign_off\.bodies\[0\]\.meetings\.file: {re.escape(problem)}", told)

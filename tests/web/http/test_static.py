"""What browsers load: kept for as long as its name is the same, with an organisation's own colours."""

from pathlib import Path

import pytest

from settings import SettingsError
from tests.api.visiting import settings_of
from tests.web.visiting import FrontDoor, opened
from web.http.static import KEPT, Assets

OWN = ":root { --basis-color-accent-1-color-default: #004488; }"


async def test_a_file_is_kept_for_a_year(bare: FrontDoor) -> None:
    answer = await bare.http.get(Assets().address("kwartier.css"), headers={"Accept-Encoding": "gzip"})

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == KEPT
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert answer.headers["content-encoding"] == "gzip"
    assert "set-cookie" not in answer.headers


async def test_whoever_takes_nothing_compressed_gets_it_as_it_is(bare: FrontDoor) -> None:
    answer = await bare.http.get(Assets().address("page.js"), headers={"Accept-Encoding": "identity"})

    assert "content-encoding" not in answer.headers
    assert "use strict" in answer.text


@pytest.mark.parametrize("name", ["manifest.json", "kwartier.css", "..%2fapplication.py", "nothing.css"])
async def test_nothing_else_is_to_be_had(bare: FrontDoor, name: str) -> None:
    assert (await bare.http.get(f"/static/{name}")).status_code == 404


async def test_the_licences_of_others_work_are_there(bare: FrontDoor) -> None:
    answer = await bare.http.get("/static/LICENCES.txt")

    assert "SIL OPEN FONT LICENSE" in answer.text
    assert "EUPL" in answer.text


async def test_an_organisation_has_colours_of_its_own(tmp_path: Path) -> None:
    theme = tmp_path / "ours.css"
    theme.write_text(OWN)
    settings = settings_of(tmp_path).model_copy(update={"theme": theme})

    async with opened(settings, tmp_path) as door:
        page = (await door.http.get("/")).text
        [address] = [line.split('"')[3] for line in page.splitlines() if "/static/theme-" in line]

        assert (await door.http.get(address)).text == OWN
        # What loads last decides.
        assert page.index("/static/kwartier-") < page.index(address)


def test_a_theme_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"nothing\.css"):
        Assets(tmp_path / "nothing.css")

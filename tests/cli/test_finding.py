"""Finding what somebody means: an organisation by code or name, a section by key or title."""

import re

import pytest

from blueprints.loading import load, shipped
from cli.errors import CommandError
from cli.finding import organisation, section
from words.languages import ENGLISH

BLUEPRINT = load(shipped("common-ground")).model_dump(mode="json")


@pytest.mark.parametrize("wanted", ["GM0358", "gm0358", "Aalsmeer", " aalsmeer ", "AALSMEER"])
def test_an_organisation_is_found_by_code_or_name_in_any_case(wanted: str) -> None:
    assert organisation(BLUEPRINT, wanted) == "GM0358"


def test_a_section_is_found_by_key_or_title() -> None:
    title = next(s["title"] for s in BLUEPRINT["definition"]["sections"] if s["key"] == "funding")
    assert section(BLUEPRINT, "Funding") == section(BLUEPRINT, title.upper()) == "funding"


def test_a_name_that_several_have_is_refused_with_those_it_may_mean() -> None:
    with pytest.raises(CommandError) as refused:
        organisation(BLUEPRINT, "ber")
    said = ENGLISH.say(refused.value.message)
    assert "may be more than one organisation" in said
    assert re.search(r" and \d+ more\. Name one by its code\.$", said)


def test_a_name_that_is_nearly_right_is_refused_with_what_is_near() -> None:
    with pytest.raises(CommandError, match=r"Aalsmeer.* \(GM0358\)"):
        organisation(BLUEPRINT, "Aalsmer")


def test_a_name_that_is_nothing_like_any_is_refused_with_what_there_is() -> None:
    with pytest.raises(CommandError, match=r"There is no section .*there are: .*\(goals\)"):
        section(BLUEPRINT, "zzzzzzzz")
    with pytest.raises(CommandError):
        organisation(BLUEPRINT, " ")

"""publiccode.yml is what version 0.7 of the standard asks for, and says what the project says elsewhere."""

import re
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
PUBLICCODE: dict[str, Any] = YAML(typ="safe").load(ROOT / "publiccode.yml")  # pyright: ignore[reportUnknownMemberType] - ruamel has no types
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

MANDATORY = {
    "publiccodeYmlVersion",
    "name",
    "url",
    "platforms",
    "developmentStatus",
    "softwareType",
    "description",
    "legal",
    "maintenance",
    "localisation",
}
OPTIONAL = {
    "applicationSuite",
    "landingURL",
    "isBasedOn",
    "softwareVersion",
    "releaseDate",
    "logo",
    "categories",
    "usedBy",
    "fundedBy",
    "roadmap",
    "organisation",
    "supports",
    "intendedAudience",
    "dependsOn",
}
"""Left out: what 0.7 calls deprecated, country sections among them."""

STATUSES = {"concept", "development", "beta", "stable", "obsolete"}
TYPES = {
    *(f"standalone/{kind}" for kind in ("mobile", "iot", "desktop", "web", "backend", "other")),
    "addon",
    "library",
    "configurationFiles",
}
WHO_MAINTAINS = {"internal": "contacts", "contract": "contractors", "community": "contacts", "none": None}

each_language = pytest.mark.parametrize("language", ["nl", "en"])


def test_it_has_every_mandatory_key_and_none_that_the_standard_does_not_know() -> None:
    assert MANDATORY <= PUBLICCODE.keys() <= MANDATORY | OPTIONAL


def test_it_follows_version_0_7() -> None:
    assert PUBLICCODE["publiccodeYmlVersion"] == "0.7"


def test_values_are_of_the_standards_lists() -> None:
    assert PUBLICCODE["developmentStatus"] in STATUSES
    assert PUBLICCODE["softwareType"] in TYPES
    assert PUBLICCODE["platforms"]


def test_it_is_described_in_both_languages() -> None:
    assert PUBLICCODE["description"].keys() == {"nl", "en"}


@each_language
def test_descriptions_have_the_length_that_catalogues_show(language: str) -> None:
    description = PUBLICCODE["description"][language]

    assert 0 < len(description["shortDescription"]) <= 150
    assert "\n" not in description["shortDescription"].strip()
    assert 150 <= len(description["longDescription"]) <= 10_000
    assert all(description["features"])


def test_both_languages_tell_the_same_features() -> None:
    assert len({len(description["features"]) for description in PUBLICCODE["description"].values()}) == 1


def test_the_licence_is_the_projects_own() -> None:
    assert PUBLICCODE["legal"]["license"] == PROJECT["license"] == "EUPL-1.2"


def test_it_says_who_maintains_it() -> None:
    maintenance = PUBLICCODE["maintenance"]
    who = WHO_MAINTAINS[maintenance["type"]]

    assert who is not None
    assert all(contact["name"] for contact in maintenance[who])


def test_it_invents_no_address_of_somebody_else() -> None:
    addresses = re.findall(r"[\w.+-]+@([\w.-]+)", (ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    url = urlsplit(str(PUBLICCODE["url"]))

    assert url.scheme == "https"
    assert all(host.endswith(".example") for host in (*addresses, str(url.hostname)))


def test_languages_and_readiness_are_said() -> None:
    localisation = PUBLICCODE["localisation"]

    assert isinstance(localisation["localisationReady"], bool)
    assert localisation["availableLanguages"]


def test_it_needs_the_python_that_the_project_needs() -> None:
    needed = {part["name"]: part["versionMin"] for part in PUBLICCODE["dependsOn"]["open"]}

    assert PROJECT["requires-python"] == f">={needed['Python']}"

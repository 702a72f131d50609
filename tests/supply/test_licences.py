"""Licences: each package says one that goes with the EUPL-1.2, or is named."""

import shutil
import venv
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest

from supply import bill, licences, lock
from supply.licences import ACCEPTED, FILE, MEANT, OF, Licensed


def component(*said: dict[str, Any]) -> dict[str, Any]:
    return {"name": "Some_Package", "version": "1.0", "licenses": list(said)}


def by_id(name: str) -> dict[str, Any]:
    return {"license": {"id": name}}


def by_name(name: str) -> dict[str, Any]:
    return {"license": {"name": name}}


def in_words(text: str) -> dict[str, Any]:
    return {"license": {"name": f"{OF}'Some_Package'", "text": {"content": text}}}


def judged(*said: dict[str, Any]) -> Licensed:
    (licensed,) = licences.judge([component(*said)])
    return licensed


@pytest.mark.parametrize(
    "said",
    [
        [by_id("MIT")],
        [{"expression": "Apache-2.0 OR BSD-3-Clause"}],
        [{"expression": "GPL-3.0-only OR MIT"}],
        [by_name("License :: OSI Approved :: BSD License"), in_words("Dual License")],
        [in_words("3-Clause BSD License")],
    ],
)
def test_what_may_be_used_under_a_licence_that_goes_with_ours_is_accepted(said: list[dict[str, Any]]) -> None:
    assert judged(*said).refused is None


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ([], "does not say"),
        ([by_name(f"{FILE} LICENSE")], "does not say"),
        ([by_id("AGPL-3.0-only")], "AGPL-3.0-only is not among those that are accepted"),
        ([by_id("MIT"), by_id("GPL-2.0-only")], "GPL-2.0-only is not"),
        ([{"expression": "MIT AND GPL-3.0-only"}], "is not among"),
        ([{"expression": "Apache-2.0 WITH LLVM-exception"}], "is not among"),
        ([in_words("Ask me\nfor the terms")], "“Ask me” is no licence that SPDX knows"),
    ],
)
def test_what_is_unknown_or_does_not_go_with_ours_is_refused(said: list[dict[str, Any]], why: str) -> None:
    assert why in str(judged(*said).refused)


def test_every_licence_that_words_are_taken_for_is_one_that_is_accepted() -> None:
    meant = {name for expression in MEANT.values() for name in expression.split(" AND ")}

    assert meant <= ACCEPTED.keys()


def test_a_refused_package_is_named_in_the_list_and_by_the_command() -> None:
    refused = judged(by_id("AGPL-3.0-only"))

    assert "| Some_Package | 1.0 | **AGPL-3.0-only is not among" in licences.listed([refused], "a system")
    assert bill.refused([refused])[0].startswith("Some_Package 1.0: AGPL-3.0-only is not among")


def test_a_bill_that_names_something_else_than_the_lock_says_what() -> None:
    pins = [lock.Pin("other", "2.0", ()), lock.Pin("elsewhere", "1.0", (), here=False)]

    assert bill.differing([judged(by_id("MIT"))], pins) == [
        "other 2.0 is locked, and not in the bill",
        "some-package 1.0 is in the bill, and not locked",
    ]


# --- cyclonedx-py itself ---


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment that knows of what production runs: its metadata, taken from this one."""
    folder = tmp_path_factory.mktemp("production")
    venv.create(folder, with_pip=False, symlinks=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    for pin in lock.read(lock.PRODUCTION.read_text(encoding="utf-8")):
        if pin.here:
            files = distribution(pin.name).files or ()
            metadata = next(Path(str(file.locate())) for file in files if file.name == "METADATA").parent
            shutil.copytree(metadata, packages / metadata.name)
    return folder


def test_the_bill_has_what_the_production_lock_has_and_every_licence_goes_with_ours(
    production: Path, tmp_path: Path
) -> None:
    # The command validates what it writes; that takes ten times as long as all the rest.
    components = bill.make(production / "bin" / "python", tmp_path / bill.BILL, validated=False)
    judged = licences.judge(components)

    assert bill.differing(judged, lock.read(lock.PRODUCTION.read_text(encoding="utf-8"))) == []
    assert bill.refused(judged) == []

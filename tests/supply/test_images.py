"""Images are pinned to the digests that their tags have; one that nobody could ask about is not in order."""

import json
from pathlib import Path
from typing import Any

import pytest

from supply import images
from supply.images import judge
from supply.tool import Answer
from supply.verdict import Outcome

HERE, GONE = f"sha256:{'a' * 64}", f"sha256:{'b' * 64}"
INDEX = "application/vnd.oci.image.index.v1+json"


def manifest(digest: str) -> Answer:
    """As the documentation of `docker buildx imagetools inspect` shows it."""
    shown: dict[str, Any] = {
        "schemaVersion": 2,
        "mediaType": INDEX,
        "digest": digest,
        "size": 2010,
        "manifests": [],
    }
    return Answer(0, json.dumps(shown), "")


def test_an_image_that_is_pinned_to_the_digest_of_its_tag_is_well() -> None:
    assert judge(f"postgres:18.4@{HERE}", manifest(HERE)).outcome is Outcome.NOTHING_KNOWN


def test_an_image_that_is_named_by_its_tag_only_is_found_with_what_to_write() -> None:
    verdict = judge("postgres:18.4", manifest(HERE))

    assert verdict.outcome is Outcome.FOUND
    assert f"write postgres:18.4@{HERE}" in verdict.found[0]


def test_a_tag_that_moved_is_found() -> None:
    verdict = judge(f"postgres:18.4@{GONE}", manifest(HERE))

    assert verdict.outcome is Outcome.FOUND
    assert HERE in verdict.found[0]
    assert GONE in verdict.found[0]


@pytest.mark.parametrize(
    "answer",
    [
        Answer(None, "", "there is no program docker"),
        Answer(1, "", "ERROR: failed to do request: dial tcp: lookup registry.example: no such host"),
        Answer(1, json.dumps({"digest": HERE}), ""),
        Answer(0, "", ""),
        Answer(0, json.dumps({"digest": "sha256:short"}), ""),
    ],
)
def test_an_image_whose_digest_nobody_told_is_not_done(answer: Answer) -> None:
    verdict = judge(f"postgres:18.4@{HERE}", answer)

    assert verdict.outcome is Outcome.NOT_DONE
    assert verdict.not_done[0].startswith("postgres:18.4: ")


def test_without_docker_no_image_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    verdict = images.ask(["postgres:18.4", "temporalio/server:1.32.0"])

    assert (verdict.outcome, verdict.looked_at, verdict.wanted) == (Outcome.NOT_DONE, 0, 2)
    assert "there is no program docker" in verdict.not_done[0]


def test_all_images_of_others_are_asked_about_and_none_of_ours() -> None:
    named = images.named()

    assert {image.partition(":")[0] for image in named} == {
        *("postgres", "python", "temporalio/admin-tools", "temporalio/server", "temporalio/ui")
    }
    assert len(named) == 6, "two versions of PostgreSQL"

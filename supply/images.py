"""Whether the images that a deployment is made of are pinned to the digests that their tags have."""

import re
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field, ValidationError
from ruamel.yaml import YAML

from supply.lock import ROOT
from supply.tool import Answer, run
from supply.verdict import Verdict, together

COMPOSE, DOCKERFILE = Path("docker-compose.yml"), Path("deploy", "Dockerfile")

FROM = re.compile(r"^FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?", re.MULTILINE | re.IGNORECASE)
PATIENCE = 60  # seconds


class Manifest(BaseModel):
    digest: str = Field(pattern=r"^sha256:[0-9a-f]{64}$")


def named(root: Path = ROOT) -> list[str]:
    """Return the images of others that the Compose file and the Dockerfile name."""
    compose: dict[str, Any] = YAML(typ="safe").load(root / COMPOSE)  # pyright: ignore[reportUnknownMemberType] - ruamel has no types
    run_as_they_are = {service["image"] for service in compose["services"].values() if "build" not in service}
    stages = FROM.findall((root / DOCKERFILE).read_text(encoding="utf-8"))
    ours = {name for _, name in stages}
    return sorted(run_as_they_are | {image for image, _ in stages if image not in ours})


def ask(references: list[str]) -> Verdict:
    """Ask the registries, through Docker: it knows where an image comes from, and who may have it."""
    there = run(["docker", "buildx", "version"], PATIENCE)
    if there.code != 0:
        return Verdict(len(references), 0, not_done=(f"docker buildx is what would ask: {there.why}",))
    return together(judge(reference, _inspect(reference)) for reference in references)


def _inspect(reference: str) -> Answer:
    tag = reference.partition("@")[0]
    command = ["docker", "buildx", "imagetools", "inspect", "--format", "{{json .Manifest}}", tag]
    return run(command, PATIENCE)


def judge(reference: str, answer: Answer) -> Verdict:
    """Compare the digest that `reference` names with the one that its tag has."""
    tag, _, pinned = reference.partition("@")
    try:
        manifest = Manifest.model_validate_json(answer.out) if answer.code == 0 else None
    except ValidationError:
        manifest = None
    if manifest is None:
        return Verdict(1, 0, not_done=(f"{tag}: {answer.why}",))
    if not pinned:
        return Verdict(1, 1, found=(f"{tag} is named by its tag only: write {tag}@{manifest.digest}",))
    if pinned != manifest.digest:
        moved = f"{tag} is {manifest.digest} now, and was pinned to {pinned}: look what changed"
        return Verdict(1, 1, found=(moved,))
    return Verdict(1, 1)

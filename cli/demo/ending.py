"""The end: what was published is fetched, and the register is checked without asking anyone."""

from dataclasses import dataclass
from pathlib import Path

from cli.demo.stage import Stage
from cli.errors import CommandError
from cli.exports import check
from domain.publication.publish_programme import ProgrammePublished
from domain.register.entries import Break, Head
from domain.shared.messages import N_


@dataclass(frozen=True)
class Results:
    """What is left of the story: files, and the head of the register in them."""

    documents: tuple[Path, ...]
    register: Path
    head: Head


async def play(stage: Stage, folder: Path) -> Results:
    """Fetch everything into `folder`; raises `CommandError` when the register does not hold."""
    published = [f"documents/{name}" for name in stage.all(ProgrammePublished)[-1].documents]
    documents = [await fetch(stage, folder, path) for path in (*published, "meetings.ics")]
    documents.append(await fetch(stage, folder, "public-export", "public.zip"))
    register = folder / "register.jsonl"
    register.write_text(await stage.text("register-export"), encoding="utf-8")
    head = verify(register, stage.register[-1].head)
    verified = N_("Register exported and verified offline: {count} entries hold.")
    stage.say(verified.having(count=head.seq), "bold")
    return Results(tuple(documents), register, head)


async def fetch(stage: Stage, folder: Path, path: str, name: str | None = None) -> Path:
    # A name from the register is data: it must not lead out of the folder.
    file = folder / (name or Path(path).name)
    file.write_bytes(await stage.content(path))
    return file


def verify(register: Path, head: Head) -> Head:
    """Check the exported file as anyone could, against the head that was seen to grow."""
    found = check(register.read_text(encoding="utf-8").split("\n"), head)
    if isinstance(found, Break):
        broken = N_("The exported register does not hold: entry {seq}: {why}.")
        raise CommandError(broken.having(seq=str(found.seq), why=found.why))
    return found.head

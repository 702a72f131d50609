"""Runs the demonstration: the parts, the story, and nothing left behind."""

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from blueprints.loading import load
from cli.client import connect
from cli.console import Steps
from cli.demo import story, summary, writing
from cli.demo.cast import minting, with_representatives
from cli.demo.narrator import Narrator
from cli.demo.stage import Stage
from cli.embedded.processes import Processes
from cli.embedded.services import ANY_PORTS
from cli.embedded.stack import Stack, stack
from cli.errors import CommandError, explain
from cli.showing.page import Page, page
from domain.shared.messages import N_
from settings import Settings

RESULTS = "results"
BEFOREHAND = N_(
    "This story plays over months and takes less than a minute: it moves its programme's clock."
    " That needs a Temporal server with time skipping; the embedded one has it."
)
AFTERWARDS = N_(
    "The addresses of API and Temporal UI open while everything runs: kwartier demo --keep-running."
)

T = TypeVar("T")


@dataclass(frozen=True)
class Options:
    """Which blueprint; where data is kept (None: nowhere); whether the parts go on running afterwards."""

    blueprint: Path
    data: Path | None
    keep_running: bool


async def demonstrate(options: Options) -> None:
    """Play the story of one programme. Raises `CommandError` or `ServiceError` when it gets stuck."""
    shown = page()
    blueprint = load(options.blueprint)
    narrator = Narrator(shown, blueprint)
    narrator.title(blueprint.title)
    shown.paragraph(BEFOREHAND)
    shown.blank()
    with data_folder(options.data) as data, Steps() as say:
        began = monotonic()
        async with stack(
            # Any ports, so that it runs beside a `kwartier up`; whoever keeps it running wants those they
            # know.
            data,
            Settings(),
            say=say,
            ports=None if options.keep_running else ANY_PORTS,
        ) as parts:
            say.done()
            started = monotonic()
            async with connect(parts.instance.api, None) as api:
                speaking = [one for nth in (1, 2) for one in writing.contributors(blueprint, nth)]
                played = with_representatives(blueprint, speaking)
                stage = Stage(api, played, options.blueprint.stem, minting(data), narrator)
                folder = data / RESULTS
                folder.mkdir(exist_ok=True)
                results = await while_all_parts_run(parts.processes, story.play(stage, folder))
            timing = summary.Timing(start=started - began, story=monotonic() - started)
            summary.show(shown, stage, results, parts.instance, timing)
            if options.keep_running:
                await _keep_running(shown, parts)
            else:
                shown.paragraph(AFTERWARDS)
            say(N_("Stopping"))


async def _keep_running(shown: Page, parts: Stack) -> None:
    shown.blank()
    shown.write(N_("Everything keeps running until Ctrl-C."))
    # The story is over: to be stopped now is how it ends well.
    with suppress(asyncio.CancelledError):
        await parts.processes.watch()


async def while_all_parts_run(processes: Processes, playing: Coroutine[Any, Any, T]) -> T:
    """The story's end; when a part ends first, its error, which says more than the story's would."""
    played, watched = asyncio.ensure_future(playing), asyncio.ensure_future(processes.watch())
    try:
        await asyncio.wait([played, watched], return_when=asyncio.FIRST_COMPLETED)
        processes.raise_when_one_died()
        return await played
    finally:
        for task in (played, watched):
            task.cancel()
        await asyncio.gather(played, watched, return_exceptions=True)


@contextmanager
def data_folder(asked: Path | None) -> Generator[Path]:
    """The folder asked for, or a temporary one of which only results stay, and after a failure all of it."""
    if asked is not None:
        asked.mkdir(parents=True, exist_ok=True)
        yield asked
        return
    folder = Path(tempfile.mkdtemp(prefix="kwartier-demo-"))
    # PostgreSQL does not run as root, and must be able to enter.
    folder.chmod(0o711)
    try:
        yield folder
    except Exception as error:
        stuck = N_("{error}\nLogs: {folder} (worker.log, api.log, ...)")
        raise CommandError(stuck.having(error=explain(error), folder=str(folder / "logs"))) from error
    # Whoever breaks it off wants nothing left behind.
    except BaseException:
        shutil.rmtree(folder)
        raise
    for entry in folder.iterdir():
        if entry.name != RESULTS:
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()

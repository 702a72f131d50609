"""What happened, in a few lines, and where it can be seen."""

from dataclasses import dataclass
from urllib.parse import quote

from rich.console import Console
from rich.text import Text

from cli.columns import plain
from cli.demo.ending import Results
from cli.demo.stage import Stage
from cli.instance import Instance
from domain.consultation.close_consultation import ConsultationClosed
from domain.vocabulary.events import DeadlinePassed, ReminderSent
from domain.vocabulary.events_of_sign_off import DecisionEstablished

LEFT = 32


@dataclass(frozen=True)
class Timing:
    """Seconds that it took to start the parts, and to tell the story."""

    start: float
    story: float


def temporal_runs(instance: Instance, slug: str) -> str:
    """Where the Temporal UI lists the programme's runs, one for each phase."""
    if instance.temporal_ui is None:
        return f'workflow id "programme/{slug}" in namespace {instance.namespace} of {instance.temporal}'
    query = quote(f'WorkflowId="programme/{slug}"', safe="")
    return f"{instance.temporal_ui}/namespaces/{instance.namespace}/workflows?query={query}"


def show(console: Console, stage: Stage, results: Results, instance: Instance, timing: Timing) -> None:
    console.print()
    console.print("[bold green]Goedgekeurd / approved[/]", stage.blueprint.title, highlight=False)
    console.print()
    for name, value in _rows(stage, results, instance, timing):
        console.print(Text.assemble((f"{name:{LEFT}}", "dim"), plain(value)), soft_wrap=True)
    console.print()


def _rows(stage: Stage, results: Results, instance: Instance, timing: Timing) -> list[tuple[str, str]]:
    closed = stage.all(ConsultationClosed)[-1]
    first, last = stage.day_of(stage.register[0]), stage.day_of(stage.register[-1])
    return [
        ("Programma / programme", stage.slug),
        ("Van, tot / from, to", f"{first} - {last}: {(last - first).days} dagen / days"),
        ("Bijdragen / contributions", f"{sum(closed.answered.values())} / {sum(closed.invited.values())}"),
        ("Herinneringen / reminders", str(len(stage.all(ReminderSent)))),
        ("Verstreken / deadlines passed", str(len(stage.all(DeadlinePassed)))),
        ("Besluiten / decisions", ", ".join(d.outcome for d in stage.all(DecisionEstablished))),
        ("Registerregels / entries", str(results.head.seq)),
        ("Registerhoofd / register head", results.head.hash),
        ("Register", str(results.register)),
        *(("Document", str(document)) for document in results.documents),
        ("API", f"{instance.api}/v1/docs"),
        *([("Post / mail", f"{instance.api}/v1/development/mailbox")] if instance.smtp else []),
        ("Temporal UI", temporal_runs(instance, stage.slug)),
        ("Tijd / time", f"{timing.start:.0f} s starten / start, {timing.story:.0f} s verhaal / story"),
    ]

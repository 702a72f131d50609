"""What happened, in a few lines, and where it can be seen."""

from dataclasses import dataclass
from urllib.parse import quote

from cli.demo.ending import Results
from cli.demo.stage import Stage
from cli.instance import Instance
from cli.showing.page import Page
from domain.consultation.close_consultation import ConsultationClosed
from domain.every_phase.pass_deadlines import DeadlinePassed
from domain.every_phase.remind import ReminderSent
from domain.shared.messages import N_, Message, N_plural
from domain.sign_off.establish_decision import DecisionEstablished
from words.vocabulary import OUTCOMES


@dataclass(frozen=True)
class Timing:
    """Seconds that it took to start the parts, and to play the story."""

    start: float
    story: float


def temporal_runs(instance: Instance, slug: str) -> str | Message:
    """Where the Temporal UI lists the programme's runs, one for each phase."""
    if instance.temporal_ui is None:
        where = N_('workflow id "programme/{programme}" in namespace {namespace} of {address}')
        return where.having(programme=slug, namespace=instance.namespace, address=instance.temporal)
    query = quote(f'WorkflowId="programme/{slug}"', safe="")
    return f"{instance.temporal_ui}/namespaces/{instance.namespace}/workflows?query={query}"


def show(page: Page, stage: Stage, results: Results, instance: Instance, timing: Timing) -> None:
    rows = [(page.say(name), value) for name, value in _rows(stage, results, instance, timing)]
    widest = max(len(name) for name, _ in rows)
    page.blank()
    page.write((N_("Approved"), "bold green"), f" {stage.blueprint.title}")
    page.blank()
    for name, value in rows:
        page.write((f"{name:{widest + 2}}", "dim"), value)
    page.blank()


def _rows(
    stage: Stage, results: Results, instance: Instance, timing: Timing
) -> list[tuple[Message, str | Message]]:
    closed = stage.all(ConsultationClosed)[-1]
    first, last = stage.day_of(stage.register[0]), stage.day_of(stage.register[-1])
    days = N_plural("{first} to {last}: {n} day", "{first} to {last}: {n} days")
    contributed = N_("{answered} of {invited}")
    lasted = N_("{start} s to start, {story} s for the story")
    # Not marked for translation: there are no words in it.
    decided = Message("{outcomes}")
    return [
        (N_("Programme"), stage.slug),
        (N_("Time"), days.having(first=first, last=last, n=(last - first).days)),
        (
            N_("Contributions"),
            contributed.having(answered=sum(closed.answered.values()), invited=sum(closed.invited.values())),
        ),
        (N_("Reminders"), str(len(stage.all(ReminderSent)))),
        (N_("Deadlines passed"), str(len(stage.all(DeadlinePassed)))),
        (
            N_("Decisions"),
            decided.having(outcomes=[OUTCOMES[d.outcome] for d in stage.all(DecisionEstablished)]),
        ),
        (N_("Register entries"), str(results.head.seq)),
        (N_("Register head"), results.head.hash),
        (N_("Register"), str(results.register)),
        *((N_("Document"), str(document)) for document in results.documents),
        (N_("API"), f"{instance.api}/v1/docs"),
        *([(N_("Mail"), f"{instance.api}/v1/development/mailbox")] if instance.smtp else []),
        (N_("Temporal UI"), temporal_runs(instance, stage.slug)),
        (N_("Took"), lasted.having(start=f"{timing.start:.0f}", story=f"{timing.story:.0f}")),
    ]

"""What people write in the story, made from the titles in the blueprint: nothing here knows a programme."""

from itertools import chain, islice, zip_longest
from math import ceil

from domain.blueprint.definition import Group, Organisation, Principle, Section
from domain.blueprint.model import Blueprint
from domain.shared.messages import N_, Message
from words.languages import LANGUAGES, OF_PAPERS

MOST_CONTRIBUTIONS = 60
ANSWERING = 0.6
"""The part of a group that answers, at most."""

CAN = ("yes", "yes_if", "yes", "yes_if", "no")
WILL = ("yes", "yes", "yes", "yes_if", "yes", "no", "yes")
REVIEWS = (("yes", "yes"), ("yes_if", "yes"), ("yes", "yes_if"))
WISHES = (
    N_("Begin small, with what works in practice already."),
    N_("Say who pays for upkeep after the first years."),
    N_("Mind those who have little capacity."),
    N_("Settle who decides where interests collide."),
    N_("Make the planning feasible beside present work."),
)

DEVIATING = 5
"""Of so many answers to a principle, one says why the goal deviates."""

RESPONSES = (
    ("taken_over", N_("This makes the plan more feasible.")),
    ("partly", N_("The direction, but not the pace.")),
    ("not_taken_over", N_("Does not fit the design principles.")),
    ("taken_over", N_("Widely supported in the consultation.")),
)


def typed(blueprint: Blueprint, message: Message) -> str:
    """What somebody types: people write to a programme in its own language, whatever the story is read in."""
    language: str | None = getattr(blueprint, "language", None)
    return LANGUAGES.speaking(language or OF_PAPERS).say(message)


def contributors(blueprint: Blueprint, consultation: int = 1) -> list[Organisation]:
    """Who answers: from every group about as many, spread over its list, and never everyone."""
    groups = [_spread(group, _answering(blueprint, group, consultation)) for group in _groups(blueprint)]
    in_turn = [o for o in chain.from_iterable(zip_longest(*groups)) if o is not None]
    invited = sum(len(group.organisations) for group in _groups(blueprint))
    # Never all: it would close at once, and the story shows its last day pass.
    return list(islice(in_turn, min(MOST_CONTRIBUTIONS, max(1, invited - 1))))


def hesitant(blueprint: Blueprint) -> Group | None:
    """The group that stays below its response target the first time: the last of several, when it has one."""
    *others, last = _groups(blueprint)
    return last if others and last.quorum_percent is not None else None


def _groups(blueprint: Blueprint) -> tuple[Group, ...]:
    return blueprint.definition.groups


def _answering(blueprint: Blueprint, group: Group, consultation: int) -> int:
    invited = len(group.organisations)
    usual = min(ceil(ANSWERING * invited), MOST_CONTRIBUTIONS)
    if consultation > 1 or group != hesitant(blueprint):
        return usual
    quorum = ceil((group.quorum_percent or 0) * invited / 100)
    # Below both: the story shows that somebody hears of silence, and that few answers are not shown.
    return min(usual, quorum - 1, max(1, blueprint.definition.smallest_shown - 1))


def _spread(group: Group, wanted: int) -> list[Organisation]:
    organisations = group.organisations
    return [organisations[nth * len(organisations) // wanted] for nth in range(wanted)]


def contribution(blueprint: Blueprint, nth: int, consultation: int) -> dict[str, object]:
    """What the `nth` organisation says: support, and a wish about one or two sections; later some say yes."""
    sections = blueprint.definition.sections
    about = [sections[(nth + step) % len(sections)] for step in range(1 + nth % 2)]
    return {
        "can": _later(CAN[nth % len(CAN)], nth, consultation),
        "will": _later(WILL[nth % len(WILL)], nth, consultation),
        "sections": {section.key: _wish(blueprint, section, nth) for section in about},
    }


def _later(answer: str, nth: int, consultation: int) -> str:
    convinced = answer == "no" and consultation > 1 and nth % 2 == 0
    return "yes_if" if convinced else answer


def _wish(blueprint: Blueprint, section: Section, nth: int) -> str:
    return f"{section.title}: {typed(blueprint, WISHES[nth % len(WISHES)])}"


PARTICIPANTS = 4
SESSION_TITLE = N_("Upkeep after the first years")
OUTCOME = N_("We share upkeep by number of inhabitants, and what it costs is known beforehand.")


def participants(blueprint: Blueprint) -> list[Organisation]:
    """Who meets in a working session: a few of the first group, who have contributed already."""
    first = blueprint.definition.groups[0].organisations
    return [organisation for organisation in contributors(blueprint) if organisation in first][:PARTICIPANTS]


def outcome(blueprint: Blueprint) -> dict[str, str]:
    """What a working session gives: something about one section."""
    return {blueprint.definition.sections[0].key: typed(blueprint, OUTCOME)}


PROJECTS = (
    (N_("Shared address register"), "continues"),
    (N_("Message traffic of one's own"), "changes"),
    (N_("Copies of base data"), "stops"),
)


def projects(blueprint: Blueprint) -> list[dict[str, object]]:
    """What already runs when the plan is made, each at another organisation as far as there are."""
    owners = blueprint.definition.groups[0].organisations
    return [
        {"title": typed(blueprint, title), "owner": owners[nth % len(owners)].code}
        for nth, (title, _) in enumerate(PROJECTS)
    ]


def place(blueprint: Blueprint, project: int) -> dict[str, object]:
    """What becomes of the project with this number."""
    reason = typed(blueprint, N_("That is how it fits the principles."))
    section = blueprint.definition.sections[0].key
    return {"place": PROJECTS[project - 1][1], "reason": reason, "sections": [section]}


def parts(said: str) -> tuple[str, str]:
    """What somebody said, as two excerpts of it."""
    about, _, wish = said.partition(": ")
    return about, wish


def response(blueprint: Blueprint, nth: int, section: str, version: int) -> dict[str, object]:
    """What was done with the `nth` point, which is about `section`."""
    kind, reason = RESPONSES[nth % len(RESPONSES)]
    place = {"section": section, "version": version} if kind != "not_taken_over" else {}
    return {"kind": kind, "reason": typed(blueprint, reason), **place}


EDITIONS = (
    N_("Made sharper after the second consultation."),
    N_("Completed in answer to the decision."),
)


def plan(blueprint: Blueprint, *, edition: int = 1) -> dict[str, str]:
    """The kwartiermaker's text for every section, held against the principles; each edition says more."""
    principles = [principle.title for principle in blueprint.definition.principles]
    held = [N_("Held against: {principles}.").having(principles=principles)] if principles else []
    since = [EDITIONS[n % len(EDITIONS)] for n in range(edition - 1)]
    added = [typed(blueprint, message) for message in (*held, *since)]
    return {
        section.key: "\n\n".join([*_section(blueprint, section), *added])
        for section in blueprint.definition.sections
    }


def _section(blueprint: Blueprint, section: Section) -> list[str]:
    recalibrated = N_(
        "{section}: recalibrated with the contributions of the consultation; the draft shows what was taken"
        " over, with its origin."
    ).having(section=section.title)
    return [part for part in (section.baseline.strip(), typed(blueprint, recalibrated)) if part]


def goals(blueprint: Blueprint) -> tuple[str, ...]:
    """What the plan wants to reach: a goal for each of its first mandatory sections."""
    mandatory = [section for section in blueprint.definition.sections if section.mandatory]
    together = N_("{section}: together, and feasible")
    return tuple(typed(blueprint, together.having(section=section.title)) for section in mandatory[:2])


def measured(blueprint: Blueprint, goal: int, nth: int, principle: Principle) -> dict[str, object]:
    """How the goal was measured against the `nth` principle: now and then it deviates, and says why."""
    if (goal + nth) % DEVIATING:
        return {"goal": goal, "principle": principle.key, "answer": "follows"}
    reason = typed(blueprint, N_("{principle}: step by step.").having(principle=principle.title))
    return {"goal": goal, "principle": principle.key, "answer": "deviates", "reason": reason}


def review(blueprint: Blueprint, nth: int) -> dict[str, object]:
    """How the `nth` seat of the panel answers."""
    can, will = REVIEWS[nth % len(REVIEWS)]
    reason = typed(blueprint, N_("Feasible, with upkeep and capacity settled."))
    return {"can": can, "will": will, "reason": reason}

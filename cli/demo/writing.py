"""What people write in the story, made from the titles in the blueprint: nothing here knows a programme."""

from itertools import chain, islice, zip_longest
from math import ceil

from domain.blueprint.definition import Group, Organisation, Principle, Section
from domain.blueprint.model import Blueprint

MOST_CONTRIBUTIONS = 60
ANSWERING = 0.6
"""The part of a group that answers, at most."""

CAN = ("yes", "yes_if", "yes", "yes_if", "no")
WILL = ("yes", "yes", "yes", "yes_if", "yes", "no", "yes")
REVIEWS = (("yes", "yes"), ("yes_if", "yes"), ("yes", "yes_if"))
WISHES = (
    "Begin klein, met wat in de praktijk al werkt. / Begin small, with what works in practice already.",
    "Zeg wie het beheer betaalt na de eerste jaren. / Say who pays for upkeep after the first years.",
    "Houd rekening met wie weinig capaciteit heeft. / Mind those who have little capacity.",
    "Leg vast wie besluit als belangen botsen. / Settle who decides where interests collide.",
    "Maak de planning haalbaar naast lopend werk. / Make the planning feasible beside present work.",
)

DEVIATING = 5
"""Of so many answers to a principle, one says why the goal deviates."""

RESPONSES = (
    ("taken_over", "Dit maakt het plan beter uitvoerbaar. / This makes the plan more feasible."),
    ("partly", "De richting wel, het tempo niet. / The direction, but not the pace."),
    ("not_taken_over", "Past niet bij de ontwerpprincipes. / Does not fit the design principles."),
    ("taken_over", "Breed gedragen in de consultatie. / Widely supported in the consultation."),
)


def contributors(blueprint: Blueprint, consultation: int = 1) -> list[Organisation]:
    """Who answers: from every group about as many, spread over its list, and never everyone."""
    groups = [_spread(group, _answering(blueprint, group, consultation)) for group in _groups(blueprint)]
    in_turn = [o for o in chain.from_iterable(zip_longest(*groups)) if o is not None]
    invited = sum(len(group.organisations) for group in _groups(blueprint))
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
        "sections": {section.key: _wish(section, nth) for section in about},
    }


def _later(answer: str, nth: int, consultation: int) -> str:
    convinced = answer == "no" and consultation > 1 and nth % 2 == 0
    return "yes_if" if convinced else answer


def _wish(section: Section, nth: int) -> str:
    return f"{section.title}: {WISHES[nth % len(WISHES)]}"


PARTICIPANTS = 4
SESSION_TITLE = "Beheer na de eerste jaren / Upkeep after the first years"
OUTCOME = (
    "Beheer delen we naar inwonertal, en wat dat kost staat vooraf vast. / We share upkeep by number of"
    " inhabitants, and what it costs is known beforehand."
)


def participants(blueprint: Blueprint) -> list[Organisation]:
    """Who meets in a working session: a few of the first group, who have contributed already."""
    first = blueprint.definition.groups[0].organisations
    return [organisation for organisation in contributors(blueprint) if organisation in first][:PARTICIPANTS]


def outcome(blueprint: Blueprint) -> dict[str, str]:
    """What a working session gives: something about one section."""
    return {blueprint.definition.sections[0].key: OUTCOME}


PROJECTS = (
    ("Gedeeld adresregister / Shared address register", "continues"),
    ("Eigen berichtenverkeer / Message traffic of one's own", "changes"),
    ("Kopieën van basisgegevens / Copies of base data", "stops"),
)


def projects(blueprint: Blueprint) -> list[dict[str, object]]:
    """What already runs when the plan is made, each at another organisation as far as there are."""
    owners = blueprint.definition.groups[0].organisations
    return [
        {"title": title, "owner": owners[nth % len(owners)].code} for nth, (title, _) in enumerate(PROJECTS)
    ]


def place(blueprint: Blueprint, project: int) -> dict[str, object]:
    """What becomes of the project with this number."""
    reason = "Zo past het bij de principes. / That is how it fits the principles."
    section = blueprint.definition.sections[0].key
    return {"place": PROJECTS[project - 1][1], "reason": reason, "sections": [section]}


def parts(said: str) -> tuple[str, str]:
    """What somebody said, as two excerpts of it."""
    about, _, wish = said.partition(": ")
    return about, wish


def response(nth: int, section: str, version: int) -> dict[str, object]:
    """What was done with the `nth` point, which is about `section`."""
    kind, reason = RESPONSES[nth % len(RESPONSES)]
    place = {"section": section, "version": version} if kind != "not_taken_over" else {}
    return {"kind": kind, "reason": reason, **place}


EDITIONS = (
    "Aangescherpt na de tweede consultatie. / Made sharper after the second consultation.",
    "Aangevuld naar aanleiding van het besluit. / Completed in answer to the decision.",
)


def plan(blueprint: Blueprint, *, edition: int = 1) -> dict[str, str]:
    """The kwartiermaker's text for every section, held against the principles; each edition says more."""
    principles = ", ".join(principle.title for principle in blueprint.definition.principles)
    held = f"\n\nGetoetst aan / held against: {principles}." if principles else ""
    since = "".join(f"\n\n{EDITIONS[n % len(EDITIONS)]}" for n in range(edition - 1))
    return {section.key: f"{_section(section)}{held}{since}" for section in blueprint.definition.sections}


def _section(section: Section) -> str:
    recalibrated = (
        f"{section.title}: herijkt met de bijdragen uit de consultatie; wat is overgenomen, staat in het"
        f" concept met zijn herkomst.\n\n{section.title}: recalibrated with the contributions of the"
        " consultation; the draft shows what was taken over, with its origin."
    )
    return "\n\n".join(part for part in (section.baseline.strip(), recalibrated) if part)


def goals(blueprint: Blueprint) -> tuple[str, ...]:
    """What the plan wants to reach: a goal for each of its first sections that tell of one."""
    mandatory = [section for section in blueprint.definition.sections if section.mandatory]
    return tuple(f"{section.title}: samen, en haalbaar / together, and feasible" for section in mandatory[:2])


def measured(goal: int, nth: int, principle: Principle) -> dict[str, object]:
    """How the goal was measured against the `nth` principle: now and then it deviates, and says why."""
    if (goal + nth) % DEVIATING:
        return {"goal": goal, "principle": principle.key, "answer": "follows"}
    reason = f"{principle.title}: in stappen. / {principle.title}: step by step."
    return {"goal": goal, "principle": principle.key, "answer": "deviates", "reason": reason}


def review(nth: int) -> dict[str, object]:
    """How the `nth` seat of the panel answers."""
    can, will = REVIEWS[nth % len(REVIEWS)]
    reason = (
        "Uitvoerbaar, als beheer en capaciteit geregeld zijn. / Feasible, with upkeep and capacity settled."
    )
    return {"can": can, "will": will, "reason": reason}

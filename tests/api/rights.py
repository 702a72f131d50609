"""Everybody in every part of two programmes, and what each operation of the API is for."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from api.application import create
from api.http.reading import shown_in
from cli.tokens import Identity
from domain.blueprint.model import Blueprint
from domain.reading.materials import Material
from domain.reading.parts import Claim, ReadingPart
from settings import Settings
from tests.api.operations import OPERATIONS
from tests.api.story import Story
from tests.api.visiting import Visitor
from tests.workflows.blueprints import body, small

SHOWN = shown_in(create(Settings(environment="development")))

READING = [operation for operation in OPERATIONS if operation.id in SHOWN and "{slug}" in operation.path]

EXPORTS = {
    "exportProgrammes": "csv",
    "exportProgrammesWorkbook": "xlsx",
    "exportProgrammesCalendar": "ics",
}
"""The list of programmes as a file, by how that ends."""

ELSEWHERE = {
    "isLive",
    "isReady",
    "listProgrammes",
    "followAll",
    "startProgramme",
    "previewProgramme",
    *EXPORTS,
}
"""About no one programme: health, all of the caller's, and a new one."""

IN_DEVELOPMENT = {"moveClock", "listMail", "showMail"}
"""For everyone with a token, and not there in production."""

ACTING = [
    operation
    for operation in OPERATIONS
    if operation.method == "post" and "{slug}" in operation.path and operation.id not in IN_DEVELOPMENT
]

BY_LINK = {"showInvitation", "openInvitation", "contributeByInvitation", "showSignIn", "bindIdentity"}
"""Whoever has the link is let in: it is for one person, and of one organisation and one round or once."""

SHOWN_NOW: Mapping[str, Material] = {
    "showPlanVersion": "unsubmitted_version",
    "exportPlanVersion": "unsubmitted_version",
    "exportPlanVersionInWord": "unsubmitted_version",
    "comparePlanVersions": "unsubmitted_version",
    "listPrincipleAnswers": "unsubmitted_version",
    "showResponseMemo": "unsettled_memo",
    "exportResponseMemoInWord": "unsettled_memo",
    "listProjects": "projects",
    "showProject": "projects",
    # The organisation in the example is nobody's own.
    "trace": "contributions",
}
"""What these show of the programme as far as it has come; later it is something that more people may read."""

CLAIMS: tuple[Claim, ...] = ("operator", "auditor")

Visitors = dict[ReadingPart, Visitor]


@dataclass(frozen=True)
class Programmes:
    """One that is being defined and another in which a candidate is asked, each with people of its own."""

    this: Story
    other: Story

    @cached_property
    def of_this(self) -> Visitors:
        return self.everywhere | taking_part(self.this, "G1") | self.preparing_this

    @cached_property
    def preparing_this(self) -> Visitors:
        return {"kwartiermaker": self.this.as_("anna"), "drafter": self.this.as_("bram")}

    @cached_property
    def of_the_other(self) -> Visitors:
        candidate: Visitors = {"candidate": self.other.as_("anna")}
        return taking_part(self.other, "H1") | candidate

    @cached_property
    def everywhere(self) -> Visitors:
        """Those whose part a token says."""

        def with_claim(claim: Claim) -> Visitor:
            return self.this.door.as_(Identity(f"{claim}@claims.example", claim, roles=(claim,)))

        return {claim: with_claim(claim) for claim in CLAIMS}


def taking_part(story: Story, organisation: str) -> Visitors:
    return {
        "office": story.office,
        "principal": story.principal,
        "panel": story.as_("panel-1"),
        "chair": story.as_("college-1"),
        "member": story.as_("college-2"),
        "substitute": story.as_("rik"),
        "judge": story.as_("kees"),
        "representative": story.representative(organisation),
    }


def blueprint() -> Blueprint:
    college = body(chair="college-1", conditions_judged_by={"person": "kees"})
    college["seats"][1]["substitute"] = "rik"
    return small(college)


def of_others(blueprint: Blueprint) -> Blueprint:
    """The same with other people, and other organisations."""
    text = blueprint.model_dump_json().replace("@small.example", "@other.example")
    for code in ("G1", "G2", "M1"):
        text = text.replace(f'"{code}"', f'"{code.replace("G", "H").replace("M", "N")}"')
    return Blueprint.of(json.loads(text))

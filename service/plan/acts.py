"""The acts by which the plan is written, answered for, submitted and reviewed."""

from collections.abc import Iterable, Mapping
from typing import Annotated

from pydantic import Field

from domain.plan.allow_drafter import AllowDrafter
from domain.plan.answer_principle import AnswerPrinciple
from domain.plan.answer_sent_back_point import AnswerSentBackPoint
from domain.plan.disallow_drafter import DisallowDrafter
from domain.plan.panel_review import open_review
from domain.plan.principles import goals_of
from domain.plan.review import Review
from domain.plan.save_version import SaveVersion
from domain.plan.sent_back_points import may_be_answered
from domain.plan.submit_version import SubmitVersion
from domain.shared.messages import N_
from domain.shared.texts import TextRef
from domain.state.own_work import who_prepared
from domain.state.sections import must_be_sections
from service.asking import options
from service.asking.acts import (
    About,
    Act,
    AnyRequest,
    Asked,
    Choices,
    LookingAct,
    OfProgramme,
    Option,
    Possible,
    Where,
)
from service.asking.forms import PERSON, Nothing
from service.asking.labels import Label
from service.asking.naming import VERSION, by_number, called
from service.asking.values import LARGEST_NUMBER
from service.commands import CommandRequest, Writing
from service.plan.forms import NewDrafter, NewPointAnswer, NewPrincipleAnswer, NewReview, NewVersion
from service.reading import Sight


class OfVersion(About):
    version: Annotated[int, Field(ge=0, le=LARGEST_NUMBER), Label(N_("Version of the plan"))]


class OfPoint(About):
    point: Annotated[str, Field(max_length=40, pattern=r"^[0-9]+-[0-9]+$"), Label(N_("Point"))]


class OfDrafter(About):
    person: Annotated[str, Field(max_length=60, pattern=r"^[0-9a-z-]+$"), PERSON]


# --- versions ---


class SaveAVersion(LookingAct[OfProgramme, NewVersion]):
    """Saving one whole. One section, and a file, come another way and are the same act."""

    commands = (SaveVersion,)
    title = N_("Save a version of the plan")
    button = N_("Save")

    def among(self, where: Where[OfProgramme]) -> Iterable[Possible]:
        # The first one is assembled of what organisations say.
        return options.only_if(where.state.definition.draft is not None, Possible(where.about))

    def choices(self) -> Mapping[str, Choices[OfProgramme]]:
        return {"sections": options.sections, "based_on": _versions}

    async def look(self, asked: Asked[OfProgramme, NewVersion], sight: Sight) -> AnyRequest:
        form, known = asked.form, await known_goals(sight)

        def make(writing: Writing) -> SaveVersion:
            # Asked before anything is sent: a key that nobody knows may be a text, which no history may hold.
            must_be_sections(form.sections, writing.state)
            sections = {key: writing.text(text) for key, text in form.sections.items()}
            # Hashes are salted: a goal whose words stay is recognised by its words, and keeps its reference.
            goals = (
                None
                if form.goals is None
                else tuple(known.get(goal.strip()) or writing.text(goal) for goal in form.goals)
            )
            return SaveVersion(**writing.stamp, sections=sections, goals=goals, based_on=form.based_on)

        return CommandRequest(SaveVersion, make, form)


def _versions(where: Where[OfProgramme]) -> Iterable[Option]:
    for number in range(where.state.version, -1, -1):
        yield Option(number, by_number(VERSION, number))


async def known_goals(sight: Sight) -> dict[str, TextRef]:
    """The goals of the newest version by their words."""
    goals = goals_of(sight.state.definition.draft)
    bodies = await sight.texts(*(goal.text.id for goal in goals))
    return {bodies[goal.text.id].strip(): goal.text for goal in goals}


def _newest_that_is_not_submitted(where: Where[OfProgramme]) -> Iterable[Possible]:
    definition = where.state.definition
    if definition.draft is not None and definition.draft != definition.submitted:
        number = definition.draft.number
        yield Possible(OfVersion(version=number), by_number(VERSION, number))


class SubmitAVersion(Act[OfVersion, Nothing]):
    commands = (SubmitVersion,)
    title = N_("Submit the plan to the review panel")
    button = N_("Submit")

    def among(self, where: Where[OfProgramme]) -> Iterable[Possible]:
        return _newest_that_is_not_submitted(where)

    def make(self, asked: Asked[OfVersion, Nothing]) -> AnyRequest:
        number = asked.about.version

        def make(writing: Writing) -> SubmitVersion:
            return SubmitVersion(**writing.stamp, version=number)

        return CommandRequest(SubmitVersion, make, asked.form, about={"version": number})


class ReviewAVersion(Act[OfVersion, NewReview]):
    commands = (Review,)
    title = N_("Review the plan, as the panel")
    button = N_("Give my review")

    def among(self, where: Where[OfProgramme]) -> Iterable[Possible]:
        review = open_review(where.state)
        if review is not None and where.asker.id not in who_prepared(where.state):
            yield Possible(OfVersion(version=review.version), by_number(VERSION, review.version))

    def choices(self) -> Mapping[str, Choices[OfVersion]]:
        return {"seat": options.panel_seats}

    def probes(self, where: Where[OfVersion]) -> Iterable[Mapping[str, object]]:
        del where
        return ({"seat": ""},)

    def make(self, asked: Asked[OfVersion, NewReview]) -> AnyRequest:
        number, form = asked.about.version, asked.form

        def make(writing: Writing) -> Review:
            return Review(
                **writing.stamp,
                version=number,
                seat=form.seat or "",
                can=form.can,
                will=form.will,
                reason=writing.text(form.reason),
            )

        return CommandRequest(Review, make, form, about={"version": number})


# --- what the plan answers for ---


class AnswerAPrinciple(Act[OfVersion, NewPrincipleAnswer]):
    commands = (AnswerPrinciple,)
    title = N_("Say whether a goal follows a principle")
    button = N_("Save the answer")

    def among(self, where: Where[OfProgramme]) -> Iterable[Possible]:
        measures = goals_of(where.state.definition.draft) and where.state.rules.definition.principles
        return _newest_that_is_not_submitted(where) if measures else ()

    def choices(self) -> Mapping[str, Choices[OfVersion]]:
        return {"goal": _goals, "principle": _principles}

    def make(self, asked: Asked[OfVersion, NewPrincipleAnswer]) -> AnyRequest:
        number, form = asked.about.version, asked.form

        def make(writing: Writing) -> AnswerPrinciple:
            return AnswerPrinciple(
                **writing.stamp,
                version=number,
                goal=form.goal,
                principle=form.principle,
                follows=form.answer == "follows",
                reason=writing.text(form.reason) if form.reason is not None else None,
            )

        return CommandRequest(AnswerPrinciple, make, form, about={"version": number})


def _goals(where: Where[OfVersion]) -> Iterable[Option]:
    for number, goal in enumerate(goals_of(where.state.definition.draft), start=1):
        yield Option(number, called("text", goal.text.id))


def _principles(where: Where[OfVersion]) -> Iterable[Option]:
    return (Option(key, called("principle", key)) for key in where.state.rules.definition.principles)


class AnswerAPoint(Act[OfPoint, NewPointAnswer]):
    commands = (AnswerSentBackPoint,)
    title = N_("Answer a point with which the plan was sent back")
    button = N_("Save the answer")

    def among(self, where: Where[OfProgramme]) -> Iterable[Possible]:
        for key, point in where.state.definition.points.items():
            if may_be_answered(where.state, key):
                yield Possible(OfPoint(point=key), called("text", point.text.id))

    def choices(self) -> Mapping[str, Choices[OfPoint]]:
        return {"sections": options.sections}

    def make(self, asked: Asked[OfPoint, NewPointAnswer]) -> AnyRequest:
        key, form = asked.about.point, asked.form

        def make(writing: Writing) -> AnswerSentBackPoint:
            must_be_sections(form.sections, writing.state)
            answer = writing.text(form.text)
            return AnswerSentBackPoint(**writing.stamp, point=key, answer=answer, sections=form.sections)

        return CommandRequest(AnswerSentBackPoint, make, form, about={"point": key})


# --- who drafts ---


class AllowADrafter(Act[OfProgramme, NewDrafter]):
    commands = (AllowDrafter,)
    title = N_("Let somebody write along")
    button = N_("Let them write")

    def make(self, asked: Asked[OfProgramme, NewDrafter]) -> AnyRequest:
        form, named = asked.form, asked.form.person.as_person

        def make(writing: Writing) -> AllowDrafter:
            return AllowDrafter(**writing.stamp, person=writing.person(named))

        return CommandRequest(AllowDrafter, make, form, named=[named])


class DisallowADrafter(Act[OfDrafter, Nothing]):
    commands = (DisallowDrafter,)
    title = N_("Let somebody write along no longer")
    button = N_("End it")

    def among(self, where: Where[OfProgramme]) -> Iterable[Possible]:
        for person in where.state.definition.drafters:
            yield Possible(OfDrafter(person=person), called("person", person))

    def make(self, asked: Asked[OfDrafter, Nothing]) -> AnyRequest:
        person = asked.about.person

        def make(writing: Writing) -> DisallowDrafter:
            return DisallowDrafter(**writing.stamp, person=person)

        return CommandRequest(DisallowDrafter, make, asked.form, about={"person": person})

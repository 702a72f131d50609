"""Splitting a point on a page: what was said beside the parts that it falls into, in its own words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self
from uuid import uuid4

from fastapi import APIRouter
from pydantic import ValidationError
from starlette.responses import Response

from domain.responses.points import ExcerptNotSaid, PointOfSeveral
from domain.shared.messages import N_, Message
from domain.shared.refusals import Forbidden, Missing, Refusal
from service.asking.forms import plain
from service.asking.mistakes import said as said_of
from service.asking.values import MANY
from service.responses.forms import NewParts
from service.responses.respond import Responding, must_stand
from service.waiting import Unavailable
from web.http.forms import Filled as Sent
from web.http.forms import Form, Mistake, key_of
from web.http.page import Here, Page, Shows
from web.plan.looked import by_whom
from web.responses.bench import Bench, Wanted, common
from web.responses.routes import PointNumber, Seeks, Sought
from web.sign_in.session import Who
from words.refusals import said as in_words

router = APIRouter(prefix="/programmes/{slug}/consultations/{number}/points/{point}/split")

EMPTY = 2
"""Empty places below the parts that are filled in."""

TOO_FEW = N_("Fill in at least two parts.")
TOO_MANY = N_("Fill in at most {most} parts.")
NOT_SAID = N_("This is not in what was said, word by word. Copy it from there.")


@dataclass(frozen=True)
class Parts:
    """The parts as they are filled in, and the key under which that is done once; empty places are left out.

    Besides: from which list somebody came, and what is wrong with the parts, or was refused.
    """

    texts: Sequence[str]
    key: str
    wanted: Wanted
    mistakes: Sequence[Mistake] = ()
    refusal: Refusal | None = None

    @classmethod
    def of(cls, form: Form) -> Self:
        return cls([text for text in form.every("part") if text.strip()], key_of(form), Wanted.of_form(form))

    @classmethod
    def proposed(cls, said: str, wanted: Wanted) -> Self:
        """What the form begins with: each paragraph, or each line of what has but one paragraph."""
        for between in (r"\n\s*\n", r"\n"):
            texts = [text.strip() for text in re.split(between, said) if text.strip()]
            if 1 < len(texts) <= MANY:
                return cls(texts, str(uuid4()), wanted)
        return cls((), str(uuid4()), wanted)

    @property
    def looked_at(self) -> Self:
        """The same, with what is wrong as far as that is seen without what was said."""
        if len(self.texts) < 2:  # noqa: PLR2004 - what falls into one part does not fall
            return replace(self, mistakes=[_at(len(self.texts) + 1, TOO_FEW)])
        if len(self.texts) > MANY:
            return replace(self, mistakes=[_at(MANY + 1, TOO_MANY.having(most=MANY))])
        try:
            NewParts(excerpts=tuple(self.texts))
        except ValidationError as error:
            wrong = [_at(int(item["loc"][1]) + 1, said_of(item)) for item in error.errors()]
            return replace(self, mistakes=wrong)
        return self

    def refused(self, refusal: Refusal) -> Self:
        """The same, with what was refused at the parts that it is about."""
        if isinstance(refusal, ExcerptNotSaid):
            return replace(self, mistakes=[_at(part, NOT_SAID) for part in refusal.parts])
        # What was away cannot split it twice; what was refused is another request next time.
        key = self.key if isinstance(refusal, Unavailable) else str(uuid4())
        return replace(self, key=key, refusal=refusal)

    @property
    def status(self) -> int:
        if self.refusal is not None:
            return self.refusal.status
        return 400 if self.mistakes else 200


def _at(part: int, says: Message) -> Mistake:
    return Mistake(f"part-{part}", says, PART.having(n=str(part)))


PART = N_("Part {n}")


@router.get("", operation_id="pageSplitPoint")
async def ask(sought: Seeks, point: PointNumber, page: Shows) -> Response:
    """What was said, and a place for each part."""
    return await _page(page, sought, point)


@router.post("", operation_id="splitPoint")
async def split(
    sought: Seeks, point: PointNumber, page: Shows, resources: Here, who: Who, form: Sent
) -> Response:
    """Let it fall into the parts, once, however often the button is pressed; then what it became."""
    parts = Parts.of(form)
    if form.get("step") == "more":
        return await _page(page, sought, point, parts)
    if (parts := parts.looked_at).mistakes:
        return await _page(page, sought, point, parts)
    new = NewParts(excerpts=tuple(parts.texts))
    try:
        await Responding(resources, who, parts.key, sought.of).split(point, new.excerpts, plain(new))
    except (Forbidden, Missing):
        raise
    except Refusal as refusal:
        return await _page(page, sought, point, parts.refused(refusal))
    return page.go(f"{sought.at}/{point}{parts.wanted.query}")


async def _page(page: Page, sought: Sought, number: int, parts: Parts | None = None) -> Response:
    """The form as it is filled in, or begins. Raises `Refusal` before anything is filled in for nothing."""
    async with sought.read.open(sought.slug) as sight:
        bench = await Bench.at(sight, page.language, sought.number)
        point = await bench.point(number)
        origin, *others = point.origins
        if parts is None:
            bench.must_respond()
            must_stand(point)
            if others:
                raise PointOfSeveral
        said = await sight.text(origin.said.id)
    parts = parts or Parts.proposed(said, Wanted.of(page.request.query_params))
    return page.show(
        "responses/split.html",
        common(bench, parts.wanted),
        status=parts.status,
        point=point,
        by=page.language.say(by_whom(point.origins)),
        said=said,
        places=[*parts.texts, *[""] * EMPTY],
        key=parts.key,
        mistakes=parts.mistakes,
        refused="" if parts.refusal is None else page.language.say(in_words(parts.refusal)),
    )

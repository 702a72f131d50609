"""What an organisation fills in: read from a form, a draft, or what it said before, and looked at."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self, cast, get_args

from pydantic_core import PydanticCustomError

from domain.shared.messages import N_
from domain.shared.mistakes import carried
from domain.shared.support import Answer, Support
from service.consultation.by_link import ShownByLink
from service.consultation.contribute import Statement
from service.limits import LONGEST_TEXT, storable
from web.http.forms import Form, Mistake


@dataclass(frozen=True)
class Filled:
    """Both answers, and what is said of each section by its key; nothing is looked at yet."""

    can: str
    will: str
    sections: Mapping[str, str]

    @classmethod
    def of(cls, form: Form) -> Self:
        return cls(form.get("can"), form.get("will"), form.below("sections"))

    @classmethod
    def begun(cls, shown: ShownByLink) -> Self:
        """What the form begins with: what was typed before, else what the organisation said last."""
        if shown.draft is not None:
            kept: dict[str, str] = json.loads(shown.draft.fields)
            sections = {key.removeprefix("sections."): text for key, text in kept.items() if "." in key}
            return cls(kept["can"], kept["will"], sections)
        if (said := shown.said) is not None:
            texts = {key: shown.texts[ref.id] for key, ref in said.sections.items()}
            return cls(said.support.can, said.support.will, texts)
        return cls("", "", {})

    @property
    def kept(self) -> str:
        """It as a draft. Raises what `storable` does."""
        fields = {"can": self.can, "will": self.will}
        fields |= {f"sections.{key}": text for key, text in self.sections.items()}
        return storable(json.dumps(fields, ensure_ascii=False))

    def mistakes(self, sections: Mapping[str, str]) -> list[Mistake]:
        """What is wrong with it, where `sections` are the titles of those there are."""
        return list(self._mistakes(sections))

    def _mistakes(self, sections: Mapping[str, str]) -> Iterator[Mistake]:
        if self.can not in get_args(Answer):
            yield Mistake("can", N_("Say whether you can."))
        if self.will not in get_args(Answer):
            yield Mistake("will", N_("Say whether you will."))
        for key, text in self.sections.items():
            title = sections.get(key, key)
            if len(text) > LONGEST_TEXT:
                long = N_("What you say about {section} is longer than {most} characters; make it shorter.")
                yield Mistake(f"sections.{key}", long.having(section=title, most=LONGEST_TEXT))
            try:
                storable(text)
            except PydanticCustomError as error:
                if (message := carried(error.context)) is not None:
                    yield Mistake(f"sections.{key}", message)

    @property
    def statement(self) -> Statement:
        """What is sent, once nothing is wrong with it."""
        support = Support(can=cast("Answer", self.can), will=cast("Answer", self.will))
        said = {key: text for key, text in self.sections.items() if text.strip()}
        return Statement(support, said, {"can": support.can, "will": support.will, "sections": said})

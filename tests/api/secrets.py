"""Names, addresses and texts that occur nowhere else, so that they can be searched for."""

from collections.abc import Mapping
from typing import Any, cast

from cli.tokens import Identity
from domain.blueprint.model import Blueprint
from tests.api.story import Story
from tests.api.visiting import Door, Visitor

WRITTEN = {
    "baseline",
    "correction",
    "cover_note",
    "description",
    "evidence",
    "explanation",
    "interests",
    "name",
    "proposed_by",
    "reason",
    "reference",
    "sections",
    "text",
    "title",
}
"""Fields in which people write, of blueprints and of requests, with all that is in them."""

ADDRESSES = {"email", "subject"}


class Secrets:
    """Hands out secrets, and remembers what each was put in as."""

    def __init__(self) -> None:
        self.told: dict[str, str] = {}

    def words(self, what: str) -> str:
        """Words that JSON may write in more than one way."""
        return self._remember(f"“Gehéim” {len(self.told):03} ☂", what)

    def address(self, what: str) -> str:
        return self._remember(f"secret-{len(self.told):03}@elsewhere.example", what)

    def instead(self, value: Any, what: str) -> Any:  # noqa: ANN401 - JSON
        """A JSON document in which whatever people write is a secret; those that are one already stay."""
        if isinstance(value, dict):
            fields = cast("Mapping[str, Any]", value)
            return {key: self._field(key, item, f"{what}.{key}") for key, item in fields.items()}
        if isinstance(value, list | tuple):
            items = enumerate(cast("list[Any]", value))
            return [self.instead(item, f"{what}.{number}") for number, item in items]
        return value

    def _field(self, key: str, value: object, what: str) -> object:
        if key in ADDRESSES:
            return value if value in self.told else self.address(what)
        return self._all_of(value, what) if key in WRITTEN else self.instead(value, what)

    def _all_of(self, value: object, what: str) -> object:
        match value:
            case str():
                return value if value in self.told else self.words(what)
            case dict():
                fields = cast("Mapping[str, object]", value)
                return {key: self._all_of(item, f"{what}.{key}") for key, item in fields.items()}
            case list() | tuple() if all(isinstance(item, str) for item in cast("list[object]", value)):
                return [self._all_of(item, what) for item in cast("list[object]", value)]
            case _:
                return self.instead(value, what)

    def _remember(self, secret: str, what: str) -> str:
        self.told[secret] = what
        return secret


class SecretStory(Story):
    """A story in which every name, address and text is a secret, from the blueprint on."""

    def __init__(self, door: Door, blueprint: Blueprint) -> None:
        self.secrets = Secrets()
        document = self.secrets.instead(blueprint.model_dump(mode="json"), "blueprint")
        # Not words that anybody writes, though some of its keys are called like fields that have them.
        document["publication"] = blueprint.publication.model_dump(mode="json")
        document["agreement"]["body"] = self.secrets.words("blueprint.agreement.body")
        super().__init__(door, Blueprint.of(document))
        self._representatives: dict[str, Identity] = {}

    def representative(self, code: str) -> Visitor:
        if code not in self._representatives:
            subject, name = self.secrets.address(f"token of {code}"), self.secrets.words(f"token of {code}")
            self._representatives[code] = Identity(subject, name)
        return self.speaker(code, self._representatives[code])

    async def act(self, visitor: Visitor, what: str, **body: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        return await super().act(visitor, what, **self.secrets.instead(body, what))

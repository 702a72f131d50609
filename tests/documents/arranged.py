"""What documents in these tests are about, and the languages they are written in."""

from domain.blueprint.model import Blueprint
from tests.domain.arranged import before_the_body
from tests.domain.documents import body as body_document
from tests.domain.documents import document
from tests.domain.programmes import Programme, body, rules
from words.languages import LANGUAGES

DUTCH = LANGUAGES.speaking("nl")


def blueprint() -> Blueprint:
    """The blueprint behind the small programme, as far as documents tell of it."""
    changed = document()
    changed["title"] = "Common Ground"
    changed["definition"]["groups"] = [
        {"key": key, "title": title, "organisations": [{"code": key, "name": title}]}
        for key, title in (("gemeente", "Gemeenten"), ("marktpartij", "Marktpartijen"))
    ]
    changed["sign_off"]["bodies"] = [
        body_document(key) | {"title": title}
        for key, title in (("college", "The College"), ("board", "The Board"))
    ]
    return Blueprint.of(changed)


def two_bodies() -> Programme:
    return before_the_body(rules(body(), body("board")))

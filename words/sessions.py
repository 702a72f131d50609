"""What stands above the outcome of a working session in what an organisation says."""

from domain.blueprint.model import Blueprint
from domain.consultation.confirming import FROM_SESSION, Heading
from words.languages import language_of


def headings(blueprint: Blueprint) -> Heading:
    """The heading of a session by its number, in the language of the programme."""
    language = language_of(blueprint)
    return lambda number: language.say(FROM_SESSION, number=str(number))

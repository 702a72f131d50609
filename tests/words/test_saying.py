"""What a language makes of messages, dates, numbers and lists."""

from datetime import date
from gettext import NullTranslations

from domain.shared.messages import N_, Message, N_plural, verbatim
from tests.words.pseudo import PSEUDO, outside
from words.language import Language
from words.languages import ENGLISH, LANGUAGES
from words.vocabulary import DEADLINES, PHASES, ROLES, deadline

DUTCH = LANGUAGES.speaking("nl")
DAY = date(2026, 11, 28)


class Ambiguous(NullTranslations):
    """Translations that tell a phase from a word, and know no plural of its own in a context."""

    def pgettext(self, context: str, message: str) -> str:
        return f"{message} as a {context}"

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return f"{{n}} as a {context}"


def test_english_is_said_as_it_stands_in_the_code() -> None:
    assert ENGLISH.say(ROLES["office"]) == "the programme office"


def test_dutch_is_said_from_its_catalogue() -> None:
    assert DUTCH.say(ROLES["office"]) == "het programmabureau"


def test_a_message_in_a_message_is_said_in_the_same_language() -> None:
    message = N_("{to}: {about}").having(to=ROLES["principal"], about=deadline("condition-3"))

    assert ENGLISH.say(message) == "the principal: condition 3"
    assert DUTCH.say(message) == "de opdrachtgever: voorwaarde 3"


def test_what_somebody_typed_is_not_translated_and_not_a_pattern() -> None:
    assert DUTCH.say(N_("{typed}"), typed="the principal {name}") == "the principal {name}"
    assert DUTCH.say(verbatim("{0} the principal")) == "{0} the principal"


def test_days_are_written_out_in_sentences_and_short_in_tables() -> None:
    assert (ENGLISH.say(N_("{day}"), day=DAY), DUTCH.say(N_("{day}"), day=date(2026, 3, 1))) == (
        "28 November 2026",
        "1 maart 2026",
    )
    assert (ENGLISH.short_day(DAY), DUTCH.short_day(date(2026, 3, 1))) == ("28 Nov 2026", "1 mrt 2026")


def test_numbers_have_their_thousands_apart() -> None:
    assert (ENGLISH.say(N_("{n}"), n=12_345), DUTCH.say(N_("{n}"), n=12_345)) == ("12,345", "12.345")


def test_several_values_are_one_list() -> None:
    roles = [ROLES["office"], ROLES["panel"], "Ada"]

    assert ENGLISH.say(N_("{all}"), all=roles) == "the programme office, the review panel and Ada"
    assert DUTCH.say(N_("{all}"), all=roles) == "het programmabureau, het toetspanel en Ada"
    assert DUTCH.all_of([]) == ""


def test_one_thing_is_said_otherwise_than_many() -> None:
    days = N_plural("{n} working day", "{n} working days")

    said = [ENGLISH.say(days, n=n) for n in (0, 1, 2, 1_000)]

    assert said == ["0 working days", "1 working day", "2 working days", "1,000 working days"]


def test_a_context_reaches_the_translations() -> None:
    language = Language("en", ENGLISH.locale, Ambiguous())

    assert language.say(N_("review", "phase")) == "review as a phase"
    assert language.say(N_plural("{n} review", "{n} reviews", "phase"), n=2) == "2 as a phase"


def test_plain_english_is_there_without_a_language() -> None:
    message = N_plural("{n} day for {who} from {day}", "{n} days for {who} from {day}")
    roles: list[Message | str] = [ROLES["office"], "Ada"]

    assert str(message.having(n=1, who="Ada", day=DAY)) == "1 day for Ada from 2026-11-28"
    assert str(message.having(n=2, who=roles, day=DAY)) == (
        "2 days for the programme office, Ada from 2026-11-28"
    )


def test_a_deadline_that_nothing_is_said_of_keeps_its_key() -> None:
    assert DUTCH.say(deadline("made-by-newer-code")) == "made-by-newer-code"


def test_the_vocabulary_is_wholly_in_the_catalogues() -> None:
    words = [*ROLES.values(), *PHASES.values(), *DEADLINES.values(), deadline("session-4")]

    assert {message.pattern: outside(PSEUDO.say(message)) for message in words} == {
        message.pattern: [] for message in words
    }


def test_the_pseudo_language_shows_what_no_catalogue_holds() -> None:
    message = N_("{who} waits until {day} for {all}.").having(who="office", day=DAY, all=["Ada", "Grace"])

    said = PSEUDO.say(message) + " And more"

    assert outside(said) == ["office", "Ada", "Grace", "And", "more"]
    assert outside(said, "Ada", "Grace", "And more") == ["office"]

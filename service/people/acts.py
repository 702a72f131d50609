"""The acts about who is in which part: given, taken, and which account is whose."""

from collections.abc import Iterable, Mapping
from typing import Annotated

from pydantic import Field

from domain.people.bind_identity import BindIdentity
from domain.people.give_part import GivePart
from domain.people.parts import GivenPart
from domain.people.take_part import TakePart
from domain.people.undo_identity import UndoIdentity
from domain.shared.messages import N_
from service.asking.acts import About, Act, AnyRequest, Asked, OfProgramme, Possible, Where
from service.asking.forms import PERSON, Nothing
from service.asking.labels import Label
from service.asking.naming import Held, Named, called
from service.commands import NOBODY, CommandRequest, Writing
from service.people.forms import PART, NewPart, NoAccount, NoPart
from words.vocabulary import ROLES

PersonId = Annotated[str, Field(max_length=60, pattern=r"^[0-9a-z-]+$"), PERSON]


class OfPart(About):
    part: Annotated[GivenPart, PART]
    person: PersonId


class OfPerson(About):
    person: PersonId


class OfLink(About):
    """A link for signing in, by what stands at its end."""

    token: Annotated[str, Label(N_("What stands at the end of your link"))]


class GiveAPart(Act[OfProgramme, NewPart]):
    commands = (GivePart,)
    title = N_("Let somebody be of the programme office")
    button = N_("Give the part")

    def probes(self, where: Where[OfProgramme]) -> Iterable[Mapping[str, object]]:
        del where
        return ({"person": NOBODY},)

    def make(self, asked: Asked[OfProgramme, NewPart]) -> AnyRequest:
        form, named = asked.form, asked.form.person.as_person

        def make(writing: Writing) -> GivePart:
            return GivePart(
                **writing.stamp,
                given=form.part,
                person=writing.person(named),
                reason=writing.text(form.reason),
                office=writing.state.office,
            )

        return CommandRequest(GivePart, make, form, named=[named])


class TakeAPart(Act[OfPart, NoPart]):
    commands = (TakePart,)
    title = N_("Let somebody be of the programme office no longer")
    button = N_("Take the part")

    def among(self, where: Where[OfProgramme]) -> Iterable[Possible]:
        office = where.state.office
        # The last one stays: without an office nobody could go on.
        for person in office if len(office) > 1 else ():
            name = N_("{person}, of {part}").having(part=ROLES["office"])
            about = OfPart(part="office", person=person)
            yield Possible(about, Named(name, {"person": Held("person", person)}))

    def make(self, asked: Asked[OfPart, NoPart]) -> AnyRequest:
        part, person, form = asked.about.part, asked.about.person, asked.form

        def make(writing: Writing) -> TakePart:
            return TakePart(
                **writing.stamp,
                taken=part,
                person=person,
                reason=writing.text(form.reason),
                office=writing.state.office,
            )

        return CommandRequest(TakePart, make, form, about={"part": part, "person": person})


class UndoAnAccount(Act[OfPerson, NoAccount]):
    commands = (UndoIdentity,)
    title = N_("Undo with which account somebody signs in")
    button = N_("Undo it")

    def among(self, where: Where[OfProgramme]) -> Iterable[Possible]:
        for person in where.state.identities:
            yield Possible(OfPerson(person=person), called("person", person))

    def make(self, asked: Asked[OfPerson, NoAccount]) -> AnyRequest:
        person, form = asked.about.person, asked.form

        def make(writing: Writing) -> UndoIdentity:
            return UndoIdentity(**writing.stamp, person=person, reason=writing.text(form.reason))

        return CommandRequest(UndoIdentity, make, form, about={"person": person})


class BindAnAccount(Act[OfLink, Nothing]):
    """Signing in by a link, which alone says whose it is and in which programme.

    So nobody finds it listed, and `service.people.sign_in` makes what is asked.
    """

    commands = (BindIdentity,)
    title = N_("Sign in with your account from now on")
    button = N_("Sign in")

    def among(self, where: Where[OfProgramme]) -> Iterable[Possible]:
        del where
        return ()

"""What people send about who is in which part."""

from pydantic import Field

from api.http.limits import Reason, Short
from api.http.requests import Body, NewPerson
from domain.people.parts import GivenPart


class NewPart(Body):
    """A part that somebody gets, and why."""

    part: GivenPart = Field(examples=["office"])
    person: NewPerson
    reason: Reason = Field(examples=["She takes over from Olga, who leaves on 1 March."])


class NoPart(Body):
    """Why somebody has a part no longer."""

    reason: Reason = Field(examples=["He has another job from 1 March on."])


class NoAccount(Body):
    """Why an account is somebody's no longer."""

    reason: Reason = Field(examples=["The link was used by somebody else who reads that mailbox."])


class NewName(Body):
    """What somebody is called."""

    name: Short = Field(examples=["Jan de Vries"])

"""What HTTP itself says no to: addresses, methods, tokens, bodies."""

from starlette.exceptions import HTTPException

from domain.shared.messages import N_
from domain.shared.refusals import Missing, Refusal


class InvalidJson(Refusal):
    status = 400
    title = N_("The body is not JSON")
    sentence = N_("The body cannot be read as JSON; send a JSON object.")
    advice = N_("Send a JSON object, with Content-Type application/json.")


class UnreadableRequest(InvalidJson):
    sentence = N_("The request cannot be read.")


class NoToken(Refusal):
    status = 401
    title = N_("No token was sent")
    sentence = N_("No token was sent.")
    advice = N_("Send `Authorization: Bearer <token>`.")


class NoBearerToken(NoToken):
    sentence = N_("The Authorization header must read `Bearer <token>`.")


class NotPublic(NoToken):
    sentence = N_("Without a token only what is public of an approved programme can be read.")


class NotFound(Missing):
    title = N_("There is nothing at this address")
    sentence = N_("There is nothing at this address.")
    advice = N_("Check the address against the OpenAPI document, which lists them all.")


class EndsWithSlash(NotFound):
    sentence = N_("There is nothing at this address; an address never ends with a slash.")
    advice = N_("Check the address; none ends with a slash.")


class NothingAtTheRoot(NotFound):
    sentence = N_("There is nothing at the root; the API begins at {prefix}, and {docs} describes it.")
    prefix: str
    docs: str


class MethodNotAllowed(Refusal):
    status = 405
    title = N_("This method does not go with this address")
    sentence = N_("This address does not know that method.")
    advice = N_("The Allow header says which ones do.")


class TooLarge(Refusal):
    status = 413
    title = N_("The body is too large")
    sentence = N_("The body is larger than {largest} bytes, which is the most that is taken.")
    advice = N_("Send less; the detail says how much is taken.")
    largest: int


class TooManyLines(Refusal):
    status = 413
    title = N_("The file has too many lines")
    sentence = N_(
        "The file has more than {lines} lines, and was not read on; at most {most} rows are taken at a time."
    )
    advice = N_("Send the rows in several files; the detail says how many are taken at a time.")
    lines: int
    most: int


class BodyRefusedError(HTTPException):
    """A body is not taken; FastAPI lets nothing but its own exceptions through while it reads one."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.status)
        self.refusal = refusal


class UnsupportedMediaType(Refusal):
    status = 415
    title = N_("The body is not sent as what this address takes")
    sentence = N_("Send this with Content-Type {media_type}.")
    advice = N_(
        "Send it as application/json; a file with rows as text/csv, a plan as text/markdown,"
        " a calendar as text/calendar."
    )
    media_type: str


class InternalError(Refusal):
    status = 500
    title = N_("Something went wrong here")
    sentence = N_("Something went wrong here; it has been logged under this instance.")
    advice = N_("Report it with the `instance`; repeating the request may help.")

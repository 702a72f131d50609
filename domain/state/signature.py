"""The signature under a command: of the service that checked who asks, over what they ask and where.

Handlers do not look at it, so that they replay as they were. Whoever appends what a command causes does.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from domain.register.heads import PublicKey, SigningKey
from domain.register.steps import Carried
from domain.shared.base import Tolerant
from domain.shared.canonical import canonical
from domain.shared.messages import N_
from domain.shared.refusals import Forbidden, Refusal

VALID_FOR = timedelta(minutes=10)
"""From signing to the first attempt at appending."""

FIELD = "signature"
"""Where a command has it; it does not sign itself."""

THUMBPRINT = re.compile(r"[A-Za-z0-9_-]{43}")


class CommandNotSigned(Forbidden):
    title = N_("This command is not signed by Kwartier")
    sentence = N_("This command is not signed by a service that checked who asks, so nothing was done.")
    advice = N_("Ask the API: it checks who you are, and signs what you ask.")


class CommandTooOld(Refusal):
    title = N_("This command came too late")
    sentence = N_("It took too long before this command could be carried out, so nothing was done.")
    advice = N_("Ask again, under a new key.")


class CommandSignature(Tolerant):
    """One signature: the moment of signing, the key by its thumbprint, base64url without padding."""

    at: datetime
    key: str
    signature: str


def sign(key: SigningKey, programme: str, carried: Carried, at: datetime) -> CommandSignature:
    signature = key.sign_bytes(signed_bytes(programme, carried, at))
    return CommandSignature(at=at, key=key.public.id, signature=signature)


def is_signed(carried: Carried | None) -> bool:
    """Whether there is a signature, of whomever."""
    return carried is not None and carried.fields.get(FIELD) is not None


def must_be_signed(
    programme: str, carried: Carried | None, keys: Mapping[str, PublicKey]
) -> CommandSignature:
    """The signature under what was asked of `programme`, which one of `keys` made.

    Raises `CommandNotSigned`.
    """
    if carried is None:
        raise CommandNotSigned
    try:
        signature = CommandSignature.model_validate(carried.fields.get(FIELD))
        content = signed_bytes(programme, carried, signature.at)
    except (TypeError, ValueError) as error:  # no signature, or fields that nobody could have signed
        raise CommandNotSigned from error
    key = keys.get(signature.key)
    if key is None or not key.made(signature.signature, content):
        raise CommandNotSigned
    return signature


def signer_of(carried: Carried) -> str | None:
    """The thumbprint of the key that a signature says it is of; None where there is none of that form."""
    try:
        key = CommandSignature.model_validate(carried.fields.get(FIELD)).key
    except ValueError:
        return None
    return key if THUMBPRINT.fullmatch(key) else None


def signed_bytes(programme: str, carried: Carried, at: datetime) -> bytes:
    """The bytes that are signed: everything that is asked, who asks it and when."""
    fields = {name: value for name, value in carried.fields.items() if name != FIELD}
    asked = {"update": carried.update, "fields": fields, "at": at.isoformat()}
    return canonical({"kind": "command", "programme": programme, **asked})

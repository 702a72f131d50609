"""The keys that count for a worker, and for whoever looks whether what is kept is what was said.

All of them come from the settings: whoever writes in PostgreSQL can write keys there.
"""

from pydantic import SecretStr

from activities.trusting import Trust
from domain.register.heads import PublicKey, SigningKey, UnusableKeyError, public_keys
from domain.register.timestamps import Authority, UnusableCertificateError
from domain.shared.messages import N_
from settings import Settings, SettingsError
from store.kept.keys import Keys


def register_key(settings: Settings) -> SigningKey | None:
    """The key that signs heads, if the settings hold one. Raises `UnusableKeyError`."""
    return _private("KWARTIER_REGISTER_KEY", settings.register_key)


def trusted(settings: Settings) -> Trust:
    """Whose commands are carried out. Raises `UnusableKeyError`, `SettingsError` when there is nobody."""
    until = settings.unsigned_commands_until
    if settings.command_keys is None and until is None:
        raise SettingsError(
            N_(
                "Nobody's commands would be carried out. Set KWARTIER_COMMAND_KEYS to the public keys of the"
                " APIs (docs/operations.md, Signed commands)."
            )
        )
    keys = _public("KWARTIER_COMMAND_KEYS", settings.command_keys)
    earlier = _public("KWARTIER_REGISTER_KEYS", settings.register_keys)
    # A deployment cannot say so: time is skipped in development only.
    clocks_move = settings.environment == "development"
    withdraws = settings.cancelling == "withdraws"
    return Trust({key.id: key for key in keys}, until, earlier, clocks_move, withdraws)


def known_keys(settings: Settings) -> Keys:
    """What signatures in the database are held against. Raises `UnusableKeyError`."""
    signs = _private("KWARTIER_COMMAND_KEY", settings.command_key), register_key(settings)
    commands, registers = ((key.public,) if key else () for key in signs)
    commands += _public("KWARTIER_COMMAND_KEYS", settings.command_keys)
    registers += _public("KWARTIER_REGISTER_KEYS", settings.register_keys)
    return Keys({key.id: key for key in commands}, {key.id: key for key in registers})


def authority(settings: Settings) -> Authority | None:
    """Whose time stamps are asked for, if anybody's.

    Raises `SettingsError` and `UnusableCertificateError` where nobody could check or have them.
    """
    if not settings.timestamp_url:
        return None
    if not settings.timestamp_certificate:
        raise SettingsError(
            N_(
                "KWARTIER_TIMESTAMP_URL is set: set KWARTIER_TIMESTAMP_CERTIFICATE to the authority's"
                " certificates as well, since a time stamp that nobody can check shows nothing."
            )
        )
    if settings.register_key is None:
        raise SettingsError(
            N_("KWARTIER_TIMESTAMP_URL is set, and what is stamped is signed: set KWARTIER_REGISTER_KEY too.")
        )
    try:
        return Authority.parse(settings.timestamp_certificate)
    except UnusableCertificateError as error:
        cannot = N_("KWARTIER_TIMESTAMP_CERTIFICATE cannot be used: {why}.")
        raise UnusableCertificateError(cannot.having(why=error.message)) from error


def _private(setting: str, text: SecretStr | None) -> SigningKey | None:
    try:
        return None if text is None else SigningKey.parse(text.get_secret_value())
    except UnusableKeyError as error:
        cannot = N_("{setting} cannot sign: {why}.")
        raise UnusableKeyError(cannot.having(setting=setting, why=error.message)) from error


def _public(setting: str, text: str | None) -> tuple[PublicKey, ...]:
    try:
        return tuple(public_keys(text)) if text else ()
    except UnusableKeyError as error:
        cannot = N_("{setting} cannot be used: {why}.")
        raise UnusableKeyError(cannot.having(setting=setting, why=error.message)) from error

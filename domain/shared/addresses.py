"""E-mail addresses as mail compares them: the domain in lower case and, if it is not ASCII, as it is read."""

from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email

# Names such as `.local` reach nobody outside, and may all the same be an organisation's own.
SPECIAL_USE_DOMAIN_NAMES.clear()


class UnusableAddressError(ValueError):
    """No mail server would take such an address."""

    code = "unusable_address"


def normal(address: str) -> str:
    """`address` in the one form in which two can be compared. Raises `UnusableAddressError`."""
    try:
        # Whether somebody is there today is not asked: a rule asks nobody.
        return validate_email(address, check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise UnusableAddressError(str(error)) from error


def same(one: str, other: str) -> bool:
    """Whether both are the same address; what is no address is the same as nothing but itself."""
    return one == other or as_compared(one) == as_compared(other)


def as_compared(address: str) -> str:
    """`address` in its normal form; what is no address as it is."""
    try:
        return normal(address)
    except UnusableAddressError:
        return address

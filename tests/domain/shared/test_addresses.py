"""Addresses are compared as mail compares them, and one that no server would take is refused."""

import pytest

from domain.shared.addresses import UnusableAddressError, normal


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("Rik@G1.Example", "Rik@g1.example"),
        ("x@xn--mnchen-3ya.example", "x@m\u00fcnchen.example"),
        ("x@M\u00dcNCHEN.example", "x@m\u00fcnchen.example"),
        ("Rik@Intern.Local", "Rik@intern.local"),
    ],
)
def test_two_are_the_same_whatever_the_letters_of_the_domain(written: str, compared: str) -> None:
    assert normal(written) == normal(compared) == compared


@pytest.mark.parametrize("written", ["a b@c.example", ".a@b.example", "a@-b.example", "a@b", "no address"])
def test_one_that_no_server_would_take_is_refused(written: str) -> None:
    with pytest.raises(UnusableAddressError):
        normal(written)

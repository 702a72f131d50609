"""A letter as it goes out: what its headers say."""

from datetime import date
from email import message_from_bytes
from email.headerregistry import Address
from email.policy import SMTP

import pytest

from mail.composing import Sender, compose
from mail.delivery import Particulars
from tests.mail.arranged import BODY, EXAMPLES, LINKS, delivery

SENDER = Sender(Address("Kwartier", addr_spec="kwartier@office.example"), "https://kwartier.example")
DUE = date(2027, 3, 11)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("consultation", [None, 1])
def test_a_letter_says_which_language_it_is_in(language: str, consultation: int | None) -> None:
    particulars = Particulars(language, due=DUE, body=BODY)
    letter = delivery(EXAMPLES["invitation"], consultation=consultation)

    sent = message_from_bytes(compose(letter, particulars, LINKS, SENDER).as_bytes(policy=SMTP), policy=SMTP)

    assert sent["Content-Language"] == language
    assert sent.is_multipart() == (consultation is not None)

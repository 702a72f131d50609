"""An export proves itself: whoever rewrites the register, and every hash after it, is found out.

Every example goes through both verifiers, Kwartier's own and `deploy/verify_register.py`, which must agree.
"""

import json
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from typing import cast

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from hypothesis import given
from hypothesis import strategies as st

from domain.register.entries import GENESIS, Head
from domain.register.heads import (
    PublicKey,
    SigningKey,
    UnusableKeyError,
    public_key,
    public_keys,
    signed_bytes,
)
from domain.register.proof import header, signature
from domain.shared.canonical import canonical, digest
from tests.domain.arranged import approved, decided, sent_back, submitted_again, withdrawn
from tests.domain.verifiers import KEY, OTHER, Line, export, verdict
from tests.words.pseudo import english

TRUSTED = [KEY.public]
ELSE = X25519PrivateKey.generate()
ELSE_PRIVATE = ELSE.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
ELSE_PUBLIC = ELSE.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


@cache
def _whole() -> list[Line]:
    return export(decided(submitted_again(sent_back()), "for_with_conditions", "for", "for"))


def whole() -> list[Line]:
    """An export of a programme that was sent back, and approved with conditions after that."""
    return deepcopy(_whole())


def entries_of(lines: list[Line]) -> list[Line]:
    return [line for line in lines if "event" in line]


LENGTH = len(entries_of(whole()))
SIGNED = [cast("dict[str, int]", line["signed"])["seq"] for line in whole() if "signed" in line]
places = st.integers(0, LENGTH - 1)
LAST = SIGNED[-1]


def head_of(lines: list[Line], seq: int) -> Head:
    return Head(seq=seq, hash=str(entries_of(lines)[seq - 1]["hash"]))


def resealed(chain: list[Line]) -> list[Line]:
    """What a forger does who can compute: every number, link and hash fits again."""
    previous = GENESIS
    for seq, entry in enumerate(chain, start=1):
        entry |= {"seq": seq, "prev": previous}
        previous = entry["hash"] = digest({key: value for key, value in entry.items() if key != "hash"})
    return chain


def forged(change: Callable[[list[Line]], object]) -> list[Line]:
    """The export after somebody changed its entries and computed every hash anew; signatures stay."""
    lines = whole()
    chain = entries_of(lines)
    change(chain)
    return [lines[0], *resealed(chain), *(line for line in lines if "signed" in line)]


def change(chain: list[Line], at: int, _: int) -> None:
    chain[at]["at"] = "2001-01-01T00:00:00Z"


def rewrite(chain: list[Line], at: int, _: int) -> None:
    cast("Line", chain[at]["event"])["note"] = "as it never happened"


def impersonate(chain: list[Line], at: int, _: int) -> None:
    chain[at]["actor"] = {"person": "id-of-mallory", "role": "office"}


def remove(chain: list[Line], at: int, _: int) -> None:
    del chain[at]


def insert(chain: list[Line], at: int, other: int) -> None:
    chain.insert(at, {**deepcopy(chain[other]), "key": "slipped-in"})


def swap(chain: list[Line], at: int, other: int) -> None:
    while other == at:
        other = (other + 1) % len(chain)
    chain[at], chain[other] = chain[other], chain[at]


tampering = st.sampled_from([change, rewrite, impersonate, remove, insert, swap])


def first_signed_from(seq: int) -> int:
    return next(signed for signed in SIGNED if signed >= seq)


class TestARewrittenRegister:
    def test_an_untouched_one_holds_with_and_without_a_key(self) -> None:
        lines = whole()
        told = f"{head_of(lines, LENGTH).hash} {LAST} {KEY.public.id}"

        assert verdict(lines) == verdict(lines, trusted=TRUSTED) == ("holds", LENGTH, told)
        assert len(SIGNED) >= 2

    @given(tampering, st.integers(0, LAST - 1), st.integers(0, LAST - 1))
    def test_whatever_is_rewritten_before_a_signed_head_is_found_at_that_head(
        self, tamper: Callable[[list[Line], int, int], None], at: int, other: int
    ) -> None:
        found = verdict(forged(lambda chain: tamper(chain, at, other)))

        first = min(at, other) if tamper is swap else at
        limit = first_signed_from(first + 1) if tamper is not swap else LAST
        assert found[0] == "broken"
        assert first < found[1] <= limit
        assert KEY.public.id in found[2] or "number" in found[2]

    @given(tampering, places, places)
    def test_the_head_printed_on_a_document_finds_what_signatures_cannot(
        self, tamper: Callable[[list[Line], int, int], None], at: int, other: int
    ) -> None:
        lines = [line for line in forged(lambda chain: tamper(chain, at, other)) if "signed" not in line]

        assert verdict(lines)[0] == "holds"
        assert verdict(lines, head_of(whole(), LENGTH))[0] == "broken"

    @given(st.integers(0, LAST - 1))
    def test_one_that_was_truncated_lacks_what_was_signed(self, kept: int) -> None:
        lines = whole()
        cut = [lines[0], *lines[1 : kept + 1], *(line for line in lines if "signed" in line)]

        found = verdict(cut)

        assert found[:2] == ("broken", kept + 1)
        assert "it is missing" in found[2]

    @given(tampering, st.integers(0, LAST - 1), st.integers(0, LAST - 1))
    def test_leaving_the_signatures_out_as_well_does_not_help_against_a_key_that_is_known(
        self, tamper: Callable[[list[Line], int, int], None], at: int, other: int
    ) -> None:
        lines = [line for line in forged(lambda chain: tamper(chain, at, other)) if "signed" not in line]

        found = verdict(lines, trusted=TRUSTED)

        assert found[0] == "broken"
        assert "none of the keys given has signed" in found[2]

    @given(st.integers(0, LAST - 1))
    def test_signing_anew_with_a_key_of_ones_own_does_not_either(self, at: int) -> None:
        lines = forged(lambda chain: rewrite(chain, at, at))
        slug = str(lines[0]["programme"])
        heads = [OTHER.sign(slug, head_of(lines, seq)) for seq in SIGNED]
        own = [header(slug, [OTHER.public]), *entries_of(lines), *map(signature, heads)]

        assert verdict(own)[0] == "holds"
        assert verdict(own, trusted=TRUSTED)[:2] == ("broken", SIGNED[0])

    @given(st.integers(1, LENGTH))
    def test_a_printed_head_from_halfway_lies_on_the_chain(self, seq: int) -> None:
        assert verdict(whole(), head_of(whole(), seq))[0] == "holds"


class TestSignatures:
    @given(st.sampled_from(["hash", "seq", "programme"]), st.integers(0, len(SIGNED) - 1))
    def test_one_that_was_changed_does_not_hold(self, field: str, which: int) -> None:
        lines = whole()
        signed = cast("Line", lines[LENGTH + 1 + which]["signed"])
        signed[field] = 1 if field == "seq" else "f" * 64

        assert verdict(lines)[0] == "broken"

    def test_one_moved_to_another_programme_does_not_hold(self) -> None:
        lines = whole()
        foreign = KEY.sign("elsewhere", head_of(lines, LAST))

        found = verdict([*lines, signature(foreign)])

        assert found[:2] == ("broken", LAST)
        assert "signed another entry here, elsewhere" in found[2]

    @pytest.mark.parametrize(
        "line",
        [
            {},
            {"signed": None},
            {"signed": {"programme": "x", "seq": True, "hash": "y"}, "key": "k", "signature": "s"},
            {"signed": {"programme": "x", "seq": 1, "hash": "y", "key": "k"}, "signature": "s"},
            {"signed": {"programme": "x", "seq": 1, "hash": "y"}, "key": "k", "signature": 7},
        ],
    )
    def test_one_that_cannot_be_read_is_said(self, line: Line) -> None:
        unreadable: Line = {"type": "signature", **line}

        assert verdict([*whole(), unreadable]) == ("broken", LENGTH, "a signature after it is not readable")

    @pytest.mark.parametrize("text", ["", "AA", "é", "*" * 86, "A" * 86])
    def test_what_is_no_signature_does_not_hold(self, text: str) -> None:
        lines = whole()
        lines[-1]["signature"] = text

        assert verdict(lines) == ("broken", LAST, f"the signature under it is not one of {KEY.public.id}")

    def test_an_entry_after_the_signatures_is_found(self) -> None:
        lines = whole()

        found = verdict([*lines[:LENGTH], *lines[LENGTH + 1 :], lines[LENGTH]])

        assert found[:2] == ("broken", LENGTH)

    @pytest.mark.parametrize("arrange", [approved, withdrawn])
    def test_every_ending_is_signed(self, arrange: Callable[[], object]) -> None:
        lines = export(arrange())  # pyright: ignore[reportArgumentType] - both arrange a programme

        assert verdict(lines, trusted=TRUSTED)[0] == "holds"
        assert cast("dict[str, int]", lines[-1]["signed"])["seq"] == len(entries_of(lines))

    def test_what_is_signed_is_canonical_and_says_what_it_is(self) -> None:
        head = Head(seq=7, hash="ab" * 32)

        assert signed_bytes("common-ground", head) == canonical(
            {"kind": "register.head", "programme": "common-ground", "seq": 7, "hash": "ab" * 32}
        )


class TestTheHeader:
    def test_bare_entries_are_an_export_too(self) -> None:
        lines = entries_of(whole())

        assert verdict(lines) == ("holds", LENGTH, f"{head_of(lines, LENGTH).hash} 0 ")

    @pytest.mark.parametrize(
        "given",
        [
            {"format": "kwartier-register/9"},
            {"format": "kwartier-register/1"},
            {"format": "kwartier-register/1", "programme": "x", "keys": [7]},
            {"format": "kwartier-register/1", "programme": "x", "keys": [{**KEY.public.jwk, "x": "AA"}]},
            {"format": "kwartier-register/1", "programme": "x", "keys": [{**OTHER.public.jwk, "kid": "me"}]},
        ],
    )
    def test_one_that_cannot_be_used_is_said(self, given: Line) -> None:
        assert verdict([given, *whole()[1:]])[:2] == ("broken", 0)

    def test_the_entries_are_those_of_the_programme_that_it_names(self) -> None:
        found = verdict([{**whole()[0], "programme": "elsewhere"}, *whole()[1:]])

        assert found == ("broken", 1, "it belongs to another programme than elsewhere")

    @given(places)
    def test_an_entry_of_another_programme_is_found_though_every_hash_fits(self, at: int) -> None:
        found = verdict(forged(lambda chain: chain[at].update(programme="elsewhere")))

        assert found[:2] == ("broken", at + 1)


class TestAnything:
    @given(
        st.lists(
            st.recursive(
                st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
                lambda inner: (
                    st.lists(inner, max_size=3)
                    | st.dictionaries(
                        st.sampled_from(["format", "type", "signed", "seq", "event", "kind", "keys", "key"])
                        | st.text(),
                        inner,
                        max_size=4,
                    )
                ),
                max_leaves=8,
            ),
            min_size=1,
            max_size=3,
        ),
        st.integers(0, LENGTH),
    )
    def test_both_verifiers_say_the_same_of_whatever_stands_in_an_export(
        self, odd: list[object], at: int
    ) -> None:
        lines: list[object] = [*whole()]

        assert verdict([*lines[:at], *odd, *lines[at:]])[0] == "broken"


class TestKeys:
    def test_a_key_is_read_as_jwk_and_as_pem(self) -> None:
        pem = (
            "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"
            "-----END PRIVATE KEY-----\n"
        )

        assert SigningKey.parse(pem).public == OTHER.public

    def test_its_id_is_the_thumbprint_of_rfc_8037(self) -> None:
        assert KEY.public.id == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"

    @pytest.mark.parametrize(
        "text", ["", "{", "{}", "secret", '{"kty": "OKP", "crv": "X25519", "d": "AA"}', "-----BEGIN"]
    )
    def test_what_is_no_key_is_refused_without_showing_it(self, text: str) -> None:
        with pytest.raises(UnusableKeyError) as refused:
            SigningKey.parse(text)
        assert "secret" not in str(refused.value)

    @pytest.mark.parametrize(
        ("read", "text", "why"),
        [
            (SigningKey.parse, "secret", "it is neither a private Ed25519 key as JWK nor as PEM"),
            (SigningKey.parse, ELSE_PRIVATE, "it is a key of another kind; make an Ed25519 one"),
            (public_keys, "secret", "it is neither a public key as JWK nor as PEM"),
            (public_keys, ELSE_PUBLIC, "it is a key of another kind than Ed25519"),
            (public_keys, "{", "it is no JSON"),
            (public_keys, "{}", "it is no Ed25519 key"),
            (public_keys, json.dumps(KEY.public.jwk | {"kid": "mine"}), "its id is not its thumbprint"),
        ],
    )
    def test_what_is_wrong_with_one_is_said_in_the_words_of_the_catalogues(
        self, read: Callable[[str], object], text: str, why: str
    ) -> None:
        with pytest.raises(UnusableKeyError) as refused:
            read(text)
        assert english(refused.value.message) == why

    def test_public_keys_come_one_at_a_time_or_as_a_set(self) -> None:
        both: list[PublicKey] = [KEY.public, OTHER.public]

        assert public_keys(json.dumps({"keys": [key.jwk for key in both]})) == both
        assert public_keys(json.dumps(KEY.public.jwk)) == [public_key(KEY.public.jwk)]

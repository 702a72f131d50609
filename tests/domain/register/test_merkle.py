"""An organisation can check that its contribution counted: its receipt, a proof and the root are enough."""

from hashlib import sha256

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.register.merkle import Proof, holds, merkle_root, proof

receipts = st.binary(min_size=32, max_size=32).map(bytes.hex)
some_receipts = st.lists(receipts, min_size=1, max_size=40)
other_receipts = st.lists(receipts, min_size=1, max_size=40, unique=True)

A, B, C = (sha256(letter).hexdigest() for letter in (b"a", b"b", b"c"))


def leaf_hash(receipt: str) -> bytes:
    return sha256(b"\x00" + bytes.fromhex(receipt)).digest()


def rfc_6962(leaves: list[str]) -> bytes:
    """The definition in section 2.1 of the RFC, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaf_hash(leaves[0])
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + rfc_6962(leaves[:split]) + rfc_6962(leaves[split:])).digest()


def test_the_root_of_no_receipts_is_the_hash_of_nothing() -> None:
    assert merkle_root([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_the_root_of_one_receipt_is_its_leaf_hash_and_not_the_receipt() -> None:
    assert merkle_root([A]) == leaf_hash(A).hex() != A


def test_three_receipts_make_a_pair_and_one_that_goes_up_alone() -> None:
    pair = sha256(b"\x01" + leaf_hash(A) + leaf_hash(B)).digest()
    assert merkle_root([A, B, C]) == sha256(b"\x01" + pair + leaf_hash(C)).hexdigest()


@given(st.lists(receipts, max_size=70))
def test_the_root_is_the_one_that_the_rfc_defines(leaves: list[str]) -> None:
    assert merkle_root(leaves) == rfc_6962(leaves).hex()


@given(some_receipts, st.data())
def test_every_receipt_has_a_proof_that_holds(leaves: list[str], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    assert holds(leaves[index], proof(leaves, index), merkle_root(leaves))


@given(some_receipts, receipts, st.data())
def test_a_receipt_that_did_not_count_has_no_proof(
    leaves: list[str], other: str, data: st.DataObject
) -> None:
    assume(other not in leaves)
    index = data.draw(st.integers(0, len(leaves) - 1))
    assert not holds(other, proof(leaves, index), merkle_root(leaves))


@given(other_receipts, st.data())
def test_a_proof_is_good_for_its_own_receipt_only(leaves: list[str], data: st.DataObject) -> None:
    assume(len(leaves) > 1)
    mine, theirs = data.draw(st.permutations(range(len(leaves))).map(lambda order: order[:2]))
    assert not holds(leaves[theirs], proof(leaves, mine), merkle_root(leaves))


@given(other_receipts, st.data())
def test_leaving_out_one_contribution_changes_the_root(leaves: list[str], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    assert merkle_root(leaves[:index] + leaves[index + 1 :]) != merkle_root(leaves)


@given(other_receipts, st.data())
def test_another_order_has_another_root(leaves: list[str], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(leaves))
    assert (merkle_root(shuffled) == merkle_root(leaves)) == (shuffled == leaves)


@given(some_receipts, st.data())
def test_a_path_that_is_too_short_too_long_or_changed_shows_nothing(
    leaves: list[str], data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    good, root = proof(leaves, index), merkle_root(leaves)
    assert not holds(leaves[index], good.model_copy(update={"path": (*good.path, A)}), root)
    if good.path:
        at = data.draw(st.integers(0, len(good.path) - 1))
        changed = (*good.path[:at], data.draw(receipts.filter(lambda r: r != good.path[at])))
        assert not holds(leaves[index], good.model_copy(update={"path": good.path[:-1]}), root)
        assert not holds(
            leaves[index], good.model_copy(update={"path": (*changed, *good.path[at + 1 :])}), root
        )


@pytest.mark.parametrize(("index", "size"), [(-1, 2), (2, 2), (0, 0), (1, 1)])
def test_a_proof_for_a_place_outside_the_tree_shows_nothing(index: int, size: int) -> None:
    leaves = [A, B]
    outside = Proof(index=index, size=size, path=proof(leaves, 0).path)
    assert not holds(A, outside, merkle_root(leaves))


@pytest.mark.parametrize("path", [("",), ("zz",), (A.upper(),), (A + A,), (" " + A,)])
def test_a_malformed_path_shows_nothing_and_raises_nothing(path: tuple[str, ...]) -> None:
    assert not holds(A, Proof(index=0, size=2, path=path), merkle_root([A, A]))


def test_a_node_of_the_tree_does_not_pass_for_a_receipt() -> None:
    pair = sha256(b"\x01" + leaf_hash(A) + leaf_hash(B)).hexdigest()
    assert merkle_root([pair, C]) != merkle_root([A, B, C])
    assert not holds(pair, Proof(index=0, size=2, path=(leaf_hash(C).hex(),)), merkle_root([A, B, C]))


@pytest.mark.parametrize("leaf", ["", "00", "no hex", A.upper(), A[:-2], A + "00", f"{A[:2]} {A[2:]}"])
def test_what_is_no_receipt_is_refused(leaf: str) -> None:
    with pytest.raises(ValueError, match="hex"):
        merkle_root([A, leaf])
    assert not holds(leaf, Proof(index=0, size=1, path=()), merkle_root([A]))


@pytest.mark.parametrize("index", [-1, 2])
def test_there_is_no_proof_for_a_leaf_that_is_not_there(index: int) -> None:
    with pytest.raises(IndexError, match=f"no leaf {index} among 2"):
        proof([A, B], index)


@given(some_receipts)
def test_a_proof_survives_being_written_as_json(leaves: list[str]) -> None:
    written = proof(leaves, 0)
    assert Proof.model_validate_json(written.model_dump_json()) == written

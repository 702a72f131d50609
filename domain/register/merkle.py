"""A Merkle tree over receipts (as in RFC 6962), so that anyone can check that their contribution counted.

The register holds one root for all contributions of a consultation. Whoever has a receipt and its proof needs
nothing else to see that the receipt is below that root, and learns nothing about the others.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

from domain.shared.base import Tolerant

LEAF, NODE = b"\x00", b"\x01"
"""A leaf can never pass for a node, nor a node for a leaf."""


class Proof(Tolerant):
    """The way from one leaf up to the root.

    `index` is the leaf's place (from 0) among `size` leaves; `path` are the hashes (hex SHA-256) that it is
    combined with on its way, the nearest first.
    """

    index: int
    size: int
    path: tuple[str, ...]


class _Level(NamedTuple):
    """One step up: the nodes of a level of the tree, and the place there of the leaf that is followed."""

    nodes: list[bytes]
    place: int


def merkle_root(leaves: Sequence[str]) -> str:
    """The root (hex SHA-256) over `leaves`, which are hex SHA-256 receipts in order.

    Of no leaves it is the hash of nothing. Raises ValueError for a leaf that is no such receipt.
    """
    if not leaves:
        return sha256().hexdigest()
    *_, top = _levels(leaves, 0)
    return top.nodes[0].hex()


def proof(leaves: Sequence[str], index: int) -> Proof:
    """The proof that `leaves[index]` is below the root of `leaves`; IndexError when there is no such leaf."""
    if not 0 <= index < len(leaves):
        raise IndexError(f"there is no leaf {index} among {len(leaves)}")
    siblings = ((level.nodes, level.place ^ 1) for level in _levels(leaves, index))
    path = tuple(nodes[sibling].hex() for nodes, sibling in siblings if sibling < len(nodes))
    return Proof(index=index, size=len(leaves), path=path)


def holds(leaf: str, proof: Proof, root: str) -> bool:
    """Whether `proof` shows that the receipt `leaf` is below `root`; what is malformed shows nothing."""
    if not 0 <= proof.index < proof.size:
        return False
    try:
        node, path = _leaf(leaf), [_bytes(sibling) for sibling in proof.path]
    except ValueError:
        return False
    # Both are walked up together: by the length of the path alone, a proof for a tree of another size could
    # pass.
    index, size = proof.index, proof.size
    while size > 1:
        # The last node of an odd level has no neighbour and goes up as it is.
        if index ^ 1 < size:
            if not path:
                return False
            sibling = path.pop(0)
            node = _node(sibling, node) if index % 2 else _node(node, sibling)
        index, size = index // 2, (size + 1) // 2
    return not path and node.hex() == root


def _levels(leaves: Sequence[str], index: int) -> Iterator[_Level]:
    nodes = [_leaf(leaf) for leaf in leaves]
    yield _Level(nodes, index)
    while len(nodes) > 1:
        pairs = zip(nodes[::2], nodes[1::2], strict=False)
        nodes, index = [*(_node(*pair) for pair in pairs), *nodes[len(nodes) & ~1 :]], index // 2
        yield _Level(nodes, index)


def _leaf(receipt: str) -> bytes:
    return sha256(LEAF + _bytes(receipt)).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(NODE + left + right).digest()


def _bytes(hash_: str) -> bytes:
    """The 32 bytes that `hash_` writes in hex: lower case, nothing between, so that there is one way only."""
    raw = bytes.fromhex(hash_)
    # `fromhex` takes blanks and capitals, too: two spellings of one receipt would both prove something.
    if raw.hex() != hash_ or len(raw) != sha256().digest_size:
        raise ValueError(f"{hash_!r} is not a SHA-256 hash in lower-case hex")
    return raw

"""Both verifiers on the same export: Kwartier's own, and the file that stands alone."""

import importlib.util
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from types import ModuleType

from cli.exports import check
from domain.register.entries import Head
from domain.register.heads import PublicKey, SigningKey, is_signed
from domain.register.proof import Proof, header, signature
from domain.register.sealed import sealed_line
from domain.register.timestamps import Authority
from domain.sign_off.open_votes import is_sealed, open_votes
from tests.domain.programmes import Programme

STANDALONE = Path(__file__).parents[2] / "deploy" / "verify_register.py"
KEY = SigningKey.parse('{"kty": "OKP", "crv": "Ed25519", "d": "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"}')
OTHER = SigningKey.parse(
    '{"kty": "OKP", "crv": "Ed25519", "d": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}'
)
Line = dict[str, object]
Verdict = tuple[str, int, str]
"""Whether it holds, up to or from which entry, and the hash or the reason."""


def export(programme: Programme, key: SigningKey = KEY) -> list[Line]:
    """The lines of a programme's export: its decisions signed, votes that are not decided sealed."""
    slug, opened = programme.register[0].programme, open_votes(programme.register)
    entries = [
        sealed_line(entry.model_dump(mode="json"))
        if is_sealed(entry, opened)
        else entry.model_dump(mode="json")
        for entry in programme.register
    ]
    signed = [signature(key.sign(slug, e.head)) for e in programme.register if is_signed(e.event.kind)]
    return [header(slug, [key.public]), *entries, *signed]


def verdict(
    lines: Sequence[object],
    head: Head | None = None,
    trusted: Sequence[PublicKey] = (),
    authority: Authority | None = None,
) -> Verdict:
    """What both verifiers say; fails when they do not say the same."""
    text = [json.dumps(line) for line in lines]
    ours, alone = _ours(text, head, trusted, authority), _standalone(text, head, trusted, authority)
    assert ours[:2] == alone[:2], (ours, alone)
    # Of what has no canonical form at several places, each names the one that it comes upon first.
    assert ours[2] == alone[2] or "has no hash" in ours[2]
    return ours


def _ours(
    text: list[str], head: Head | None, trusted: Sequence[PublicKey], authority: Authority | None
) -> Verdict:
    found = check(text, head, trusted, authority=authority)
    if isinstance(found, Proof):
        return ("holds", found.head.seq, f"{found.head.hash} {found.signed_up_to} {','.join(found.keys)}")
    return ("broken", found.seq, str(found.why))


def _standalone(
    text: list[str], head: Head | None, trusted: Sequence[PublicKey], authority: Authority | None
) -> Verdict:
    alone = standalone()
    keys = alone.keys_in(json.dumps({"keys": [key.jwk for key in trusted]}))
    try:
        certificates = list(authority.certificates) if authority else []
        found = alone.check(text, (head.seq, head.hash) if head else None, keys, certificates)
    except alone.DoesNotHold as broken:
        return ("broken", broken.seq, broken.why)
    return ("holds", found.seq, f"{found.hash} {found.signed_up_to} {','.join(found.keys)}")


@cache
def standalone() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_register", STANDALONE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module

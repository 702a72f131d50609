"""The public export: a ZIP with exactly the public documents, and what it takes to check them.

Pure, and the same input gives the same bytes. The register itself is not in it: what each seat said and which
organisations answered is nobody's business outside, and a check needs no more than the entry that published
the programme, with the signature under it. Whoever has a whole register finds that entry there.
"""

import json
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from textwrap import fill
from typing import NamedTuple

from domain.blueprint.model import Blueprint
from domain.publication.documents import PublicDocument
from domain.register.entries import Head
from domain.register.heads import PublicKey, SignedHead
from domain.shared.messages import N_
from domain.state.programme_state import ProgrammeState
from words.language import Language

FORMAT = "kwartier-public-export/1"
MEDIA_TYPES = {".md": "text/markdown", ".pdf": "application/pdf"}
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP knows; when it was made says nothing."""

CHECK = """\
    import hashlib, sys
    with open(sys.argv[1], "rb") as file:
        print(hashlib.sha256(bytes.fromhex("".join(sys.argv[2:])) + file.read()).hexdigest())"""
"""What prints the hash of a document, indented as code; it is the same in every language."""

CALL = "    python3 check.py documents/programme.md SALT"


class RegisterFacts(NamedTuple):
    """What is said of the register: where it ends, what signed it, and the entry that published a programme.

    `published` is in its JSON form, which is what was hashed.
    """

    head: Head
    keys: Sequence[PublicKey]
    signed: Sequence[SignedHead]
    published: Mapping[str, object] | None


def archive(
    language: Language,
    blueprint: Blueprint,
    state: ProgrammeState,
    documents: Sequence[PublicDocument],
    register: RegisterFacts,
) -> bytes:
    """The export as a ZIP; `documents` are those that are public, and no others."""
    index = json.dumps(
        _index(blueprint, state, documents, register), ensure_ascii=False, indent=2, sort_keys=True
    )
    files = {f"documents/{document.name}": document.content for document in documents}
    files |= {
        "README.md": read_me(language, blueprint.title).encode(),
        "index.json": f"{index}\n".encode(),
    }
    return _zipped(files)


def read_me(language: Language, title: str) -> str:
    """What the export is, and how anyone checks a document in it."""
    say = language.say
    parts = [
        f"# {say(N_('{programme}: public documents'), programme=' '.join(title.split()))}",
        say(
            N_(
                "This folder holds what is public of this programme, and nothing else. For each document"
                " `index.json` names the hash that the programme's register has of it."
            )
        ),
        say(
            N_(
                "**Checking a document.** The hash is the SHA-256 of `salt` (hexadecimal, empty for a PDF)"
                " followed by the file, byte for byte:"
            )
        ),
        CALL,
        say(N_("where `check.py` is:")),
        CHECK,
        say(N_("For a PDF `sha256sum documents/programme.pdf` says the same.")),
        say(
            N_(
                "`register.published` is the register entry that published the programme, with the hashes of"
                " that moment; its own `hash` is the SHA-256 of its canonical JSON (RFC 8785) without `hash`."
            )
        ),
        say(
            N_(
                "`register.signed` are the signatures (Ed25519) under the register; trust a key only once you"
                " know it from elsewhere."
            )
        ),
    ]
    return (
        "\n\n".join(
            part if part in {CALL, CHECK} else fill(part, 110, break_long_words=False, break_on_hyphens=False)
            for part in parts
        )
        + "\n"
    )


def _zipped(files: Mapping[str, bytes]) -> bytes:
    # Stored, not deflated: what deflate makes of it differs from one zlib to another.
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as zipped:
        for name, content in sorted(files.items()):
            info = zipfile.ZipInfo(name, LONG_AGO)
            # As on Unix, whatever system writes it: otherwise the bytes would differ.
            info.create_system, info.external_attr = 3, 0o644 << 16
            zipped.writestr(info, content)
    return written.getvalue()


def _index(
    blueprint: Blueprint,
    state: ProgrammeState,
    documents: Sequence[PublicDocument],
    register: RegisterFacts,
) -> dict[str, object]:
    # What was decided, and what else was published, the programme itself says: as long as it is public.
    with_programme = any(document.name == "programme.md" for document in documents)
    return {
        "format": FORMAT,
        "programme": {"slug": state.slug, "title": blueprint.title, "ending": state.ending},
        "decisions": _decisions(blueprint, state) if with_programme else [],
        "documents": [_document(document) for document in sorted(documents)],
        "register": {
            "head": register.head.model_dump(),
            "keys": [key.jwk for key in register.keys],
            "signed": [signed.model_dump() for signed in register.signed],
            "published": register.published if with_programme else None,
        },
    }


def _document(document: PublicDocument) -> dict[str, object]:
    ending = document.name[document.name.rindex(".") :]
    return {
        "name": document.name,
        "file": f"documents/{document.name}",
        "classification": "public",
        "media_type": MEDIA_TYPES[ending],
        "bytes": len(document.content),
        "hash": document.hash,
        "salt": document.salt.hex(),
        "entry": document.seq,
    }


def _decisions(blueprint: Blueprint, state: ProgrammeState) -> list[dict[str, object]]:
    titles = {body.key: body.title for body in blueprint.sign_off.bodies}
    return [
        {
            "body": titles[decision.body],
            "meeting": decision.meeting.isoformat(),
            "outcome": decision.outcome,
            "tally": decision.tally.model_dump(),
        }
        for decision in state.sign_off.decisions
    ]

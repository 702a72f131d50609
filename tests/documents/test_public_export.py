"""The public export: exactly what is public, the same bytes each time, and all that a check needs."""

import json
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from documents.public_export import RegisterFacts, archive, read_me
from domain.publication.documents import PublicDocument
from domain.register.entries import Head
from domain.state.programme_state import ProgrammeState
from tests.documents.arranged import DUTCH, blueprint
from tests.domain.arranged import approved
from tests.domain.programmes import body, rules
from tests.words.pseudo import PSEUDO, outside
from words.languages import ENGLISH

SALT = bytes(range(16))
PUBLISHED = {"seq": 40, "event": {"kind": "programme.published"}}


def document(name: str, content: bytes = b"# Text\r\n", salt: bytes = SALT) -> PublicDocument:
    return PublicDocument(name, content, salt, sha256(salt + content).hexdigest(), 40)


PROGRAMME = document("programme.md")
PDF = document("programme.pdf", b"%PDF-", b"")
MEMO = document("response-memo-1.md", b"# Memo")


def state() -> ProgrammeState:
    return approved(rules(body(), body("board"))).state


def exported(*documents: PublicDocument) -> bytes:
    facts = RegisterFacts(Head(seq=40, hash="5f3c" * 16), (), (), PUBLISHED)
    return archive(ENGLISH, blueprint(), state(), documents, facts)


def files(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as zipped:
        assert zipped.testzip() is None
        return {name: zipped.read(name) for name in zipped.namelist()}


def index(content: bytes) -> dict[str, Any]:
    return json.loads(files(content)["index.json"])


def test_it_holds_the_documents_an_index_and_how_to_check_them() -> None:
    found = files(exported(PDF, PROGRAMME))

    assert list(found) == ["README.md", "documents/programme.md", "documents/programme.pdf", "index.json"]
    assert found["documents/programme.md"] == b"# Text\r\n"
    readme = found["README.md"].decode()
    assert readme.startswith("# Common Ground: public documents\n")
    assert "**Checking a document.** The hash is the SHA-256 of `salt`" in readme


def test_in_dutch_it_explains_itself_in_dutch() -> None:
    readme = read_me(DUTCH, "Common Ground")

    assert readme.startswith("# Common Ground: openbare documenten\n\nDeze map bevat")
    assert "vertrouw een sleutel pas als u hem van elders kent" in " ".join(readme.split())


def test_no_sentence_of_the_read_me_is_outside_of_the_catalogues() -> None:
    said = "\n".join(line for line in read_me(PSEUDO, "Small").splitlines() if not line.startswith("    "))

    assert outside(said, "Small") == []


def test_in_whatever_order_and_whenever_it_is_made_its_bytes_are_the_same() -> None:
    assert exported(PDF, PROGRAMME, MEMO) == exported(MEMO, PROGRAMME, PDF)
    with ZipFile(BytesIO(exported(PDF))) as zipped:
        assert {info.date_time for info in zipped.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_index_says_how_each_hash_is_made() -> None:
    found = index(exported(PROGRAMME, PDF))["documents"]

    assert [(d["name"], d["media_type"], d["classification"]) for d in found] == [
        ("programme.md", "text/markdown", "public"),
        ("programme.pdf", "application/pdf", "public"),
    ]
    contents = files(exported(PROGRAMME, PDF))
    for said in found:
        content = contents[said["file"]]
        assert sha256(bytes.fromhex(said["salt"]) + content).hexdigest() == said["hash"]
        assert (said["bytes"], said["entry"]) == (len(content), 40)


def test_the_snippet_in_the_read_me_prints_that_hash() -> None:
    readme = files(exported(PROGRAMME))["README.md"].decode()
    lines = [line[4:] for line in readme.splitlines() if line.startswith("    ") and "python3" not in line]
    program = "\n".join(lines).replace('open(sys.argv[1], "rb")', "opened").replace("sys.argv[2:]", "salt")
    printed: list[str] = []
    names = {"opened": BytesIO(PROGRAMME.content), "salt": [SALT.hex()], "print": printed.append}

    exec(program, names)  # noqa: S102 - it is ours, and must work as it stands there

    assert printed == [PROGRAMME.hash]


def test_with_the_programme_the_decisions_and_the_entry_that_published_it_are_told() -> None:
    found = index(exported(PROGRAMME))

    assert [(d["body"], d["outcome"], d["tally"]["in_favour"]) for d in found["decisions"]] == [
        ("The College", "approved", 3),
        ("The Board", "approved", 3),
    ]
    assert found["register"]["head"] == {"seq": 40, "hash": "5f3c" * 16}
    assert found["register"]["published"] == PUBLISHED
    assert found["programme"] == {"slug": "small", "title": "Common Ground", "ending": "approved"}


def test_without_the_programme_they_are_not() -> None:
    found = index(exported(MEMO))
    assert (found["decisions"], found["register"]["published"]) == ([], None)


def test_when_nothing_is_public_it_is_empty_and_says_so() -> None:
    assert list(files(exported())) == ["README.md", "index.json"]
    assert index(exported())["documents"] == []

"""Time stamps of an authority outside show when a head was there, whoever has the keys of the register.

Every example goes through both verifiers, Kwartier's own and `deploy/verify_register.py`, which must agree.
"""

import json
import subprocess
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import cast

import pytest

from cli.exports import check
from domain.register import timestamps
from domain.register.entries import GENESIS, Head
from domain.register.proof import Proof, timestamp
from domain.register.timestamps import Authority, UnusableCertificateError
from domain.shared.canonical import digest
from tests.domain.arranged import decided, sent_back, submitted_again
from tests.domain.stamping import LocalAuthority, authority
from tests.domain.verifiers import KEY, Line, export, standalone, verdict

AUTHORITY = authority()


def entries_of(lines: list[Line]) -> list[Line]:
    return [line for line in lines if "event" in line]


def signed_in(lines: list[Line]) -> list[int]:
    return [cast("dict[str, int]", line["signed"])["seq"] for line in lines if "signed" in line]


def stamp_over(entry: Line, by: LocalAuthority = AUTHORITY) -> Line:
    """The line of a stamp over an entry."""
    head = Head(seq=cast("int", entry["seq"]), hash=str(entry["hash"]))
    return timestamp(str(entry["programme"]), head, by.stamp(entry))


@cache
def _stamped() -> list[Line]:
    lines = export(decided(submitted_again(sent_back()), "for", "for", "for"))
    entries = entries_of(lines)
    return [*lines, *(stamp_over(entries[seq - 1]) for seq in signed_in(lines))]


def stamped() -> list[Line]:
    """An export of an approved programme that was sent back before; each of its decisions is stamped."""
    return deepcopy(_stamped())


def without_stamps(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line.get("type") != "timestamp"]


DECIDED = signed_in(_stamped())


def test_each_decision_was_there_when_the_authority_says_so() -> None:
    found = check([json.dumps(line) for line in stamped()], authority=AUTHORITY.public)

    assert verdict(stamped(), authority=AUTHORITY.public)[0] == "holds"
    assert isinstance(found, Proof)
    assert [stamp.seq for stamp in found.stamps] == DECIDED
    assert all(stamp.at is not None for stamp in found.stamps)
    assert [stamp.said for stamp in found.stamps] == [entries_of(stamped())[seq - 1]["at"] for seq in DECIDED]


def test_without_the_authority_stamps_are_not_looked_into() -> None:
    found = check([json.dumps(line) for line in stamped()])

    assert verdict(stamped())[0] == "holds"
    assert isinstance(found, Proof)
    assert [stamp.at for stamp in found.stamps] == [None] * len(DECIDED)


@pytest.mark.parametrize("given", [None, AUTHORITY.public])
def test_a_tail_that_was_cut_off_is_missed(given: Authority | None) -> None:
    lines, last = stamped(), DECIDED[-1]
    cut = [line for line in lines if "event" not in line or cast("int", line["seq"]) < last]
    # With the signature over it, as somebody would who has every right on the database.
    cut = [line for line in cut if cast("Line", line.get("signed", {})).get("seq") != last]

    assert verdict(cut, authority=given)[:2] == ("broken", last)


@pytest.mark.parametrize("given", [None, AUTHORITY.public])
def test_a_register_that_was_written_anew_with_its_own_key_does_not_fit_its_stamps(
    given: Authority | None,
) -> None:
    lines = stamped()
    entries = entries_of(lines)
    entries[1]["at"] = "2001-01-01T00:00:00Z"
    previous = GENESIS
    for entry in entries:
        entry["prev"] = previous
        previous = entry["hash"] = digest({name: item for name, item in entry.items() if name != "hash"})
    slug = str(entries[0]["programme"])
    signatures = [
        {**line, **_signed_anew(slug, entries[seq - 1])}
        for line, seq in zip([line for line in lines if "signed" in line], DECIDED, strict=True)
    ]
    stamps = [line for line in lines if line.get("type") == "timestamp"]
    forged = [lines[0], *entries, *signatures]

    assert verdict(forged, trusted=[KEY.public])[0] == "holds"
    assert verdict([*forged, *stamps], trusted=[KEY.public], authority=given)[:2] == ("broken", DECIDED[0])


def _signed_anew(slug: str, entry: Line) -> Line:
    head = KEY.sign(slug, Head(seq=cast("int", entry["seq"]), hash=str(entry["hash"])))
    return {"signed": {"programme": slug, "seq": head.seq, "hash": head.hash}, "signature": head.signature}


def test_with_the_authority_no_stamp_can_be_left_out() -> None:
    lines = stamped()
    del lines[-1]

    assert verdict(lines)[0] == "holds"
    assert verdict(lines, authority=AUTHORITY.public) == (
        "broken",
        DECIDED[-1],
        "it is a decision over which the authority given put no time stamp",
    )


def test_a_stamp_that_is_waited_for_is_said() -> None:
    lines = stamped()
    lines[-1]["response"] = None
    found = check([json.dumps(line) for line in lines])

    assert isinstance(found, Proof)
    assert found.waiting == (DECIDED[-1],)
    assert verdict(lines, authority=AUTHORITY.public) == (
        "broken",
        DECIDED[-1],
        "it is a decision that waits for its time stamp; export the register again later",
    )


def test_a_stamp_of_another_authority_counts_for_nothing() -> None:
    lines = without_stamps(stamped())
    entries = entries_of(lines)
    lines += [stamp_over(entries[seq - 1], by=authority("another")) for seq in DECIDED]

    broken = verdict(lines, authority=AUTHORITY.public)

    assert broken[:2] == ("broken", DECIDED[0])
    assert broken[2].startswith("the time stamp over it is none of the authority given: ")


def test_a_stamp_over_one_entry_counts_for_no_other() -> None:
    lines = stamped()
    lines[-1]["response"] = lines[-2]["response"]

    assert verdict(lines, authority=AUTHORITY.public)[:2] == ("broken", DECIDED[-1])


@pytest.mark.parametrize(
    "change",
    [
        {"response": "no base64"},
        {"response": 1},
        {"of": None},
        {"of": {"programme": "p", "seq": "1", "hash": ""}},
        {"of": {"programme": "p", "seq": True, "hash": ""}},
    ],
)
def test_what_is_no_stamp_does_not_hold(change: Line) -> None:
    lines = stamped()
    lines[-1] |= change

    assert verdict(lines)[0] == "broken"


@pytest.mark.parametrize("place", [0, 1, 5, 20, 60, 120, 300, -200, -1])
def test_a_stamp_that_was_changed_does_not_hold(place: int) -> None:
    lines = stamped()
    response = bytearray(timestamps.read(str(lines[-1]["response"])))
    response[place] ^= 0x41
    lines[-1]["response"] = timestamps.written(bytes(response))

    assert verdict(lines, authority=AUTHORITY.public)[:2] == ("broken", DECIDED[-1])


def test_an_entry_after_a_stamp_does_not_hold() -> None:
    lines = stamped()

    assert verdict([*lines, entries_of(lines)[-1]])[0] == "broken"


def test_openssl_alone_checks_a_stamp(tmp_path: Path) -> None:
    last, response = entries_of(stamped())[DECIDED[-1] - 1], str(stamped()[-1]["response"])
    (tmp_path / "response").write_bytes(timestamps.read(response))
    (tmp_path / "root.pem").write_text(AUTHORITY.pem)

    command = ["openssl", "ts", "-verify", "-digest", str(last["hash"]), "-in", "response"]
    told = subprocess.run([*command, "-CAfile", "root.pem"], cwd=tmp_path, check=False, capture_output=True)  # noqa: S603

    assert told.returncode == 0, told.stderr


def test_the_verifier_that_stands_alone_says_what_it_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(standalone(), "rfc3161", None)
    (tmp_path / "export").write_text("\n".join(json.dumps(line) for line in stamped()))
    (tmp_path / "root.pem").write_text(AUTHORITY.pem)
    monkeypatch.setattr(
        "sys.argv",
        ["verify", str(tmp_path / "export"), "--timestamp-certificate", str(tmp_path / "root.pem")],
    )

    with pytest.raises(SystemExit) as ended:
        standalone().main()

    assert ended.value.code == 2
    assert "pip install rfc3161-client" in capsys.readouterr().err


def test_what_is_no_certificate_is_said_to_be_none() -> None:
    with pytest.raises(UnusableCertificateError, match="no certificate"):
        Authority.parse("-----BEGIN NONSENSE-----")

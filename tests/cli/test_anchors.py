"""Heads outside of PostgreSQL: with them a register that was cut off is found, though it holds by itself."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr

from cli.anchors import append, read
from cli.checks import registers
from cli.errors import CommandError
from cli.exports import check
from domain.register.entries import Break, Head
from domain.register.proof import Proof
from settings import Settings
from tests.cli.exported import bare, stamped
from tests.domain.verifiers import STANDALONE


@pytest.fixture
def lines() -> list[str]:
    return bare()


@pytest.fixture
def anchors(tmp_path: Path, lines: list[str]) -> Path:
    last = json.loads(lines[-1])
    file = tmp_path / "anchors.jsonl"
    append(file, {"another": Head(seq=1, hash="0" * 64)})
    append(file, {last["programme"]: Head(seq=last["seq"], hash=last["hash"])})
    return file


def test_a_tail_that_was_cut_off_is_found(lines: list[str], anchors: Path) -> None:
    whole, cut = check(lines, anchors=read([anchors])), check(lines[:-1], anchors=read([anchors]))

    assert isinstance(whole, Proof)
    assert isinstance(check(lines[:-1]), Proof)
    assert isinstance(cut, Break)
    assert cut.seq == len(lines)


def test_the_verifier_that_stands_alone_finds_it_too(tmp_path: Path, lines: list[str], anchors: Path) -> None:
    codes: list[int] = []
    for kept in (lines, lines[:-1]):
        export = tmp_path / "export.jsonl"
        export.write_text("\n".join(kept))
        command = [sys.executable, STANDALONE, export, "--anchors", anchors]
        codes.append(subprocess.run(command, check=False, capture_output=True).returncode)  # noqa: S603

    assert codes == [0, 1]


async def test_the_doctor_misses_a_register_that_is_gone(database: str, anchors: Path) -> None:
    found = await registers.intact(Settings(database=SecretStr(database)), None, read([anchors]))

    assert [finding.state for finding in found] == ["wrong", "wrong"]
    assert "so its anchor says" in str(found[0].found)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """An export that somebody kept."""
    file = tmp_path / "kept.jsonl"
    file.write_text("\n".join(map(json.dumps, stamped())))
    return file


@pytest.mark.parametrize("of", ["the last entry", "the time stamp"])
def test_an_earlier_export_is_an_anchor_too(tmp_path: Path, kept: Path, of: str) -> None:
    earlier = kept.read_text().split("\n")
    if of == "the time stamp":
        # Whoever keeps no more of it than this has the head as well.
        kept.write_text("\n".join([earlier[0], earlier[-1]]))
    later = [line for line in earlier if "event" in json.loads(line)]
    (tmp_path / "whole").write_text("\n".join(later))
    (tmp_path / "cut").write_text("\n".join(later[:-1]))

    found = [
        check((tmp_path / name).read_text().split("\n"), anchors=read([kept])) for name in ("whole", "cut")
    ]
    alone = [
        subprocess.run(  # noqa: S603 - our own program
            [sys.executable, STANDALONE, tmp_path / name, "--anchors", kept], check=False, capture_output=True
        ).returncode
        for name in ("whole", "cut")
    ]

    assert [type(one) for one in found] == [Proof, Break]
    assert alone == [0, 1]


def test_what_is_no_head_is_refused_by_its_line(anchors: Path) -> None:
    with anchors.open("a") as file:
        file.write("[]\n")

    with pytest.raises(CommandError, match="line 3"):
        read([anchors])

"""An exported register, checked offline: the first entry that does not hold is named."""

import json
from collections.abc import Callable

import pytest

from cli.errors import CommandError
from cli.exports import check, parse_head, write_head
from domain.register.entries import Break, Head
from domain.register.proof import Proof
from tests.cli.exported import bare


@pytest.fixture(scope="module")
def export() -> list[str]:
    """A register of a few entries, one a line."""
    return bare()


def changed(export: list[str], seq: int, change: Callable[[dict[str, object]], object]) -> list[str]:
    """The export with one entry changed."""
    entry = json.loads(export[seq - 1])
    change(entry)
    return [*export[: seq - 1], json.dumps(entry), *export[seq:]]


def broken(found: object) -> tuple[int, str]:
    """Where it breaks and why, in plain English."""
    assert isinstance(found, Break)
    return found.seq, str(found.why)


def test_an_untouched_export_holds_up_to_its_last_entry(export: list[str]) -> None:
    last = json.loads(export[-1])

    assert check(export) == Proof(Head(seq=len(export), hash=last["hash"]), 0, ())


def test_blank_lines_do_not_matter(export: list[str]) -> None:
    assert check([*export, "", "\n"]) == check(export)


@pytest.mark.parametrize("seq", [1, 2, 3])
def test_a_changed_entry_is_named(export: list[str], seq: int) -> None:
    tampered = changed(export, seq, lambda entry: entry.update(at="2020-01-01T00:00:00Z"))

    assert broken(check(tampered)) == (seq, "its content does not give its hash")


def test_an_entry_with_a_new_hash_is_found_by_the_one_after_it(export: list[str]) -> None:
    def rewrite(entry: dict[str, object]) -> None:
        from domain.shared.canonical import digest  # noqa: PLC0415 - what a forger would do, and only here

        entry["body"] = "f" * 64
        entry["hash"] = digest({key: value for key, value in entry.items() if key != "hash"})

    found = check(changed(export, 2, rewrite))

    assert broken(found) == (3, "it names another entry before it than the one that stands there")


def test_a_missing_entry_is_named(export: list[str]) -> None:
    assert broken(check([export[0], *export[2:]])) == (2, "number 2 is expected here, the entry says 3")


def test_entries_in_another_order_are_named(export: list[str]) -> None:
    found = check([export[0], export[2], export[1]])

    assert isinstance(found, Break)
    assert found.seq == 2


def test_what_is_cut_off_at_the_end_is_found_by_the_head_known_from_elsewhere(export: list[str]) -> None:
    whole = check(export)
    assert isinstance(whole, Proof)

    found = check(export[:-1], whole.head)

    assert check(export, whole.head) == whole
    assert isinstance(found, Break)
    assert found.seq == len(export)


def test_a_chain_that_was_written_anew_is_found_by_the_head_known_from_elsewhere(export: list[str]) -> None:
    found = check(export, Head(seq=len(export), hash="f" * 64))

    assert isinstance(found, Break)
    assert found.seq == len(export)


@pytest.mark.parametrize("line", ["{", "[]", "17", '{"seq": 2}', "null"])
def test_a_line_that_is_no_entry_is_named(export: list[str], line: str) -> None:
    found = check([export[0], line, *export[2:]])

    assert isinstance(found, Break)
    assert found.seq == 2


def test_a_key_that_is_there_twice_is_not_let_through(export: list[str]) -> None:
    doubled = export[1].replace('{"programme"', '{"key": "another", "programme"', 1)

    found = check([export[0], doubled, *export[2:]])

    assert isinstance(found, Break)
    assert found.seq == 2


def test_an_empty_file_proves_nothing() -> None:
    with pytest.raises(CommandError, match="no register entry"):
        check([])


def test_a_head_is_read_as_it_is_written() -> None:
    head = Head(seq=87, hash="5f" * 32)

    assert parse_head(write_head(head)) == head


@pytest.mark.parametrize("text", ["87", "87:5f", ":", "x:" + "5f" * 32, "87:" + "zz" * 32])
def test_what_is_no_head_is_explained(text: str) -> None:
    with pytest.raises(CommandError, match="is not the head of a register"):
        parse_head(text)

"""The table of who reads what holds for every kind of material and every part."""

from typing import get_args

from domain.reading.materials import Material
from domain.reading.parts import ReadingPart
from domain.reading.rights import READS, SHARED, may_read, readers_of

MATERIALS: tuple[Material, ...] = get_args(Material)


def test_every_part_has_a_row() -> None:
    assert set(READS) == set(get_args(ReadingPart))


def test_whoever_has_no_part_reads_nothing() -> None:
    assert not any(may_read([], what) for what in MATERIALS)


def test_everyone_reads_public_documents_only() -> None:
    assert READS["everyone"] == {"public_documents"}


def test_somebody_in_several_parts_reads_what_any_of_them_may() -> None:
    assert may_read(["panel", "drafter"], "unsubmitted_version")
    assert not may_read(["panel"], "unsubmitted_version")


def test_votes_that_are_not_decided_are_for_nobody_but_whoever_cast_them() -> None:
    assert readers_of("running_votes") == ()
    assert readers_of("own_running_vote") == ("member", "substitute", "chair")


def test_an_auditor_reads_all_that_anybody_else_does_but_what_is_somebodys_own() -> None:
    others = frozenset[Material]().union(*(read for part, read in READS.items() if part != "auditor"))

    assert {what for what in others - READS["auditor"] if "own" not in what} == set()


def test_an_operator_reads_how_a_programme_runs_and_nothing_that_people_wrote() -> None:
    assert READS["operator"] == {"standing", "register", "blueprint", "parts"}


def test_what_all_who_take_part_read_is_in_each_of_their_rows() -> None:
    rest = {"candidate", "operator", "everyone"}

    assert all(read >= SHARED for part, read in READS.items() if part not in rest)

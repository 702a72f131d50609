"""Whoever writes in PostgreSQL, past Kwartier, is found: each change names the row that it changed."""

import pytest

from tests.store.kept.tampering import (
    COVERED,
    LONG_AGO,
    NOT_OF_THE_REGISTER,
    NOT_TOLD,
    Looking,
    a_row,
    changes,
    columns,
)


async def test_what_kwartier_wrote_holds(looking: Looking) -> None:
    assert await looking.found() == []


async def test_every_column_of_every_table_is_compared_unless_it_is_said_why_not(looking: Looking) -> None:
    unseen: set[tuple[str, str]] = set()
    for column in await columns(looking.connection):
        if column.table in NOT_OF_THE_REGISTER:
            continue
        for tampering in changes(column, a_row(column.table)):
            if not await looking.found(tampering.statement):
                unseen.add((column.table, column.name))

    assert unseen == set(NOT_TOLD)


async def test_rows_that_are_gone_or_too_many_are_found_in_every_table(looking: Looking) -> None:
    tables = sorted({column.table for column in await columns(looking.connection)} - {*NOT_OF_THE_REGISTER})
    unseen: list[str] = []
    for table in tables:
        found = await looking.found(f"DELETE FROM {table} WHERE {a_row(table)}")  # noqa: S608
        if not found:
            unseen.append(table)

    assert unseen == []


@pytest.mark.parametrize(("tampered", "named"), COVERED)
async def test_whoever_covers_their_tracks_is_found_as_well(
    looking: Looking, tampered: tuple[str, ...], named: str
) -> None:
    found = await looking.found(LONG_AGO, *tampered)

    assert named in {difference.table for difference in found}


async def test_a_row_is_named_by_its_key_and_nothing_that_people_typed(looking: Looking) -> None:
    moved = "UPDATE consultations SET due = due + 7 WHERE programme = $1"

    (found,) = await looking.found(moved)

    assert str(found.said) == (
        f"{looking.slug}: consultations {looking.slug}/1: due is not what the register says"
    )


async def test_the_existing_strategy_is_not_kept_after_the_programme_began(looking: Looking) -> None:
    late = (
        "UPDATE plan_versions SET saved_at = saved_at + interval '1 day' WHERE programme = $1 AND number = 0"
    )

    (found,) = await looking.found(late)

    assert str(found.said).endswith(f"plan_versions {looking.slug}/0: saved_at is not what the register says")


async def test_what_somebody_wrote_that_kwartier_never_writes_hides_nothing_else(looking: Looking) -> None:
    nonsense = "UPDATE plan_versions SET sections = '[1, 2]' WHERE programme = $1"
    moved = "UPDATE consultations SET due = due + 7 WHERE programme = $1"

    found = await looking.found(nonsense, moved)

    assert {"plan_versions", "consultations"} <= {difference.table for difference in found}

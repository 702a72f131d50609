"""The register: what was written cannot be changed, left out, added or moved without anybody noticing."""

import json
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.bodies.plan_meeting import MeetingPlanned
from domain.register.entries import GENESIS, Break, Entry, Head, seal, verify
from domain.shared.actors import PROGRAMME
from domain.shared.canonical import digest
from tests.domain.arranged import with_conditions
from tests.domain.programmes import START

Raw = dict[str, object]


@cache
def _exported() -> str:
    """The register of a whole programme, one JSON text."""
    return json.dumps([entry.model_dump(mode="json") for entry in with_conditions().register])


def exported() -> list[Raw]:
    return cast("list[Raw]", json.loads(_exported()))


LENGTH = len(exported())
places = st.integers(0, LENGTH - 1)


def head_of(chain: list[Raw]) -> Head:
    return Head.model_validate({"seq": chain[-1]["seq"], "hash": chain[-1]["hash"]})


def broken(found: object) -> tuple[int, str]:
    """Where it breaks and why, in plain English."""
    assert isinstance(found, Break)
    return found.seq, str(found.why)


def broken_at(chain: list[Raw], head: Head | None = None) -> int:
    found = verify(chain, head)
    assert isinstance(found, Break), "nothing was found"
    assert found.why
    return found.seq


def reseal(chain: list[Raw]) -> list[Raw]:
    """What a forger would do: give every entry a hash that fits."""
    previous = GENESIS
    for seq, raw in enumerate(chain, start=1):
        raw |= {"seq": seq, "prev": previous}
        previous = raw["hash"] = digest({key: value for key, value in raw.items() if key != "hash"})
    return chain


def entry(at: datetime = datetime(2026, 1, 5, 9, tzinfo=UTC)) -> Entry:
    return Entry(
        programme="small",
        seq=0,
        at=at,
        actor=PROGRAMME,
        key="step-1",
        body="",
        event=MeetingPlanned(body="college", day=START),
        prev="",
        hash="",
    )


class TestSealing:
    def test_the_first_entry_has_number_one_and_no_entry_before_it(self) -> None:
        sealed = seal(Head(), entry())
        assert (sealed.seq, sealed.prev, sealed.head) == (1, "0" * 64, Head(seq=1, hash=sealed.hash))

    def test_the_next_one_names_the_one_before(self) -> None:
        first = seal(Head(), entry())
        second = seal(first.head, entry())
        assert (second.seq, second.prev) == (2, first.hash)

    def test_it_changes_nothing_but_place_and_hashes(self) -> None:
        sealed = seal(Head(seq=4, hash="a" * 64), entry())
        assert sealed.model_copy(update={"seq": 0, "prev": "", "hash": ""}) == entry()

    def test_the_hash_is_over_everything_else_in_canonical_form(self) -> None:
        sealed = seal(Head(), entry())
        content = sealed.model_dump(mode="json", exclude={"hash"})
        assert sealed.hash == sealed.expected_hash() == digest(content)

    @given(st.integers(0, 10**6), st.text(max_size=20))
    def test_the_same_entry_has_the_same_hash(self, seq: int, hash_: str) -> None:
        head = Head(seq=seq, hash=hash_)
        assert seal(head, entry()) == seal(head, entry())

    @given(st.text(max_size=5), st.text(max_size=5))
    def test_another_entry_has_another_hash(self, one: str, other: str) -> None:
        hashes = [seal(Head(), entry().model_copy(update={"key": key})).hash for key in (one, other)]
        assert (hashes[0] == hashes[1]) == (one == other)

    @given(st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - hypothesis adds the zone
    def test_a_moment_survives_being_written_as_json(self, at: datetime) -> None:
        sealed = seal(Head(), entry(at))
        again = Entry.model_validate_json(sealed.model_dump_json())
        assert again == sealed
        assert again.expected_hash() == sealed.hash

    @given(st.integers(-14, 14))
    def test_a_moment_told_in_another_zone_is_still_that_moment_and_still_holds(self, hours: int) -> None:
        at = datetime(2026, 7, 1, 12, 30, 15, 250000, tzinfo=timezone(timedelta(hours=hours)))
        sealed = seal(Head(), entry(at))
        again = Entry.model_validate_json(sealed.model_dump_json())
        assert again.at == at
        assert verify([sealed.model_dump(mode="json")]) == sealed.head


class TestAWholeRegister:
    def test_a_whole_programme_holds(self) -> None:
        chain = exported()
        assert verify(chain) == head_of(chain) == verify(chain, head_of(chain))
        assert len(chain) > 20

    def test_an_empty_register_holds_and_ends_at_nothing(self) -> None:
        assert verify([]) == Head()
        assert verify([], Head()) == Head()

    def test_every_entry_survives_being_read_and_written(self) -> None:
        chain = exported()
        assert [Entry.model_validate(raw).model_dump(mode="json") for raw in chain] == chain


class TestTampering:
    @given(places, st.data())
    def test_a_changed_field_is_found_in_its_own_entry(self, at: int, data: st.DataObject) -> None:
        chain = exported()
        field = data.draw(st.sampled_from(["programme", "key", "body", "hash", "prev"]))
        chain[at][field] = "changed"
        assert broken_at(chain) == at + 1

    @given(places, st.integers(1, 10**9))
    def test_another_moment_is_found(self, at: int, microseconds: int) -> None:
        chain = exported()
        moment = datetime.fromisoformat(str(chain[at]["at"])) + timedelta(microseconds=microseconds)
        chain[at]["at"] = moment.isoformat()
        assert broken_at(chain) == at + 1

    @given(places, st.data())
    def test_a_change_inside_what_happened_is_found(self, at: int, data: st.DataObject) -> None:
        chain = exported()
        event = cast("Raw", chain[at]["event"])
        event[data.draw(st.sampled_from(sorted(event)))] = "changed"
        assert broken_at(chain) == at + 1

    @given(places)
    def test_somebody_elses_name_under_it_is_found(self, at: int) -> None:
        chain = exported()
        chain[at]["actor"] = {"person": "id-of-mallory", "role": "office"}
        assert broken_at(chain) == at + 1

    @given(places)
    def test_a_field_that_this_version_does_not_know_counts_too(self, at: int) -> None:
        added, inside = exported(), exported()
        added[at]["note"] = "added later"
        cast("Raw", inside[at]["event"])["note"] = "added later"
        assert broken_at(added) == broken_at(inside) == at + 1

    def test_a_field_that_a_newer_version_wrote_and_hashed_holds(self) -> None:
        chain = exported()
        chain[3]["note"] = "written by a newer version"
        chain = reseal(chain)
        assert verify(chain) == head_of(chain)
        del chain[3]["note"]
        assert broken_at(chain) == 4

    @given(places, st.data())
    def test_a_field_left_out_is_found(self, at: int, data: st.DataObject) -> None:
        chain = exported()
        del chain[at][data.draw(st.sampled_from(sorted(chain[at])))]
        assert broken_at(chain) == at + 1

    @given(st.integers(0, LENGTH - 2))
    def test_a_removed_entry_is_found_where_it_stood(self, at: int) -> None:
        chain = exported()
        del chain[at]
        assert broken_at(chain) == at + 1

    @given(places, places)
    def test_an_inserted_entry_is_found(self, at: int, source: int) -> None:
        chain = exported()
        chain.insert(at, exported()[source])
        # Before itself an entry still fits; then the original comes once too often.
        assert broken_at(chain) == at + (2 if at == source else 1)

    @given(places)
    def test_an_entry_forged_to_fit_is_found_by_the_next_one(self, at: int) -> None:
        chain = exported()
        chain[at]["body"] = "forged"
        chain[at]["hash"] = digest({key: value for key, value in chain[at].items() if key != "hash"})
        if at + 1 < LENGTH:
            assert broken_at(chain) == at + 2
        else:
            assert broken_at(chain, head_of(exported())) == LENGTH

    @given(st.permutations(range(LENGTH)).filter(lambda order: order != list(range(LENGTH))))
    def test_another_order_is_found_at_the_first_that_moved(self, order: list[int]) -> None:
        chain = exported()
        first = next(at for at, source in enumerate(order) if at != source)
        assert broken_at([chain[source] for source in order]) == first + 1


class TestAgainstAPrintedHead:
    @given(places)
    def test_a_truncated_chain_lacks_its_next_entry(self, kept: int) -> None:
        chain = exported()
        assert verify(chain[:kept]) == (head_of(chain[:kept]) if kept else Head())
        assert broken_at(chain[:kept], head_of(chain)) == kept + 1

    @given(st.integers(1, LENGTH - 1))
    def test_what_came_after_the_head_does_not_belong_to_it(self, printed: int) -> None:
        chain = exported()
        assert broken_at(chain, head_of(chain[:printed])) == printed + 1

    @given(places)
    def test_a_chain_that_was_rewritten_as_a_whole_does_not_end_at_the_head(self, at: int) -> None:
        head, chain = head_of(exported()), exported()
        chain[at]["body"] = "forged"
        forged = reseal(chain)
        assert verify(forged) == head_of(forged)
        assert broken_at(forged, head) == LENGTH

    def test_anything_is_too_much_when_nothing_was_printed(self) -> None:
        assert broken_at(exported(), Head()) == 1


class TestUnreadable:
    @pytest.mark.parametrize("raw", [None, 7, "entry", [], {}, {"seq": 1}])
    def test_what_is_no_entry_is_named(self, raw: object) -> None:
        chain: list[object] = [*exported()[:2], raw]
        found = verify(chain)
        assert isinstance(found, Break)
        assert found.seq == 3
        assert str(found.why).startswith("the entry is not readable")

    def test_a_kind_that_nobody_knows_is_named(self) -> None:
        chain = exported()
        chain[0]["event"] = {"kind": "programme.celebrated"}
        assert broken_at(chain) == 1

    @pytest.mark.parametrize("value", [0.5, 2**53, float("nan"), "\ud800", {"\ud800": 1}])
    def test_a_value_that_has_no_canonical_form_is_named_and_raises_nothing(self, value: object) -> None:
        chain = exported()
        chain[1]["note"] = value
        found = verify(chain)
        assert isinstance(found, Break)
        assert found.seq == 2
        assert str(found.why).startswith("its content has no hash")

    def test_a_wrong_number_is_told_with_the_right_one(self) -> None:
        chain = exported()
        chain[1]["seq"] = 5
        assert broken(verify(chain)) == (2, "number 2 is expected here, the entry says 5")

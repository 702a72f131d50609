"""A value is changed by naming its fields, and no other."""

import pytest

from domain.state.programme_state import Appointment


def test_a_field_that_is_not_there_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match="Appointment has no field preferences"):
        Appointment().model_copy(update={"preferences": ("id-of-anna",)})


def test_a_field_that_is_there_is_changed() -> None:
    assert Appointment().model_copy(update={"preference": ("id-of-anna",)}).preference == ("id-of-anna",)

"""Each act of a programme is done by one operation, and by others only in another form."""

from typing import Any

import pytest
from fastapi.routing import APIRoute, iter_route_contexts

from api.application import create
from api.http.acting import Way, ways_in
from service.asking.acts import Act, by_name
from service.every_phase.acts import OfDeadline
from service.people.acts import OfPart
from settings import Settings

APP = create(Settings(environment="development"))
WAYS = ways_in(APP)
ITS_OWN = {way.act.name: way for way in WAYS if not way.another_way}


def test_every_act_has_one_operation_of_its_own() -> None:
    own = [way.act.name for way in WAYS if not way.another_way]

    assert sorted(own) == sorted(by_name())


def test_a_file_of_many_and_one_section_are_other_ways_to_do_the_same() -> None:
    others = {way.operation: way.act.name for way in WAYS if way.another_way}

    assert others == {
        "importOrganisations": "add-organisations",
        "importProjects": "add-project",
        "importPlanVersion": "save-version",
        "savePlanSection": "save-version",
    }


@pytest.mark.parametrize("way", [pytest.param(way, id=name) for name, way in ITS_OWN.items()])
def test_an_operation_takes_the_form_of_its_act_unless_that_is_a_file(way: Way) -> None:
    body = _route(way).body_field

    if way.act.media_type is None:
        assert body is not None
        assert body.field_info.annotation is way.act.form
    else:
        assert body is None


@pytest.mark.parametrize("act", [pytest.param(act, id=name) for name, act in by_name().items()])
def test_an_address_has_a_place_for_all_that_an_act_is_about(act: Act[Any, Any]) -> None:
    fields = act.about.model_fields.items()
    about = act.about.model_construct(**{name: 7 if f.annotation is int else "7" for name, f in fields})

    address = ITS_OWN[act.name].address("common-ground", about)

    assert address.count("/7") == len(act.about.model_fields)


def test_what_an_act_is_about_stands_in_its_address() -> None:
    assert (
        ITS_OWN["move-deadline"].address("common-ground", OfDeadline(deadline="term"))
        == "/v1/programmes/common-ground/deadlines/term/moves"
    )
    assert (
        ITS_OWN["take-part"].address("common-ground", OfPart(part="office", person="5f3c"))
        == "/v1/programmes/common-ground/parts/office/5f3c/removals"
    )


def _route(way: Way) -> APIRoute:
    routes = [one.original_route for one in iter_route_contexts(APP.routes)]
    return next(r for r in routes if isinstance(r, APIRoute) and r.operation_id == way.operation)

"""Areas, units and electoral districts: founded, corrected, closed; on screen and by service."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.foundation.core.errors import Conflict, DomainError
from apps.foundation.organisations import services
from apps.foundation.organisations.models import Area, ElectoralDistrict, Unit
from tests import factories as make
from tests.cast import TODAY
from tests.sent import hidden

AT = datetime(2026, 3, 20, 1, tzinfo=UTC)


@pytest.fixture
def by(cast):
    return {"by": cast.actor("operator"), "at": AT}


def test_an_area_hangs_below_its_parent(cast, by):
    area = services.area_create(parent=cast.town, kind="village", name="青禾村", code="", starts_on=TODAY, **by)
    assert area.path.startswith(cast.town.path)
    with pytest.raises(Conflict, match="已有“青禾村”"):
        services.area_create(parent=cast.town, kind="village", name="青禾村", code="", starts_on=TODAY, **by)


def test_a_town_with_villages_is_not_closed(cast, by):
    services.area_create(parent=cast.town, kind="village", name="青禾村", code="", starts_on=TODAY, **by)
    with pytest.raises(DomainError, match="未撤销的区划"):
        services.area_close(area=cast.town, on=TODAY, successor=cast.street, reason="撤镇设街道", **by)


def test_a_closed_area_names_its_successor_and_closes_once(cast, by):
    values = {"area": cast.town, "on": TODAY, "successor": cast.street, "reason": "撤镇设街道", **by}
    assert services.area_close(**values).successor == cast.street
    with pytest.raises(Conflict, match="已于2026年3月20日撤销"):
        services.area_close(**values)


def test_an_area_does_not_succeed_itself(cast, by):
    with pytest.raises(DomainError, match="不能是其自身"):
        services.area_close(area=cast.town, on=TODAY, successor=cast.town, reason="合并", **by)


def unit(cast, by, **values):
    facts = {"area": cast.town, "kind": "department", "name": "示例办", "short_name": "", "parent": None}
    return services.unit_create(**(facts | values), starts_on=TODAY, **by)


def test_a_units_name_is_once_in_its_area(cast, by):
    unit(cast, by)
    with pytest.raises(Conflict, match="已有“示例办”"):
        unit(cast, by)
    assert unit(cast, by, area=cast.other_town).area == cast.other_town


def test_a_unit_is_not_above_itself(cast, by):
    made = unit(cast, by)
    with pytest.raises(DomainError, match="不能是其自身"):
        services.unit_change(unit=made, name="示例办", short_name="", parent=made, **by)


def test_a_unit_is_closed_once(cast, by):
    made = unit(cast, by)
    services.unit_close(unit=made, on=TODAY, reason="机构改革", **by)
    with pytest.raises(Conflict, match="撤销"):
        services.unit_close(unit=made, on=TODAY, reason="机构改革", **by)


def test_the_number_of_an_electoral_district_is_once_in_its_area(cast, by):
    facts = {"area": cast.town, "name": "第1选区", "covers": [cast.town], "starts_on": TODAY}
    district = services.district_create(number=1, **facts, **by)
    assert list(district.covers.all()) == [cast.town]
    with pytest.raises(Conflict, match="序号为1"):
        services.district_create(number=1, **facts, **by)


def test_staff_register_a_unit_on_its_page(cast):
    values = {"area": cast.town.public_id, "kind": "department", "name": "示例办", "starts_on": "2026-01-01"}
    response = cast.client("staff").post("/organisations/units/add/", values)
    made = Unit.objects.get(name="示例办")
    assert response.headers["Location"] == f"/organisations/units/{made.public_id}/"
    assert "示例staff登记了示例办" in cast.client("leader").get(response.headers["Location"]).content.decode()


def test_of_two_windows_on_a_unit_the_second_reads_what_the_first_saved(cast, by):
    made, client = unit(cast, by), cast.client("staff")
    path = f"/organisations/units/{made.public_id}/edit/"
    seen = hidden(client.get(path), "seen")
    assert client.post(path, {"name": "示例办", "short_name": "甲改的", "seen": seen}).status_code == 302
    refused = client.post(path, {"name": "乙改的名称", "seen": seen})
    html = refused.content.decode()
    assert "单位信息刚被他人修改过,没有保存" in html
    assert 'value="乙改的名称"' in html
    assert "<span>已保存的是</span>甲改的<" in html
    made.refresh_from_db()
    assert (made.name, made.short_name) == ("示例办", "甲改的")
    merged = {"name": "乙改的名称", "short_name": "甲改的", "seen": hidden(refused, "seen")}
    assert client.post(path, merged).status_code == 302


def test_staff_do_not_touch_the_tree_of_areas(cast):
    assert cast.client("staff").get("/organisations/areas/add/").status_code == 403
    assert cast.client("staff").get(f"/organisations/areas/{cast.town.public_id}/edit/").status_code == 403


def test_an_operator_founds_an_area_on_its_page(cast):
    values = {"parent": cast.town.public_id, "kind": "village", "name": "青禾村", "starts_on": "2026-01-01"}
    assert cast.client("operator").post("/organisations/areas/add/", values).status_code == 302
    assert Area.objects.get(name="青禾村").path.startswith(cast.town.path)


def test_an_electoral_district_is_drawn_and_corrected_on_its_page(cast):
    client = cast.client("staff")
    values = {"area": cast.town.public_id, "number": 3, "name": "第3选区", "starts_on": "2026-01-01"}
    assert client.post("/organisations/districts/add/", values).status_code == 302
    district = ElectoralDistrict.objects.get()
    path = f"/organisations/districts/{district.public_id}/edit/"
    covers = [cast.town.public_id]
    assert client.post(path, {"number": 4, "name": "第4选区", "covers": covers}).status_code == 302
    district.refresh_from_db()
    assert (district.number, list(district.covers.all())) == (4, [cast.town])
    assert cast.client("other_staff").get(path).status_code == 404


@pytest.mark.parametrize("name", ["areas", "units", "districts"])
def test_no_list_asks_more_than_twelve_questions(cast, name):
    for number in range(30):
        make.make_unit(cast.town, "department", f"示例办{number}")
        ElectoralDistrict.objects.create(area=cast.town, number=number, name=f"第{number}选区", starts_on=make.SINCE)
    client, path = cast.client("staff"), f"/organisations/{name}/?size=100"
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    assert len(queries) <= 12


def test_a_district_number_beyond_the_database_is_refused(cast):
    values = {"area": cast.town.public_id, "number": "2147483648", "name": "第一选区", "starts_on": "2026-03-20"}
    response = cast.client("staff").post("/organisations/districts/add/", values)
    assert "number" in response.context["form"].errors

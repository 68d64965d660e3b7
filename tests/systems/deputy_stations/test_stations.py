"""A station from registration to its end, its staff, its checklists, its chain."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.congress.matters.models import ProposerKind
from apps.congress.matters.services import Proposer, submission_receive
from apps.foundation.audit.models import Entry
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Conflict, DomainError, NotReady, WrongState
from apps.systems.deputy_stations.models import Chain, ChainFirm, Station, StationOpinion
from apps.systems.deputy_stations.services import chaining, checking, staffing
from apps.systems.deputy_stations.services import stations as services
from tests.factories.stations import make_slot, make_station, make_stationing
from tests.racing import at_once, refusals

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 20, 9, tzinfo=ZONE)
TODAY = date(2026, 3, 20)
KEY = "6b1f7e46-53c8-4b2c-9a2e-2f3b7d0e8a11"


@pytest.fixture
def by(cast) -> Actor:
    return cast.actor("staff")


def found(cast, by, name="青禾镇代表之家", **given) -> Station:
    values = {"tier": "home", "address": "政府大院一楼"}
    return services.station_found(area=cast.town, name=name, values=values, by=by, at=NOW, **given)


def test_a_station_is_registered_with_a_unit_and_a_code(cast, by):
    station = found(cast, by)
    assert (station.unit.name, station.unit.kind, station.unit.area) == ("青禾镇代表之家", "station", cast.town)
    assert len(station.code) == 8
    assert station.opened_on is None


def test_sent_twice_it_is_one_station(cast, by):
    assert found(cast, by, key=KEY).pk == found(cast, by, key=KEY).pk
    with pytest.raises(Conflict):
        found(cast, by, "石门村代表活动站", key=KEY)


@pytest.mark.django_db(transaction=True)
def test_two_who_register_the_same_at_once_make_one(cast, by):
    results = at_once(lambda: found(cast, by), lambda: found(cast, by))
    assert refusals(results) == ["Conflict"]
    assert Station.objects.count() == 1


def test_it_opens_only_with_an_address_and_a_head(cast, by):
    station = services.station_found(area=cast.town, name="石门村代表活动站", values={"tier": "station"}, by=by, at=NOW)
    with pytest.raises(NotReady) as refusal:
        services.station_open(station=station, on=TODAY, by=by, at=NOW)
    assert [issue.code for issue in refusal.value.issues] == ["no_address", "no_head"]


def test_with_both_it_opens_once(cast, by):
    station = found(cast, by)
    staffing.staff_appoint(station=station, title="head", name="周启明", starts_on=TODAY, by=by, at=NOW)
    assert services.station_open(station=station, on=TODAY, by=by, at=NOW).is_open_on(TODAY)
    with pytest.raises(WrongState):
        services.station_open(station=station, on=TODAY, by=by, at=NOW)


def test_a_new_name_is_the_name_of_its_unit_too(cast, by):
    station = found(cast, by)
    values = {"tier": "home", "phone": "023-1"}
    services.station_change(station=station, name="青禾代表之家", values=values, serves=[], revision=0, by=by, at=NOW)
    station.unit.refresh_from_db()
    assert station.unit.name == "青禾代表之家"


def test_what_rests_on_an_older_page_is_refused(cast, by):
    station = found(cast, by)
    change = {"station": station, "name": station.name, "values": {"tier": "home"}, "serves": [], "by": by, "at": NOW}
    services.station_change(**change, revision=0)
    with pytest.raises(Conflict):
        services.station_change(**change, revision=0)


def test_no_station_stands_above_itself(cast, by):
    upper, lower = found(cast, by), found(cast, by, "石门村代表活动站")
    change = {"serves": [], "revision": 0, "by": by, "at": NOW}
    services.station_change(station=lower, name=lower.name, values={"tier": "station", "parent": upper}, **change)
    with pytest.raises(DomainError, match="上级家站"):
        services.station_change(station=upper, name=upper.name, values={"tier": "home", "parent": lower}, **change)


def test_a_closed_station_keeps_nobody(cast, by):
    station = make_station(cast.town)
    stationing = make_stationing(station, cast.deputies()[0])
    staff = staffing.staff_appoint(station=station, title="head", name="周启明", starts_on=TODAY, by=by, at=NOW)
    services.station_close(station=station, on=TODAY, reason="合并到新站", by=by, at=NOW)
    for row in (stationing, staff, station.unit):
        row.refresh_from_db()
        assert row.until == TODAY
    assert station.refresh_from_db() or station.is_closed_on(TODAY)


def test_it_is_not_closed_over_announced_receptions_or_unrouted_opinions(cast, by):
    station, deputy = make_station(cast.town), cast.deputies()[0]
    make_slot(station, deputy, datetime(2026, 3, 25, 9, tzinfo=ZONE))
    proposer = Proposer(ProposerKind.ANONYMOUS)
    submission, _ = submission_receive(
        area=cast.town, text="路灯不亮", channel="scan", proposer=proposer, by=Actor.guest(), at=NOW
    )
    StationOpinion.objects.create(submission=submission, station=station, received_on=TODAY)
    with pytest.raises(NotReady) as refusal:
        services.station_close(station=station, on=TODAY, reason="搬迁", by=by, at=NOW)
    assert [issue.code for issue in refusal.value.issues] == ["slots", "waiting"]


def test_closing_asks_why(cast, by):
    with pytest.raises(DomainError, match="理由"):
        services.station_close(station=make_station(cast.town), on=TODAY, reason=" ", by=by, at=NOW)


def test_there_is_one_head_at_a_time(cast, by):
    station = make_station(cast.town)
    head = staffing.staff_appoint(station=station, title="head", name="周启明", starts_on=TODAY, by=by, at=NOW)
    with pytest.raises(Conflict, match="已有站长周启明"):
        staffing.staff_appoint(station=station, title="head", name="谭文静", starts_on=TODAY, by=by, at=NOW)
    staffing.staff_relieve(staff=head, until=TODAY, by=by, at=NOW)
    staffing.staff_appoint(station=station, title="head", name="谭文静", starts_on=TODAY, by=by, at=NOW)


def test_a_check_keeps_only_what_is_new(cast, by):
    station = make_station(cast.town)
    findings = [checking.Finding("组织机构", True), checking.Finding("监督电话", False, "没有贴")]
    record = {"station": station, "kind": "wall", "by": by, "at": NOW}
    assert len(checking.checks_record(findings=findings, **record)) == 2
    with pytest.raises(DomainError, match="相同"):
        checking.checks_record(findings=findings, **record)
    changed = [*findings[:1], checking.Finding("监督电话", True)]
    assert [one.item for one in checking.checks_record(findings=changed, **record)] == ["监督电话"]


def test_a_photo_that_is_none_is_refused_and_nothing_is_kept(cast, by):
    fake = SimpleUploadedFile("站.jpg", b"<script>alert(1)</script>", "image/jpeg")
    station = make_station(cast.town)
    with pytest.raises(DomainError):
        checking.checks_record(
            station=station, kind="wall", findings=[checking.Finding("组织机构", True, "", [fake])], by=by, at=NOW
        )
    assert not station.checks.exists()


def test_a_firm_that_left_comes_back_as_the_same(cast, by):
    chain = chaining.chain_create(office=cast.town, name="农机", lead_firm="农机公司", by=by, at=NOW)
    firm = chaining.firm_add(chain=chain, name="齿轮厂", by=by, at=NOW)
    with pytest.raises(Conflict):
        chaining.firm_add(chain=chain, name="齿轮厂", by=by, at=NOW)
    chaining.firm_change(firm=firm, name="齿轮厂", contact="", deputy=None, left_on=TODAY, by=by, at=NOW)
    assert chaining.firm_add(chain=chain, name="齿轮厂", by=by, at=NOW).pk == firm.pk
    assert ChainFirm.objects.get().left_on is None


def test_a_chain_of_one_town_is_not_for_stations_of_another(cast, by):
    chain = Chain.objects.create(office=cast.other_town, name="农机", lead_firm="农机公司", created_at=NOW)
    with pytest.raises(DomainError, match="产业链"):
        services.station_found(area=cast.town, name="点", values={"tier": "point", "chain": chain}, by=by, at=NOW)


def test_every_act_is_seen_in_the_log_of_the_place(cast, by):
    found(cast, by)
    assert Entry.objects.get(act="deputy_stations.station.founded").area_path == cast.town.path

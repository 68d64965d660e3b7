"""Pages without sign-in: what the codes lead to, and what they never tell."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from apps.foundation.people.models import MandateStatus
from apps.systems.deputy_stations.models import DeputyPage, Rota
from tests import factories as make
from tests.factories.stations import make_slot, make_station, make_stationing

NOW = datetime(2026, 3, 20, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY, YESTERDAY = date(2026, 3, 20), date(2026, 3, 19)
TOMORROW = NOW + timedelta(days=1)
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def station(cast):
    return make_station(cast.town, address="政府大院一楼", phone="023-88000001", hours="9:00—17:00")


@pytest.fixture
def deputy(cast, station):
    """With everything about them that is nobody's business."""
    person = cast.deputies()[0]
    person.phone, person.born_on, person.identity_number = "13800001234", date(1980, 5, 6), "110101198005060011"
    person.save()
    make_stationing(station, person)
    return person


@pytest.fixture
def page(deputy):
    return DeputyPage.objects.create(person=deputy, code="D2345678", introduction="在基层工作", created_at=NOW)


def read(path: str, status: int = 200) -> str:
    answer = Client().get(path)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_door_says_where_when_and_who(station, deputy, page):
    make_slot(station, deputy, TOMORROW, topic="农村道路")
    text = read(station.public_url)
    for told in (
        "政府大院一楼",
        "023-88000001",
        "2026年3月21日",
        "09:00—11:00",
        deputy.name,
        "农村道路",
        "/d/D2345678/",
    ):
        assert told in text


def test_what_is_not_announced_is_not_told(station, deputy):
    rota = Rota.objects.create(station=station, starts_on=TODAY, ends_on=date(2026, 6, 1), created_at=NOW)
    make_slot(station, deputy, TOMORROW, rota=rota, topic="还在草拟")
    make_slot(station, deputy, TOMORROW + timedelta(days=1), state="cancelled", topic="已经取消")
    text = read(station.public_url)
    assert "还在草拟" not in text
    assert "已经取消" not in text


def test_nothing_personal_is_told(station, page):
    for path in (station.public_url, "/d/D2345678/", "/s/", "/s/points.json"):
        text = read(path)
        for private in ("13800001234", "1980", "110101198005060011"):
            assert private not in text


def test_the_deputys_page_says_what_is_public(station, page, deputy):
    make_slot(station, deputy, TOMORROW)
    make_slot(station, deputy, NOW - timedelta(days=9), state="held")
    text = read("/d/D2345678/")
    for told in (deputy.name, "人大代表", "青禾镇镇人民代表大会", station.name, "在基层工作", "2026年3月21日", "1次"):
        assert told in text


def test_a_page_that_is_not_shown_is_not_there(page):
    DeputyPage.objects.update(is_shown=False)
    read("/d/D2345678/", 404)


def test_whoever_is_a_deputy_no_longer_is_not_shown(page, deputy):
    page.person.stationings.update(until=TODAY)
    MandateStatus.objects.filter(mandate__person=deputy).update(until=TODAY)
    assert deputy.name not in read("/d/D2345678/", 410)


def test_whoever_lost_the_seat_is_no_deputy_of_the_station_either_though_nobody_took_them_out(
    cast, station, page, deputy
):
    MandateStatus.objects.filter(mandate__person=deputy).update(until=TODAY)
    assert deputy.name not in read(station.public_url)
    read("/d/D2345678/tell/", 404)
    office = cast.client("staff").get(station.get_absolute_url()).content.decode()
    assert "已不在任,请办理出站" in office


def test_a_city_deputy_without_a_seat_here_has_a_page(cast, station):
    person = make.make_person(cast.town, "罗远航")
    make_stationing(station, person, "city", mandate=None)
    DeputyPage.objects.create(person=person, code="C2345678", created_at=NOW)
    assert "市人大代表" in read("/d/C2345678/")


def test_a_station_closed_yesterday_says_so_and_where_to_go(cast):
    closed = make_station(cast.town, "旧站", latitude="29.500000", longitude="106.500000", closed_on=YESTERDAY)
    make_station(cast.town, "远站", latitude="29.900000", longitude="106.900000")
    make_station(cast.other_town, "近站", latitude="29.510000", longitude="106.500000", address="白沙街5号")
    text = read(closed.public_url)
    assert "自2026年3月19日起撤销" in text
    assert "近站" in text
    assert "1.1公里" in text
    assert "远站" not in text


def test_without_a_position_the_station_of_the_same_place_is_named(cast, station):
    assert station.name in read(make_station(cast.town, "旧站", closed_on=YESTERDAY).public_url)


def test_a_station_being_set_up_is_not_open(cast):
    assert "正在筹建" in read(make_station(cast.town, "新站", opened_on=None).public_url)


def test_an_unknown_code_is_not_found_and_small_letters_are_the_same(station):
    read("/s/NOSUCH22/", 404)
    read(f"/s/{station.code.lower()}/")


def test_script_in_every_field_stays_text(cast):
    fields = ("address", "phone", "complaint_phone", "hours", "introduction")
    station = make_station(cast.town, f"站{SCRIPT}", **dict.fromkeys(fields, SCRIPT))
    for path in (station.public_url, "/s/"):
        assert SCRIPT not in read(path)


def test_the_door_asks_few_questions_of_the_database(cast, station, django_assert_max_num_queries):
    for number, person in enumerate(cast.deputies()):
        make_stationing(station, person)
        make_slot(station, person, TOMORROW + timedelta(days=number))
    with django_assert_max_num_queries(8):
        read(station.public_url)


def test_the_list_is_found_by_words_and_place(cast, station):
    make_station(cast.other_town, "白沙镇代表之家")
    assert "白沙镇代表之家" not in read("/s/?q=青禾")
    assert station.name not in read(f"/s/?area={cast.other_town.public_id}").partition("找到的家站")[2]
    assert "没有找到家站" in read("/s/?q=不存在")
    read("/s/?area=x&page=9999&q=%00")


def test_the_nearest_come_first_and_a_false_position_is_told(cast):
    make_station(cast.town, "远站", latitude="29.900000", longitude="106.900000")
    make_station(cast.town, "近站", latitude="29.510000", longitude="106.500000")
    text = Client().post("/s/", {"latitude": "29.5", "longitude": "106.5"}).content.decode()
    near = text.partition("离您最近的家站")[2]
    assert 0 < near.index("近站") < near.index("远站")
    assert "没有定到位置" in Client().post("/s/", {"latitude": "x", "longitude": "999"}).content.decode()


def test_the_map_of_everybody_shows_open_stations_alone(cast):
    shown = make_station(cast.town, "开着", latitude="29.510000", longitude="106.500000", radius_m=800)
    make_station(cast.town, "关了", latitude="29.510000", longitude="106.500000", closed_on=YESTERDAY)
    make_station(cast.town, "没位置")
    points = Client().get("/s/points.json").json()["points"]
    assert points == [[29.51, 106.5, shown.code, "开着", 1, 800, 1]]


def test_large_print_is_remembered_by_the_browser(station):
    client = Client()
    answer = client.post("/accounts/large-print/", {"large": "1", "back": station.public_url})
    assert answer.headers["Location"] == station.public_url
    assert "is-large" in client.get(station.public_url).content.decode()
    client.post("/accounts/large-print/", {"large": "", "back": station.public_url})
    assert "is-large" not in client.get(station.public_url).content.decode()

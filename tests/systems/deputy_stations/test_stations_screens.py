"""Pages of the office, the liaison officer and the deputies: who sees what, and that typing is kept."""

from datetime import date, datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from apps.foundation.core.dates import chinese_datetime
from apps.foundation.core.spreadsheets import xlsx_of
from apps.foundation.people.models import Mandate
from apps.systems.deputy_stations.models import Chain, DeputyPage, Outline, Station, StationCheck, Stationing
from apps.systems.deputy_stations.rules.importing import HEADINGS
from tests import factories as make
from tests.factories.stations import make_slot, make_station, make_stationing

NOW = datetime(2026, 3, 20, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = date(2026, 3, 20)
SQUARE = '{"type": "Polygon", "coordinates": [[[106.1, 29.1], [106.2, 29.1], [106.2, 29.2], [106.1, 29.1]]]}'


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def station(cast):
    return make_station(cast.town, address="政府大院一楼")


@pytest.fixture
def liaison(cast, station):
    """A browser of the station's liaison officer."""
    person = make.make_person(cast.town, "文小雅")
    make.make_role(person, "handler", unit=station.unit)
    make.make_user(person, "liaison")
    cast.people["liaison"] = person
    return cast.client("liaison")


def address(name: str, station: Station, *more: str) -> str:
    return reverse(f"deputy_stations_{name}", args=[station.public_id, *more])


def picture() -> SimpleUploadedFile:
    file = BytesIO()
    Image.new("RGB", (40, 30), "#9f1d20").save(file, "PNG")
    return SimpleUploadedFile("墙.png", file.getvalue(), "image/png")


OF_OFFICE = ("station_change", "station_close", "staff_appoint", "seats_station", "person_station")


def test_the_office_works_on_the_stations_of_its_place_alone(cast, station):
    for name in OF_OFFICE:
        assert cast.client("staff").get(address(name, station)).status_code == 200
        assert cast.client("other_staff").get(address(name, station)).status_code == 404
        assert cast.client("leader").get(address(name, station)).status_code == 403
        assert cast.client("deputy").get(address(name, station)).status_code == 403


def test_one_screen_says_who_when_and_what_is_missing(cast, station):
    make_stationing(station, cast.deputies()[0])
    text = cast.client("staff").get(station.get_absolute_url()).content.decode()
    for told in (cast.deputies()[0].name, "没有已公布的接待", "还没有登记站长", "还没有联络员账号", "监督电话"):
        assert told in text


def test_a_leader_reads_and_a_deputy_sees_their_own(cast, station):
    assert cast.client("leader").get(station.get_absolute_url()).status_code == 200
    assert cast.client("deputy").get(station.get_absolute_url()).status_code == 404
    make_stationing(station, cast.people["deputy"])
    assert cast.client("deputy").get(station.get_absolute_url()).status_code == 200


def test_a_deputy_sees_their_station_until_the_day_they_leave(cast, station):
    """出站 of next month, entered today, shuts nobody out today; their code is no link to a poster for them."""
    make_stationing(station, cast.people["deputy"], until=TODAY + timedelta(days=20))
    DeputyPage.objects.create(person=cast.people["deputy"], code="ABCD2345", created_at=NOW)
    page, poster = cast.client("deputy").get(station.get_absolute_url()), address("deputy_posters", station, "a4")
    assert page.status_code == 200
    assert poster not in page.content.decode()
    assert poster in cast.client("staff").get(station.get_absolute_url()).content.decode()
    with time_machine.travel(NOW + timedelta(days=20), tick=False):
        assert cast.client("deputy").get(station.get_absolute_url()).status_code == 404


def test_a_saved_page_leads_back_to_a_station_that_the_office_sees(cast, station):
    """The deputy of the town is counted at a station of another place, of which the town knows nothing."""
    elsewhere = make_station(cast.other_town, "白沙镇代表之家")
    make_stationing(elsewhere, cast.people["deputy"])
    page = DeputyPage.objects.create(person=cast.people["deputy"], code="ABCD2345", created_at=NOW)
    url = reverse("deputy_stations_page_change", args=[page.public_id])
    answer = cast.client("staff").post(url, {"introduction": "", "office_phone": "", "is_shown": "on"})
    assert answer["Location"] == reverse("deputy_stations_coverage")


def test_what_is_over_this_morning_is_not_the_next_reception(cast, station):
    deputy = cast.deputies()[0]
    make_stationing(station, deputy)
    make_slot(station, deputy, NOW - timedelta(minutes=61), hours=1)
    coming = make_slot(station, deputy, NOW + timedelta(days=3))
    page = cast.client("staff").get(reverse("deputy_stations_stations"))
    assert page.content.decode().count("2026年3月20日") == 0
    assert chinese_datetime(coming.starts_at) in page.content.decode()


def test_the_liaison_officer_checks_their_own_station(cast, station, liaison):
    other = make_station(cast.town, "石门村代表活动站")
    data = {"met0": "yes", "photos0": picture(), "met6": "no", "note6": "没有贴"}
    assert liaison.post(address("checks", station, "wall"), data).status_code == 302
    assert liaison.get(address("checks", other, "wall")).status_code == 404
    check = StationCheck.objects.get(item="组织机构")
    page = liaison.get(station.get_absolute_url()).content.decode()
    assert "组织机构照片" in page
    assert "没有贴" in page
    assert check.is_met


def test_an_answer_is_asked_for_a_note_and_typing_is_kept(cast, station):
    answer = cast.client("staff").post(address("checks", station, "rules"), {"note0": "贴在二楼"})
    assert answer.status_code == 200
    assert "请选择是否具备" in answer.content.decode()
    assert "贴在二楼" in answer.content.decode()


def test_the_photo_of_a_check_is_seen_by_those_who_see_the_station(cast, station):
    cast.client("staff").post(address("checks", station, "wall"), {"met0": "yes", "photos0": picture()})
    page = cast.client("staff").get(station.get_absolute_url()).content.decode()
    photo = page.partition('src="/files/')[2].partition('"')[0]
    assert cast.client("staff").get(f"/files/{photo}").status_code == 200
    assert cast.client("other_staff").get(f"/files/{photo}").status_code == 404


def test_a_station_is_registered_and_bad_input_keeps_the_typing(cast):
    client, url = cast.client("staff"), reverse("deputy_stations_station_found")
    values = {"area": str(cast.town.public_id), "name": "石门村代表活动站", "tier": "station", "theme": "general"}
    refused = client.post(url, {**values, "latitude": "29.5"})
    assert "纬度和经度要一起填写" in refused.content.decode()
    assert "石门村代表活动站" in refused.content.decode()
    assert client.post(url, values).status_code == 302
    again = client.post(url, values)
    assert "已有“石门村代表活动站”" in again.content.decode()


def test_a_town_cannot_register_for_another(cast):
    values = {"area": str(cast.other_town.public_id), "name": "站", "tier": "home", "theme": "general"}
    answer = cast.client("staff").post(reverse("deputy_stations_station_found"), values)
    assert answer.status_code == 200
    assert not Station.objects.exists()


def test_deputies_are_ticked_from_the_roster(cast, station):
    seats = [str(seat.public_id) for seat in Mandate.objects.filter(term=cast.term)[:3]]
    page = cast.client("staff").get(address("seats_station", station)).content.decode()
    assert page.count("data-find=") == 10
    values = {"starts_on": "2026-03-20", "is_main": "on", "seats": seats}
    assert cast.client("staff").post(address("seats_station", station), values).status_code == 302
    assert Stationing.objects.filter(station=station).count() == 3


def test_a_seat_of_another_town_cannot_be_smuggled_in(cast, station):
    seat = Mandate.objects.get(term=cast.other_term)
    values = {"starts_on": "2026-03-20", "seats": [str(seat.public_id)]}
    assert cast.client("staff").post(address("seats_station", station), values).status_code == 200
    assert not Stationing.objects.exists()


def test_a_namesake_in_the_roster_is_asked_about(cast, station):
    known = make.make_person(cast.town, "罗远航")
    client, url = cast.client("staff"), address("person_station", station)
    values = {"name": "罗远航", "level": "city", "starts_on": "2026-03-20", "is_main": "on"}
    assert "请选择是哪一位" in client.post(url, values).content.decode()
    assert not Stationing.objects.exists()
    assert client.post(url, {**values, "person": str(known.public_id)}).status_code == 302
    assert Stationing.objects.get().person == known


def test_a_deputy_changes_their_own_page_and_no_other(cast, station):
    own = DeputyPage.objects.create(person=cast.people["deputy"], code="D2345678", created_at=NOW)
    other = DeputyPage.objects.create(person=cast.deputies()[1], code="E2345678", created_at=NOW)
    client = cast.client("deputy")
    client.post(reverse("deputy_stations_my_page"), {"introduction": "关注道路", "is_shown": "on"})
    own.refresh_from_db()
    assert own.introduction == "关注道路"
    assert client.post(reverse("deputy_stations_page_change", args=[other.public_id]), {}).status_code == 404


@pytest.mark.parametrize("typed", ["-1", "NaN", "0001-01-01"])
def test_what_is_no_telephone_number_is_not_shown_to_the_public_as_one(cast, typed):
    own = DeputyPage.objects.create(person=cast.people["deputy"], code="D2345678", created_at=NOW)
    client, url = cast.client("deputy"), reverse("deputy_stations_my_page")
    assert "电话请填数字" in client.post(url, {"office_phone": typed, "is_shown": "on"}).content.decode()
    client.post(url, {"office_phone": "023-88001200", "is_shown": "on"})
    own.refresh_from_db()
    assert own.office_phone == "023-88001200"


def test_the_list_is_narrowed_and_exported(cast, station):
    make_station(cast.town, "筹建中的站", "point", opened_on=None)
    make_station(cast.other_town, "白沙镇代表之家")
    page = cast.client("staff").get(reverse("deputy_stations_stations"), {"state": "unopened"}).content.decode()
    assert "筹建中的站" in page
    assert station.name not in page
    whole = cast.client("staff").get(reverse("deputy_stations_stations")).content.decode()
    assert "白沙镇代表之家" not in whole
    file = cast.client("staff").get(reverse("deputy_stations_stations"), {"export": "xlsx"})
    assert b"".join(file.streaming_content).startswith(b"PK")


def test_lists_ask_few_questions_whatever_their_length(cast, django_assert_max_num_queries):
    for number in range(30):
        make_station(cast.town, f"站{number}")
    client = cast.client("staff")
    for name in ("stations", "coverage", "communities", "chains", "map"):
        client.get(reverse(f"deputy_stations_{name}"))
        with django_assert_max_num_queries(20):
            assert client.get(reverse(f"deputy_stations_{name}")).status_code == 200


def test_the_map_of_the_office_shows_what_is_being_set_up_and_the_outline(cast):
    make_station(cast.town, "筹建", latitude="29.510000", longitude="106.500000", opened_on=None)
    make_station(cast.other_town, "别处", latitude="29.510000", longitude="106.500000")
    client = cast.client("staff")
    file = SimpleUploadedFile("边界.geojson", SQUARE.encode())
    assert client.post(reverse("deputy_stations_outline"), {"file": file}).status_code == 302
    told = client.get(reverse("deputy_stations_map_points")).json()
    assert [(point[3], point[6]) for point in told["points"]] == [("筹建", 0)]
    assert told["outlines"] == [Outline.objects.get(area=cast.town).shape]


def test_a_file_that_is_no_outline_is_refused(cast):
    file = SimpleUploadedFile("边界.geojson", b"\xff\xfe\x00")
    answer = cast.client("staff").post(reverse("deputy_stations_outline"), {"file": file})
    assert "GeoJSON" in answer.content.decode()


def test_a_sheet_is_checked_previewed_and_written(cast):
    sheet = xlsx_of("家站", HEADINGS, [["石门村代表活动站", "青禾镇", "代表活动站"]])
    client = cast.client("staff")
    upload = SimpleUploadedFile("家站.xlsx", sheet.read())
    checked = client.post(reverse("deputy_stations_import_new"), {"file": upload})
    preview = checked.headers["Location"]
    assert "石门村代表活动站" in client.get(preview).content.decode()
    assert cast.client("other_staff").get(preview).status_code == 404
    assert client.post(f"{preview}write/").status_code == 302
    assert Station.objects.get().area == cast.town


@pytest.mark.parametrize("size", ["a4", "a3"])
def test_posters_hold_the_codes_of_those_who_are_shown(cast, station, size):
    for number, shown in enumerate((True, False)):
        person = cast.deputies()[number]
        make_stationing(station, person)
        DeputyPage.objects.create(person=person, code=f"D234567{number}", is_shown=shown, created_at=NOW)
    client = cast.client("staff")
    assert "<svg" in client.get(address("poster", station, size)).content.decode()
    cards = client.get(address("deputy_posters", station, size)).content.decode()
    assert "D2345670" in cards
    assert "D2345671" not in cards
    assert client.get(address("poster", station, "a0")).status_code == 404


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_the_record_is_a_paper(cast, station, ending):
    answer = cast.client("staff").get(address("record", station, ending))
    assert b"".join(answer.streaming_content)[:4] in (b"%PDF", b"PK\x03\x04")


def test_a_chain_shows_its_firms_to_its_office_alone(cast):
    chain = Chain.objects.create(office=cast.town, name="农机", lead_firm="农机公司", created_at=NOW)
    client = cast.client("staff")
    added = client.post(reverse("deputy_stations_firm_add", args=[chain.public_id]), {"name": "齿轮厂"})
    assert added.status_code == 302
    assert "齿轮厂" in client.get(chain.get_absolute_url()).content.decode()
    assert cast.client("other_staff").get(chain.get_absolute_url()).status_code == 404


def test_the_office_is_told_what_to_do(cast, station):
    page = cast.client("staff").get("/").content.decode()
    assert "登记家站站长" in page
    assert "将代表编组进站" in page

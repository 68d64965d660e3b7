"""The pages on which opinions come in and go on: what a resident, a deputy, the liaison officer and the office see."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from PIL import Image
from time_machine import travel

from apps.congress.matters.entry import ENTRIES
from apps.congress.matters.models import Submission
from apps.congress.matters.selectors import submission_by_code
from apps.foundation.core.throttle import Throttle
from apps.office.files.selectors import attachments_of
from apps.systems.deputy_stations.forms.opinions import SALT
from apps.systems.deputy_stations.models import DeputyPage, Station, StationOpinion
from tests.factories.stations import make_station
from tests.systems.deputy_stations.receptions import LAMP, Hall, hall_of, photo

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def hall(cast) -> Iterator[Hall]:
    """In the middle of a morning: a reception that began yesterday evening is not today's."""
    with travel(datetime.now(timezone.get_current_timezone()).replace(hour=10)):
        yield hall_of(cast, timezone.now())


@pytest.fixture
def guest() -> Client:
    return Client()


def door(station: Station, query: str = "?by=scan") -> str:
    return reverse("deputy_stations_tell", args=[station.code]) + query


def typed(seconds: int = 30, **values) -> dict:
    """A form that was opened some seconds ago."""
    begun = signing.dumps(int(timezone.now().timestamp()) - seconds, salt=SALT)
    return {"text": LAMP, "begun": begun, "website": "", **values}


def text_of(response) -> str:
    return response.content.decode()


def code_on(page: str) -> str:
    return page.split('tell-code">')[1].split("<")[0]


def status(code: str) -> str:
    return reverse("matters_mine_of", args=[code])


def test_a_resident_scans_writes_and_follows_by_code(hall, guest):
    page = text_of(guest.get(door(hall.station)))
    assert "由正在值班的安然代表查看" in page
    response = guest.post(door(hall.station), typed(photos=[photo()]), follow=True)
    opinion = StationOpinion.objects.get()
    assert (opinion.submission.channel, opinion.deputy, opinion.slot) == ("scan", hall.deputy, hall.slot)
    assert submission_by_code(code_on(text_of(response))) == opinion.submission


def test_codes_typed_by_hand_in_small_letters_lead_to_the_same_forms(hall, guest):
    DeputyPage.objects.create(person=hall.deputy, code="D2345678", created_at=timezone.now())
    assert guest.get(f"/s/{hall.station.code.lower()}/tell/").status_code == 200
    assert guest.get("/d/d2345678/tell/").status_code == 200


def test_a_photo_comes_without_its_place_and_stands_upright(hall, guest):
    guest.post(door(hall.station), typed(photos=[photo(size=(60, 40))]))
    kept = attachments_of(Submission.objects.get()).get()
    with kept.stored.open() as file, Image.open(file) as picture:
        assert not picture.getexif()
        assert picture.size == (40, 60)


def test_the_code_of_a_deputy_leads_to_that_very_deputy(hall, guest):
    page = DeputyPage.objects.create(person=hall.colleague, code="DEP2", created_at=timezone.now())
    url = reverse("deputy_stations_tell_deputy", args=["DEP2"])
    assert "由白雪代表本人查看" in text_of(guest.get(url))
    guest.post(url, typed())
    assert StationOpinion.objects.get().deputy == hall.colleague
    DeputyPage.objects.filter(pk=page.pk).update(is_shown=False)
    assert guest.get(url).status_code == 404


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"seconds": 0}, "提交得太快,没有收下"),
        ({"seconds": 90_000}, "这一页打开太久"),
        ({"begun": "forged"}, "这一页打开太久"),
        ({"website": "http://spam.example"}, "没有收下"),
        ({"text": ""}, "请写下要反映的事情"),
    ],
)
def test_programs_and_empty_forms_are_refused_and_the_typing_stays(hall, guest, sent, sentence):
    page = text_of(guest.post(door(hall.station), typed(**{"place": "三组村口", **sent})))
    assert sentence in page
    assert "三组村口" in page
    assert not Submission.objects.exists()


def test_who_was_too_slow_sends_the_same_page_again(hall, guest):
    page = text_of(guest.post(door(hall.station), typed(90_000)))
    begun = page.split('name="begun" value="')[1].split('"')[0]
    assert signing.loads(begun, salt=SALT)


def test_a_flood_from_one_address_is_stopped_with_a_sentence(hall, guest, monkeypatch):
    monkeypatch.setattr("apps.congress.matters.entry.ENTRIES", Throttle(ENTRIES.scope, 2, 600))
    codes = [guest.post(door(hall.station), typed(text=f"第{number}件")).status_code for number in range(3)]
    assert codes == [302, 302, 429]
    assert Submission.objects.count() == 2


def test_script_in_every_field_is_shown_and_never_run(hall, guest):
    values = dict.fromkeys(("text", "place", "name"), SCRIPT)
    response = guest.post(door(hall.station), typed(**values, phone="13900001234"), follow=True)
    opinion = StationOpinion.objects.get()
    staff, urls = hall.cast.client("staff"), [opinion.get_absolute_url(), reverse("deputy_stations_opinions")]
    pages = [guest.get(status(code_on(text_of(response)))), *(staff.get(url) for url in urls)]
    for page in pages:
        assert SCRIPT not in text_of(page)
        assert "&lt;script&gt;" in text_of(page)


def test_a_station_closed_yesterday_names_the_nearest_open_one_and_keeps_the_typing(hall, guest):
    other = make_station(hall.cast.town, "东街代表活动站", address="东街2号")
    Station.objects.filter(pk=hall.station.pk).update(closed_on=timezone.localdate() - timedelta(days=1))
    assert "东街代表活动站" in text_of(guest.get(door(hall.station)))
    page = text_of(guest.post(door(hall.station), typed()))
    assert LAMP in page
    assert reverse("deputy_stations_tell", args=[other.code]) in page
    assert not Submission.objects.exists()


def test_sent_twice_over_a_bad_line_it_is_one_with_one_code(hall, guest):
    sent = typed(key="6a4ee8a2-6d56-4f52-8d33-0a2f6a8f1c11")
    codes = {code_on(text_of(guest.post(door(hall.station), sent, follow=True))) for _ in range(2)}
    assert len(codes) == 1
    assert StationOpinion.objects.count() == 1


def test_a_deputy_takes_an_opinion_down_with_one_field(hall):
    deputy = hall.cast.client("deputy")
    page = deputy.get(reverse("deputy_stations_receive"))
    at = reverse("deputy_stations_receive_at", args=[hall.station.public_id])
    assert page.headers["Location"] == at
    today = timezone.localdate().isoformat()
    response = deputy.post(at, {"text": LAMP, "channel": "visit", "people": "1", "received_on": today}, follow=True)
    opinion = StationOpinion.objects.get()
    assert (opinion.deputy, opinion.slot, opinion.taken_by) == (hall.deputy, hall.slot, "安然")
    assert opinion.submission.number in text_of(response)
    assert reverse("deputy_stations_receive_at", args=[hall.station.public_id]) in text_of(response)


def test_refused_the_reception_keeps_what_was_typed(hall):
    at = reverse("deputy_stations_receive_at", args=[hall.station.public_id])
    sent = {"text": LAMP, "channel": "visit", "people": "0", "received_on": "2099-01-01"}
    page = text_of(hall.cast.client("deputy").post(at, sent))
    assert LAMP in page
    assert "接待日期不能晚于今天" in page
    assert not StationOpinion.objects.exists()


def test_the_liaison_officer_enters_paper_for_the_deputy_of_that_day(hall):
    at = reverse("deputy_stations_receive_at", args=[hall.station.public_id])
    day = timezone.localdate() - timedelta(days=3)
    sent = {
        "text": LAMP, "channel": "visit", "people": "4", "received_on": day.isoformat(), "answer": "已当面说明。",
        "deputy": str(hall.colleague.public_id),
    }  # fmt: skip
    hall.cast.client("liaison").post(at, sent)
    opinion = StationOpinion.objects.get()
    assert (opinion.received_on, opinion.people, opinion.deputy, opinion.slot, opinion.route) == (
        day, 4, hall.colleague, None, "spot",
    )  # fmt: skip


def test_every_way_of_the_office_has_a_page_and_the_village_gets_it(hall):
    opinion, staff = hall.logged(at=timezone.now()), hall.cast.client("staff")
    page = text_of(staff.get(opinion.get_absolute_url()))
    for name, *more in (
        ("hand_on", "village"), ("hand_on", "office"), ("pass_on",), ("city",), ("answer",), ("decline",),
    ):  # fmt: skip
        url = reverse(f"deputy_stations_opinion_{name}", args=[opinion.public_id, *more])
        assert url in page
        assert LAMP in text_of(staff.get(url))
    url = reverse("deputy_stations_opinion_hand_on", args=[opinion.public_id, "village"])
    assert "请选择" in text_of(staff.post(url, {"title": "路灯", "text": LAMP}))
    staff.post(url, {"title": "路灯", "text": LAMP, "unit": str(hall.village.public_id)})
    opinion.refresh_from_db()
    assert opinion.route == "village"
    assert opinion.submission.matter.main_unit == hall.village


def test_without_a_unit_the_office_goes_on_to_the_hand_over(hall):
    opinion = hall.logged(at=timezone.now())
    url = reverse("deputy_stations_opinion_hand_on", args=[opinion.public_id, "office"])
    response = hall.cast.client("staff").post(url, {"title": "路灯", "text": LAMP})
    matter = StationOpinion.objects.get().submission.matter
    assert response.headers["Location"] == reverse("matters_hand_over", args=[matter.public_id])
    assert opinion.get_absolute_url() in text_of(hall.cast.client("staff").get(matter.get_absolute_url()))


def test_a_deputy_answers_suggests_and_sees_what_came_of_it_but_routes_nothing(hall):
    opinion, deputy = hall.logged(at=timezone.now()), hall.cast.client("deputy")
    page = text_of(deputy.get(opinion.get_absolute_url()))
    assert "建议怎样办" in page
    assert "交村(社区)" not in page
    assert deputy.post(reverse("deputy_stations_opinion_city", args=[opinion.public_id])).status_code == 403
    deputy.post(reverse("deputy_stations_opinion_suggest", args=[opinion.public_id]), {"route": "village"})
    assert "代表建议:交村(社区)办理" in text_of(hall.cast.client("staff").get(opinion.get_absolute_url()))
    deputy.post(reverse("deputy_stations_opinion_answer", args=[opinion.public_id]), {"answer": "明天就修。"})
    assert "已当场答复" in text_of(deputy.get(reverse("deputy_stations_opinions")))


def test_nobody_else_sees_it(hall):
    opinion = hall.logged(at=timezone.now())
    url = opinion.get_absolute_url()
    for part in ("colleague", "other_staff", "other_deputy", "handler", "representative"):
        assert hall.cast.client(part).get(url).status_code == 404, part
        assert LAMP not in text_of(hall.cast.client(part).get(reverse("deputy_stations_opinions"))), part
    for part in ("staff", "leader", "district_staff", "liaison", "deputy"):
        assert hall.cast.client(part).get(url).status_code == 200, part


def test_nothing_personal_of_a_resident_stands_on_public_pages_or_in_lists_and_papers(hall, guest):
    opinion = hall.logged(at=timezone.now())
    DeputyPage.objects.create(person=hall.deputy, code="DEP1", created_at=timezone.now())
    public = [
        hall.station.public_url, reverse("deputy_stations_deputy", args=["DEP1"]), door(hall.station),
        reverse("deputy_stations_tell_deputy", args=["DEP1"]),
    ]  # fmt: skip
    for url in public:
        page = text_of(guest.get(url))
        assert "赵大姐" not in page
        assert LAMP not in page
    seen = [(hall.cast.client("staff"), opinion.get_absolute_url()), (hall.cast.client("deputy"), "/")]
    for client, url in seen:
        assert "13900001234" not in text_of(client.get(url))


def test_the_resident_rates_the_answer_on_the_page_of_their_code(hall, guest):
    opinion, code = hall.left(at=timezone.now())
    assert "请您评价" not in text_of(guest.get(status(code)))
    staff = hall.cast.client("staff")
    staff.post(reverse("deputy_stations_opinion_answer", args=[opinion.public_id]), {"answer": "已换灯泡。"})
    assert "请您评价" in text_of(guest.get(status(code)))
    rate = reverse("matters_mine_rate", args=[code])
    page = text_of(guest.post(rate, {"grade": "dissatisfied", "comment": ""}))
    assert "请写明具体意见" in page
    guest.post(rate, {"grade": "satisfied", "comment": "很快"})
    page = text_of(guest.get(status(code)))
    assert "您的评价:满意" in page
    assert "提交评价" not in page
    assert "满意" in text_of(staff.get(opinion.get_absolute_url()))


def test_the_register_is_narrowed_searched_and_exported(hall):
    now, staff = timezone.now(), hall.cast.client("staff")
    hall.logged("井盖松了", at=now, answer="已固定。")
    hall.left(at=now)
    register = reverse("deputy_stations_opinions")

    def found(**query) -> list[str]:
        page = text_of(staff.get(register, query))
        return [text for text in ("井盖松了", LAMP) if text in page]

    assert found() == ["井盖松了", LAMP]
    assert found(state="waiting") == [LAMP]
    assert found(route="spot") == ["井盖松了"]
    assert found(door="net") == [LAMP]
    assert found(door="hall", station=str(hall.station.public_id)) == ["井盖松了"]
    assert found(state="late") == []
    assert found(q="井盖") == ["井盖松了"]
    assert found(deputy=str(hall.deputy.public_id), category="none") == ["井盖松了", LAMP]
    file = BytesIO(b"".join(staff.get(register, {"export": "xlsx"}).streaming_content))
    rows = list(load_workbook(file).active.values)
    assert len(rows) == 3
    assert not any("13900001234" in str(cell) for row in rows for cell in row)


def test_a_page_of_the_register_takes_as_many_queries_whatever_its_length(hall, django_assert_max_num_queries):
    staff, register = hall.cast.client("staff"), reverse("deputy_stations_opinions")
    for number in range(4):
        hall.logged(f"第{number}件", at=timezone.now(), answer="好。" if number % 2 else "")
    with django_assert_max_num_queries(20):
        staff.get(register)


def test_every_number_of_the_statistics_leads_to_its_list(hall):
    now, staff = timezone.now(), hall.cast.client("staff")
    hall.logged("井盖松了", at=now, answer="已固定。", people=3)
    hall.left(at=now)
    page = text_of(staff.get(reverse("deputy_stations_opinion_statistics")))
    assert "50.0%(1/2)" in page
    assert "3人次" in page
    links = [link.replace("&amp;", "&") for link in re.findall(r'<td[^>]*><a href="([^"]+)', page)]
    assert len(links) > 10
    for link in links:
        assert staff.get(link).status_code == 200
    bad = staff.get(reverse("deputy_stations_opinion_statistics"), {"since": "2026-02-01", "until": "2026-01-01"})
    assert "截止日期不能早于开始日期" in text_of(bad)


def test_papers_come_as_word(hall):
    opinion = hall.logged(at=timezone.now(), answer="已修。")
    staff = hall.cast.client("staff")
    for url in (
        reverse("deputy_stations_opinion_paper", args=[opinion.public_id, "record", "docx"]),
        reverse("deputy_stations_opinion_paper", args=[opinion.public_id, "slip", "docx"]),
        reverse("deputy_stations_reception_paper", args=[hall.slot.public_id, "docx"]),
    ):
        assert staff.get(url).status_code == 200
    assert staff.get(reverse("deputy_stations_receptions", args=[hall.slot.public_id])).status_code == 200
    waiting = hall.logged("另一件", at=timezone.now())
    url = reverse("deputy_stations_opinion_paper", args=[waiting.public_id, "slip", "docx"])
    assert staff.get(url).status_code == 404

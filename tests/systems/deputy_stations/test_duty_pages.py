"""The pages of rotas, duties, activities, ledgers and points, as each audience meets them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from time_machine import travel

from apps.foundation.core.selectors import working_day_from
from apps.systems.deputy_stations.models import Activity, Debrief, DutySlot, Rota, YearPlan
from apps.systems.deputy_stations.selectors.ledgers import LEDGERS
from apps.systems.deputy_stations.services import activities, debriefs, rotas, slots, year_plans
from apps.systems.deputy_stations.services.activities import ActivityDraft
from apps.systems.deputy_stations.services.rotas import RotaDraft
from apps.systems.deputy_stations.services.year_plans import LineDraft
from tests.factories.stations import make_slot
from tests.systems.deputy_stations.house_of_deputies import House, house_of

DAY = timedelta(days=1)


@pytest.fixture
def house(cast) -> Iterator[House]:
    """In the middle of a morning: a duty that began five minutes ago is one of today, and so is the next minute's."""
    with travel(datetime.now(timezone.get_current_timezone()).replace(hour=10)):
        yield house_of(cast)


@pytest.fixture
def rota(house) -> Rota:
    """The next eight weeks, published now."""
    today = timezone.localdate()
    draft = RotaDraft(today + 7 * DAY, today + 63 * DAY, "weekly", "星期二", "9:00-11:00", 1)
    made = rotas.rota_create(station=house.station, draft=draft, by=house.staff, at=timezone.now())
    return rotas.rota_publish(rota=made, by=house.staff, at=timezone.now())


@pytest.fixture
def visit(house) -> Activity:
    begins = timezone.now() + 5 * DAY
    draft = ActivityDraft("visit", "走访沿河农户", "青禾村", begins, begins + timedelta(hours=2))
    return activities.activity_create(station=house.station, draft=draft, by=house.staff, at=timezone.now())


def page(name: str, *args) -> str:
    return reverse(f"deputy_stations_{name}", args=args)


def test_the_office_deals_a_rota_from_the_rules_of_its_tier_and_reads_why_it_is_late(house):
    office, today = house.cast.client("staff"), timezone.localdate()
    address = page("rota_new", house.station.public_id)
    form = office.get(address).content.decode()
    assert 'value="第一个星期二"' in form
    assert 'value="9:00-11:00"' in form
    typed = {
        "starts_on": today + DAY, "ends_on": today + 40 * DAY, "cycle": "weekly", "day": "15日", "hours": "9:00-11:00",
        "each": 1,
    }  # fmt: skip
    refused = office.post(address, typed)
    assert "每周一次的接待日只写星期几" in refused.content.decode()
    weekday = "一二三四五六日"[(today + 2 * DAY).weekday()]
    made = office.post(address, {**typed, "day": f"星期{weekday}"})
    rota = Rota.objects.get()
    assert made.headers["Location"] == rota.get_absolute_url()
    first = rota.slots.earliest("starts_at")
    late = 3 - (timezone.localtime(first.starts_at).date() - today).days
    content = office.get(rota.get_absolute_url()).content.decode()
    if late > 0:
        assert f"今天公布已晚{late}日,须写明理由" in content
        refused = office.post(page("rota_publish", rota.public_id), {"revision": 0, "reason": ""})
        assert f"现在公布晚了{late}日" in refused.content.decode()
    office.post(page("rota_publish", rota.public_id), {"revision": 0, "reason": "临时安排"})
    rota.refresh_from_db()
    assert rota.state == "published"


def test_a_day_off_is_where_no_reception_falls(rota):
    days = {timezone.localtime(slot.starts_at).date() for slot in rota.slots.all()}
    assert days == {working_day_from(day) for day in days}


def test_a_deputy_sees_own_duties_answers_on_the_phone_and_asks_back(house, rota):
    slot = house.slots(rota)[0]
    client = house.client(slot.deputy)
    mine = client.get(page("my_duty")).content.decode()
    assert slot.get_absolute_url() in mine
    other = next(person for person in house.people if person != slot.deputy)
    client.post(page("exchange_ask", slot.public_id), {"of": other.public_id, "reason": "外出"})
    exchange = slot.exchanges.get()
    colleague = house.client(other)
    assert "请您换班" in colleague.get(page("my_duty")).content.decode()
    assert "同意换班" in colleague.get(slot.get_absolute_url()).content.decode()
    colleague.post(page("exchange_answer", exchange.public_id, "agree"))
    slot.refresh_from_db()
    assert slot.deputy == other


def test_the_code_at_the_door_leads_to_one_tap(house):
    now = timezone.now()
    deputy = house.people[0]
    client = house.client(deputy)
    address = page("check_in", house.station.code.lower())
    assert "您今天在本站没有待接待的值班" in client.get(address).content.decode()
    slot = make_slot(house.station, deputy, now - timedelta(minutes=5))
    assert "我已到站,签到" in client.get(address).content.decode()
    slot.refresh_from_db()
    assert slot.state == "planned"
    client.post(address)
    slot.refresh_from_db()
    assert slot.state == "held"


def test_an_unknown_code_is_not_found_and_a_wrong_one_typed_says_what_to_do(house):
    slot = make_slot(house.station, house.people[0], timezone.now() - timedelta(minutes=5))
    client = house.client(house.people[0])
    assert client.get(page("check_in", "NOSUCH")).status_code == 404
    refused = client.post(page("slot_code", slot.public_id), {"code": "NOSUCH"})
    assert refused.status_code == 422
    assert "站码不对" in refused.content.decode()


def test_the_liaison_officer_runs_the_station_and_no_other(house, rota):
    client = house.client(house.liaison)
    assert client.get(rota.get_absolute_url()).status_code == 200
    assert client.get(page("rota_new", house.station.public_id)).status_code == 200
    assert client.post(page("notice_draft", rota.public_id)).status_code == 403
    handler = house.cast.client("handler")
    assert handler.get(rota.get_absolute_url()).status_code == 404


def test_another_town_and_a_strange_deputy_see_nothing_of_it(house, rota, visit):
    for part in ("other_staff", "other_deputy", "representative"):
        client = house.cast.client(part)
        for address in (rota.get_absolute_url(), house.slots(rota)[0].get_absolute_url(), visit.get_absolute_url()):
            assert client.get(address).status_code == 404, (part, address)


def test_a_draft_is_not_for_deputies(house):
    today = timezone.localdate()
    draft = RotaDraft(today + 7 * DAY, today + 40 * DAY, "weekly", "星期二", "9:00-11:00", 1)
    made = rotas.rota_create(station=house.station, draft=draft, by=house.staff, at=timezone.now())
    client = house.client(house.people[0])
    assert client.get(made.get_absolute_url()).status_code == 404
    assert client.get(house.slots(made)[0].get_absolute_url()).status_code == 404


@pytest.mark.parametrize("kind", ["rota", "notice"])
@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_papers_of_a_rota(house, rota, kind, ending):
    answer = house.cast.client("staff").get(page("rota_paper", rota.public_id, kind, ending))
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)[:4] in (b"%PDF", b"PK\x03\x04")


def test_an_activity_is_signed_up_for_held_and_printed(house, visit):
    deputy = house.client(house.people[0])
    deputy.post(page("activity_sign_up", visit.public_id))
    assert "您已报名" in deputy.get(visit.get_absolute_url()).content.decode()
    assert house.client(house.people[1]).get(page("activity_paper", visit.public_id, "pdf")).status_code == 404
    Activity.objects.filter(pk=visit.pk).update(
        starts_at=timezone.now() - timedelta(hours=3), ends_at=timezone.now() - timedelta(hours=1)
    )
    office = house.cast.client("staff")
    form = office.get(page("activity_hold", visit.public_id)).content.decode()
    assert form.count("checked") == 1
    refused = office.post(page("activity_hold", visit.public_id), {"guests": 3, "outcome": "走访3户。"})
    assert "请勾选到场的代表" in refused.content.decode()
    office.post(
        page("activity_hold", visit.public_id),
        {"guests": 3, "outcome": "走访3户。", "present": [house.people[0].public_id]},
    )
    visit.refresh_from_db()
    assert visit.state == "held"
    assert office.get(page("activity_paper", visit.public_id, "docx")).status_code == 200


def test_a_years_plan_is_edited_published_and_summed_up(house):
    office, year = house.cast.client("staff"), timezone.localdate().year
    made = office.post(page("year_plan_new", house.station.public_id), {"year": year})
    plan = YearPlan.objects.get()
    assert made.headers["Location"] == page("year_plan_change", plan.public_id)
    rows = {
        "revision": 0, "goals": "走访", "lines-TOTAL_FORMS": 2, "lines-INITIAL_FORMS": 0, "lines-0-month": 4,
        "lines-0-kind": "visit", "lines-0-title": "走访农户", "lines-1-month": 5, "lines-1-kind": "group",
    }  # fmt: skip
    refused = office.post(page("year_plan_change", plan.public_id), rows).content.decode()
    assert "请填写活动。" in refused
    assert "走访农户" in refused
    office.post(page("year_plan_change", plan.public_id), {**rows, "lines-1-month": ""})
    assert list(plan.lines.values_list("month", "title")) == [(4, "走访农户")]
    content = office.get(plan.get_absolute_url()).content.decode()
    assert "按规定每年至少4次活动,计划只有1项,还差3项。" in content
    office.post(page("year_plan_publish", plan.public_id))
    assert "组织代表接待群众0人次" in office.get(page("year_summary", plan.public_id)).content.decode()
    assert office.get(page("year_plan_paper", plan.public_id, "plan", "pdf")).status_code == 200
    assert house.client(house.people[0]).get(plan.get_absolute_url()).status_code == 200


def test_a_line_is_changed_in_its_place_and_not_doubled(house):
    plan = year_plans.year_plan_create(
        station=house.station, year=timezone.localdate().year, by=house.staff, at=timezone.now()
    )
    lines = [LineDraft(4, "visit", "走访"), LineDraft(5, "study", "学习")]
    year_plans.year_plan_change(plan=plan, goals="", lines=lines, revision=0, by=house.staff, at=timezone.now())
    first, second = plan.lines.order_by("month")
    rows = {
        "revision": 1, "goals": "", "lines-TOTAL_FORMS": 2, "lines-INITIAL_FORMS": 2,
        "lines-0-line": first.public_id, "lines-0-month": 4, "lines-0-kind": "visit", "lines-0-title": "走访农户",
        "lines-1-line": second.public_id, "lines-1-month": 5, "lines-1-kind": "study", "lines-1-title": "学习",
        "lines-1-DELETE": "on",
    }  # fmt: skip
    house.cast.client("staff").post(page("year_plan_change", plan.public_id), rows)
    assert list(plan.lines.values_list("pk", "title")) == [(first.pk, "走访农户")]


def test_every_ledger_opens_as_a_list_a_sheet_and_a_paper(house, rota, visit):
    office = house.cast.client("staff")
    overview = office.get(page("ledgers", house.station.public_id)).content.decode()
    for slug, ledger in LEDGERS.items():
        assert ledger.title in overview
        assert office.get(page("ledger", house.station.public_id, slug)).status_code == 200
        assert office.get(page("ledger_pdf", house.station.public_id, slug)).status_code == 200
    sheet = office.get(page("ledger", house.station.public_id, "deputies"), {"export": "xlsx"})
    book = load_workbook(BytesIO(b"".join(sheet.streaming_content)))
    assert [cell.value for cell in book.active["A"]] == ["姓名", "安然", "白雪", "陈晨"]
    assert office.get(page("ledger", house.station.public_id, "nonsense")).status_code == 404
    assert house.client(house.people[0]).get(page("ledgers", house.station.public_id)).status_code == 403


def test_a_period_typed_wrong_is_said_and_this_year_is_shown(house):
    answer = house.cast.client("staff").get(page("ledgers", house.station.public_id), {"starts_on": "去年"})
    assert answer.status_code == 200
    assert "输入一个有效的日期" in answer.content.decode() or "invalid" in answer.content.decode()


def test_points_of_a_year_by_deputy_and_ones_own(house):
    slot = make_slot(house.station, house.people[0], timezone.now() - timedelta(minutes=5))
    slots.slot_check_in_by_staff(slot=slot, by=house.staff, at=timezone.now())
    office = house.cast.client("staff")
    sheet = office.get(page("duty_points"), {"export": "xlsx"})
    rows = list(load_workbook(BytesIO(b"".join(sheet.streaming_content))).active.values)
    assert rows[1][:3] == (1, "安然", "青禾镇")
    assert "5分" in house.client(house.people[0]).get(page("my_points")).content.decode()
    assert office.get(page("duty_points_of", 1999)).status_code == 404


def test_a_debrief_is_written_by_its_deputy_and_read_by_others_only_when_announced(house):
    begins = timezone.now() + 5 * DAY
    draft = ActivityDraft("debrief", "代表述职", "会议室", begins, begins + timedelta(hours=2))
    activity = activities.activity_create(station=house.station, draft=draft, by=house.staff, at=timezone.now())
    debriefs.debriefs_set(activity=activity, people=house.people[:1], by=house.staff, at=timezone.now())
    one = Debrief.objects.get()
    client = house.client(house.people[0])
    client.post(page("debrief_report", one.public_id), {"text": "一年来……"})
    assert "一年来……" in client.get(page("debrief", one.public_id)).content.decode()
    assert house.client(house.people[1]).get(page("debrief", one.public_id)).status_code == 404
    assert house.cast.client("staff").get(page("debrief_assess", activity.public_id)).status_code == 200


def test_lists_ask_the_same_number_of_questions_however_long_they_are(
    house, rota, visit, django_assert_max_num_queries
):
    office = house.cast.client("staff")
    for name, most in (("rotas", 14), ("slots", 14), ("activities", 14), ("duty_counts", 14), ("duty_points", 14)):
        with django_assert_max_num_queries(most):
            assert office.get(page(name)).status_code == 200


def test_the_desk_of_everybody(house, rota, visit):
    assert "编制年度活动计划" in house.cast.client("staff").get("/").content.decode()
    assert house.client(house.liaison).get("/").status_code == 200
    make_slot(house.station, house.people[2], timezone.now() + timedelta(minutes=1))
    assert "今天接待群众" in house.client(house.people[2]).get("/").content.decode()
    assert DutySlot.objects.count() > 3

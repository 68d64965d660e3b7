"""Activities, year plans, ledgers, duty points and debriefs of a station."""

from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from apps.congress.ballots.models import Poll
from apps.congress.ballots.signals import poll_voided
from apps.foundation.core.errors import Conflict, DomainError, NotAllowed, NotReady, WrongState
from apps.foundation.people.models import DutyEvent
from apps.foundation.people.services.duty import duty_event_record
from apps.office.notifications.models import Notice
from apps.systems.deputy_stations.models import Activity, Chain, Debrief, SignUp, YearPlan
from apps.systems.deputy_stations.selectors import activities as selectors
from apps.systems.deputy_stations.selectors import figures_duty, measures_duty, points
from apps.systems.deputy_stations.selectors.ledgers import LEDGERS
from apps.systems.deputy_stations.services import activities, debriefs, slots, year_plans
from apps.systems.deputy_stations.services.activities import ActivityDraft
from apps.systems.deputy_stations.services.debriefs import AssessmentDraft
from apps.systems.deputy_stations.services.year_plans import LineDraft
from tests.racing import at_once, refusals
from tests.systems.deputy_stations.house_of_deputies import NOW, House, at, house_of

VISIT = ActivityDraft("visit", "走访沿河农户", "青禾村", at("04-10 09:00"), at("04-10 11:00"))
APRIL = (date(2026, 1, 1), date(2026, 4, 30))


@pytest.fixture
def house(cast) -> House:
    return house_of(cast)


def arranged(house, draft=VISIT) -> Activity:
    return activities.activity_create(station=house.station, draft=draft, by=house.staff, at=NOW)


def with_seats(seats: int | None = None, until: datetime | None = None) -> ActivityDraft:
    return ActivityDraft(
        "group", "院坝会", "青禾村", at("04-10 09:00"), at("04-10 11:00"), sign_up_until=until, seats=seats
    )


def held(house, draft=VISIT, people=None) -> Activity:
    activity = activities.activity_create(station=house.station, draft=draft, by=house.staff, at=NOW)
    present = house.people[:2] if people is None else people
    return activities.activity_hold(
        activity=activity, outcome="走访8户,收到意见3条。", guests=8, present=present, by=house.staff, at=draft.ends_at
    )


def test_arranged_the_deputies_of_the_station_are_told_and_twice_sent_it_is_one(house):
    first = arranged(house)
    activities.activity_create(station=house.station, draft=VISIT, key=first.public_id, by=house.staff, at=NOW)
    assert Activity.objects.count() == 1
    assert Notice.objects.filter(title="青禾镇代表之家活动:走访沿河农户").count() == 3


@pytest.mark.parametrize(
    ("draft", "sentence"),
    [
        (ActivityDraft("group", "x", "y", at("04-10 09:00"), at("04-10 08:00")), "结束时间要晚于开始时间。"),
        (ActivityDraft("salon", "x", "y", at("04-10 09:00"), at("04-10 10:00")), "产业链沙龙要选择产业链。"),
        (with_seats(until=at("04-10 09:30")), "报名截止时间不能晚于活动开始时间。"),
    ],
)
def test_what_cannot_be_meant_is_refused(house, draft, sentence):
    with pytest.raises(DomainError, match=sentence):
        arranged(house, draft)


def test_signing_up_withdrawing_and_signing_up_again(house):
    activity, deputy = arranged(house), house.actor(house.people[0])
    for _ in range(2):
        activities.sign_up(activity=activity, by=deputy, at=NOW)
    activities.sign_up_withdraw(activity=activity, by=deputy, at=NOW)
    with pytest.raises(WrongState, match="您没有报名"):
        activities.sign_up_withdraw(activity=activity, by=deputy, at=NOW)
    activities.sign_up(activity=activity, by=deputy, at=NOW)
    assert list(SignUp.objects.values_list("state", flat=True)) == ["signed"]


def test_full_late_and_strangers_are_refused(house):
    activity = arranged(house, with_seats(1, at("04-08 18:00")))
    first, second, _ = (house.actor(person) for person in house.people)
    stranger = house.actor(house.cast.deputies()[5])
    activities.sign_up(activity=activity, by=first, at=NOW)
    with pytest.raises(NotReady) as full:
        activities.sign_up(activity=activity, by=second, at=NOW)
    assert [issue.sentence for issue in full.value.issues] == ["名额1人已经报满。有人退出时可以再报。"]
    with pytest.raises(NotAllowed, match="只有本站的进站代表可以报名"):
        activities.sign_up(activity=activity, by=stranger, at=NOW)
    activities.sign_up_withdraw(activity=activity, by=first, at=NOW)
    with pytest.raises(NotReady) as closed:
        activities.sign_up(activity=activity, by=second, at=at("04-08 18:01"))
    assert [issue.code for issue in closed.value.issues] == ["closed"]


def test_fewer_seats_than_are_taken_are_refused(house):
    activity = arranged(house, with_seats(3))
    for person in house.people[:2]:
        activities.sign_up(activity=activity, by=house.actor(person), at=NOW)
    with pytest.raises(DomainError, match="已有2人报名,名额不能少于2人。"):
        activities.activity_change(activity=activity, draft=with_seats(1), revision=0, by=house.staff, at=NOW)


def test_held_it_writes_the_duty_files_of_who_came_and_who_did_not_is_absent(house):
    activity = arranged(house)
    for person in house.people[1:]:
        activities.sign_up(activity=activity, by=house.actor(person), at=NOW)
    with pytest.raises(NotReady):
        activities.activity_hold(
            activity=activity, outcome="", guests=0, present=[], by=house.staff, at=at("04-10 08:00")
        )
    activities.activity_hold(
        activity=activity, outcome="走访8户。", guests=8, present=house.people[:2], by=house.staff, at=at("04-10 11:00")
    )
    states = {row.person.name: row.state for row in SignUp.objects.select_related("person")}
    assert states == {"安然": "present", "白雪": "present", "陈晨": "absent"}
    assert set(DutyEvent.objects.values_list("person__name", "kind", "title")) == {
        ("安然", "activity", "走访沿河农户"), ("白雪", "activity", "走访沿河农户"),
    }  # fmt: skip
    with pytest.raises(WrongState, match="请刷新页面"):
        activities.activity_hold(
            activity=activity, outcome="再来", guests=0, present=house.people, by=house.staff, at=at("04-10 12:00")
        )


def test_a_code_at_the_door_checks_in_whoever_of_the_station_comes(house):
    activity, deputy = arranged(house), house.actor(house.people[0])
    with pytest.raises(WrongState, match="活动当天"):
        activities.activity_check_in(activity=activity, code=house.station.code, by=deputy, at=NOW)
    for _ in range(2):
        activities.activity_check_in(activity=activity, code=house.station.code, by=deputy, at=at("04-10 09:05"))
    assert list(SignUp.objects.values_list("state", flat=True)) == ["present"]


def test_cancelled_with_a_reason_who_signed_up_is_told(house):
    activity = arranged(house)
    activities.sign_up(activity=activity, by=house.actor(house.people[0]), at=NOW)
    with pytest.raises(DomainError, match="请写明取消的原因。"):
        activities.activity_cancel(activity=activity, reason=" ", by=house.staff, at=NOW)
    activities.activity_cancel(activity=activity, reason="天气原因", by=house.staff, at=NOW)
    assert list(Notice.objects.filter(title="活动取消:走访沿河农户").values_list("recipient__name", flat=True)) == [
        "安然"
    ]


@pytest.mark.django_db(transaction=True)
def test_two_who_want_the_last_seat_at_once(cast):
    house = house_of(cast)
    activity = arranged(house, with_seats(1))
    actors = [house.actor(person) for person in house.people[:2]]
    results = at_once(
        *(lambda actor=actor: activities.sign_up(activity=activity, by=actor, at=NOW) for actor in actors)
    )
    assert refusals(results) == ["NotReady"]
    assert SignUp.objects.count() == 1


# the year


def planned(house, *lines: LineDraft) -> YearPlan:
    plan = year_plans.year_plan_create(station=house.station, year=2026, by=house.staff, at=NOW)
    return year_plans.year_plan_change(plan=plan, goals="每季度走访", lines=lines, revision=0, by=house.staff, at=NOW)


def test_a_plan_says_what_is_missing_and_what_became_of_each_line(house):
    plan = planned(house, LineDraft(4, "visit", "走访农户"), LineDraft(9, "study", "学习代表法"))
    line = plan.lines.get(month=4)
    held(house, ActivityDraft(**{**_fields(VISIT), "planned": line}))
    held(house, ActivityDraft(**{**_fields(VISIT), "title": "另一次走访"}))
    page = selectors.plan_page(plan, date(2026, 5, 1))
    assert (page.least, page.lacking, page.held, page.to_hold) == (4, 2, 2, 2)
    assert [(one.line.title, one.held) for one in page.lines] == [("走访农户", True), ("学习代表法", False)]
    assert [one.title for one in page.unplanned] == ["另一次走访"]
    assert page.due_on == date(2026, 3, 31)


def _fields(draft: ActivityDraft) -> dict:
    return {name: getattr(draft, name) for name in ActivityDraft.__dataclass_fields__}


def test_a_line_that_has_an_activity_stays_and_an_old_page_does_not_win(house):
    plan = planned(house, LineDraft(4, "visit", "走访农户"))
    arranged(house, ActivityDraft(**{**_fields(VISIT), "planned": plan.lines.get()}))
    with pytest.raises(Conflict, match="“走访农户”已经安排了活动,不能删去。"):
        year_plans.year_plan_change(plan=plan, goals="", lines=[], revision=1, by=house.staff, at=NOW)
    with pytest.raises(Conflict, match="刚被他人修改过"):
        year_plans.year_plan_change(plan=plan, goals="", lines=[], revision=0, by=house.staff, at=NOW)


def test_a_plan_is_published_once_and_not_empty(house):
    plan = planned(house)
    with pytest.raises(WrongState, match="计划里还没有活动"):
        year_plans.year_plan_publish(plan=plan, by=house.staff, at=NOW)
    year_plans.year_plan_change(
        plan=plan, goals="", lines=[LineDraft(4, "visit", "走访")], revision=1, by=house.staff, at=NOW
    )
    year_plans.year_plan_publish(plan=plan, by=house.staff, at=NOW)
    with pytest.raises(WrongState, match="已经公布"):
        year_plans.year_plan_publish(plan=plan, by=house.staff, at=NOW)


def test_a_summary_begins_with_what_happened(house):
    plan = planned(house, LineDraft(4, "visit", "走访农户"))
    rota = house.published()
    slots.slot_check_in_by_staff(slot=house.slots(rota)[0], by=house.staff, at=at("04-07 09:00"))
    slots.slots_sweep(at=at("05-05 12:00"))
    held(house)
    assert year_plans.summary_proposed(plan, at("12-20 09:00")).splitlines() == [
        "2026年,青禾镇代表之家组织代表接待群众1人次(应接待2人次),1名代表进站履职,收到群众意见建议0件。",
        "开展活动1次(走访1次),参加群众(企业)8人次。年度计划1项,已完成0项。",
    ]


# ledgers, figures


def test_ledgers_are_made_from_what_happened_in_the_period(house):
    rota = house.published()
    slots.slot_check_in_by_staff(slot=house.slots(rota)[0], by=house.staff, at=at("04-07 09:00"))
    held(house)
    counts = {slug: len(ledger.rows(house.station, *APRIL)) for slug, ledger in LEDGERS.items()}
    assert counts == {
        "deputies": 3, "duties": 1, "receptions": 1, "visits": 1, "opinions": 0, "activities": 1, "learning": 0,
        "debriefs": 0, "plans": 0, "photos": 0,
    }  # fmt: skip


def test_figures_of_a_period(house):
    ids = [house.station.pk]
    rota = house.published()
    slots.slot_check_in_by_staff(slot=house.slots(rota)[0], by=house.staff, at=at("04-07 09:00"))
    slots.slots_sweep(at=at("05-05 12:00"))
    held(house)
    plan = planned(house, LineDraft(4, "visit", "走访"))
    year_plans.year_plan_publish(plan=plan, by=house.staff, at=NOW)
    period = (date(2026, 1, 1), date(2026, 5, 31))
    found = {
        name: getattr(figures_duty, name)(ids, *period)[house.station.pk]
        for name in (
            "reception_days_held", "duties_held", "duties_planned", "notices", "activities_held",
            "plan_published_on_time", "months_without_activity",
        )
    }  # fmt: skip
    assert found == {
        "reception_days_held": 1, "duties_held": 1, "duties_planned": 2, "notices": (1, 1), "activities_held": 1,
        "plan_published_on_time": 1, "months_without_activity": 4,
    }  # fmt: skip


def test_a_period_counts_whole_months_only():
    assert figures_duty.whole_months(date(2025, 11, 15), date(2026, 2, 27)) == [date(2025, 12, 1), date(2026, 1, 1)]


def test_measures_count_what_their_lists_show(house):
    rota = house.published()
    slots.slot_check_in_by_staff(slot=house.slots(rota)[0], by=house.staff, at=at("04-07 09:00"))
    slots.slots_sweep(at=at("05-05 12:00"))
    held(house)
    found = {
        one.slug: one.count(house.cast.district.path, date(2026, 5, 20)).get(house.cast.town.pk, 0)
        for one in (*measures_duty.DUTY_MEASURES, *measures_duty.ACTIVITY_MEASURES)
    }
    assert found == {
        "stations_duties_due": 2, "stations_duties_held": 1, "stations_activities_held": 1, "stations_silent": 0,
    }  # fmt: skip


@pytest.mark.parametrize(("on", "silent"), [(date(2026, 7, 31), 0), (date(2026, 8, 1), 1)])
def test_a_station_is_silent_after_three_whole_months_without_an_activity(house, on, silent):
    held(house)
    (found,) = [one for one in measures_duty.ACTIVITY_MEASURES if one.slug == "stations_silent"]
    assert found.count(house.cast.town.path, on).get(house.cast.town.pk, 0) == silent


# points


def event(house, kind, on, recorded, number):
    subject = house.people[number]
    return duty_event_record(person=house.people[0], kind=kind, on=on, title=kind, subject=subject, at=recorded)


def test_points_of_a_past_day_stay_whatever_is_recorded_and_changed_later(house):
    person = house.people[0]
    event(house, "reception", date(2026, 4, 7), at("04-07 09:00"), 0)
    event(house, "reception", date(2026, 4, 8), at("04-20 09:00"), 1)
    event(house, "vote", date(2026, 4, 9), at("04-09 09:00"), 2)
    house.rule("stations.points_of_reception", 8, date(2026, 4, 15))
    before = points.own_row(person, 2026, date(2026, 4, 10))
    after = points.own_row(person, 2026, date(2026, 4, 30))
    assert [(line.kind, line.times, line.points) for line in before.lines] == [("vote", 1, 1), ("reception", 1, 5)]
    assert (before.total, after.total) == (6, 17)


def test_ranks_are_shared_and_the_table_shows_who_serves(house):
    event(house, "reception", date(2026, 4, 7), at("04-07 09:00"), 0)
    rows = points.point_rows(house.staff, 2026, date(2026, 4, 10))
    assert [(row.name, row.total, row.rank) for row in rows[:3]] == [("安然", 5, 1), ("白雪", 0, 2), ("陈晨", 0, 2)]
    assert len(rows) == 10


def test_points_are_public_only_where_the_place_says_so(house):
    assert points.public_row(house.people[0], date(2026, 4, 10)) is None
    house.rule("stations.points_shown", True, date(2026, 1, 1))
    assert points.public_row(house.people[0], date(2026, 4, 10)).total == 0


# debriefs

DEBRIEF = ActivityDraft("debrief", "2026年代表述职", "镇政府会议室", at("04-10 09:00"), at("04-10 11:00"))
ASSESS = AssessmentDraft("代表述职测评", "青禾镇代表述职办法", "present")


def with_speakers(house) -> Activity:
    activity = arranged(house, DEBRIEF)
    return debriefs.debriefs_set(activity=activity, people=house.people[:2], by=house.staff, at=NOW)


def assessed(house, activity) -> Poll:
    sitting = house.in_session(at("04-10 09:30"))
    return debriefs.debriefs_assess(
        activity=activity, draft=ASSESS, sitting=sitting, by=house.staff, at=at("04-10 09:40")
    )


def test_the_page_leads_to_the_poll_it_has_set_up(house):
    activity, sitting = with_speakers(house), house.in_session(at("04-10 09:30"))
    values = {"sitting": sitting.public_id, "title": "述职测评", "held_under": "办法"}
    values |= {"base": "present", "method": "named"}
    with travel(at("04-10 09:40"), tick=False):
        answer = house.cast.client("staff").post(f"/stations/activities/{activity.public_id}/assess/", values)
    assert answer.url == reverse("ballots_poll", args=[Poll.objects.get(title="述职测评").public_id])


def test_each_who_reports_is_a_line_of_the_poll_and_carries_its_grade(house):
    activity = with_speakers(house)
    poll = assessed(house, activity)
    assert list(poll.options.order_by("pk").values_list("title", flat=True)) == ["安然", "白雪"]
    with pytest.raises(WrongState, match="没有需要测评的代表"):
        debriefs.debriefs_assess(
            activity=activity, draft=ASSESS, sitting=poll.sitting_link.sitting, by=house.staff, at=NOW
        )
    house.graded(poll, {"安然": 9, "白雪": 2}, at("04-10 10:00"))
    assert list(Debrief.objects.order_by("pk").values_list("person__name", "grade", "base")) == [
        ("安然", "满意", 10), ("白雪", "不满意", 10),
    ]  # fmt: skip
    assert Debrief.objects.get(person__name="白雪").counts["不满意"] == 8
    assert Notice.objects.filter(title="述职测评结果:不满意").count() == 1


def test_a_void_poll_frees_them_to_be_asked_again(house):
    activity = with_speakers(house)
    poll = assessed(house, activity)
    poll_voided.send(sender=Poll, poll=poll, reason="程序有误")
    assert Debrief.objects.filter(poll__isnull=True).count() == 2


def test_reports_are_ones_own_and_end_with_the_announcement(house):
    activity = with_speakers(house)
    mine, other = Debrief.objects.order_by("person__pinyin")
    with pytest.raises(NotAllowed, match="只能填写自己的述职报告"):
        debriefs.debrief_write(debrief=other, text="x", by=house.actor(house.people[0]), at=NOW)
    debriefs.debrief_write(debrief=mine, text="一年来……", by=house.actor(house.people[0]), at=NOW)
    house.graded(assessed(house, activity), {"安然": 10, "白雪": 10}, at("04-10 10:00"))
    with pytest.raises(WrongState, match="已经宣布"):
        debriefs.debrief_write(debrief=mine, text="改", by=house.actor(house.people[0]), at=NOW)


def test_who_is_being_assessed_stays_on_the_list(house):
    activity = with_speakers(house)
    assessed(house, activity)
    with pytest.raises(Conflict, match="不能从名单中删去"):
        debriefs.debriefs_set(activity=activity, people=house.people[1:], by=house.staff, at=NOW)


def test_two_of_one_name_are_told_apart():
    assert debriefs.items_of(["安然", "白雪", "安然"]) == ["安然(1)", "白雪", "安然(2)"]


def test_a_salon_goes_with_its_chain(house):
    chain = Chain.objects.create(office=house.cast.district, name="汽车链", lead_firm="某厂", created_at=timezone.now())
    draft = ActivityDraft("salon", "沙龙", "园区", at("04-10 09:00"), at("04-10 11:00"), chain=chain)
    assert arranged(house, draft).chain == chain

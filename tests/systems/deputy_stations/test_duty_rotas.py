"""Rotas and their duties: dealt, refused, published, exchanged, checked in, missed; races."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.foundation.audit.models import Entry
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, DomainError, NotAllowed, NotReady, WrongState
from apps.foundation.people.models import DutyEvent, MandateStatus
from apps.office.documents.models import Document
from apps.office.notifications.models import Notice
from apps.systems.deputy_stations.models import DutyExchange, DutySlot, Rota
from apps.systems.deputy_stations.selectors import desk_duty
from apps.systems.deputy_stations.selectors import duty as selectors
from apps.systems.deputy_stations.services import exchanges, rotas, slots
from apps.systems.deputy_stations.services.rotas import RotaDraft
from apps.systems.deputy_stations.services.slots import SlotDraft
from tests.factories.stations import make_slot, make_station, make_stationing
from tests.racing import at_once, refusals
from tests.systems.deputy_stations.house_of_deputies import NOW, SPRING, House, at, house_of

JULY = RotaDraft(date(2026, 7, 1), date(2026, 7, 31), "monthly", "第一个星期二", "9:00-11:00", 1)


@pytest.fixture
def house(cast) -> House:
    return house_of(cast)


def told(person) -> list[str]:
    return list(Notice.objects.filter(recipient=person).order_by("pk").values_list("title", flat=True))


def test_a_quarter_is_dealt_one_each_and_may_day_week_moves_nothing(house):
    rota = house.rota()
    found = house.slots(rota)
    assert [selectors.when(slot) for slot in found] == [
        "2026年4月7日 09:00-11:00", "2026年5月5日 09:00-11:00", "2026年6月2日 09:00-11:00",
    ]  # fmt: skip
    assert sorted(slot.deputy.name for slot in found) == ["安然", "白雪", "陈晨"]
    assert rota.frozen_rules["notice_days"] == 3
    assert told(house.people[0]) == []


def test_a_second_rota_of_the_same_time_is_refused_and_sent_twice_the_first_stays_one(house):
    key = house.rota().public_id
    with pytest.raises(Conflict) as refusal:
        house.rota()
    assert "本站已有2026年4月1日至2026年6月30日的值班表(草拟),期间重叠" in str(refusal.value)
    rotas.rota_create(station=house.station, draft=SPRING, key=key, by=house.staff, at=NOW)
    assert Rota.objects.count() == 1


def test_a_draft_takes_another_period_and_other_rules_and_is_dealt_anew(house):
    rota, other = house.rota(), replace(SPRING, starts_on=date(2026, 5, 1), ends_on=date(2026, 7, 31), day="15日")
    change = {"rota": rota, "by": house.staff, "at": NOW}
    with pytest.raises(Conflict):
        rotas.rota_change(draft=other, revision=rota.revision + 1, **change)
    rota = rotas.rota_change(draft=other, revision=rota.revision, **change)
    days = [local_day(slot.starts_at) for slot in house.slots(rota)]
    assert days == [date(2026, 5, 15), date(2026, 6, 15), date(2026, 7, 15)]
    assert (rota.frozen_rules["day"], rota.frozen_rules["notice_days"]) == ("15日", 3)
    autumn = house.rota(replace(SPRING, starts_on=date(2026, 9, 1), ends_on=date(2026, 10, 31)))
    with pytest.raises(Conflict, match="期间重叠"):
        rotas.rota_change(rota=autumn, draft=other, revision=autumn.revision, by=house.staff, at=NOW)
    with pytest.raises(DomainError, match="没有接待日"):
        rotas.rota_change(draft=replace(other, ends_on=other.starts_on), revision=rota.revision, **change)
    rota.refresh_from_db()
    assert (rota.ends_on, rota.slots.count()) == (other.ends_on, 3)
    rotas.rota_publish(rota=rota, by=house.staff, at=NOW)
    with pytest.raises(WrongState, match="已经公布"):
        rotas.rota_change(draft=SPRING, revision=rota.revision, **change)


def test_without_deputies_and_with_too_few_of_them_it_says_so(cast):
    empty = make_station(cast.town, "空站")
    with pytest.raises(DomainError, match="本站还没有进站代表,请先编组进站,再排值班。"):
        rotas.rota_create(station=empty, draft=SPRING, by=cast.actor("staff"), at=NOW)
    alone = house_of(cast, 1)
    two = RotaDraft(SPRING.starts_on, SPRING.ends_on, SPRING.cycle, SPRING.day, SPRING.hours, 2)
    with pytest.raises(DomainError, match="本站只有1名进站代表,不够每次2人"):
        alone.rota(two)
    assert [slot.deputy.name for slot in alone.slots(alone.rota())] == ["安然"] * 3


def test_a_deputy_who_serves_at_another_station_that_day_is_passed_over(house, cast):
    chain = make_station(cast.town, "链上家站")
    make_slot(chain, house.people[0], at("04-07 10:00"))
    first = house.slots(house.rota())[0]
    assert first.deputy.name == "白雪"


def test_a_duty_on_two_rotas_at_once_is_refused_by_the_place_where_it_stands(house, cast):
    chain = make_station(cast.town, "链上家站")
    make_stationing(chain, house.people[0], is_main=False)
    make_slot(chain, house.people[0], at("04-08 10:00"))
    draft = SlotDraft(house.people[0], at("04-08 09:00"), at("04-08 11:00"))
    with pytest.raises(Conflict) as refusal:
        slots.slot_add(station=house.station, draft=draft, by=house.staff, at=NOW)
    assert str(refusal.value) == (
        "安然2026年4月8日 10:00-12:00已在链上家站值班,同一时间不能再排。请换一个时间,或者换一名代表。"
    )


def test_published_it_tells_every_deputy_once_and_may_not_be_published_twice(house):
    rota = house.published()
    assert [told(person) for person in house.people] == [["您在青禾镇代表之家的接待值班安排"]] * 3
    with pytest.raises(WrongState, match="值班表已经公布"):
        rotas.rota_publish(rota=rota, by=house.staff, at=NOW)


def test_two_days_before_it_is_late_by_one_and_a_reason_is_kept(house):
    rota = house.rota()
    late = at("04-05 10:00")
    with pytest.raises(NotReady) as refusal:
        rotas.rota_publish(rota=rota, by=house.staff, at=late)
    assert [issue.code for issue in refusal.value.issues] == ["notice_late"]
    rota = rotas.rota_publish(rota=rota, reason="代表外出,临时调整", by=house.staff, at=late)
    assert rota.late_reason == "代表外出,临时调整"
    assert selectors.notice_of(rota, house.slots(rota), date(2026, 5, 1)).late == 1


def test_days_of_notice_are_those_of_the_day_on_which_the_rota_was_made(house):
    rota = house.rota()
    house.rule("stations.notice_days_of_home", 10, date(2026, 3, 21))
    assert rotas.rota_publish(rota=rota, by=house.staff, at=at("04-04 10:00")).late_reason == ""


def test_the_desk_asks_as_often_for_five_drafts_as_for_one(house, cast):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            todo = [item for item in desk_duty.todo(house.staff, NOW.date()) if item.title.startswith("公布值班表")]
            due = [one for one in desk_duty.deadlines(NOW.date()) if one.title.startswith("公布接待公告")]
        assert {item.due for item in todo} == {one.on for one in due} == {date(2026, 4, 4)}
        return len(queries)

    house.rota()
    once = asked()
    for number in range(4):
        station = make_station(cast.town, f"{number}号活动站")
        make_stationing(station, cast.deputies()[number + 3], is_main=False)
        house.rota(station=station)
    assert Rota.objects.count() == 5
    assert asked() == once


def test_who_read_an_older_draft_does_not_publish_it(house):
    rota = house.rota()
    slots.slot_remove(slot=house.slots(rota)[0], by=house.staff, at=NOW)
    with pytest.raises(Conflict, match="值班表刚被他人修改过"):
        rotas.rota_publish(rota=rota, revision=rota.revision, by=house.staff, at=NOW)


def test_a_deputy_who_left_the_station_stops_publishing_until_dealt_again(house):
    rota = house.rota()
    house.station.stationed.filter(person=house.people[0]).update(until=date(2026, 3, 21))
    with pytest.raises(NotReady) as refusal:
        rotas.rota_publish(rota=rota, by=house.staff, at=NOW)
    assert [issue.code for issue in refusal.value.issues] == ["deputy_gone"]
    rota = rotas.rota_deal_again(rota=rota, by=house.staff, at=NOW)
    assert {slot.deputy.name for slot in house.slots(rota)} == {"白雪", "陈晨"}


def test_whoever_lost_the_seat_is_dealt_nothing_and_stops_publishing_though_still_in_the_station(house):
    rota, gone = house.rota(), house.people[0]
    MandateStatus.objects.filter(mandate__person=gone).update(until=date(2026, 3, 21))
    with pytest.raises(NotReady, match=f"{gone.name}.*届时已不在本站"):
        rotas.rota_publish(rota=rota, by=house.staff, at=NOW + timedelta(days=2))
    rota = rotas.rota_deal_again(rota=rota, by=house.staff, at=NOW + timedelta(days=2))
    assert gone not in {slot.deputy for slot in house.slots(rota)}
    draft = SlotDraft(gone, at("06-09 09:00"), at("06-09 11:00"))
    with pytest.raises(DomainError, match="不在本站进站代表之列"):
        slots.slot_add(station=house.station, draft=draft, by=house.staff, at=NOW)


def test_the_notice_is_a_numbered_paper_of_the_presidium_once_at_a_time(house):
    rota = house.published()
    document = rotas.notice_draft(rota=rota, by=house.staff, at=NOW)
    assert document.kind == "deputy_stations_notice"
    assert "2026年4月7日（星期二）" in str(Document.objects.get(pk=document.pk).tree)
    with pytest.raises(Conflict, match="已经拟出"):
        rotas.notice_draft(rota=rota, by=house.staff, at=NOW)


def test_a_draft_is_thrown_away_with_its_duties_and_a_public_one_is_not(house):
    rotas.rota_discard(rota=house.rota(), by=house.staff, at=NOW)
    assert (Rota.objects.count(), DutySlot.objects.count()) == (0, 0)
    with pytest.raises(WrongState, match="已经公布"):
        rotas.rota_discard(rota=house.published(), by=house.staff, at=NOW)


def test_a_public_duty_is_cancelled_with_a_reason_and_never_once_it_has_begun(house):
    slot = house.slots(house.published())[0]
    with pytest.raises(DomainError, match="请写明取消的原因。"):
        slots.slot_remove(slot=slot, by=house.staff, at=NOW)
    with pytest.raises(WrongState, match="接待时间已到"):
        slots.slot_remove(slot=slot, reason="有会", by=house.staff, at=slot.starts_at)
    slots.slot_remove(slot=slot, reason="当日召开人代会", by=house.staff, at=NOW)
    assert told(slot.deputy)[-1] == "值班取消:青禾镇代表之家 2026年4月7日 09:00-11:00"


def test_a_change_of_somebody_else_meanwhile_is_not_written_over(house):
    slot = house.slots(house.published())[0]
    stand = selectors.stand_of(slot)
    draft = SlotDraft(slot.deputy, at("04-08 09:00"), at("04-08 11:00"))
    slots.slot_change(slot=slot, draft=draft, stand=stand, by=house.staff, at=NOW)
    with pytest.raises(Conflict, match="刚被他人修改过"):
        slots.slot_change(slot=slot, draft=draft, stand=stand, by=house.staff, at=NOW)
    assert told(slot.deputy)[-1] == "值班改期:青禾镇代表之家 2026年4月8日 09:00-11:00"


# check-in


def test_the_code_at_the_door_checks_in_while_the_duty_runs_and_writes_the_duty_file_once(house):
    slot = house.slots(house.published())[0]
    deputy = house.actor(slot.deputy)
    with pytest.raises(NotReady, match="30分钟"):
        slots.slot_check_in_by_code(slot=slot, code=house.station.code, by=deputy, at=at("04-07 08:20"))
    with pytest.raises(DomainError, match="站码不对"):
        slots.slot_check_in_by_code(slot=slot, code="WRONG", by=deputy, at=at("04-07 09:00"))
    for _ in range(2):
        slots.slot_check_in_by_code(slot=slot, code=house.station.code.lower(), by=deputy, at=at("04-07 08:55"))
    slot.refresh_from_db()
    assert (slot.state, slot.checked_in_how) == ("held", "站码签到")
    assert list(DutyEvent.objects.values_list("person__name", "kind", "on")) == [
        (slot.deputy.name, "reception", date(2026, 4, 7))
    ]


def test_nobody_checks_in_for_another(house):
    slot = house.slots(house.published())[0]
    other = next(person for person in house.people if person != slot.deputy)
    with pytest.raises(NotAllowed, match="这不是您的值班"):
        slots.slot_check_in_by_code(slot=slot, code=house.station.code, by=house.actor(other), at=slot.starts_at)


def test_what_ended_without_check_in_is_missed_once_and_may_be_put_right_for_a_week(house):
    slot = house.slots(house.published())[0]
    assert slots.slots_sweep(at=at("04-07 10:59")) == 0
    assert slots.slots_sweep(at=at("04-07 11:00")) == 1
    assert slots.slots_sweep(at=at("04-07 11:10")) == 0
    assert told(house.liaison) == [f"{slot.deputy.name}没有到站接待:青禾镇代表之家 2026年4月7日 09:00-11:00"]
    with pytest.raises(DomainError, match="请写明补登的理由"):
        slots.slot_check_in_by_staff(slot=slot, by=house.staff, at=at("04-08 09:00"))
    with pytest.raises(WrongState, match="超过7日"):
        slots.slot_check_in_by_staff(slot=slot, reason="忘记扫码", by=house.staff, at=at("04-15 09:00"))
    slots.slot_check_in_by_staff(slot=slot, reason="忘记扫码", by=house.staff, at=at("04-14 09:00"))
    slot.refresh_from_db()
    assert (slot.state, slot.checked_in_how, slot.reason) == ("held", "补登", "忘记扫码")


def test_the_sweep_leaves_drafts_alone(house):
    house.rota()
    assert slots.slots_sweep(at=at("12-01 00:00")) == 0


# exchanges


def asked(house, slot, of, for_slot=None, moment=NOW):
    return exchanges.exchange_ask(
        slot=slot, of=of, reason="当日外出", for_slot=for_slot, by=house.actor(slot.deputy), at=moment
    )


def test_agreed_the_two_duties_change_hands(house):
    mine, other, _ = house.slots(house.published())
    exchange = asked(house, mine, other.deputy, other)
    assert told(other.deputy)[-1] == f"{mine.deputy.name}请您换班:青禾镇代表之家 2026年4月7日 09:00-11:00"
    exchanges.exchange_answer(exchange=exchange, agrees=True, by=house.actor(other.deputy), at=NOW)
    assert DutySlot.objects.get(pk=mine.pk).deputy == other.deputy
    assert DutySlot.objects.get(pk=other.pk).deputy == mine.deputy
    assert told(mine.deputy)[-1] == f"{other.deputy.name}答复换班:已换班"


def test_refused_with_a_reason_nothing_moves_and_another_may_be_asked(house):
    mine, other, third = house.slots(house.published())
    exchange = asked(house, mine, other.deputy)
    with pytest.raises(Conflict, match="还没有答复"):
        asked(house, mine, third.deputy)
    with pytest.raises(DomainError, match="请写明不能换班的原因"):
        exchanges.exchange_answer(exchange=exchange, agrees=False, by=house.actor(other.deputy), at=NOW)
    exchanges.exchange_answer(exchange=exchange, agrees=False, answer="有会", by=house.actor(other.deputy), at=NOW)
    assert DutySlot.objects.get(pk=mine.pk).deputy == mine.deputy
    assert asked(house, mine, third.deputy).state == "asked"


def test_a_request_lapses_when_the_duty_begins(house):
    mine, other, _ = house.slots(house.published())
    exchange = asked(house, mine, other.deputy)
    with pytest.raises(WrongState, match="接待时间已到,换班申请已失效。"):
        exchanges.exchange_answer(exchange=exchange, agrees=True, by=house.actor(other.deputy), at=mine.starts_at)
    slots.slots_sweep(at=mine.starts_at)
    exchange.refresh_from_db()
    assert exchange.state == "lapsed"


def test_only_ones_own_is_asked_for_and_only_who_is_asked_answers(house):
    mine, other, third = house.slots(house.published())
    with pytest.raises(NotAllowed, match="只能为自己的值班申请换班"):
        exchanges.exchange_ask(slot=mine, of=other.deputy, reason="x", by=house.actor(third.deputy), at=NOW)
    exchange = asked(house, mine, other.deputy)
    with pytest.raises(NotAllowed, match="只有被请求换班的代表本人"):
        exchanges.exchange_answer(exchange=exchange, agrees=True, by=house.actor(third.deputy), at=NOW)


def test_who_serves_elsewhere_by_then_cannot_agree(house, cast):
    mine, other, _ = house.slots(house.published())
    exchange = asked(house, mine, other.deputy)
    make_slot(make_station(cast.town, "链上家站"), other.deputy, at("04-07 10:30"))
    with pytest.raises(Conflict, match="已在链上家站值班"):
        exchanges.exchange_answer(exchange=exchange, agrees=True, by=house.actor(other.deputy), at=NOW)


def test_the_office_gives_a_duty_away_with_a_reason_and_what_was_held_stays(house):
    mine, other, _ = house.slots(house.published())
    asked(house, mine, other.deputy)
    exchanges.exchange_by_office(slot=mine, to=other.deputy, reason="代表生病", by=house.staff, at=NOW)
    assert list(DutyExchange.objects.order_by("pk").values_list("state", flat=True)) == ["lapsed", "agreed"]
    slots.slot_check_in_by_staff(slot=mine, by=house.staff, at=at("04-07 09:00"))
    with pytest.raises(WrongState, match="不能再换班"):
        exchanges.exchange_by_office(slot=mine, to=mine.deputy, reason="误登", by=house.staff, at=at("04-07 09:10"))


def test_every_act_is_in_the_log_of_the_place(house):
    mine, other, _ = house.slots(house.published())
    exchanges.exchange_answer(
        exchange=asked(house, mine, other.deputy), agrees=True, by=house.actor(other.deputy), at=NOW
    )
    acts = Entry.objects.filter(act__startswith="deputy_stations.", area_path=house.cast.town.path).order_by("pk")
    assert list(acts.values_list("act", flat=True)) == [
        "deputy_stations.rota.created", "deputy_stations.rota.published", "deputy_stations.exchange.asked",
        "deputy_stations.exchange.answered",
    ]  # fmt: skip


def test_who_is_short_of_the_years_three_receptions(house):
    house.published()
    slots.slot_check_in_by_staff(slot=DutySlot.objects.earliest("starts_at"), by=house.staff, at=at("04-07 09:00"))
    rows = list(house.station.stationed.select_related("person", "station"))
    counts = selectors.duty_counts(rows, {house.station.pk: 3}, 2026)
    assert sorted((one.held, one.coming, one.short) for one in counts) == [(0, 1, 2), (0, 1, 2), (1, 0, 2)]


# races


@pytest.mark.django_db(transaction=True)
def test_two_rotas_dealt_at_once_never_give_one_deputy_two_places(cast):
    house = house_of(cast, 1)
    chain = make_station(cast.town, "链上家站")
    make_stationing(chain, house.people[0], is_main=False)
    results = at_once(lambda: house.rota(JULY), lambda: house.rota(JULY, chain))
    assert refusals(results) == []
    assert DutySlot.objects.count() == 1
    empty = next(rota for rota in Rota.objects.all() if not rota.slots.exists())
    assert rotas.shortages(empty, []) == ["2026年7月7日排到0名代表,应有1名"]


@pytest.mark.django_db(transaction=True)
def test_published_at_once_a_rota_is_published_once(cast):
    house = house_of(cast)
    rota = house.rota()
    results = at_once(*[lambda: rotas.rota_publish(rota=rota, by=house.staff, at=NOW)] * 2)
    assert refusals(results) == ["WrongState"]
    assert Notice.objects.filter(recipient=house.people[0]).count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_exchange_agreed_twice_moves_once(cast):
    house = house_of(cast)
    mine, other, _ = house.slots(house.published())
    exchange = asked(house, mine, other.deputy, other)
    colleague = house.actor(other.deputy)
    results = at_once(*[lambda: exchanges.exchange_answer(exchange=exchange, agrees=True, by=colleague, at=NOW)] * 2)
    assert refusals(results) == ["WrongState"]
    assert DutySlot.objects.get(pk=mine.pk).deputy == other.deputy
    assert DutySlot.objects.get(pk=other.pk).deputy == mine.deputy


@pytest.mark.django_db(transaction=True)
def test_agreeing_and_the_office_giving_it_away_at_once_end_with_one_deputy(cast):
    house = house_of(cast)
    mine, other, third = house.slots(house.published())
    exchange = asked(house, mine, other.deputy)
    colleague = house.actor(other.deputy)
    results = at_once(
        lambda: exchanges.exchange_answer(exchange=exchange, agrees=True, by=colleague, at=NOW),
        lambda: exchanges.exchange_by_office(slot=mine, to=third.deputy, reason="生病", by=house.staff, at=NOW),
    )
    assert DutySlot.objects.get(pk=mine.pk).deputy in (other.deputy, third.deputy)
    assert refusals(results) in ([], ["WrongState"])
    assert DutyExchange.objects.filter(state="asked").count() == 0


def test_an_hour_that_has_passed_and_a_second_day_are_refused(house):
    yesterday = SlotDraft(house.people[0], NOW - timedelta(days=1), NOW - timedelta(hours=22))
    with pytest.raises(DomainError, match="接待时间已过"):
        slots.slot_add(station=house.station, draft=yesterday, by=house.staff, at=NOW)
    long = SlotDraft(house.people[0], at("04-08 20:00"), at("04-09 02:00"))
    with pytest.raises(DomainError, match="一次接待不能跨日"):
        slots.slot_add(station=house.station, draft=long, by=house.staff, at=NOW)

"""Slates: the party working committee, the notice, objections; who remains becomes a representative."""

from datetime import date, timedelta

import pytest

from apps.foundation.core.errors import Conflict, DomainError, NotReady, WrongState
from apps.foundation.people.models import Mandate, Person, Term
from apps.foundation.people.services.persons import person_create
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.services import request_withdraw
from apps.office.notifications.models import Notice
from apps.office.public_notices.services import notice_withdraw, objection_receive, objection_settle
from apps.systems.street_deliberations.models import Seat, Slate
from apps.systems.street_deliberations.services import determining, recommending, reviewing, slates
from tests import factories as make
from tests.systems.street_deliberations.office import AT, again, days_later, entry_of, fresh

IDENTITY = "11010119850506002X"


def object_to(office, slate, text="占道经营", upheld=True):
    objection = objection_receive(
        notice=slate.notice, text=text, name="", contact="", channel="letter", by=office.staff, at=days_later(1)
    )
    return objection_settle(objection=objection, upheld=upheld, answer="已核实", by=office.staff, at=days_later(2))


def place(office, slate, objection, candidate):
    entry = entry_of(slate, candidate) if candidate else None
    return slates.objection_place(
        slate=slate, objection=objection, entry=entry, reason="属实", by=office.staff, at=days_later(3)
    )


def test_a_slate_goes_from_the_committee_to_notice_and_determination(office):
    office.settled()
    people = [office.cleared(), office.cleared("红星社区")]
    slate = office.determined(*people)
    assert (slate.state, slate.determined_on, slate.document_number) == (
        "determined", date(2026, 3, 11), "滨街工委〔2026〕8号",
    )  # fmt: skip
    assert [fresh(one).state for one in people] == ["determined", "determined"]
    seats = Seat.objects.filter(line__table__term=office.term).order_by("pk")
    assert [(seat.line.name, seat.mandate.kind, seat.mandate.certificate_number) for seat in seats] == [
        ("新民社区", "representative", "210001"), ("红星社区", "representative", "210002"),
    ]  # fmt: skip
    assert Mandate.objects.serving_on(date(2026, 3, 11)).filter(term=office.term).count() == 2
    assert Term.objects.get(pk=office.term.pk).elected == office.term.elected + 2
    assert [step.title for step in fresh(people[0]).steps.all()] == [
        "党组织推荐", "工委初审", "联审", "联审", "报党工委审查", "党工委审查", "公示", "确定",
    ]  # fmt: skip
    assert Notice.objects.filter(title="您已确定为滨江街道议事代表会议第21届议事代表").count() == 2


def test_the_notice_says_name_sex_post_and_community_and_nothing_else(office):
    office.settled()
    person = office.cleared(identity_number=IDENTITY, name="示例甲", party="中共党员", resume="在某厂工作")
    body = office.published(person).notice.body
    assert "1. 示例甲,女,新民社区居民小组长,新民社区\n" in body
    assert not [secret for secret in (IDENTITY, "1990000", "1985", "中共党员", "某厂", "热心公益") if secret in body]


def test_a_vetoed_person_is_on_no_slate(office):
    office.settled()
    vetoed = office.passed(name="示例乙")
    office.opine(vetoed, "街道纪工委", veto=True, opinion="正在接受审查")
    slate = slates.slate_create(term=office.term, by=office.staff, at=AT)
    with pytest.raises(DomainError, match="示例乙被街道纪工委一票否决,不能列入名单"):
        office.choose(slate, vetoed)


def test_a_veto_after_listing_stops_the_slate(office):
    office.settled()
    late = office.passed(name="示例丙")
    slate = office.slate(late)
    office.opine(late, "派出所", veto=True, opinion="有违法记录")
    with pytest.raises(NotReady, match="示例丙被派出所一票否决") as refusal:
        slates.slate_submit(slate=slate, by=office.staff, at=AT)
    assert [issue.code for issue in refusal.value.issues] == ["vetoed"]


def test_missing_opinions_and_too_many_of_a_line_are_named_before_the_committee_is_asked(office):
    office.settled()
    slate = office.slate(office.cleared(), office.cleared(), office.passed(name="示例丁"))
    with pytest.raises(NotReady) as refusal:
        slates.slate_submit(slate=slate, by=office.staff, at=AT)
    assert [issue.sentence for issue in refusal.value.issues] == [
        "示例丁还没有派出所、街道纪工委的联审意见,请先登记。", "“新民社区”还有名额2名,名单中有3人,请移出1人。",
    ]  # fmt: skip
    assert not ApprovalRequest.objects.filter(kind="street_deliberations.slate").exists()


def test_an_empty_slate_is_not_submitted(office):
    office.settled()
    slate = slates.slate_create(term=office.term, by=office.staff, at=AT)
    with pytest.raises(NotReady, match="名单中还没有人选"):
        slates.slate_submit(slate=slate, by=office.staff, at=AT)


def test_two_staff_at_one_slate_lose_nothing(office):
    office.settled()
    first, second = office.cleared(), office.cleared("红星社区")
    slate = slates.slate_create(term=office.term, by=office.staff, at=AT)
    office.choose(slate, first)
    with pytest.raises(Conflict, match="刚被他人修改过"):
        office.choose(slate, second)
    assert [entry.candidate for entry in slate.entries.all()] == [first]


def test_nobody_is_on_two_slates_at_once(office):
    office.settled()
    person = office.cleared()
    office.agreed(person)
    other = slates.slate_create(term=office.term, by=office.staff, at=AT)
    with pytest.raises(DomainError, match="已在党工委审查,不能列入本批名单"):
        office.choose(other, fresh(person))


def test_one_slate_is_drafted_at_a_time(office):
    office.settled()
    slates.slate_create(term=office.term, by=office.staff, at=AT)
    with pytest.raises(Conflict, match="第1批名单还在拟定"):
        slates.slate_create(term=office.term, by=office.staff, at=AT)
    assert Slate.objects.count() == 1


def test_a_slate_taken_back_is_a_draft_and_its_people_wait_again(office):
    office.settled()
    person = office.cleared()
    slate = slates.slate_submit(slate=office.slate(person), by=office.staff, at=AT)
    request_withdraw(request=ApprovalRequest.objects.of(slate).first(), reason="补充", by=office.staff, at=AT)
    assert (again(slate).state, fresh(person).state) == ("draft", "joint_review")


def test_an_abandoned_slate_frees_its_people(office):
    office.settled()
    person = office.cleared()
    slate = office.agreed(person)
    slates.slate_abandon(slate=slate, reason="重新研究", by=office.staff, at=AT)
    assert fresh(person).state == "joint_review"
    assert office.slate(person).number == 2


def test_who_withdraws_during_the_notice_is_not_determined(office):
    office.settled()
    stays, leaves = office.cleared(), office.cleared()
    slate = office.published(stays, leaves)
    recommending.candidate_withdraw(candidate=leaves, reason="调离", by=office.staff, at=days_later(1))
    office.conclude(slate)
    office.determine(again(slate))
    assert [seat.candidate for seat in Seat.objects.filter(line__table__term=office.term)] == [stays]


def test_determination_before_the_notice_has_ended_is_refused(office):
    office.settled()
    slate = office.published(office.cleared())
    with pytest.raises(NotReady, match="公示到2026年3月9日结束\\(当日仍接收意见\\),次日起方可办结"):
        office.determine(slate, days_later(7))
    with pytest.raises(NotReady, match="公示已经期满,请先在公示页面填写结论、办结公示"):
        office.determine(slate, days_later(8))


def test_determination_with_unanswered_objections_is_refused(office):
    office.settled()
    slate = office.published(office.cleared())
    objection_receive(
        notice=slate.notice, text="不同意", name="", contact="", channel="letter", by=office.staff, at=days_later(1)
    )
    with pytest.raises(NotReady, match="还有1条意见没有处理"):
        office.determine(slate, days_later(9))
    assert not Seat.objects.filter(line__table__term=office.term).exists()


def test_an_upheld_objection_holds_one_person_and_the_others_are_determined(office):
    office.settled()
    good, held = office.cleared(), office.cleared("红星社区")
    slate = office.published(good, held)
    objection = object_to(office, slate)
    office.conclude(slate)
    with pytest.raises(NotReady, match="公示中有1条异议成立,其中1条还没有登记到人"):
        office.determine(again(slate))
    place(office, again(slate), objection, held)
    office.determine(again(slate))
    assert (fresh(good).state, fresh(held).state) == ("determined", "objection_hold")


def test_one_person_may_be_held_by_two_objections_and_one_may_concern_nobody(office):
    office.settled()
    good, held = office.cleared(), office.cleared("红星社区")
    slate = office.published(good, held)
    objections = [object_to(office, slate, text) for text in ("一", "二", "三")]
    place(office, slate, objections[0], held)
    place(office, slate, objections[1], held)
    place(office, slate, objections[2], None)
    with pytest.raises(Conflict, match="已经登记"):
        place(office, slate, objections[0], held)
    office.conclude(slate)
    assert office.determine(again(slate)).state == "determined"


def test_an_objection_that_does_not_hold_holds_nobody(office):
    office.settled()
    person = office.cleared()
    slate = office.published(person)
    objection = object_to(office, slate, upheld=False)
    with pytest.raises(DomainError, match="请选择本次公示中已经认定成立的意见"):
        place(office, slate, objection, person)
    office.conclude(slate)
    office.determine(again(slate))
    assert fresh(person).state == "determined"


def test_who_was_held_goes_on_a_next_slate_once_released_or_is_refused(office):
    office.settled()
    good, first, second = office.cleared(), office.cleared("红星社区"), office.cleared("前进社区")
    slate = office.published(good, first, second)
    for person in (first, second):
        place(office, slate, object_to(office, slate, person.name), person)
    office.conclude(slate)
    office.determine(again(slate))
    said = {
        "organ": "街道党工委",
        "opinion": "经复核",
        "on": date(2026, 3, 12),
        "by": office.staff,
        "at": days_later(10),
    }
    assert reviewing.candidate_release(candidate=first, **said).state == "joint_review"
    assert reviewing.candidate_reject(candidate=second, **said).state == "rejected"
    assert office.slate(fresh(first)).number == 2


def test_a_notice_taken_down_may_be_published_again(office):
    office.settled()
    person = office.cleared()
    slate = office.published(person)
    notice_withdraw(notice=slate.notice, reason="单位有误", by=office.staff, at=AT)
    assert (again(slate).state, fresh(person).state) == ("approved", "party_review")
    slate = slates.slate_publish(slate=again(slate), where="公示栏", starts_on=date(2026, 3, 2), by=office.staff, at=AT)
    assert slate.notice.state == "published"


def test_determining_twice_is_refused(office):
    office.settled()
    slate = office.determined(office.cleared())
    with pytest.raises(WrongState, match="已经确定的不重复确定"):
        office.determine(again(slate))
    assert Seat.objects.filter(line__table__term=office.term).count() == 1


def test_a_day_within_the_notice_and_a_missing_number_are_refused(office):
    office.settled()
    slate = office.noticed(office.cleared())
    given = {"slate": slate, "by": office.staff, "at": days_later(9)}
    with pytest.raises(DomainError, match="确定日期应在公示期满以后"):
        determining.slate_determine(determined_on=date(2026, 3, 9), document_number="8号", **given)
    with pytest.raises(DomainError, match="请填写确定议事代表的文件"):
        determining.slate_determine(determined_on=date(2026, 3, 10), document_number=" ", **given)


def test_a_line_made_smaller_meanwhile_stops_the_determination(office):
    table = office.settled()
    slate = office.noticed(office.cleared(), office.cleared())
    table.lines.filter(name="新民社区").update(seats=1)
    with pytest.raises(NotReady, match="“新民社区”还有名额1名,名单中有2人"):
        office.determine(slate)


def test_a_known_person_is_found_by_identity_number(office):
    office.settled()
    known = person_create(
        area=office.term.body.area, details={"name": "旧名", "identity_number": IDENTITY}, by=office.staff, at=AT
    )
    person = office.cleared(identity_number=IDENTITY)
    office.determined(person)
    assert fresh(person).person == known
    assert Person.objects.filter(identity_index=known.identity_index).count() == 1


def test_a_known_person_is_found_by_name_and_birth(office):
    office.settled()
    known = make.make_person(office.communities[1], "示例戊", born_on=date(1985, 5, 6))
    person = office.cleared(name="示例戊")
    office.determined(person)
    assert fresh(person).person == known


@pytest.mark.parametrize("chosen", ["known", "new"])
def test_where_it_is_unclear_somebody_is_asked(office, chosen):
    office.settled()
    known = make.make_person(office.communities[1], "示例己")
    person = office.cleared(name="示例己")
    slate = office.noticed(person)
    with pytest.raises(NotReady, match="人员名册中有与示例己同名的人"):
        office.determine(slate)
    determining.person_choose(
        candidate=person, person=known if chosen == "known" else None, by=office.staff, at=days_later(9)
    )
    office.determine(slate)
    assert (fresh(person).person == known) == (chosen == "known")
    assert Person.objects.filter(name="示例己").count() == (1 if chosen == "known" else 2)


def test_somebody_of_another_birthday_is_somebody_else(office):
    office.settled()
    make.make_person(office.communities[1], "示例庚", born_on=date(1970, 1, 1))
    office.determined(office.cleared(name="示例庚"))
    assert Person.objects.filter(name="示例庚").count() == 2


def test_who_sits_already_is_not_determined_again(office):
    office.settled()
    known = make.make_person(office.communities[0], "示例辛", born_on=date(1985, 5, 6))
    make.make_mandate(known, office.term, "representative")
    slate = office.slate(office.cleared(name="示例辛"))
    with pytest.raises(NotReady, match="示例辛已是本届在任的议事代表"):
        slates.slate_submit(slate=slate, by=office.staff, at=AT)


def test_somebody_too_young_by_a_changed_birthday_is_not_submitted(office):
    office.settled()
    person = office.cleared(born_on=date(2008, 3, 2))
    slate = office.slate(person)
    with pytest.raises(NotReady, match="17周岁"):
        slates.slate_submit(slate=slate, by=office.staff, at=AT - timedelta(days=1))

"""Beginning a plan, changing a draft, amending what is in force: acts on real rows."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from apps.foundation.audit.models import Entry
from apps.foundation.core.errors import Conflict, DomainError, NotReady, WrongState
from apps.foundation.policies.models import Policy
from apps.systems.town_sessions.models import AnnualPlan, PlanSession, PlanTopic
from apps.systems.town_sessions.selectors.plans import differences_of, issues_to_submit
from apps.systems.town_sessions.services import planning
from apps.systems.town_sessions.services.planning import lines_of
from tests import factories as make
from tests.systems.town_sessions.office import AT, DAYS, extra, fresh, sessions, with_unit


def codes(refusal) -> list[str]:
    return [issue.code for issue in refusal.value.issues]


def test_a_plan_begins_with_the_four_sessions_of_its_template(office):
    plan = fresh(office.plan())
    first, *_, last = sessions(plan)
    assert (plan.state, plan.version, str(plan)) == ("draft", 1, "青禾镇人大2026年度会议预安排方案")
    assert [(one.ordinal, one.quarter) for one in sessions(plan)] == [(1, 1), (2, 2), (3, 3), (4, 4)]
    assert (first.starts_on, first.ends_on) == (date(2026, 1, 1), date(2026, 3, 31))
    assert [topic.topic for topic in first.topics.all()] == [
        "gov_work_report", "presidium_report", "budget", "livelihood_vote", "election",
    ]  # fmt: skip
    assert [str(topic.unit) for topic in first.topics.all()][:2] == ["青禾镇人民政府", "青禾镇人大主席团"]
    assert first.topics.all()[0].material_days == 5
    assert last.form_labels == ["会前视察、调研", "听取报告", "满意度测评", "专题询问"]


def test_three_plus_n_brings_three_fixed_sessions_and_an_extra_one(office):
    assert [one.is_extra for one in sessions(office.plan("three_plus_n"))] == [False, True, False, False]


def test_the_rules_of_the_place_are_frozen_into_the_plan(office, cast):
    Policy.objects.create(
        key="town_sessions.quarter_1_latest", value="03-15", area=cast.town, starts_on=date(2026, 1, 1),
        source="青禾镇议事规则", set_at=AT,
    )  # fmt: skip
    plan = office.plan()
    assert sessions(plan)[0].ends_on == date(2026, 3, 15)
    assert (plan.measures.notice.value, plan.measures.latest[1].source) == (10, "青禾镇议事规则")
    Policy.objects.all().delete()
    assert fresh(plan).measures.latest[1].value == "03-15"


def test_a_second_plan_for_the_year_is_refused(office):
    office.plan()
    with pytest.raises(Conflict) as refusal:
        office.plan("two_a_year")
    assert "青禾镇2026年已有预安排方案(起草中),一年只有一个方案" in refusal.value.sentence


def test_the_next_year_has_its_own_plan(office):
    office.plan()
    assert office.plan(year=2027).year == 2027


@pytest.mark.parametrize("year", [2025, 2028, 1026])
def test_a_year_long_past_or_far_ahead_is_a_slip(office, year):
    with pytest.raises(NotReady) as refusal:
        office.plan(year=year)
    assert "year" in codes(refusal)


def test_a_plan_given_up_makes_room_for_another(office):
    planning.plan_abandon(plan=office.plan(), reason="模板选错了", by=office.staff, at=AT)
    assert office.plan("two_a_year").version == 1
    assert sorted(AnnualPlan.objects.values_list("state", flat=True)) == ["abandoned", "draft"]


def test_giving_up_needs_a_reason(office):
    with pytest.raises(DomainError, match="请写明作废的理由"):
        planning.plan_abandon(plan=office.plan(), reason=" ", by=office.staff, at=AT)


def test_a_street_has_no_plan_and_hears_why(office, cast):
    with pytest.raises(DomainError) as refusal:
        planning.plan_create(
            term=cast.street_term, year=2026, template="quarterly", by=cast.actor("street_staff"), at=AT
        )
    assert refusal.value.sentence.startswith("街道不设人民代表大会,没有年度预安排方案。")


def test_a_town_cannot_take_the_districts_template(office):
    with pytest.raises(DomainError, match="这个模板不适用于本级人民代表大会"):
        office.plan("mid_year")


def test_the_district_has_its_mid_year_session(cast):
    congress = make.make_unit(cast.district, "district_congress", "示例区人民代表大会")
    term = make.make_term(congress, number=19)
    plan = planning.plan_create(term=term, year=2026, template="mid_year", by=cast.actor("district_staff"), at=AT)
    assert [one.quarter for one in sessions(plan)] == [1, 3]
    assert plan.words.studied == "区委研究"


def test_a_draft_is_changed_as_a_whole_and_sorted_by_date(office):
    plan = office.plan()
    plan = office.change(plan, list(reversed(office.lines())))
    assert [(one.ordinal, one.ends_on) for one in sessions(plan)] == list(enumerate(DAYS, start=1))
    assert [topic.material_days for topic in sessions(plan)[0].topics.all()] == [7, 5]
    assert Entry.objects.filter(act="town_sessions.plan.changed").get().facts == {"sessions": 4, "topics": 8}


def test_slots_and_topics_keep_their_identity_when_a_draft_is_saved_again(office):
    plan = office.complete()
    before = [(one.slot_id, [topic.key for topic in one.topics.all()]) for one in sessions(plan)]
    plan = office.change(plan, lines_of(fresh(plan)))
    assert [(one.slot_id, [topic.key for topic in one.topics.all()]) for one in sessions(plan)] == before


def test_a_key_from_elsewhere_is_not_taken_over(office, other_office):
    strange = lines_of(fresh(other_office.complete()))
    plan = office.change(office.plan(), [with_unit(line, office.government) for line in strange])
    mine, theirs = sessions(plan), PlanSession.objects.filter(plan__body=other_office.term.body)
    assert not {one.slot_id for one in mine} & set(theirs.values_list("slot", flat=True))
    assert not {topic.key for one in mine for topic in one.topics.all()} & {
        topic.key for one in theirs for topic in one.topics.all()
    }


def test_a_session_outside_the_year_is_refused(office):
    lines = office.lines((*DAYS[:3], date(2027, 1, 8)))
    with pytest.raises(NotReady) as refusal:
        office.change(office.plan(), lines)
    assert codes(refusal) == ["outside_year"]
    assert refusal.value.issues[0].sentence == "“第4季度会议”的日期2027年1月8日不在2026年内,请改为本年度的日期。"


def test_a_unit_of_another_area_is_refused(office, other_office):
    lines = office.lines()
    lines[0] = with_unit(lines[0], other_office.government)
    with pytest.raises(NotReady) as refusal:
        office.change(office.plan(), lines)
    assert codes(refusal) == ["strange_unit"]
    assert "不属于青禾镇,请改选本区划的单位" in refusal.value.issues[0].sentence


def test_fewer_sessions_than_the_law_may_be_saved_but_not_submitted(office):
    plan = office.change(office.plan(), office.lines(DAYS[:1]))
    assert [issue.code for issue in issues_to_submit(fresh(plan))] == ["legal_minimum"]
    with pytest.raises(NotReady) as refusal:
        office.submitted(plan)
    assert codes(refusal) == ["legal_minimum"]


def test_two_staff_on_one_draft_lose_nothing(office):
    plan = office.complete()
    office.change(plan, office.lines(DAYS[:3]))
    with pytest.raises(Conflict) as refusal:
        office.change(plan, office.lines(DAYS[:2]))
    assert "方案刚被他人修改过,没有保存。您填写的内容仍在本页" in refusal.value.sentence
    assert len(sessions(plan)) == 3


def test_what_was_submitted_is_no_longer_changed(office):
    plan = office.submitted()
    with pytest.raises(WrongState, match="只有起草中的方案可以修改"):
        office.change(plan, office.lines())


def test_the_database_keeps_an_approved_plan(office):
    plan = office.approved()
    session, rows = sessions(plan)[0], PlanTopic.objects.filter(session__plan=plan)
    acts = [
        lambda: PlanSession.objects.filter(plan=plan).update(theme="改"),
        lambda: rows.update(title="改"),
        rows.delete,
        lambda: PlanTopic.objects.create(session=session, number=9, title="加塞", material_days=1),
    ]
    for act in acts:
        with pytest.raises(DatabaseError, match="a plan that is no draft is not edited"), transaction.atomic():
            act()
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        AnnualPlan.objects.filter(pk=plan.pk).update(year=2030)


def test_an_amendment_begins_with_everything_that_stands(office):
    plan = office.filed()
    following = office.amend(plan)
    assert (following.version, following.replaces, following.state, following.reason) == (
        2, plan, "draft", "增开一次会议,讨论防汛",
    )  # fmt: skip
    assert differences_of(fresh(following)) == []
    assert fresh(plan).state == "filed"


def test_an_amendment_without_reason_is_refused(office):
    with pytest.raises(DomainError, match="请写明调整的理由"):
        office.amend(office.filed(), "  ")


def test_one_amendment_at_a_time(office):
    plan = office.filed()
    office.amend(plan)
    with pytest.raises(Conflict, match="已有第2版调整方案"):
        office.amend(plan)


def test_a_draft_is_changed_not_amended(office):
    with pytest.raises(WrongState, match="起草中的方案请直接修改"):
        office.amend(office.complete())


def test_an_amendment_given_up_leaves_the_plan_in_force_and_may_be_begun_again(office):
    plan = office.filed()
    planning.plan_abandon(plan=office.amend(plan), reason="不再需要", by=office.staff, at=AT)
    assert fresh(plan).state == "filed"
    assert office.amend(plan, "另有安排").version == 2


def test_the_differences_of_an_amendment_are_told(office):
    plan = office.filed()
    following = office.amend(plan)
    lines = lines_of(fresh(following))
    moved, lines[0] = lines[0].topics[0], replace(lines[0], topics=lines[0].topics[1:])
    lines[1] = replace(lines[1], topics=[*lines[1].topics, moved])
    office.change(following, [*lines, with_unit(extra(date(2026, 5, 15)), office.government)])
    assert [(one.kind, one.sentence) for one in differences_of(fresh(following))] == [
        ("added", "增加视情召开的会议“讨论防汛工作”(2026年5月15日),为第2次会议。"),
        ("added", "第2次会议增加议题“听取防汛工作报告”。"),
        ("moved", "议题“听取专项工作报告1”由原第1次会议(2026年3月20日)移到第3次会议(2026年6月12日)。"),
    ]

"""Plan and quota table: nothing begins before the plan is approved, nobody is recommended before the table adds up."""

from datetime import date

import pytest

from apps.foundation.core.errors import Conflict, DomainError, NotReady, WrongState
from apps.foundation.organisations.models import Unit
from apps.foundation.policies.models import Policy
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.services import step_return
from apps.systems.street_deliberations.models import ImplementationPlan, QuotaTable
from apps.systems.street_deliberations.selectors.quotas import Line, lines_of, warnings_of
from apps.systems.street_deliberations.services import planning, quotas, recommending, slates
from tests.systems.street_deliberations.office import AT


def test_the_party_working_committee_approves_the_plan_with_day_and_number(office):
    plan = office.approved_plan()
    assert (plan.state, plan.approved_on, plan.approval_number) == (
        "approved",
        date(2026, 3, 2),
        "滨街工委纪〔2026〕5号",
    )
    assert [str(step) for step in ApprovalRequest.objects.of(plan).first().steps.all()] == ["1. 党工委研究"]


def test_nothing_else_begins_before_the_plan_is_approved(office):
    plan = planning.plan_submit(plan=office.plan(), by=office.staff, at=AT)
    for begin in (
        lambda: quotas.quota_begin(term=office.term, by=office.staff, at=AT),
        lambda: slates.slate_create(term=office.term, by=office.staff, at=AT),
    ):
        with pytest.raises(WrongState, match="街道党工委还没有批准实施方案。请先拟定实施方案"):
            begin()
    assert not QuotaTable.objects.exists()
    assert plan.state == "party"


def test_a_returned_plan_is_a_draft_again(office):
    plan = planning.plan_submit(plan=office.plan(), by=office.staff, at=AT)
    step_return(
        request=ApprovalRequest.objects.of(plan).first(), step_number=1, reason="补充保障措施", document_number="5号",
        decided_on=date(2026, 3, 2), by=office.staff, at=AT,
    )  # fmt: skip
    assert ImplementationPlan.objects.get().state == "draft"


def test_an_empty_section_and_a_missing_committee_are_both_named(office):
    plan = office.plan()
    Unit.objects.filter(kind="party_work_committee").delete()
    plan = planning.plan_change(
        plan=plan, sections=[{"title": "组织领导", "text": " "}], revision=0, by=office.staff, at=AT
    )
    with pytest.raises(NotReady) as refusal:
        planning.plan_submit(plan=plan, by=office.staff, at=AT)
    assert [issue.code for issue in refusal.value.issues] == ["no_text", "no_organ"]


def test_two_editors_of_one_plan_lose_nothing(office):
    plan = office.plan()
    planning.plan_change(plan=plan, sections=[{"title": "一", "text": "甲"}], revision=0, by=office.staff, at=AT)
    with pytest.raises(Conflict, match="刚被他人修改过"):
        planning.plan_change(plan=plan, sections=[{"title": "一", "text": "乙"}], revision=0, by=office.staff, at=AT)
    assert ImplementationPlan.objects.get().sections == [{"title": "一", "text": "甲"}]


def test_an_amendment_needs_a_reason_and_replaces_the_version_before_once_approved(office):
    plan = office.approved_plan()
    with pytest.raises(DomainError, match="请写明调整理由"):
        planning.plan_amend(plan=plan, reason=" ", by=office.staff, at=AT)
    following = planning.plan_amend(plan=plan, reason="名额增加", by=office.staff, at=AT)
    with pytest.raises(Conflict, match="第2版调整方案"):
        planning.plan_amend(plan=plan, reason="再调整", by=office.staff, at=AT)
    planning.plan_submit(plan=following, by=office.staff, at=AT)
    assert ImplementationPlan.objects.get(state="approved").version == 1
    office.decide(following)
    assert ImplementationPlan.objects.get(state="approved").version == 2
    assert ImplementationPlan.objects.get(version=1).state == "superseded"


def test_a_plan_of_a_town_is_refused(office, cast):
    with pytest.raises(DomainError, match="实施方案由街道拟定"):
        planning.plan_create(term=cast.term, by=office.staff, at=AT)


def test_the_table_begins_with_every_community(office):
    assert [(line.name, line.seats) for line in lines_of(office.table())] == [
        ("新民社区", 1), ("红星社区", 1), ("前进社区", 1),
    ]  # fmt: skip


def test_a_table_that_does_not_add_up_or_forgets_a_community_is_not_settled(office):
    table = office.table()
    lines = [Line("community", area.name, 4, area) for area in office.communities[:2]]
    table.lines.all().delete()
    table = quotas.quota_change(table=table, lines=lines, revision=0, by=office.staff, at=AT)
    with pytest.raises(NotReady) as refusal:
        quotas.quota_settle(table=table, by=office.staff, at=AT)
    assert [issue.sentence for issue in refusal.value.issues] == [
        "各行名额合计8名,本届名额10名,少2名,请调整。", "前进社区的名额为0名,每个社区(村)不少于1名。",
    ]  # fmt: skip


def test_a_quota_outside_the_usual_numbers_is_said_and_not_refused(office):
    table = office.settled()
    assert warnings_of(table) == ["本届名额10名,少于本地参考下限30名,请核对届次登记的名额。"]
    assert table.is_settled


def test_a_place_may_ask_for_more_seats_a_community(office):
    Policy.objects.create(
        key="street_deliberations.fewest_per_community", area=office.term.body.area, value=3,
        starts_on=date(2026, 1, 1), source="产生办法", set_at=AT,
    )  # fmt: skip
    with pytest.raises(NotReady, match="新民社区的名额为2名,每个社区\\(村\\)不少于3名"):
        office.settled()


def test_a_closed_community_takes_no_seats(office):
    table = office.table()
    closed = office.communities[2]
    closed.until = date(2026, 1, 1)
    closed.save()
    with pytest.raises(NotReady, match="前进社区已经撤销,不能分配名额"):
        quotas.quota_change(table=table, lines=office.lines(), revision=0, by=office.staff, at=AT)


def test_a_settled_table_changes_only_with_a_reason_and_adds_up_again(office):
    table = office.settled()
    lines = lines_of(table)
    given = {"table": table, "revision": table.revision, "by": office.staff, "at": AT}
    with pytest.raises(DomainError, match="请写明调整理由"):
        quotas.quota_change(lines=lines, **given)
    with pytest.raises(NotReady, match="合计6名"):
        quotas.quota_change(lines=lines[:3], reason="减少", **given)
    moved = [*lines[:2], Line("community", "前进社区", 3, lines[2].community, lines[2].key),
             Line("unit", "驻区单位", 3, None, lines[3].key)]  # fmt: skip
    assert quotas.quota_change(lines=moved, reason="前进社区人口增加", **given).reason == "前进社区人口增加"


def test_a_line_through_which_somebody_was_recommended_stays(office):
    table = office.settled()
    office.candidate()
    lines = lines_of(table)
    rest = [Line("community", lines[1].name, 4, lines[1].community, lines[1].key), *lines[2:]]
    with pytest.raises(NotReady, match="新民社区的名额为0名"):
        quotas.quota_change(table=table, lines=rest, revision=1, reason="撤并", by=office.staff, at=AT)
    unit = office.line("驻区单位")
    office.candidate("驻区单位")
    grown = [Line(one.kind, one.name, one.seats + (4 if one.name == "新民社区" else 0), one.community, one.key)
             for one in lines if one.key != unit.public_id]  # fmt: skip
    with pytest.raises(DomainError, match="“驻区单位”已有推荐或者在任的人员,不能删除"):
        quotas.quota_change(table=table, lines=grown, revision=1, reason="取消", by=office.staff, at=AT)


def test_nobody_is_recommended_before_the_table_is_settled(office):
    office.table()
    with pytest.raises(WrongState, match="名额分配表还没有定案"):
        recommending.candidate_create(
            term=office.term, line=office.line(), details=office.details(), by=office.staff, at=AT
        )


def test_documents_are_drafted_once_and_only_of_what_stands(office):
    plan = office.plan()
    with pytest.raises(WrongState, match="批准以后才能拟文印发"):
        planning.plan_document_draft(plan=plan, by=office.staff, at=AT)
    plan = planning.plan_submit(plan=plan, by=office.staff, at=AT)
    office.decide(plan)
    document = planning.plan_document_draft(plan=plan, by=office.staff, at=AT)
    assert (document.kind, document.title) == ("street_deliberations_plan", "滨江街道议事代表会议第21届实施方案")
    with pytest.raises(Conflict, match="已经拟出"):
        planning.plan_document_draft(plan=plan, by=office.staff, at=AT)

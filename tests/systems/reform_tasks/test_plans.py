"""A plan from its draft to the hand-over: what the party committee must have decided, what stops a hand-over."""

from datetime import date

import pytest

from apps.congress.supervision.models import Assignment
from apps.congress.supervision.rules.steps import Step, steps_of
from apps.foundation.core.errors import Conflict, DomainError, NotReady, WrongState
from apps.foundation.organisations.models import Unit
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.services import step_return
from apps.office.notifications.models import Notice
from apps.systems.reform_tasks.models import HandOver, PlaceTask, ReformPlan
from apps.systems.reform_tasks.services import amending, handing_over
from apps.systems.reform_tasks.services.amending import Amendment, plan_end, task_amend
from apps.systems.reform_tasks.services.planning import PlanDraft, plan_change, plan_create, plan_submit
from tests import factories as make
from tests.systems.reform_tasks.reform import NUMBER, SESSIONS, TODAY, at, line

MAY = date(2026, 5, 31)
PLACES = ("青禾镇", "白沙镇", "滨江街道")


def test_a_plan_is_approved_with_number_and_day(reform):
    plan = reform.approved()
    assert (plan.state, plan.approved_on, plan.approval_number) == ("approved", TODAY, NUMBER)


def test_a_returned_plan_may_be_changed_and_submitted_again(reform):
    plan = plan_submit(plan=reform.draft(), by=reform.by, at=at())
    step_return(
        request=ApprovalRequest.objects.of(plan)[0], step_number=1, reason="补充", document_number=NUMBER,
        decided_on=TODAY, by=reform.by, at=at(),
    )  # fmt: skip
    plan.refresh_from_db()
    assert plan.state == "draft"
    assert plan_submit(plan=plan, by=reform.by, at=at()).state == "submitted"


def test_nothing_is_handed_over_before_the_party_committee_has_decided(reform):
    with pytest.raises(WrongState):
        handing_over.plan_hand_over(plan=reform.draft(), by=reform.by, at=at())
    assert not Assignment.objects.exists()


def test_a_plan_without_tasks_or_with_a_late_one_is_not_submitted(reform):
    plan = plan_create(office=reform.cast.district, draft=PlanDraft(2026, "空方案"), by=reform.by, at=at())
    with pytest.raises(NotReady) as refused:
        plan_submit(plan=plan, by=reform.by, at=at())
    assert "还没有任务" in str(refused.value)
    late = reform.draft(line(starts_on=date(2026, 1, 1), due_on=date(2026, 3, 1), steps=()))
    with pytest.raises(NotReady) as refused:
        plan_submit(plan=late, by=reform.by, at=at())
    assert "已经过去" in str(refused.value)


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        ((Step("选址", date(2026, 4, 1), 60),), "累计进度应为100%"),
        ((Step("选址", date(2026, 8, 1), 100),), "不在任务起止日期之内"),
        ((Step("甲", date(2026, 4, 1), 60), Step("乙", date(2026, 5, 1), 50)), "不能低于前一举措"),
    ],
)
def test_steps_that_cannot_hold_are_refused_by_the_name_of_their_task(reform, steps, sentence):
    with pytest.raises(NotReady) as refused:
        reform.draft(line(steps=steps))
    assert "建成代表之家" in str(refused.value)
    assert sentence in str(refused.value)


def test_steps_are_read_as_people_write_them():
    assert steps_of("选址 2026-04-30 40%\n\n完成揭牌,2026年6月30日,100") == [
        Step("选址", date(2026, 4, 30), 40), Step("完成揭牌", date(2026, 6, 30), 100),
    ]  # fmt: skip
    with pytest.raises(ValueError, match="没有写全"):
        steps_of("选址")
    with pytest.raises(ValueError, match="日期不存在"):
        steps_of("选址 2026-02-30 40%")
    with pytest.raises(ValueError, match="有121字,节点内容最多120字"):
        steps_of(f"{'选' * 121} 2026-02-28 40%")


def test_who_saves_on_an_old_page_is_told_and_overwrites_nothing(reform):
    plan = reform.draft()
    with pytest.raises(Conflict):
        plan_change(plan=plan, draft=PlanDraft(2026, "别的"), lines=[line()], revision=0, by=reform.by, at=at())
    assert ReformPlan.objects.get(pk=plan.pk).title == "示例区2026年改革实施方案"


def test_every_place_is_handed_what_is_meant_for_it_led_by_its_own_organ(reform):
    plan = reform.handed_over()
    found = PlaceTask.objects.filter(task__item__plan=plan)
    home, sessions = "建成代表之家", "按季召开会议"
    assert sorted(found.values_list("area__name", "task__title")) == [
        ("滨江街道", home), ("白沙镇", home), ("白沙镇", sessions), ("青禾镇", home), ("青禾镇", sessions),
    ]  # fmt: skip
    cell = reform.cell(plan)
    assert (cell.profile, cell.state, cell.units.get().unit_name) == ("reform", "handed_over", "青禾镇人民政府")
    assert list(cell.milestones.values_list("title", "planned_percent")) == [("选址", 40), ("揭牌", 100)]
    assert Notice.objects.filter(recipient=reform.cast.people["staff"], title__startswith="改革任务已交办").exists()


def test_a_place_without_the_organ_is_named_and_nothing_is_handed_over(reform):
    Unit.objects.filter(name="白沙镇人大主席团").delete()
    plan = reform.approved()
    with pytest.raises(NotReady) as refused:
        handing_over.plan_hand_over(plan=plan, by=reform.by, at=at())
    assert "白沙镇还没有登记人大主席团" in str(refused.value)
    assert "青禾镇" not in str(refused.value)
    assert not PlaceTask.objects.exists()
    assert not HandOver.objects.exists()


def test_it_is_handed_over_once_and_a_new_place_gets_its_own_later(reform):
    plan = reform.handed_over()
    with pytest.raises(NotReady) as refused:
        handing_over.plan_hand_over(plan=plan, by=reform.by, at=at())
    assert "都已经交办" in str(refused.value)
    young = make.make_area("石桥镇", "town", reform.cast.district)
    for kind in ("party_committee", "presidium", "government"):
        make.make_unit(young, kind)
    assert handing_over.plan_hand_over(plan=plan, by=reform.by, at=at()).total == 2


def test_what_is_long_is_made_behind_the_scenes_each_cell_once(reform, monkeypatch):
    monkeypatch.setattr(handing_over, "AT_ONCE", 2)
    monkeypatch.setattr(handing_over, "CHUNK", 2)
    plan = reform.approved()
    order = handing_over.plan_hand_over(plan=plan, by=reform.by, at=at())
    assert (order.total, order.finished_at, order.made) == (5, None, 0)
    with pytest.raises(Conflict):
        handing_over.plan_hand_over(plan=plan, by=reform.by, at=at())
    order = handing_over.hand_over_run(order=order)
    assert (order.made, order.refusal) == (5, "")
    assert order.finished_at
    assert handing_over.hand_over_run(order=order).made == 5


def test_what_stops_a_long_hand_over_is_kept_and_the_rest_goes_on_later(reform, monkeypatch):
    monkeypatch.setattr(handing_over, "AT_ONCE", 2)
    monkeypatch.setattr(handing_over, "CHUNK", 2)
    plan = reform.approved()
    order = handing_over.plan_hand_over(plan=plan, by=reform.by, at=at())
    gone = Unit.objects.get(name="滨江街道办事处")
    gone.until = date(2026, 1, 1)
    gone.save()
    order = handing_over.hand_over_run(order=order)
    assert "滨江街道" in order.refusal
    assert order.made == 4
    gone.until = None
    gone.save()
    assert handing_over.plan_hand_over(plan=plan, by=reform.by, at=at()).total == 1
    assert PlaceTask.objects.count() == 5


def amend(reform, plan, **changes):
    task = plan.items.get(title="代表家站迭代升级").tasks.get()
    steps = (Step("选址", MAY, 40), Step("揭牌", date(2026, 7, 31), 100))
    values = {"due_on": date(2026, 7, 31), "steps": steps, "reason": "用地调整", "decision": "区委专题会", **changes}
    plan.refresh_from_db()
    return task_amend(task=task, draft=Amendment(**values), revision=plan.revision, by=reform.by, at=at())


def test_a_task_is_amended_in_all_places_that_still_work_at_it(reform):
    plan = reform.handed_over()
    assert amend(reform, plan).total == 3
    cell = reform.cell(plan, "滨江街道")
    assert (cell.due_on, cell.milestones.first().due_on) == (date(2026, 7, 31), MAY)
    assert cell.adjustments.get().reason == "用地调整"
    assert reform.cell(plan, task="按季召开会议").adjustments.count() == 0
    assert amend(reform, plan).total == 0


def test_an_amendment_of_many_places_is_carried_out_behind_the_scenes_once(reform, monkeypatch):
    monkeypatch.setattr(amending, "AT_ONCE", 2)
    monkeypatch.setattr(amending, "CHUNK", 2)
    plan = reform.handed_over()
    order = amend(reform, plan)
    assert (order.total, order.done, order.finished_at) == (3, 0, None)
    assert reform.cell(plan).due_on == date(2026, 6, 30)
    with pytest.raises(Conflict, match="任务正在调整"):
        amend(reform, plan)
    with pytest.raises(Conflict, match="任务正在调整"):
        handing_over.plan_hand_over(plan=plan, by=reform.by, at=at())
    order = amending.amend_run(order=order)
    assert (order.done, order.refusal) == (3, "")
    assert {reform.cell(plan, place).due_on for place in PLACES} == {date(2026, 7, 31)}
    assert amending.amend_run(order=order).done == 3
    assert reform.cell(plan).adjustments.count() == 1


def test_what_stops_a_long_amendment_is_kept_and_named(reform, monkeypatch):
    monkeypatch.setattr(amending, "AT_ONCE", 2)
    monkeypatch.setattr(amending, "CHUNK", 2)
    plan = reform.handed_over()
    order = amend(reform, plan)
    cell = reform.cell(plan, "滨江街道")
    reached = {"done_on": date(2026, 4, 1), "due_on": date(2026, 12, 31), "planned_percent": 50}
    cell.milestones.filter(title="选址").update(**reached)
    order = amending.amend_run(order=order)
    assert order.finished_at
    assert "滨江街道" in order.refusal
    assert reform.cell(plan).due_on == date(2026, 7, 31)
    assert order.refusal in reform.cast.client("district_staff").get(plan.get_absolute_url()).content.decode()


def test_an_amendment_that_one_place_cannot_bear_changes_nothing(reform):
    plan = reform.handed_over()
    reform.cell(plan, "白沙镇").milestones.filter(title="选址").update(done_on=date(2026, 4, 1), planned_percent=60)
    steps = (Step("选址", MAY, 40), Step("开工", MAY, 50), Step("揭牌", date(2026, 7, 31), 100))
    with pytest.raises(DomainError, match=r"白沙镇:.*全部没有调整"):
        amend(reform, plan, steps=steps)
    assert {reform.cell(plan, place).due_on for place in PLACES} == {date(2026, 6, 30)}
    assert plan.items.get(title="代表家站迭代升级").tasks.get().due_on == date(2026, 6, 30)


def test_orders_left_lying_are_queued_again(reform, monkeypatch):
    monkeypatch.setattr(amending, "AT_ONCE", 2)
    amend(reform, reform.handed_over())
    assert amending.amendments_resume(at=at(hour=9)) == 0
    assert amending.amendments_resume(at=at(hour=10)) == 1


def test_an_amendment_without_a_ground_or_with_a_past_day_is_refused_whole(reform):
    plan = reform.handed_over()
    for changes in ({"decision": " "}, {"due_on": date(2026, 3, 1), "steps": ()}):
        with pytest.raises(DomainError):
            amend(reform, plan, **changes)
    assert reform.cell(plan).due_on == date(2026, 6, 30)


def test_a_plan_ends_with_a_summary_once_nothing_is_open(reform):
    plan = reform.handed_over(line(**{**SESSIONS, "places": "streets"}))
    with pytest.raises(NotReady) as refused:
        plan_end(plan=plan, summary="", by=reform.by, at=at())
    assert "还有1项" in str(refused.value)
    assert "写明总结" in str(refused.value)
    Assignment.objects.update(state="closed", closed_at=at())
    assert plan_end(plan=plan, summary="全部完成。", by=reform.by, at=at()).state == "ended"

"""延期 and 调整: asked by the unit and decided by the organ, or decided by the supervising side with its ground."""

from datetime import date

import pytest

from apps.congress.supervision.models import DueExtension
from apps.congress.supervision.services import (
    AdjustmentDraft,
    NodeDraft,
    assignment_adjust,
    assignment_cancel,
    extension_ask,
)
from apps.foundation.core.errors import NotReady
from apps.foundation.core.models import OutboxTask
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.services import step_approve, step_return
from apps.office.approvals.tasks import lapse
from tests import factories as make
from tests.congress.supervision.conftest import at
from tests.congress.supervision.handed import claimed, fresh, running

NEW_DAY = date(2026, 8, 31)


@pytest.fixture
def congress(cast):
    return make.make_unit(cast.district, "district_congress", "示例区人民代表大会")


def ask(cast, assignment, day=NEW_DAY, on=date(2026, 5, 20), reason="场地被占用。"):
    return extension_ask(assignment=assignment, new_due_on=day, reason=reason, by=cast.actor("handler"), at=at(on))


def decide(cast, act, **values):
    request = ApprovalRequest.objects.get(kind="supervision.extension", state="pending")
    act(
        request=request, step_number=1, by=cast.actor("district_staff"), at=at(date(2026, 5, 22)),
        document_number="主任会议纪要第3期", decided_on=date(2026, 5, 21), **values,
    )  # fmt: skip


def test_granted_the_day_moves_with_the_last_milestone_and_the_first_day_is_kept(cast, congress):
    assignment = running(cast)
    ask(cast, assignment)
    assert fresh(assignment).due_on == date(2026, 6, 30)
    decide(cast, step_approve, opinion="同意")
    assignment = fresh(assignment)
    assert (assignment.due_on, assignment.first_due_on) == (NEW_DAY, date(2026, 6, 30))
    assert [node.due_on for node in assignment.milestones.all()] == [date(2026, 4, 30), NEW_DAY]


def test_refused_the_day_stays_and_another_may_be_asked(cast, congress):
    assignment = running(cast)
    ask(cast, assignment)
    with pytest.raises(NotReady, match="正在研究"):
        ask(cast, assignment)
    decide(cast, step_return, reason="群众急需。")
    assert (fresh(assignment).due_on, DueExtension.objects.get().answer) == (date(2026, 6, 30), "群众急需。")
    ask(cast, assignment, date(2026, 7, 31))
    decide(cast, step_approve, opinion="同意")
    assert fresh(assignment).due_on == date(2026, 7, 31)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"on": date(2026, 7, 1)}, "late"),
        ({"day": date(2026, 6, 30)}, "not_later"),
        ({"reason": " "}, "no_reason"),
    ],
)
def test_what_cannot_be_asked(cast, congress, values, code):
    with pytest.raises(NotReady) as refused:
        ask(cast, running(cast), **values)
    assert [issue.code for issue in refused.value.issues] == [code]


def test_what_is_claimed_meanwhile_is_not_extended(cast, congress):
    assignment = running(cast)
    ask(cast, assignment)
    claimed(cast, assignment)
    decide(cast, step_return, reason="已报完成。")
    assert fresh(assignment).due_on == date(2026, 6, 30)


def adjust(cast, assignment, on=date(2026, 5, 20), **values):
    given = {
        "due_on": date(2026, 6, 30), "quantity_planned": None, "reason": "点位变更。", "decision": "主任会议决定",
        **values,
    }  # fmt: skip
    return assignment_adjust(
        assignment=assignment, draft=AdjustmentDraft(**given), by=cast.actor("district_staff"), at=at(on)
    )


def test_an_adjustment_keeps_what_was_and_by_whose_decision(cast):
    assignment = running(cast)
    adjustment = adjust(cast, assignment, due_on=NEW_DAY)
    assert adjustment.changes[0] == ["完成期限", "2026年6月30日", "2026年8月31日"]
    assert [node.due_on for node in fresh(assignment).milestones.all()] == [date(2026, 4, 30), NEW_DAY]
    assert fresh(assignment).red_from == date(2026, 5, 1)


def test_milestones_not_reached_are_replaced(cast):
    assignment = running(cast)
    nodes = [NodeDraft("立项", date(2026, 5, 31), 50), NodeDraft("揭牌", date(2026, 6, 30), 100)]
    adjust(cast, assignment, nodes=nodes)
    assert [node.title for node in fresh(assignment).milestones.all()] == ["立项", "揭牌"]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "没有调整任何内容"),
        ({"due_on": date(2026, 5, 19)}, "已经过去"),
        ({"due_on": NEW_DAY, "decision": " "}, "请写明调整的依据"),
        ({"due_on": NEW_DAY, "reason": ""}, "请写明调整的理由"),
        ({"quantity_planned": 0}, "计划数量不能为0"),
        ({"nodes": [NodeDraft("揭牌", date(2026, 7, 5), 100)]}, "不在任务起止日期之内"),
    ],
)
def test_what_cannot_be_adjusted(cast, values, sentence):
    assignment = running(cast)
    with pytest.raises(NotReady) as refused:
        adjust(cast, assignment, **values)
    assert sentence in str(refused.value)
    assert fresh(assignment).due_on == date(2026, 6, 30)


def test_ended_meanwhile_nobody_is_asked_for_more_time(cast, congress):
    assignment = running(cast)
    ask(cast, assignment)
    assignment_cancel(assignment=assignment, reason="并入另一任务。", by=cast.actor("district_staff"), at=at(NEW_DAY))
    lapse(*OutboxTask.objects.get(name="approvals.lapse").args)
    assert ApprovalRequest.objects.get(kind="supervision.extension").state == "withdrawn"


def test_a_later_day_that_was_set_meanwhile_is_not_brought_forward(cast, congress):
    assignment = running(cast)
    ask(cast, assignment)
    later = AdjustmentDraft(date(2026, 12, 1), assignment.quantity_planned, "扩大范围。", "主任会议纪要第2期")
    assignment_adjust(assignment=assignment, draft=later, by=cast.actor("district_staff"), at=at(date(2026, 5, 21)))
    decide(cast, step_approve, opinion="同意。")
    assert fresh(assignment).due_on == date(2026, 12, 1)

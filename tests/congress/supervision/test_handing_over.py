"""立项 and 交办: what a plan must hold, and what the hand-over sets going."""

from datetime import date

import pytest

from apps.congress.supervision.models import Assignment
from apps.congress.supervision.policies import GENERAL
from apps.congress.supervision.selectors.standing import reasons_on
from apps.congress.supervision.services import NodeDraft, UnitDraft, assignment_draft, assignment_hand_over
from apps.foundation.core.errors import NotReady, WrongState
from apps.foundation.organisations.models import Unit
from apps.office.notifications.models import Notice
from tests.congress.supervision.conftest import at, draft

TODAY = date(2026, 3, 20)


def handed_over(cast, assignment):
    return assignment_hand_over(assignment=assignment, by=cast.actor("district_staff"), at=at(TODAY))


def test_the_units_are_told_and_time_begins_to_run(cast, assignment):
    assignment = handed_over(cast, assignment)
    assert assignment.state == "handed_over"
    assert Notice.objects.get(recipient=cast.people["handler"]).title == "请办理:建成代表之家"
    assert assignment.next_period == date(2026, 3, 1)
    assert assignment.report_due_on == date(2026, 4, 5)
    assert (assignment.yellow_from, assignment.red_from) == (date(2026, 4, 6), date(2026, 5, 1))


def test_a_light_says_why(cast, assignment):
    assignment = handed_over(cast, assignment)
    assert reasons_on(assignment, date(2026, 4, 5)) == []
    [reason] = reasons_on(assignment, date(2026, 4, 6))
    assert reason.words == "应在2026年4月5日前报送的进展没有报送"
    assert reasons_on(assignment, date(2026, 5, 1))[0].words == "节点“选址”2026年4月30日到期未完成"


def test_the_light_of_a_list_is_the_light_of_the_page(cast, assignment):
    assignment = handed_over(cast, assignment)
    for on in (TODAY, date(2026, 4, 6), date(2026, 5, 1)):
        assert Assignment.objects.with_light(on).get().light == assignment.light_on(on)


def test_it_is_handed_over_once(cast, assignment):
    assignment = handed_over(cast, assignment)
    with pytest.raises(WrongState):
        handed_over(cast, assignment)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"due_on": date(2026, 3, 19), "starts_on": date(2026, 3, 1), "nodes": []}, "已经过去"),
        ({"units": []}, "请写明一个牵头单位"),
        ({"nodes": [NodeDraft("选址", date(2026, 7, 1), 100)]}, "不在任务起止日期之内"),
        ({"nodes": [NodeDraft("选址", date(2026, 4, 1), 60)]}, "累计进度应为100%"),
        (
            {"nodes": [NodeDraft("甲", date(2026, 4, 1), 60), NodeDraft("乙", date(2026, 5, 1), 50)]},
            "不能低于前一节点",
        ),
        ({"quantity_planned": 0}, "计划数量不能为0"),
    ],
)
def test_a_plan_that_cannot_hold_is_refused_with_the_reason(cast, changes, sentence):
    with pytest.raises(NotReady) as refused:
        assignment_draft(
            profile=GENERAL, office=cast.district, area=cast.town, draft=draft(**changes),
            by=cast.actor("district_staff"), at=at(TODAY),
        )  # fmt: skip
    assert sentence in str(refused.value)
    assert not Assignment.objects.exists()


def test_a_unit_that_is_gone_is_refused(cast):
    gone = Unit.objects.get(name="青禾镇人民政府")
    gone.until = date(2026, 1, 1)
    gone.save()
    with pytest.raises(NotReady) as refused:
        assignment_draft(
            profile=GENERAL, office=cast.district, area=cast.town, draft=draft(units=[UnitDraft(gone)]),
            by=cast.actor("district_staff"), at=at(TODAY),
        )  # fmt: skip
    assert "已经撤销" in str(refused.value)

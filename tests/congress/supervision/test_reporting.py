"""签收 and 进展报送: who signs, which month is due, what may not go backwards, what a correction may."""

from datetime import date
from decimal import Decimal

import pytest

from apps.congress.supervision.models import ProgressReport
from apps.congress.supervision.selectors.standing import reasons_on, reportable
from apps.congress.supervision.services import (
    AdjustmentDraft,
    ReportDraft,
    UnitDraft,
    assignment_acknowledge,
    assignment_adjust,
    report_correct,
)
from apps.foundation.core.errors import Conflict, DomainError, NotReady, WrongState
from apps.office.files.selectors import attachments_of
from tests import factories as make
from tests.congress.supervision.conftest import at
from tests.congress.supervision.handed import fresh, government, handed_over, proof, report, running

MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)


def test_a_unit_signs_once_and_the_first_signature_of_those_who_answer_sets_it_running(cast):
    helper = make.make_unit(cast.town, "department", "镇文化站")
    assignment = handed_over(cast, units=[UnitDraft(government()), UnitDraft(helper, "supporting")])
    assignment = assignment_acknowledge(
        assignment=assignment, unit=helper, signer="老周", by=cast.actor("district_staff"), at=at(date(2026, 3, 20))
    )
    assert assignment.state == "handed_over"
    assert assignment.units.get(unit=helper).acknowledged_by == "老周"
    by = cast.actor("handler")
    assignment = assignment_acknowledge(assignment=assignment, unit=government(), by=by, at=at(date(2026, 3, 21)))
    assert assignment.state == "running"
    with pytest.raises(Conflict, match="已由示例handler于2026年3月21日"):
        assignment_acknowledge(assignment=assignment, unit=government(), by=by, at=at(date(2026, 3, 22)))


def test_a_unit_that_does_not_do_it_does_not_sign(cast):
    other = make.make_unit(cast.town, "department", "镇财政所")
    with pytest.raises(DomainError, match="不承办这项任务"):
        assignment_acknowledge(
            assignment=handed_over(cast), unit=other, by=cast.actor("handler"), at=at(date(2026, 3, 20))
        )


def test_before_signing_nothing_is_reported(cast):
    with pytest.raises(WrongState, match="待签收"):
        report(cast, handed_over(cast), date(2026, 4, 2), MARCH)


def test_a_report_moves_the_figures_and_the_next_day(cast):
    assignment = running(cast, quantity_planned=10, investment=Decimal(50000))
    assert reportable(assignment, date(2026, 3, 31)) == []
    handed = report(
        cast, assignment, date(2026, 4, 2), MARCH, 30, quantity_done=3, quantity_expected=10, paid=Decimal("1200.50")
    )
    assignment = fresh(assignment)
    assert (handed.unit_name, handed.reported_by, handed.due_on) == ("青禾镇人民政府", "示例handler", date(2026, 4, 5))
    assert (assignment.percent, assignment.quantity_done, assignment.paid) == (30, 3, Decimal("1200.50"))
    assert (assignment.next_period, assignment.report_due_on) == (APRIL, date(2026, 5, 5))


@pytest.mark.parametrize(
    ("on", "period", "values", "sentence"),
    [
        (date(2026, 4, 30), APRIL, {"percent": 40}, "2026年4月还没有结束"),
        (date(2026, 5, 2), MARCH, {"percent": 40}, "已经报送"),
        (date(2026, 5, 2), APRIL, {"percent": 20}, "进度20%低于上次报送的30%"),
        (date(2026, 5, 2), APRIL, {"percent": 30, "quantity_done": 2}, "已完成数量2少于上次报送的3"),
        (date(2026, 5, 2), APRIL, {"percent": 30, "quantity_done": 3, "paid": Decimal(1)}, "已支付1元少于上次报送的"),
        (date(2026, 5, 2), APRIL, {"percent": 100, "quantity_done": 10}, "请附上能证明完成的照片或者文件"),
        (date(2026, 5, 2), APRIL, {"percent": 40, "quantity_done": None}, "请填写已完成数量"),
        (date(2026, 5, 2), APRIL, {"percent": 40, "quantity_done": 5, "quantity_expected": 4}, "不能少于已完成数量"),
    ],
)
def test_a_report_that_cannot_be_is_refused_with_the_reason(cast, on, period, values, sentence):
    assignment = running(cast, quantity_planned=10)
    report(cast, assignment, date(2026, 4, 2), MARCH, 30, quantity_done=3, paid=Decimal(1000))
    with pytest.raises(DomainError) as refused:
        report(cast, assignment, on, period, **{"quantity_done": 4, **values})
    assert sentence in str(refused.value)
    assert ProgressReport.objects.count() == 1
    assert fresh(assignment).percent == 30


def test_what_went_wrong_is_corrected_with_a_reason_and_both_stay(cast):
    assignment = running(cast)
    wrong = report(cast, assignment, date(2026, 4, 2), MARCH, 80)
    given = ReportDraft(MARCH, 20, "误填,实为20%。")
    by, on = cast.actor("handler"), at(date(2026, 4, 3))
    with pytest.raises(NotReady, match="请写明更正的理由"):
        report_correct(report=wrong, draft=given, reason=" ", by=by, at=on)
    report_correct(report=wrong, draft=given, reason="输入有误", by=by, at=on)
    assert fresh(assignment).percent == 20
    assert ProgressReport.objects.count() == 2
    with pytest.raises(Conflict, match="刚刚更正过"):
        report_correct(report=wrong, draft=given, reason="再更正", by=by, at=on)


def test_only_the_latest_month_is_corrected(cast):
    assignment = running(cast)
    first = report(cast, assignment, date(2026, 4, 2), MARCH, 20)
    report(cast, assignment, date(2026, 5, 2), APRIL, 30)
    with pytest.raises(WrongState, match="只能更正最近一期"):
        report_correct(
            report=first, draft=ReportDraft(MARCH, 10, "改"), reason="误填", by=cast.actor("handler"),
            at=at(date(2026, 5, 3)),
        )  # fmt: skip


def test_a_later_month_makes_up_for_those_left_out(cast):
    assignment = running(cast)
    assert fresh(assignment).light_on(date(2026, 5, 6)) == "red"
    report(cast, assignment, date(2026, 5, 6), APRIL, 40)
    assert fresh(assignment).next_period == MAY
    with pytest.raises(NotReady, match="不再补报"):
        report(cast, assignment, date(2026, 5, 6), MARCH, 40)


def test_the_whole_with_evidence_keeps_the_files(cast):
    assignment = running(cast)
    handed = report(cast, assignment, date(2026, 4, 2), MARCH, 100, files=proof())
    assert [file.name for file in attachments_of(handed)] == ["验收单.txt"]


def test_fewer_pieces_than_planned_are_red_until_there_are_more_or_the_plan_is_adjusted(cast):
    assignment = running(cast, quantity_planned=4841)
    report(cast, assignment, date(2026, 4, 2), MARCH, 40, quantity_done=2000, quantity_expected=4623)
    assert fresh(assignment).light_on(date(2026, 4, 1)) == "green"
    [reason, *_] = reasons_on(fresh(assignment), date(2026, 4, 2))
    assert (reason.light, reason.words) == ("red", "计划4841,预计完成4623,少218")
    report(cast, assignment, date(2026, 5, 2), APRIL, 60, quantity_done=3000, quantity_expected=4700)
    assert fresh(assignment).expected_since == date(2026, 4, 2)
    change = AdjustmentDraft(date(2026, 6, 30), 4700, "部分点位拆迁。", "镇人大主席团第3次会议决定")
    assignment_adjust(assignment=assignment, draft=change, by=cast.actor("district_staff"), at=at(date(2026, 5, 4)))
    assert all("预计" not in one.words for one in reasons_on(fresh(assignment), date(2026, 5, 4)))


def test_at_the_whole_what_is_done_is_all_there_will_be(cast):
    assignment = running(cast, quantity_planned=10)
    report(cast, assignment, date(2026, 4, 2), MARCH, 100, files=proof(), quantity_done=8)
    assert reasons_on(fresh(assignment), date(2026, 4, 2))[0].words == "计划10,预计完成8,少2"

"""Report, hand-over, feedback, close; who is told; what is late."""

from datetime import UTC, date, datetime, timedelta

import pytest

from apps.congress.inspections.models import Feedback, Inspection, Opinion
from apps.congress.inspections.selectors.desk import deadlines, figures, todo
from apps.congress.inspections.services.papers import paper_draft
from apps.congress.inspections.services.reporting import (
    OpinionLine,
    ReportText,
    feedback_return,
    inspection_close,
    opinions_hand_over,
    report_finish,
    report_save,
)
from apps.foundation.core.errors import Conflict, DomainError, NotReady, WrongState
from apps.foundation.core.models import Holiday
from apps.foundation.policies.models import Policy
from apps.office.notifications.models import Notice
from tests.congress.inspections.field import AT, DUE, TEXT
from tests.factories import SINCE

pytestmark = pytest.mark.django_db
LATE = date(2026, 4, 23)


def fresh(inspection: Inspection) -> Inspection:
    return Inspection.objects.get(pk=inspection.pk)


def test_the_second_editor_of_a_report_loses_nothing_and_overwrites_nothing(field):
    inspection = field.held()
    report_save(inspection=inspection, text=TEXT, opinions=[], revision=0, by=field.staff, at=AT)
    with pytest.raises(Conflict, match="刚被他人修改过"):
        report_save(inspection=inspection, text=ReportText("别的"), opinions=[], revision=0, by=field.staff, at=AT)
    assert fresh(inspection).situation == "察看供水站2处。"


def test_opinions_keep_their_order_and_are_dropped_when_left_out(field):
    inspection = field.held()
    lines = [OpinionLine("一", field.office), OpinionLine("二", field.office)]
    report_save(inspection=inspection, text=TEXT, opinions=lines, revision=0, by=field.staff, at=AT)
    second = inspection.opinions.get(number=2)
    lines = [OpinionLine("二改", field.office, second.public_id), OpinionLine("三", field.office)]
    report_save(inspection=inspection, text=TEXT, opinions=lines, revision=1, by=field.staff, at=AT)
    assert list(inspection.opinions.values_list("number", "text")) == [(1, "二改"), (2, "三")]
    assert inspection.opinions.get(number=1).pk == second.pk


def test_an_empty_report_is_no_report(field):
    inspection = field.held()
    with pytest.raises(NotReady) as refusal:
        report_finish(inspection=inspection, by=field.staff, at=AT)
    assert [issue.code for issue in refusal.value.issues] == ["no_situation"]


def test_the_hand_over_fixes_the_day_and_the_rule_and_tells_the_unit(field):
    inspection = field.handed_over()
    assert (inspection.state, inspection.handed_over_on, inspection.feedback_due_on) == (
        "handed_over", date(2026, 3, 20), DUE,
    )  # fmt: skip
    assert set(inspection.opinions.values_list("due_on", flat=True)) == {DUE}
    handler = field.cast.people["handler"]
    assert Notice.objects.filter(recipient=handler, title__startswith="请研究处理").count() == 2
    Policy.objects.create(
        key="inspections.feedback_months", area=field.cast.town, value=3, starts_on=SINCE, source="本镇规定", set_at=AT
    )
    assert fresh(inspection).feedback_rule[0] == 1


def test_a_place_may_give_more_time_and_holidays_move_the_day(field):
    Policy.objects.create(
        key="inspections.feedback_months", area=field.cast.town, value=2, starts_on=SINCE, source="本镇规定", set_at=AT
    )
    Holiday.objects.create(day=date(2026, 5, 20), works=False, name="放假")
    inspection = field.handed_over()
    assert inspection.feedback_due_on == date(2026, 5, 21)
    assert inspection.feedback_rule == (2, "本镇规定")


def test_nothing_is_handed_over_twice_or_without_opinions(field):
    inspection = field.handed_over()
    with pytest.raises(WrongState, match="已经交办的不能重复交办"):
        opinions_hand_over(inspection=inspection, by=field.staff, at=AT)
    with pytest.raises(NotReady, match="还没有意见建议"):
        opinions_hand_over(inspection=field.reported(0), by=field.staff, at=AT)


def test_the_last_feedback_answers_the_inspection(field):
    inspection = field.handed_over()
    first, second = inspection.opinions.all()
    field.answer(first)
    assert fresh(inspection).state == "handed_over"
    with pytest.raises(WrongState, match="意见全部反馈以后才能办结"):
        inspection_close(inspection=inspection, by=field.staff, at=AT)
    field.answer(second)
    assert fresh(inspection).state == "fed_back"
    assert Notice.objects.filter(recipient=field.cast.people["staff"], title__startswith="已反馈").count() == 2
    assert Notice.objects.filter(title__startswith="意见已全部反馈").count() == 3
    assert inspection_close(inspection=inspection, by=field.staff, at=AT).state == "closed"


def test_a_report_without_opinions_is_closed_at_once_and_one_with_them_is_not(field):
    assert inspection_close(inspection=field.reported(0), by=field.staff, at=AT).state == "closed"
    with pytest.raises(NotReady, match="还有1条意见没有交办"):
        inspection_close(inspection=field.reported(1), by=field.staff, at=AT)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"text": " "}, "请写明办理情况"), ({"outcome": "nothing"}, "请选择办理结果"),
        ({"on": date(2026, 4, 1)}, "不能晚于今天"), ({"on": date(2026, 3, 19)}, "不能早于交办日期"),
    ],
)  # fmt: skip
def test_a_feedback_that_says_nothing_or_is_dated_wrongly_is_refused(field, values, sentence):
    opinion = field.opinion()
    with pytest.raises(DomainError, match=sentence):
        field.answer(opinion, **values)
    assert not Feedback.objects.exists()


def test_a_second_feedback_is_a_conflict_and_names_who_was_first(field):
    opinion = field.opinion()
    field.answer(opinion)
    with pytest.raises(Conflict, match="示例handler刚登记过这条意见的反馈"):
        field.answer(opinion, by=field.staff)


def test_a_feedback_sent_back_stays_and_the_due_day_with_it(field):
    opinion = field.opinion()
    field.answer(opinion)
    with pytest.raises(DomainError, match="请写明退回的理由"):
        feedback_return(opinion=opinion, reason="", by=field.staff, at=AT)
    back = feedback_return(opinion=opinion, reason="没有说明原因", by=field.staff, at=AT)
    assert (back.answered_on, back.due_on, fresh(opinion.inspection).state) == (None, DUE, "handed_over")
    with pytest.raises(Conflict, match="没有可退回的反馈"):
        feedback_return(opinion=opinion, reason="再退", by=field.staff, at=AT)
    field.answer(opinion, text="已补充说明")
    assert [one.return_reason for one in opinion.feedback.all()] == ["", "没有说明原因"]
    assert fresh(opinion.inspection).state == "fed_back"


def test_feedback_is_late_by_the_day_it_was_given(field):
    opinion = field.opinion()
    at = datetime(2026, 4, 24, 2, tzinfo=UTC)
    field.answer(opinion, days=(at - AT).days, on=LATE)
    opinion = Opinion.objects.with_all().get()
    assert opinion.late_on(date(2026, 12, 1)) == 3
    assert "反馈已逾期3日" in opinion.late_note(date(2026, 12, 1))
    assert "第三十一条" in opinion.late_note(date(2026, 12, 1))


def test_the_unit_and_the_office_see_what_is_late_with_days_and_rule(field):
    opinion = field.opinion()
    (item,) = todo(field.cast.actor("handler"), LATE)
    assert (item.due, "逾期未反馈3日" in item.detail, "第三十一条" in item.detail) == (DUE, True, True)
    (wait,) = [item for item in todo(field.staff, LATE) if item.title.startswith("催办反馈")]
    assert "逾期未反馈3日" in wait.detail
    (deadline,) = deadlines(LATE)
    people = {field.cast.people["handler"].pk, field.cast.people["staff"].pk}
    assert (deadline.on, set(deadline.recipient_ids)) == (DUE, people)
    late = {figure.title: (figure.value, figure.alarm) for figure in figures(field.cast.actor("leader"), LATE)}
    assert late["逾期未反馈意见"] == (1, True)
    field.answer(opinion)
    assert list(todo(field.cast.actor("handler"), LATE)) == []
    assert {f.title: f.value for f in figures(field.staff, LATE)}["逾期未反馈意见"] == 0


def test_the_other_town_has_nothing_of_it_on_its_desk(field):
    field.opinion()
    other = field.cast.actor("other_staff")
    assert list(todo(other, LATE)) == []
    assert [figure.value for figure in figures(other, LATE)] == [0, 0, 0]


def test_papers_are_drafted_in_their_time_and_once(field):
    inspection = field.reported()
    with pytest.raises(WrongState, match="请先交办意见"):
        paper_draft(inspection=inspection, kind="inspection_handover", by=field.staff, at=AT)
    document = paper_draft(inspection=inspection, kind="inspection_report", by=field.staff, at=AT)
    assert document.title == "关于农村饮水安全视察情况的报告"
    with pytest.raises(Conflict, match="已经拟出"):
        paper_draft(inspection=inspection, kind="inspection_report", by=field.staff, at=AT + timedelta(days=1))

"""Report, hand-over as matters, feedback, close; who is told; what is late."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from apps.congress.inspections.models import Inspection, Opinion
from apps.congress.inspections.selectors.desk import deadlines, figures, todo
from apps.congress.inspections.selectors.steps import feedback_due
from apps.congress.inspections.services.papers import paper_draft
from apps.congress.inspections.services.reporting import (
    OpinionLine,
    ReportText,
    inspection_close,
    opinions_hand_over,
    report_finish,
    report_save,
)
from apps.congress.matters.models import Matter
from apps.congress.matters.selectors.became import became
from apps.congress.matters.services.matter_merging import matter_merge
from apps.congress.matters.services.mediating import matter_mediate
from apps.congress.matters.services.sending_back import answer_send_back
from apps.congress.matters.services.submitting import matter_withdraw
from apps.foundation.core.errors import Conflict, NotReady, WrongState
from apps.foundation.core.models import Holiday
from apps.foundation.organisations.models import Unit
from apps.foundation.policies.models import Policy
from apps.office.notifications.models import Notice
from tests.congress.inspections.field import AT, DUE, TEXT
from tests.congress.matters.answering import drafted, signed
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


def test_the_hand_over_opens_a_matter_of_each_unit_due_by_the_rule_of_its_kind(field):
    inspection = field.handed_over()
    assert (inspection.state, inspection.handed_over_on) == ("handed_over", date(2026, 3, 20))
    first, second = [opinion.matter for opinion in inspection.opinions.with_all()]
    assert (first.kind, first.number, second.number, first.state) == ("inspection", 1, 2, "handed_over")
    assert (first.title, first.text) == ("农村饮水安全视察意见第1条:意见1", "意见1")
    assert (first.proposer_name, first.body) == ("青禾镇人大“农村饮水安全”视察组", field.cast.congress)
    assert (first.source_label, first.source_id, first.source_title) == (
        "inspections.inspection", inspection.pk, "农村饮水安全视察",
    )  # fmt: skip
    assert (first.reply_due_on, first.parts.get().due_on, first.parts.get().unit) == (DUE, DUE, field.office)
    handler = field.cast.people["handler"]
    assert Notice.objects.filter(recipient=handler, title="请主办办理:农村饮水安全视察意见第1条:意见1").count() == 1


def test_a_place_may_give_more_time_holidays_move_the_day_and_a_later_rule_does_not(field):
    rule = {"key": "matters.reply.inspection", "area": field.cast.town, "starts_on": SINCE, "set_at": AT}
    policy = Policy.objects.create(**rule, value=2, source="本镇规定")
    Holiday.objects.create(day=date(2026, 5, 20), works=False, name="放假")
    inspection = field.handed_over(1)
    policy.delete()
    due_on, limit = feedback_due(inspection, AT.date())
    assert (due_on, limit.count, limit.source) == (date(2026, 5, 21), 2, "本镇规定")


def test_of_31_january_it_is_due_on_the_last_of_february_a_saturday_worked_for_spring_festival(field):
    Holiday.objects.create(day=date(2026, 2, 28), works=True, name="春节调休")
    inspection = field.handed_over(1, at=datetime(2026, 1, 31, 2, tzinfo=UTC))
    assert inspection.opinions.get().matter.reply_due_on == date(2026, 2, 28)


def test_a_unit_that_exists_no_longer_is_named_and_nothing_is_handed_over(field):
    inspection = field.reported(2)
    Unit.objects.filter(pk=field.office.pk).update(until=date(2026, 3, 1))
    with pytest.raises(NotReady) as refusal:
        opinions_hand_over(inspection=inspection, by=field.staff, at=AT)
    sentence = "第2条的青禾镇人民政府已经撤销,请在意见清单中改选承接其职责的单位。"
    assert [issue.sentence for issue in refusal.value.issues][1:] == [sentence]
    assert (fresh(inspection).state, Matter.objects.count()) == ("reported", 0)


def test_nothing_is_handed_over_twice_or_without_opinions(field):
    inspection = field.handed_over()
    with pytest.raises(WrongState, match="已经交办的不能重复交办"):
        opinions_hand_over(inspection=inspection, by=field.staff, at=AT)
    with pytest.raises(NotReady, match="还没有意见建议"):
        opinions_hand_over(inspection=field.reported(0), by=field.staff, at=AT)


def test_the_last_feedback_answers_the_inspection(field):
    inspection = field.handed_over()
    first, second = inspection.opinions.with_all()
    field.answer(first)
    assert fresh(inspection).state == "handed_over"
    with pytest.raises(WrongState, match="意见全部反馈以后才能办结"):
        inspection_close(inspection=inspection, by=field.staff, at=AT)
    field.answer(second)
    assert fresh(inspection).state == "fed_back"
    assert Notice.objects.filter(title__startswith="意见已全部反馈").count() == 3
    assert inspection_close(inspection=inspection, by=field.staff, at=AT).state == "closed"


def test_an_answer_that_is_not_enough_is_handled_again_and_then_brought_to_mediation(field):
    opinion, later = field.opinion(), AT + timedelta(days=12)
    field.answer(opinion)
    matter = answer_send_back(matter=opinion.matter, reason="没有写明资金来源", by=field.staff, at=later)
    again = matter.parts.get(round=2)
    assert (matter.state, matter.closed_at) == ("rehandling", None)
    assert (again.unit_name, again.requirements) == ("青禾镇人民政府", "退回重办:没有写明资金来源")
    assert fresh(opinion.inspection).state == "handed_over"
    assert became(matter, later.date()).words == "待反馈"
    with pytest.raises(WrongState, match="意见全部反馈以后才能办结"):
        inspection_close(inspection=opinion.inspection, by=field.staff, at=later)
    with pytest.raises(WrongState):
        answer_send_back(matter=matter, reason="再退", by=field.staff, at=later)
    drafted(field.cast, again, later)
    signed(field.cast, again, later + timedelta(hours=1))
    assert fresh(opinion.inspection).state == "fed_back"
    matter = answer_send_back(matter=matter, reason="仍未落实", by=field.staff, at=later + timedelta(days=2))
    assert (matter.state, matter.parts.count()) == ("mediating", 2)
    after = later + timedelta(days=3)
    matter_mediate(matter=matter, on=later.date(), people="双方", opinion="年底前改造", by=field.staff, at=after)
    assert fresh(opinion.inspection).state == "fed_back"
    with pytest.raises(WrongState, match="还没有协调处理的答复"):
        answer_send_back(matter=matter, reason="再退", by=field.staff, at=after)


def test_an_answer_is_sent_back_in_time_with_a_reason_and_before_the_inspection_is_closed(field):
    opinion = field.opinion()
    field.answer(opinion)
    with pytest.raises(NotReady) as caught:
        answer_send_back(matter=opinion.matter, reason=" ", by=field.staff, at=AT + timedelta(days=60))
    assert [issue.code for issue in caught.value.issues] == ["late", "no_reason"]
    inspection_close(inspection=opinion.inspection, by=field.staff, at=AT + timedelta(days=11))
    with pytest.raises(WrongState, match="视察调研已经办结"):
        answer_send_back(matter=opinion.matter, reason="不够", by=field.staff, at=AT + timedelta(days=12))
    assert Matter.objects.get().state == "closed"


def test_the_page_offers_to_send_an_answer_back_to_the_office_alone(field):
    opinion = field.opinion()
    field.answer(opinion)
    url = reverse("matters_send_back", args=[opinion.matter.public_id])
    with time_machine.travel(AT + timedelta(days=12), tick=False):
        staff = field.cast.client("staff")
        assert url in staff.get(opinion.matter.get_absolute_url()).content.decode()
        assert field.cast.client("handler").post(url, {"reason": "不够"}).status_code == 403
        assert staff.post(url, {"reason": "不够"}).status_code == 302
        assert url not in staff.get(opinion.matter.get_absolute_url()).content.decode()


def test_an_opinion_merged_into_another_is_answered_with_it(field):
    inspection = field.handed_over()
    first, second = inspection.opinions.with_all()
    matter_merge(matter=first.matter, into=second.matter, reason="同一条管网", by=field.staff, at=AT)
    field.answer(second, text="管网已改造")
    assert fresh(inspection).state == "fed_back"
    found = became(inspection.opinions.with_all()[0].matter, LATE)
    assert (found.words, [answer.text for answer in found.answers]) == ("已反馈", ["管网已改造"])


def test_one_that_the_office_takes_back_holds_nothing_up(field):
    opinion = field.opinion()
    matter_withdraw(matter=opinion.matter, reason="现场已经整改", by=field.staff, at=AT)
    assert fresh(opinion.inspection).state == "fed_back"
    assert became(Matter.objects.get(), LATE).words == "已撤回"


def test_a_report_without_opinions_is_closed_at_once_and_one_with_them_is_not(field):
    assert inspection_close(inspection=field.reported(0), by=field.staff, at=AT).state == "closed"
    with pytest.raises(NotReady, match="还有1条意见没有交办"):
        inspection_close(inspection=field.reported(1), by=field.staff, at=AT)


def test_feedback_is_late_by_the_day_it_was_given(field):
    opinion = field.opinion()
    field.answer(opinion, days=34)
    found = became(Opinion.objects.with_all().get().matter, date(2026, 12, 1))
    assert (found.late, found.words, found.answered_on) == (3, "逾期反馈", LATE)
    assert found.note == "反馈已逾期3日:应在2026年4月20日前书面反馈(1个月,重庆市实施代表法办法第三十一条)。"
    assert [(one.unit, one.result) for one in found.answers] == [("青禾镇人民政府", "A 已经解决或者基本解决")]


def test_the_office_sees_what_is_late_with_days_and_rule(field):
    opinion = field.opinion()
    assert list(todo(field.cast.actor("handler"), LATE)) == []  # it stands in the list of matters
    (wait,) = [item for item in todo(field.staff, LATE) if item.title.startswith("催办反馈")]
    assert (wait.due, "逾期未反馈3日" in wait.detail, "第三十一条" in wait.detail) == (DUE, True, True)
    (deadline,) = deadlines(LATE)
    assert (deadline.on, deadline.recipient_ids) == (DUE, (field.cast.people["staff"].pk,))
    late = {figure.title: (figure.value, figure.alarm) for figure in figures(field.cast.actor("leader"), LATE)}
    assert late["逾期未反馈意见"] == (1, True)
    field.answer(opinion, days=34)
    assert {f.title: f.value for f in figures(field.staff, LATE)}["逾期未反馈意见"] == 0
    assert list(deadlines(LATE)) == []


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

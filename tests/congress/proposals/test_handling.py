"""After listing: resolution, report on the execution, answers to interpellations."""

from datetime import date, timedelta

import pytest

from apps.congress.meetings.models import Resolution
from apps.congress.meetings.services import (
    check_in_by_list,
    check_in_start,
    meeting_notice,
    sitting_open,
)
from apps.congress.meetings.services.resolutions import HandsCount, resolution_hands, resolution_withdraw
from apps.congress.proposals import papers
from apps.congress.proposals.models import Answer, Proposal
from apps.congress.proposals.selectors.desk import deadlines, figures, todo
from apps.congress.proposals.services.handling import (
    AnswerDraft,
    answer_judge,
    answer_record,
    execution_report,
    proposal_resolution_draft,
)
from apps.congress.proposals.services.papers import handling_draft
from apps.congress.proposals.services.submitting import proposal_withdraw
from apps.foundation.core.errors import Conflict, DomainError, NotReady, WrongState
from apps.foundation.policies.models import Policy
from apps.office.notifications.models import Notice
from tests.congress.proposals.bench import AT, LATER, TODAY, fresh
from tests.factories import SINCE

THE_DAY = AT + timedelta(days=20)


def drafted(bench, proposal):
    return proposal_resolution_draft(proposal=proposal, by=bench.staff, at=LATER)


def voted(bench, resolution, approve):
    """The session meets and raises hands."""
    meeting = meeting_notice(meeting=resolution.meeting, by=bench.staff, at=LATER)
    sitting = check_in_start(sitting=meeting.sittings.get(), by=bench.staff, at=THE_DAY)
    for person in bench.cast.deputies()[:8]:
        check_in_by_list(sitting=sitting, person=person, by=bench.staff, at=THE_DAY)
    sitting = sitting_open(sitting=sitting, by=bench.staff, at=THE_DAY)
    counts = HandsCount(approve, 8 - approve, 0)
    return resolution_hands(resolution=resolution, sitting=sitting, counts=counts, by=bench.staff, at=THE_DAY)


def passed_matter(bench):
    proposal = bench.listed(bench.of_organ(unit=bench.government()))
    voted(bench, drafted(bench, proposal), 7)
    return fresh(proposal)


def report(bench, proposal, text="工程已完工。", on=date(2026, 9, 1), at=AT + timedelta(days=200)):
    return execution_report(proposal=proposal, text=text, reported_on=on, by=bench.staff, at=at)


def test_the_draft_is_begun_from_the_proposal_on_its_item(bench):
    proposal = bench.listed(bench.of_organ(title="关于镇级集中供水工程建设方案"))
    resolution = drafted(bench, proposal)
    assert resolution.title == f"{bench.cast.congress.name}关于镇级集中供水工程建设方案的决定"
    assert (resolution.kind, resolution.text) == ("decision", proposal.text)
    assert resolution.agenda_item == proposal.agenda_item
    with pytest.raises(Conflict, match="请直接打开修改"):
        drafted(bench, proposal)


def test_after_a_withdrawn_draft_another_is_begun(bench):
    proposal = bench.listed(bench.submitted())
    first = drafted(bench, proposal)
    resolution_withdraw(resolution=first, reason="重写", by=bench.staff, at=LATER)
    assert drafted(bench, proposal).pk != first.pk


def test_an_adopted_major_matter_is_reported_on_within_six_months(bench):
    proposal = passed_matter(bench)
    assert (proposal.state, proposal.report_due_on) == ("passed", date(2026, 10, 9))
    assert [one.on for one in deadlines(TODAY)] == [date(2026, 10, 9)]
    assert [item.title for item in todo(bench.staff, TODAY)] == [f"登记执行情况报告:{proposal.title}"]


def test_the_months_are_those_of_the_day_it_was_handed_in(bench):
    Policy.objects.create(
        key="proposals.report_months", value=3, area=bench.cast.town, starts_on=SINCE, source="本镇办法", set_at=AT,
        set_by=bench.cast.people["operator"].user,
    )  # fmt: skip
    assert passed_matter(bench).report_due_on == date(2026, 7, 9)


def test_a_rejected_one_owes_no_report(bench):
    proposal = bench.listed(bench.of_organ())
    voted(bench, drafted(bench, proposal), 5)
    assert (fresh(proposal).state, fresh(proposal).report_due_on) == ("rejected", None)


def test_an_adopted_motion_tells_all_who_signed(bench):
    proposal = bench.listed(bench.submitted())
    voted(bench, drafted(bench, proposal), 7)
    assert fresh(proposal).state == "passed"
    assert Notice.objects.filter(title__contains="会议表决已通过").count() == 5


def test_a_late_report_is_shown_as_late_until_it_comes(bench):
    proposal, late = passed_matter(bench), date(2026, 10, 10)
    values = {one.title: (one.value, one.alarm) for one in figures(bench.staff, late)}
    assert values["执行情况报告逾期"] == (1, True)
    assert list(Proposal.objects.overdue(date(2026, 10, 9))) == []
    report(bench, proposal)
    values = {one.title: (one.value, one.alarm) for one in figures(bench.staff, late)}
    assert values["执行情况报告逾期"] == (0, False)
    assert fresh(proposal).state == "reported"
    assert list(deadlines(TODAY)) == []


@pytest.mark.parametrize(
    ("values", "sentence"),
    [({"text": " "}, "请填写执行情况报告"), ({"on": date(2026, 12, 1)}, "报告日期在今天以后"),
     ({"on": date(2026, 4, 1)}, "早于2026年4月9日的决定")],
)  # fmt: skip
def test_a_report_that_cannot_be_is_refused(bench, values, sentence):
    proposal = passed_matter(bench)
    with pytest.raises(NotReady, match=sentence):
        report(bench, proposal, **values)
    assert fresh(proposal).state == "passed"


def test_it_is_reported_once(bench):
    proposal = passed_matter(bench)
    report(bench, proposal)
    with pytest.raises(WrongState, match="不能登记执行情况报告"):
        report(bench, proposal)


def test_a_listed_motion_that_is_withdrawn_takes_its_draft_along(bench):
    proposal = bench.listed(bench.submitted())
    drafted(bench, proposal)
    proposal_withdraw(proposal=proposal, reason="提案人要求撤回", by=bench.staff, at=LATER)
    assert fresh(proposal).state == "withdrawn"
    draft = Resolution.objects.get()
    assert (draft.state, draft.withdraw_reason) == ("withdrawn", "议案第1号撤回:提案人要求撤回")


def handed(bench, **values):
    fixed = {"answer_form": "written"}
    return bench.decide(bench.questioning(), **fixed | values)


def answer(bench, proposal, on=TODAY):
    draft = AnswerDraft(form="written", answered_by="钱江副镇长", answered_on=on, text="资金已全部公示。")
    return answer_record(proposal=proposal, draft=draft, by=bench.staff, at=LATER)


def judge(bench, proposal, unsatisfied):
    return answer_judge(proposal=proposal, unsatisfied=unsatisfied, by=bench.staff, at=LATER)


def test_a_written_answer_needs_no_item_an_oral_one_does(bench):
    assert handed(bench).agenda_item is None
    oral = handed(bench, answer_form="oral", meeting=bench.session())
    assert oral.agenda_item is not None


def test_an_interpellation_is_answered_and_closed(bench):
    proposal = handed(bench)
    answer(bench, proposal)
    judge(bench, proposal, 4)
    assert fresh(proposal).state == "closed"
    assert Answer.objects.get().unsatisfied == 4


def test_where_half_are_not_satisfied_it_is_answered_again(bench):
    proposal = handed(bench)
    answer(bench, proposal)
    judge(bench, proposal, 5)
    assert fresh(proposal).state == "listed"
    answer(bench, proposal)
    judge(bench, proposal, 0)
    assert list(Answer.objects.values_list("number", "unsatisfied")) == [(1, 5), (2, 0)]
    assert fresh(proposal).state == "closed"
    assert Notice.objects.filter(recipient=bench.person(0), title__contains="已答复").count() == 2


def test_more_than_signed_cannot_be_unsatisfied(bench):
    proposal = handed(bench)
    answer(bench, proposal)
    with pytest.raises(DomainError, match="应在0至10之间"):
        judge(bench, proposal, 11)


def test_an_answer_is_not_of_tomorrow_and_not_entered_for_a_motion(bench):
    with pytest.raises(NotReady, match="答复日期在今天以后"):
        answer(bench, handed(bench), on=TODAY + timedelta(days=1))
    with pytest.raises(WrongState, match="只有质询案"):
        answer(bench, bench.listed(bench.submitted()))


def test_the_report_on_motions_names_each_with_what_became_of_it(bench):
    meeting = bench.session()
    bench.decide(bench.submitted(), meeting=meeting)
    bench.decide(bench.submitted(title="关于增设公交站的议案"), "suggest", reason="属部门职责", meeting=meeting)
    tree = papers.handling(meeting, TODAY)
    opening, table = tree.blocks
    assert "代表依法联名提出的议案2件" in opening.text
    assert "列入会议议程1件，转为建议、批评和意见办理1件" in opening.text
    assert [row[0] for row in table.rows] == ["议案第1号", "议案第2号"]
    assert "属部门职责" in table.rows[1][4]
    document = handling_draft(meeting=meeting, by=bench.staff, at=LATER)
    assert document.kind == "proposals_handling"
    with pytest.raises(Conflict, match="已经拟出"):
        handling_draft(meeting=meeting, by=bench.staff, at=LATER)


def test_without_a_decided_motion_there_is_no_report(bench):
    with pytest.raises(WrongState, match="还没有主席团已作决定的代表议案"):
        handling_draft(meeting=bench.session(), by=bench.staff, at=LATER)

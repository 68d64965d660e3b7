"""The chain: presidium, party committee, filing; each once."""

from datetime import date

import pytest

from apps.foundation.core.errors import Conflict, DomainError, NotReady, WrongState
from apps.foundation.organisations.models import Unit
from apps.office.approvals.services import request_withdraw, step_return
from apps.office.notifications.models import Notice
from apps.systems.town_sessions.models import AnnualPlan
from apps.systems.town_sessions.services import approving, papers
from apps.systems.town_sessions.services.planning import lines_of
from tests import factories as make
from tests.systems.town_sessions.office import AT, days_later, fresh, request_of


def test_the_presidium_discusses_and_the_party_committee_studies(office):
    plan = office.submitted()
    request = request_of(plan)
    assert (plan.state, [str(step) for step in request.steps.all()]) == (
        "presidium",
        ["1. 主席团讨论", "2. 镇党委研究"],
    )
    office.decide(plan, 1)
    assert fresh(plan).state == "party"
    office.decide(plan, 2, days_later(3))
    assert (fresh(plan).state, fresh(plan).approved_on) == ("approved", date(2026, 1, 13))


def test_an_incomplete_plan_hears_everything_that_is_missing(office):
    with pytest.raises(NotReady) as refusal:
        office.submitted(office.plan())
    assert {issue.code for issue in refusal.value.issues} == {"no_responsible"}
    assert len(refusal.value.issues) == 4


def test_without_a_party_committee_nothing_is_submitted(office):
    plan = office.complete()
    Unit.objects.filter(pk=office.party.pk).delete()
    with pytest.raises(DomainError, match="还没有登记主席团"):
        office.submitted(plan)
    assert fresh(plan).state == "draft"


def test_submitting_twice_is_refused(office):
    plan = office.submitted()
    with pytest.raises(WrongState, match="方案已经提请过了"):
        office.submitted(plan)


def test_approving_twice_is_refused(office):
    plan = office.approved()
    with pytest.raises(Conflict, match="已由示例staff于"):
        office.decide(plan, 2)
    with pytest.raises(WrongState, match="不能登记批准"):
        approving.plan_approved(request=request_of(plan), by=office.staff, at=AT)
    assert fresh(plan).state == "approved"


def test_returned_by_the_party_committee_it_is_a_draft_again_and_goes_the_whole_way(office):
    plan = office.submitted()
    office.decide(plan, 1)
    step_return(
        request=request_of(plan), step_number=2, reason="补充防汛议题", document_number="青委纪〔2026〕1号",
        decided_on=date(2026, 1, 10), by=office.staff, at=AT,
    )  # fmt: skip
    assert fresh(plan).state == "draft"
    plan = office.change(fresh(plan), lines_of(fresh(plan)))
    assert office.approved(plan).state == "approved"


def test_taken_back_it_is_a_draft_again(office):
    plan = office.submitted()
    request_withdraw(request=request_of(plan), reason="还要改", by=office.staff, at=AT)
    assert fresh(plan).state == "draft"


def test_filing_is_recorded_with_date_and_number_and_members_are_told(office, cast):
    make.make_unit(cast.district, "standing_committee", "示例区人大常委会")
    plan = office.filed()
    assert (plan.state, plan.filed_on, plan.filing_number, plan.filed_with) == (
        "filed", date(2026, 1, 10), "青人发〔2026〕3号", "示例区人大常委会",
    )  # fmt: skip
    notice = Notice.objects.get(recipient=cast.people["deputy"])
    assert notice.title == "青禾镇人大2026年度会议预安排方案已经批准"
    assert "全年安排会议4次。第1次会议:2026年3月20日,第1季度会议;" in notice.body
    assert Notice.objects.filter(url=plan.get_absolute_url()).count() == 10


def test_only_an_approved_plan_is_filed_and_only_once(office):
    plan = office.complete()
    for given in (plan, office.filed(plan)):
        with pytest.raises(WrongState, match="批准以后才能登记备案"):
            approving.plan_file(plan=given, filed_on=date(2026, 1, 10), number="3号", by=office.staff, at=AT)


def test_a_filing_before_the_approval_is_refused(office):
    plan = office.approved()
    with pytest.raises(NotReady, match="备案日期不能早于批准日期2026年1月10日"):
        approving.plan_file(plan=plan, filed_on=date(2026, 1, 9), number="3号", by=office.staff, at=AT)


def test_an_approved_amendment_takes_the_place_of_the_version_before(office):
    plan = office.filed()
    following = office.amend(plan)
    office.submitted(following)
    assert fresh(plan).state == "filed"
    office.decide(following, 1)
    office.decide(following, 2)
    assert (fresh(plan).state, fresh(following).state) == ("superseded", "approved")
    assert AnnualPlan.objects.in_force().get() == following


def test_a_document_is_drafted_once_and_only_of_a_plan_in_force(office):
    plan = office.complete()
    with pytest.raises(WrongState, match="方案批准以后才能拟文印发"):
        papers.document_draft(plan=plan, by=office.staff, at=AT)
    plan = office.approved(plan)
    document = papers.document_draft(plan=plan, by=office.staff, at=AT)
    assert (document.kind, document.title) == ("town_sessions_plan", "青禾镇人民代表大会2026年度会议预安排方案")
    with pytest.raises(Conflict, match="已经拟出"):
        papers.document_draft(plan=plan, by=office.staff, at=AT)

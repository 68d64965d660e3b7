"""报完成, 核查, 退回, 销号, 终止: never by the same hand, never without evidence."""

from datetime import date

import pytest

from apps.congress.supervision.models import AssignmentUnit
from apps.congress.supervision.selectors.reports import periods_of
from apps.congress.supervision.selectors.standing import reasons_on
from apps.congress.supervision.services import (
    AdjustmentDraft,
    NodeReport,
    assignment_adjust,
    assignment_cancel,
    assignment_close,
    completion_claim,
    completion_return,
    completion_verify,
    milestone_mark,
)
from apps.congress.supervision.signals import (
    assignment_cancelled,
    assignment_claimed,
    assignment_closed,
    assignment_returned,
)
from apps.foundation.core.errors import DomainError, NotReady, WrongState
from apps.foundation.core.permissions import may
from apps.office.notifications.models import Notice
from tests import factories as make
from tests.congress.supervision.conftest import at
from tests.congress.supervision.handed import (
    claimed,
    drafted_sheet,
    fresh,
    government,
    proof,
    report,
    running,
    verified,
)

CLAIMED, VERIFIED = date(2026, 5, 20), date(2026, 5, 25)


@pytest.fixture
def heard():
    """The signals sent, in their order."""
    sent, kept = [], []
    for signal in (assignment_claimed, assignment_returned, assignment_closed, assignment_cancelled):
        kept.append(lambda signal, **kwargs: sent.append(signal))
        signal.connect(kept[-1])
    yield sent
    for signal, receiver in zip(
        (assignment_claimed, assignment_returned, assignment_closed, assignment_cancelled), kept, strict=True
    ):
        signal.disconnect(receiver)


def test_from_the_claim_to_the_close_by_other_hands(cast, heard):
    assignment = claimed(cast, running(cast))
    assert (assignment.state, assignment.light_on(date(2026, 7, 15))) == ("claimed", "")
    assert Notice.objects.filter(recipient=cast.people["district_staff"], title="待核查:建成代表之家").exists()
    assignment = verified(cast, assignment)
    assignment = assignment_close(assignment=assignment, by=cast.actor("district_staff"), at=at(date(2026, 5, 26)))
    assert (assignment.state, assignment.percent, assignment.red_from) == ("closed", 100, None)
    assert heard == [assignment_claimed, assignment_closed]


def test_a_milestone_is_reached_once_with_what_proves_it(cast):
    assignment = running(cast)
    node, by = assignment.milestones.first(), cast.actor("handler")
    on, told = at(date(2026, 4, 10)), NodeReport(date(2026, 4, 9), "选址已批复。")
    with pytest.raises(NotReady, match="请附上能证明节点完成"):
        milestone_mark(milestone=node, draft=told, files=[], by=by, at=on)
    with pytest.raises(NotReady, match="今天以前"):
        milestone_mark(milestone=node, draft=NodeReport(date(2026, 4, 11), "未来"), files=proof(), by=by, at=on)
    milestone_mark(milestone=node, draft=told, files=proof(), by=by, at=on)
    with pytest.raises(WrongState, match="已登记于2026年4月9日完成"):
        milestone_mark(milestone=node, draft=told, files=proof(), by=by, at=on)
    assert all("选址" not in reason.words for reason in reasons_on(fresh(assignment), date(2026, 5, 1)))


def test_a_claim_without_milestones_and_evidence_names_what_is_missing(cast):
    with pytest.raises(NotReady) as refused:
        completion_claim(
            assignment=running(cast), statement="建成了。", files=[], by=cast.actor("handler"), at=at(CLAIMED)
        )
    assert [issue.code for issue in refused.value.issues] == ["no_evidence", "node", "node"]


def test_fewer_than_planned_is_claimed_as_it_is_and_stays_red_and_does_not_pass(cast):
    assignment = claimed(cast, running(cast, quantity_planned=10), quantity_done=8)
    assert assignment.light_on(CLAIMED) == "red"
    assert [reason.words for reason in reasons_on(assignment, CLAIMED)] == ["计划10,预计完成8,少2"]
    with pytest.raises(NotReady, match="少2,不能核查通过"):
        verified(cast, assignment)
    by, on = cast.actor("district_staff"), at(date(2026, 5, 21))
    completion_return(assignment=assignment, reason="先按程序调整数量。", by=by, at=on)
    change = AdjustmentDraft(date(2026, 6, 30), 8, "两处无法建设。", "常委会第9次主任会议")
    assignment_adjust(assignment=assignment, draft=change, by=by, at=on)
    assert verified(cast, claimed(cast, assignment, date(2026, 5, 22), quantity_done=8)).state == "verified"


def test_who_does_it_neither_verifies_nor_closes(cast):
    assignment = claimed(cast, running(cast))
    handler = cast.actor("handler")
    with pytest.raises(NotReady, match="不能核查自己办的事"):
        completion_verify(assignment=assignment, finding="看过", verified_on=CLAIMED, by=handler, at=at(CLAIMED))
    assert not may(handler, "supervision.manage", assignment)
    assert not may(cast.actor("staff"), "supervision.manage", assignment)


def test_another_unit_is_named_to_verify_but_none_of_those_that_do_it(cast):
    bureau = make.make_unit(cast.district, "department", "区审计局")
    person = make.make_person(cast.district, "审计员")
    make.make_user(person)
    make.make_role(person, "handler", unit=bureau)
    cast.people["auditor"] = person
    assignment = claimed(cast, running(cast, verifier=bureau))
    assert may(cast.actor("auditor"), "supervision.verify", assignment)
    assert Notice.objects.filter(recipient=person).exists()
    with pytest.raises(NotReady, match="不能核查自己办的事"):
        running(cast, verifier=government())


def test_a_returned_claim_goes_on_with_its_day_and_without_the_reports_of_the_wait(cast, heard):
    assignment = running(cast)
    report(cast, assignment, date(2026, 4, 2), date(2026, 3, 1))
    report(cast, assignment, date(2026, 5, 2), date(2026, 4, 1))
    assignment = claimed(cast, assignment)
    completion_return(
        assignment=assignment, reason="标牌未装。", by=cast.actor("district_staff"), at=at(date(2026, 8, 3))
    )
    assignment = fresh(assignment)
    assert (assignment.state, assignment.due_on) == ("running", date(2026, 6, 30))
    assert assignment.report_due_on == date(2026, 9, 5)
    assert [one.words for one in reasons_on(assignment, date(2026, 8, 3)) if one.light == "red"] == [
        "2026年6月30日到期未完成"
    ]
    assert heard[-1] is assignment_returned
    told = {line.name: line.is_missed for line in periods_of(assignment, date(2026, 9, 7))}
    assert told == {"2026年3月": False, "2026年4月": False, "2026年8月": True}


def test_a_sheet_that_is_open_is_in_the_way_of_the_end(cast):
    assignment = running(cast)
    drafted_sheet(cast, assignment, date(2026, 5, 1))
    assignment = verified(cast, claimed(cast, assignment))
    with pytest.raises(NotReady, match="还有1份督办单没有办结"):
        assignment_close(assignment=assignment, by=cast.actor("district_staff"), at=at(date(2026, 5, 26)))


def test_cancelled_with_a_reason_and_the_units_are_told(cast, heard):
    assignment, by = running(cast), cast.actor("district_staff")
    with pytest.raises(DomainError, match="请写明终止的理由"):
        assignment_cancel(assignment=assignment, reason=" ", by=by, at=at(CLAIMED))
    assignment = assignment_cancel(assignment=assignment, reason="项目取消。", by=by, at=at(CLAIMED))
    assert (assignment.state, assignment.light_on(date(2026, 9, 1))) == ("cancelled", "")
    assert Notice.objects.filter(recipient=cast.people["handler"], title="已终止:建成代表之家").exists()
    assert heard == [assignment_cancelled]
    assert AssignmentUnit.objects.count() == 1

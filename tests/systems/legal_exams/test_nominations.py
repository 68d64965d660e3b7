"""提请任命: registered once, decided once, exempted by somebody else, withdrawn."""

from datetime import timedelta

import pytest

from apps.foundation.audit.models import Entry
from apps.foundation.core.errors import Conflict, DomainError, NotReady, WrongState
from apps.foundation.policies.models import Policy
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.services import request_lapse, step_approve, step_return
from apps.office.notifications.models import Notice
from apps.systems.legal_exams.models import Nomination, NominationKind, Organ
from apps.systems.legal_exams.rules import states
from apps.systems.legal_exams.selectors.nominations import page_of, standing_of
from apps.systems.legal_exams.services.nominations import (
    NominationDraft,
    exemption_ask,
    nomination_change,
    nomination_receive,
    nomination_withdraw,
    nominations_require,
)
from tests.cast import TODAY
from tests.foundation.people.rosters import identity_number
from tests.racing import at_once, refusals
from tests.systems.legal_exams.house_of_exams import NOW, make_admission, make_exam, make_nomination
from tests.systems.legal_exams.marked import give_mark

EXEMPT_CASE = "本届内考试及格后再次提请任命"


def draft_of(name: str = "密名甲", **values) -> NominationDraft:
    values = {
        "identity_number": identity_number(), "post": "密职局局长", "organ": Organ.GOVERNMENT,
        "kind": NominationKind.DECIDE, "nominated_by": "示例区人民政府", "received_on": TODAY, **values,
    }  # fmt: skip
    return NominationDraft(name=name, **values)


def receive(house, draft=None, **values) -> Nomination:
    return nomination_receive(
        office=house.office, term=house.term, draft=draft or draft_of(), by=house.actor("exam_staff"), at=NOW, **values
    )


def ask(house, nomination, approver="chief", **values):
    values = {"exemption": EXEMPT_CASE, "reason": "密由: 本届已考", **values}
    return exemption_ask(
        nomination=nomination, approver=house.people[approver], by=house.actor("exam_staff"), at=NOW, **values
    )


def state_of(nomination) -> str:
    return Nomination.objects.get(pk=nomination.pk).state


def test_a_nomination_is_numbered_within_the_year(house):
    first, second = receive(house), receive(house, draft_of("密名乙", post="密职主任"))
    assert (str(first), str(second), first.state) == ("提名2026-001", "提名2026-002", states.RECEIVED)


def test_the_entry_names_its_number_alone(house):
    nomination = receive(house)
    entry = Entry.objects.get(act="legal_exams.nomination.received")
    assert entry.subject_text == str(nomination)
    assert "密" not in str(entry.facts) + entry.reason


@pytest.mark.parametrize("number", ["12345", identity_number()[:-1] + "Z", ""])
def test_a_wrong_identity_number_is_refused(house, number):
    with pytest.raises(NotReady, match="身份证号"):
        receive(house, draft_of(identity_number=number))


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"received_on": TODAY + timedelta(days=1)}, "收到日期不能晚于今天"),
        ({"meeting_on": TODAY - timedelta(days=1)}, "会议日期不能早于"),
        ({"post": " "}, "请填写拟任职务"),
        ({"nominated_by": ""}, "请填写提请机关"),
    ],
)
def test_what_cannot_be_is_refused(house, values, told):
    with pytest.raises(DomainError, match=told):
        receive(house, draft_of(**values))


def test_the_same_person_for_the_same_post_is_refused(house):
    receive(house)
    with pytest.raises(Conflict, match="不重复登记"):
        receive(house, draft_of(post="密职 局局长"))
    assert receive(house, draft_of(post="密职局副局长")).number == 2


def test_after_a_withdrawal_it_may_come_again(house):
    nomination_withdraw(nomination=receive(house), reason="材料不齐", by=house.actor("exam_staff"), at=NOW)
    assert receive(house).number == 2


def test_a_form_sent_twice_is_registered_once(house):
    first = receive(house)
    again = receive(house, draft_of(), key=first.public_id)
    assert (again.pk, Nomination.objects.count()) == (first.pk, 1)


@pytest.mark.django_db(transaction=True)
def test_two_windows_register_it_once(house):
    results = at_once(lambda: receive(house), lambda: receive(house))
    assert refusals(results) == ["Conflict"]
    assert [one.number for one in Nomination.objects.all()] == [1]


def test_it_warns_where_it_came_too_late_for_the_meeting(house):
    late = receive(house, draft_of(meeting_on=TODAY + timedelta(days=5)))
    assert "实际晚2日" in page_of(late).eligibility.warning
    in_time = receive(house, draft_of(post="密职主任", meeting_on=TODAY + timedelta(days=7)))
    assert page_of(in_time).eligibility.warning == ""


def test_a_stale_form_is_refused(house):
    nomination, by = receive(house), house.actor("exam_staff")
    nomination_change(nomination=nomination, draft=draft_of(name="密名丙"), revision=0, by=by, at=NOW)
    with pytest.raises(Conflict, match="刚被他人修改过"):
        nomination_change(nomination=nomination, draft=draft_of(name="密名丁"), revision=0, by=by, at=NOW)
    assert Nomination.objects.get().name == "密名丙"


def test_who_it_is_stands_once_it_is_scheduled(house):
    nomination = make_nomination(house)
    make_admission(make_exam(house), nomination)
    with pytest.raises(WrongState, match="身份证号和类别不能再改"):
        nomination_change(nomination=nomination, draft=draft_of(), revision=0, by=house.actor("exam_staff"), at=NOW)


def test_many_are_decided_at_once_or_none(house):
    by = house.actor("exam_staff")
    first, second = receive(house), receive(house, draft_of(post="密职主任"))
    assert nominations_require(nominations=[first, second], by=by, at=NOW) == 2
    third = receive(house, draft_of(post="密职院长"))
    with pytest.raises(DomainError, match=str(first)):
        nominations_require(nominations=[third, first], by=by, at=NOW)
    assert state_of(third) == states.RECEIVED


def passed_before(house, **values) -> Nomination:
    """A nomination whose person passed in this term already."""
    earlier = make_nomination(house, "密名甲")
    give_mark(make_admission(make_exam(house), earlier), tenths=800, passed=True)
    values = {"state": states.RECEIVED, **values}
    later = make_nomination(house, "密名甲", **values)
    Nomination.objects.filter(pk=later.pk).update(person_index=earlier.person_index)
    return Nomination.objects.get(pk=later.pk)


def test_who_passed_in_this_term_is_offered_an_exemption(house):
    later = passed_before(house)
    page = page_of(later)
    assert page.eligibility.standing.passed.startswith("提名2026-")
    assert (page.eligibility.issues, page.may_ask, page.eligibility.may_decide) == ([], True, True)
    assert [(sat.tenths, sat.passed) for sat in page.sat] == [(800, True)]


def test_who_is_locked_in_this_term_is_refused(house):
    locked = make_nomination(house, state=states.LOCKED)
    later = make_nomination(house, state=states.RECEIVED)
    Nomination.objects.filter(pk=later.pk).update(person_index=locked.person_index)
    later.refresh_from_db()
    assert [issue.code for issue in page_of(later).eligibility.issues] == ["locked"]
    with pytest.raises(DomainError, match="不得提请审议"):
        nominations_require(nominations=[later], by=house.actor("exam_staff"), at=NOW)
    with pytest.raises(NotReady, match="不得提请审议"):
        ask(house, later)


def test_a_result_of_another_term_does_not_count(house):
    later = passed_before(house)
    Nomination.objects.filter(pk=later.pk).update(term=house.cast.term)
    later.refresh_from_db()
    assert standing_of(later).passed == ""


def test_an_exemption_is_decided_by_somebody_else(house):
    nomination = receive(house)
    request = ask(house, nomination)
    assert state_of(nomination) == states.EXEMPT_ASKED
    step_approve(request=request, step_number=1, opinion="同意", by=house.actor("chief"), at=NOW)
    assert state_of(nomination) == states.EXEMPT
    told = Notice.objects.filter(recipient=house.people["exam_staff"]).values_list("title", flat=True)
    assert f"{nomination}:同意免考" in told


def test_a_request_names_the_number_and_the_case_alone(house):
    request = ask(house, receive(house))
    assert request.title == f"提名2026-001免考:{EXEMPT_CASE}"
    assert "密" not in "".join(map(str, ApprovalRequest.objects.values_list().get()))


def test_nobody_approves_their_own_request(house):
    with pytest.raises(NotReady, match="不能审批自己"):
        ask(house, receive(house), approver="exam_staff")


def test_an_exemption_that_is_sent_back_means_to_sit(house):
    nomination = receive(house)
    request = ask(house, nomination)
    step_return(request=request, step_number=1, reason="应当参加考试", by=house.actor("chief"), at=NOW)
    assert state_of(nomination) == states.REQUIRED


def test_only_the_cases_of_the_place_exempt(house):
    with pytest.raises(DomainError, match="应当参加考试"):
        ask(house, receive(house), exemption="领导认为可以免考")
    Policy.objects.create(
        key="legal_exams.exemption_rules",
        area=house.office,
        value="特殊情形",
        starts_on=TODAY,
        source="本地办法",
        set_at=NOW,
    )
    nomination = receive(house, draft_of(post="密职主任"))
    ask(house, nomination, exemption="特殊情形")
    assert state_of(nomination) == states.EXEMPT_ASKED


def test_who_is_withdrawn_while_the_approval_waits_is_not_exempted(house):
    nomination = receive(house)
    request = ask(house, nomination)
    nomination_withdraw(nomination=nomination, reason="不再提请", by=house.actor("exam_staff"), at=NOW)
    with pytest.raises(WrongState, match="撤回"):
        step_approve(request=request, step_number=1, opinion="同意", by=house.actor("chief"), at=NOW)
    request_lapse(request_id=request.pk, reason="提请机关已撤回提请", at=NOW)
    assert state_of(nomination) == states.WITHDRAWN


def test_a_withdrawal_says_why(house):
    with pytest.raises(DomainError, match="写明撤回的原因"):
        nomination_withdraw(nomination=receive(house), reason=" ", by=house.actor("exam_staff"), at=NOW)


def test_a_withdrawal_frees_the_seat(house):
    nomination = make_nomination(house)
    admission = make_admission(make_exam(house), nomination)
    nomination_withdraw(nomination=nomination, reason="不再提请", by=house.actor("exam_staff"), at=NOW)
    assert state_of(nomination) == states.WITHDRAWN
    assert not type(admission).objects.filter(pk=admission.pk).exists()


def test_nobody_is_withdrawn_in_the_middle_of_an_exam(house):
    nomination = make_nomination(house)
    make_admission(make_exam(house, state=states.RUNNING), nomination)
    with pytest.raises(WrongState, match="考试已经开始"):
        nomination_withdraw(nomination=nomination, reason="不再提请", by=house.actor("exam_staff"), at=NOW)

"""Two windows at once: each step is decided one time."""

import pytest

from apps.foundation.audit.models import Entry
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.services import request_withdraw, step_delegate, step_return
from tests.office.approvals.desk import later, step
from tests.racing import at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_windows_submit_once(desk):
    results = at_once(*[desk.open] * 4)
    assert refusals(results) == ["Conflict"] * 3
    assert ApprovalRequest.objects.count() == 1


def test_a_double_click_signs_once_and_not_the_next_step(desk):
    request = desk.open()
    results = at_once(*[lambda: desk.approve(request, 1, "deputy")] * 3)
    assert refusals(results) == ["Conflict", "Conflict"]
    assert Entry.objects.filter(act="approvals.step.approved").count() == 1
    assert step(request, 2).outcome == "waiting"


def test_approved_and_returned_at_once_is_one_of_them(desk):
    request, chair = desk.open(), desk.actor("deputy")
    results = at_once(
        lambda: desk.approve(request, 1, "deputy"),
        lambda: step_return(request=request, step_number=1, reason="缺附件", by=chair, at=later(1)),
    )
    request.refresh_from_db()
    assert refusals(results) == ["Conflict"]
    assert (request.state, step(request).outcome) in {("pending", "approved"), ("returned", "returned")}


def test_signed_and_withdrawn_at_once_is_consistent(desk):
    request = desk.open()
    desk.approve(request, 1, "deputy")
    staff = desk.actor("staff")
    results = at_once(
        lambda: desk.approve(request, 2, "leader"),
        lambda: request_withdraw(request=request, reason="内容有变", by=staff, at=later(2)),
    )
    request.refresh_from_db()
    assert refusals(results) == ["WrongState"]
    assert (request.state, step(request, 2).outcome) in {("approved", "approved"), ("withdrawn", "waiting")}


def test_signed_and_handed_on_at_once_is_one_of_them(desk):
    request, chair = desk.open(), desk.actor("deputy")
    results = at_once(
        lambda: desk.approve(request, 1, "deputy"),
        lambda: step_delegate(
            request=request, step_number=1, to=desk.person("handler"), reason="出差", by=chair, at=later(1)
        ),
    )
    first = step(request)
    assert refusals(results) in (["Conflict"], ["NotAllowed"])
    assert (first.outcome, first.person.name) in {("approved", "安然"), ("waiting", "示例handler")}

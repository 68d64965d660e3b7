"""A matter is withdrawn while somebody is asked to sign for it: nobody is asked any longer."""

from datetime import date

import pytest

from apps.congress.matters.models import Extension, Matter
from apps.congress.matters.services.extending import extension_ask
from apps.congress.matters.services.submitting import matter_withdraw
from apps.foundation.core.models import OutboxTask
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.services import step_approve
from apps.office.approvals.tasks import lapse
from apps.office.documents.models import DocumentState
from tests import factories as make
from tests.congress.matters.handled import add_signers, contacted, drafted, on_day, submitted, taken


def withdraw(cast) -> None:
    matter_withdraw(matter=Matter.objects.get(), reason="已另行反映。", by=cast.actor("deputy"), at=on_day(3, 26))


def run_lapses() -> list[int]:
    """Carry out what was queued; the ids of the requests it was for."""
    rows = list(OutboxTask.objects.filter(name="approvals.lapse"))
    for row in rows:
        lapse(*row.args)
    return [row.args[0] for row in rows]


def state_of(kind: str) -> str:
    return ApprovalRequest.objects.get(kind=kind).state


def test_a_letter_being_signed_leaves_the_desk(cast):
    add_signers(cast)
    document = submitted(cast, drafted(cast, contacted(cast)))
    withdraw(cast)
    assert state_of("documents.issue") == "pending"
    run_lapses()
    request = ApprovalRequest.objects.get()
    assert (request.state, request.reason) == ("withdrawn", "提出人已撤回:已另行反映。")
    document.refresh_from_db()
    assert document.state == DocumentState.DRAFT


def test_an_extension_asked_for_leaves_the_desk(cast):
    make.make_unit(cast.town, "presidium", "青禾镇人大主席团")
    part = taken(cast)
    day = date(2026, 6, 1)
    extension_ask(part=part, new_due_on=day, reason="招标。", by=cast.actor("handler"), at=on_day(3, 25))
    withdraw(cast)
    run_lapses()
    assert state_of("matters.extension") == "withdrawn"
    assert Extension.objects.get().refused_at is not None


def test_what_was_decided_meanwhile_stays(cast):
    make.make_unit(cast.town, "presidium", "青禾镇人大主席团")
    part = taken(cast)
    day = date(2026, 6, 1)
    extension_ask(part=part, new_due_on=day, reason="招标。", by=cast.actor("handler"), at=on_day(3, 25))
    request = ApprovalRequest.objects.get()
    step_approve(
        request=request, step_number=1, opinion="同意。", document_number="主席团纪要第3期",
        decided_on=date(2026, 3, 25), by=cast.actor("staff"), at=on_day(3, 25, 18),
    )  # fmt: skip
    lapse(request.pk, "提出人已撤回")
    assert state_of("matters.extension") == "approved"


@pytest.mark.parametrize("times", [1, 2])
def test_it_is_safe_to_run_twice(cast, times):
    add_signers(cast)
    submitted(cast, drafted(cast, contacted(cast)))
    withdraw(cast)
    for _ in range(times):
        assert len(run_lapses()) == 1
    assert state_of("documents.issue") == "withdrawn"

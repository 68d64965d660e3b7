"""Two hands at the same moment: each act happens one time."""

from datetime import date

import pytest

from apps.congress.supervision.models import Completion, Criticism, ProgressReport, SupervisionSheet
from apps.congress.supervision.services import (
    assignment_acknowledge,
    completion_return,
    criticism_draft,
    sheet_answer,
    sheet_withdraw,
)
from apps.office.documents.services.drafting import document_discard
from tests.congress.supervision.conftest import at
from tests.congress.supervision.handed import (
    claimed,
    drafted_sheet,
    fresh,
    government,
    handed_over,
    issued_sheet,
    report,
    running,
    verified,
)
from tests.racing import at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_hands_of_a_unit_sign_and_one_name_stands(cast):
    assignment, by = handed_over(cast), cast.actor("handler")
    results = at_once(
        *[lambda: assignment_acknowledge(assignment=assignment, unit=government(), by=by, at=at(date(2026, 3, 21)))] * 2
    )
    assert refusals(results) == ["Conflict"]


def test_one_report_a_month(cast):
    assignment = running(cast)
    results = at_once(
        *[
            lambda percent=percent: report(cast, assignment, date(2026, 4, 2), date(2026, 3, 1), percent)
            for percent in (20, 30)
        ]
    )
    assert refusals(results) == ["Conflict"]
    assert ProgressReport.objects.get().percent == fresh(assignment).percent


def test_verified_or_returned_not_both(cast):
    assignment, by = claimed(cast, running(cast)), cast.actor("district_staff")
    results = at_once(
        lambda: verified(cast, assignment),
        lambda: completion_return(assignment=assignment, reason="标牌未装。", by=by, at=at(date(2026, 5, 25))),
    )
    claim = Completion.objects.get()
    assert (fresh(assignment).state, claim.is_verified) in {("verified", True), ("running", False)}
    assert refusals(results) in ([], ["WrongState"])


def test_one_open_sheet_a_unit(cast):
    assignment = running(cast)
    other = running(cast, title="先建机构")
    drafted_sheet(cast, other, date(2026, 5, 6))
    results = at_once(*[lambda: drafted_sheet(cast, assignment, date(2026, 5, 6))] * 2)
    assert refusals(results) == ["Conflict"]
    assert SupervisionSheet.objects.filter(assignment=assignment).count() == 1


def test_a_sheet_is_answered_once(cast):
    sheet, by = issued_sheet(cast, running(cast), date(2026, 5, 6)), cast.actor("handler")
    results = at_once(*[lambda: sheet_answer(sheet=sheet, text="已办。", by=by, at=at(date(2026, 5, 8)))] * 2)
    assert refusals(results) == ["WrongState"]
    assert sheet.answers.count() == 1


def test_a_unit_is_named_once(cast):
    for number in range(2):
        issued_sheet(cast, running(cast, title=f"任务{number}"), date(2026, 5, 6))
    by, unit = cast.actor("district_staff"), government()
    results = at_once(
        *[lambda: criticism_draft(office=cast.district, unit=unit, called_in=False, by=by, at=at(date(2026, 6, 1)))] * 2
    )
    assert refusals(results) == ["DomainError"]
    assert Criticism.objects.count() == 1


def test_a_sheet_withdrawn_while_its_draft_is_given_up_waits_for_it(cast):
    sheet, by = drafted_sheet(cast, running(cast), date(2026, 5, 6)), cast.actor("district_staff")
    on, document = at(date(2026, 5, 6)), sheet.document
    results = at_once(
        lambda: sheet_withdraw(sheet=sheet, reason="已经办了。", by=by, at=on),
        lambda: document_discard(document=document, reason="已经办了。", by=by, at=on),
    )
    assert refusals(results) == ["WrongState"]
    document.refresh_from_db()
    assert (SupervisionSheet.objects.get().state, document.state) == ("withdrawn", "discarded")

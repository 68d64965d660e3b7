"""An assignment on its way, and the hands that report, claim, verify and warn."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from apps.congress.supervision.models import Assignment, SupervisionSheet
from apps.congress.supervision.policies import GENERAL
from apps.congress.supervision.services import (
    NodeReport,
    ReportDraft,
    SheetDraft,
    assignment_acknowledge,
    assignment_draft,
    assignment_hand_over,
    completion_claim,
    completion_verify,
    milestone_mark,
    report_hand_in,
    sheet_draft,
)
from apps.foundation.organisations.models import Unit
from apps.foundation.organisations.selectors import standing_organ
from apps.office.approvals.services import step_approve
from apps.office.documents.selectors import issue_request
from apps.office.documents.services.drafting import document_submit
from apps.office.documents.services.numbering import letterhead_set
from tests import factories as make
from tests.congress.supervision.conftest import at, draft

HANDED_OVER = date(2026, 3, 20)


def government() -> Unit:
    return Unit.objects.get(name="青禾镇人民政府")


def proof(name: str = "验收单.txt") -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, "已经验收".encode())]


def handed_over(cast, **changes) -> Assignment:
    by = cast.actor("district_staff")
    assignment = assignment_draft(
        profile=GENERAL, office=cast.district, area=cast.town, draft=draft(**changes), by=by, at=at(HANDED_OVER)
    )
    return assignment_hand_over(assignment=assignment, by=by, at=at(HANDED_OVER))


def running(cast, **changes) -> Assignment:
    return assignment_acknowledge(
        assignment=handed_over(cast, **changes), unit=government(), by=cast.actor("handler"), at=at(HANDED_OVER, 10)
    )


def report(cast, assignment: Assignment, on: date, period: date, percent: int = 30, files=(), **values):
    given = ReportDraft(period=period, percent=percent, narrative="已完成选址。", **values)
    return report_hand_in(assignment=assignment, draft=given, files=files, by=cast.actor("handler"), at=at(on))


def claimed(cast, assignment: Assignment, on: date = date(2026, 5, 20), **values) -> Assignment:
    """All milestones reached, and said to be done."""
    for node in assignment.milestones.filter(done_on__isnull=True):
        told = NodeReport(date(2026, 4, 20), "已完成。", node.planned_quantity)
        milestone_mark(milestone=node, draft=told, files=proof(), by=cast.actor("handler"), at=at(date(2026, 4, 20)))
    completion_claim(
        assignment=assignment, statement="代表之家已建成并投入使用。", files=proof(), by=cast.actor("handler"),
        at=at(on), **values,
    )  # fmt: skip
    return fresh(assignment)


def verified(cast, assignment: Assignment, on: date = date(2026, 5, 25)) -> Assignment:
    completion_verify(
        assignment=assignment,
        finding="实地查看,已投入使用。",
        verified_on=on,
        by=cast.actor("district_staff"),
        at=at(on),
    )
    return fresh(assignment)


def fresh(assignment: Assignment) -> Assignment:
    return Assignment.objects.with_all().get(pk=assignment.pk)


def congress_of(cast, on: date) -> None:
    """The district has its congress and letterhead, from the first time on."""
    if Unit.objects.bodies().filter(area=cast.district).exists():
        return
    congress = make.make_unit(cast.district, "district_congress", "示例区人民代表大会")
    letterhead_set(
        organ=standing_organ(congress, on), mark="示例区人大常委会", code="示人", office="示例区人大常委会办公室",
        by=cast.actor("district_staff"), at=at(on),
    )  # fmt: skip


def drafted_sheet(cast, assignment: Assignment, on: date, days: int = 5) -> SupervisionSheet:
    congress_of(cast, on)
    return sheet_draft(
        assignment=assignment, unit=government(), draft=SheetDraft("选址迟迟未定。", "十日内完成选址。", days),
        by=cast.actor("district_staff"), at=at(on),
    )  # fmt: skip


def issued_sheet(cast, assignment: Assignment, on: date, days: int = 5) -> SupervisionSheet:
    """Signed by the district's leader, as the documents app has it."""
    sheet = drafted_sheet(cast, assignment, on, days)
    sign(cast, sheet.document, on)
    return SupervisionSheet.objects.with_all().get(pk=sheet.pk)


def sign(cast, document, on: date) -> None:
    if "signer" not in cast.people:
        cast.people["signer"] = make.make_person(cast.district, "签发人")
        make.make_user(cast.people["signer"])
        make.make_role(cast.people["signer"], "leader", cast.district)
    document_submit(document=document, reviewers=[cast.people["signer"]], by=cast.actor("district_staff"), at=at(on))
    step_approve(request=issue_request(document), step_number=1, opinion="同意", by=cast.actor("signer"), at=at(on))

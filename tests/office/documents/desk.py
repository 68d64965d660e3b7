"""Papers of the town's congress on their way: drafted, submitted, signed."""

from datetime import datetime

from django.utils import timezone

from apps.office.approvals import services as approvals
from apps.office.documents import composing, selectors
from apps.office.documents.models import Document
from apps.office.documents.rules.tree import Paragraph
from apps.office.documents.services import archiving, drafting
from tests import factories as make

NOW = timezone.make_aware(datetime(2026, 3, 20, 10, 0))


def reviewer(cast, name, role):
    """Somebody of the town's office with an account."""
    person = make.make_person(cast.town, name)
    make.make_user(person)
    make.make_role(person, role, area=cast.town)
    return person


def draft(office, kind="general_notice", title="关于召开会议的通知", text="请准时参加。", part="staff"):
    tree = composing.red_head(office.congress, title, [Paragraph(text)], recipients=["镇人民政府"])
    return drafting.document_draft(organ=office.congress, kind=kind, tree=tree, by=office.actor(part), at=NOW)


def submit(office, document, reviewers=("checker", "signer")):
    people = [office.people[part] for part in reviewers]
    return drafting.document_submit(document=document, reviewers=people, by=office.actor("staff"), at=NOW)


def sign(office, document):
    """Both reviewers agree."""
    for number, part in enumerate(("checker", "signer"), start=1):
        request = selectors.issue_request(document)
        approvals.step_approve(request=request, step_number=number, opinion="", by=office.actor(part), at=NOW)
    return Document.objects.get(pk=document.pk)


def issue(office, **values):
    document = draft(office, **values)
    submit(office, document)
    return sign(office, document)


def archived(office, **values):
    document = issue(office, **values)
    archiving.document_archive(document_id=document.pk, at=NOW)
    return Document.objects.select_related("archive").get(pk=document.pk)

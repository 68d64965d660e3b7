"""A kind with readers of its own: numbered and archived like any paper, and found by nobody else."""

import pytest
import time_machine
from django.urls import reverse

from apps.foundation.core import registry
from apps.foundation.core.actors import EXAM_STAFF
from apps.foundation.core.errors import DomainError
from apps.foundation.core.permissions import may
from apps.foundation.core.registry import DocumentKind, System
from apps.office.approvals import services as approvals
from apps.office.documents.models import Document
from apps.office.documents.selectors import issue_request
from apps.office.documents.services import archiving, delivering, drafting
from apps.office.documents.system import search
from tests import factories as make
from tests.office.documents.desk import NOW, draft, issue, reviewer

KIND, TITLE = "kept_report", "关于密件的报告"
PAGES = ["documents_document", "documents_pdf", "documents_docx", "documents_archive", "documents_edit"]
OTHERS = ["staff", "district_staff", "operator", "leader", "handler", "deputy", "checker", "other_keeper"]


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def keepers(office):
    """The office with a keeper of its own, and one of the other town."""
    system = System("kept_papers", "密件", documents=[DocumentKind(KIND, "密件", suffix="报", readers={EXAM_STAFF})])
    registry.register(system)
    for part, area in (("keeper", office.town), ("colleague", office.town), ("other_keeper", office.other_town)):
        office.people[part] = make.make_person(area, f"示例{part}")
        make.make_user(office.people[part], part)
        make.make_role(office.people[part], EXAM_STAFF, area=area)
    yield office
    registry.unregister(system.slug)


@pytest.fixture
def kept(keepers):
    return draft(keepers, KIND, TITLE, "密名甲不及格。", part="keeper")


def issued(office, document):
    """The signer alone signs."""
    drafting.document_submit(document=document, reviewers=[office.people["signer"]], by=office.actor("keeper"), at=NOW)
    approvals.step_approve(
        request=issue_request(document), step_number=1, opinion="", by=office.actor("signer"), at=NOW
    )
    archiving.document_archive(document_id=document.pk, at=NOW)
    return Document.objects.get(pk=document.pk)


@pytest.mark.parametrize("part", OTHERS)
@pytest.mark.parametrize("is_issued", [False, True])
def test_nobody_else_finds_it(keepers, kept, part, is_issued):
    if is_issued:
        issued(keepers, kept)
    actor, client = keepers.actor(part), keepers.client(part)
    assert not Document.objects.visible_to(actor).exists()
    assert not list(search(actor, "密件"))
    assert not may(actor, "documents.manage", kept)
    for page in PAGES:
        assert client.get(reverse(page, args=[kept.public_id])).status_code in {403, 404}


def test_its_readers_and_who_signs_read_it(keepers, kept):
    issued(keepers, kept)
    for part in ("keeper", "colleague", "signer"):
        client = keepers.client(part)
        assert "密名甲不及格" in client.get(kept.get_absolute_url()).content.decode()
        assert client.get(reverse("documents_pdf", args=[kept.public_id])).status_code == 200
        assert [hit.title for hit in search(keepers.actor(part), "密件")] == [TITLE]


def test_its_readers_draft_change_and_take_it_back(keepers, kept):
    client = keepers.client("colleague")
    assert client.get(reverse("documents_edit", args=[kept.public_id])).status_code == 200
    assert TITLE in client.get(reverse("documents_documents")).content.decode()
    assert client.get(reverse("documents_submit", args=[kept.public_id])).status_code == 200
    client.post(reverse("documents_discard", args=[kept.public_id]), {"reason": "重拟"})
    assert Document.objects.get(pk=kept.pk).state == "discarded"


def test_its_readers_see_no_other_paper(keepers):
    issue(keepers)
    assert not Document.objects.visible_to(keepers.actor("keeper")).exists()


def test_who_drafted_it_does_not_read_it_in_another_role(keepers, kept):
    Document.objects.filter(pk=kept.pk).update(drafter=keepers.people["staff"])
    assert keepers.client("staff").get(kept.get_absolute_url()).status_code == 404


def test_it_is_sent_to_no_unit(keepers, kept):
    with pytest.raises(DomainError, match="不送达单位"):
        delivering.document_deliver(
            document=issued(keepers, kept), units=[keepers.congress], by=keepers.actor("keeper"), at=NOW
        )


def test_its_number_is_accounted_for_without_leading_to_it(keepers, kept):
    number = issued(keepers, kept).taken_number
    page = keepers.client("staff").get(reverse("documents_numbers", args=[number.series.public_id])).content.decode()
    assert number.written in page
    assert str(kept.public_id) not in page


def test_the_admin_shows_it_to_nobody_else(keepers, kept):
    issued(keepers, kept)
    keepers.people["admin"] = reviewer(keepers, "后台", "operator")
    keepers.people["admin"].user.__class__.objects.update(is_staff=True)
    for table in ("document", "archive"):
        answer = keepers.client("admin").get(reverse(f"admin:documents_{table}_changelist"))
        assert answer.status_code == 200
        assert TITLE not in answer.content.decode()

"""Names of nominees: walked for through every page, export, search, log, table and message as everybody else."""

import html
import logging
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, reverse

from apps.foundation.audit.models import Entry
from apps.foundation.core.actors import GUEST, INVIGILATOR, LEADER
from apps.foundation.core.audiences import may_enter
from apps.foundation.people.models import RoleAssignment
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.services import step_approve
from apps.office.documents.models import Document
from apps.office.notifications.models import Notice
from apps.systems.legal_exams.models import Admission, Exam, Nomination, NominationKind, Organ, Room
from apps.systems.legal_exams.rules import states
from apps.systems.legal_exams.services.admissions import admission_move, candidates_schedule
from apps.systems.legal_exams.services.exams import exam_notify, notice_draft
from apps.systems.legal_exams.services.nominations import (
    NominationDraft,
    exemption_ask,
    nomination_receive,
    nomination_withdraw,
    nominations_require,
)
from apps.systems.legal_exams.services.tickets import tickets_print
from tests import factories as make
from tests.cast import TODAY
from tests.foundation.people.rosters import identity_number
from tests.ground import kept
from tests.house.test_addresses import all_views
from tests.systems.legal_exams.house_of_exams import NOW, STARTS_AT, make_exam
from tests.systems.legal_exams.marked import give_mark

NAME, POST, PRESENT, WHY = "绝密人选壹", "绝密拟任职务", "绝密现任职务", "绝密缘由"
PHONE, IDENTITY = "13987650001", identity_number("19770203", "777")
SECRETS = (NAME, POST, PRESENT, WHY, PHONE, IDENTITY)
NONSENSE = "查无此人者"
OTHERS = (
    "operator", "district_staff", "staff", "leader", "district_leader", "handler", "deputy", "representative",
    "exam_setter", "other_invigilator", "guest",
)  # fmt: skip
ROLES = {
    "district_staff": "staff", "district_leader": "leader", "other_invigilator": "invigilator", "guest": GUEST,
}  # fmt: skip
STAGES = ("received", "planned", "notified", "running", "ended", "marked", "reported", "called_off")
SYSTEMS = ("legal_exams", "approvals", "documents", "audit", "notifications")
ENDINGS = ("pdf", "docx", "xlsx")
LEAVING = {"account_logout", "admin:logout"}


@dataclass
class Secret:
    """A nomination that is asked for everywhere, in an exam whose state the test sets."""

    house: Any
    nomination: Nomination
    exam: Exam

    def reach(self, stage: str) -> None:
        """As the exam and the nomination stand when it is at this stage."""
        of_nomination = {
            "received": states.RECEIVED, "marked": states.FAILED, "reported": states.LOCKED,
            "called_off": states.REQUIRED,
        }.get(stage, states.SCHEDULED)  # fmt: skip
        Nomination.objects.filter(pk=self.nomination.pk).update(state=of_nomination)
        times = {"started_at": STARTS_AT, "ended_at": STARTS_AT + timedelta(hours=1)}
        state = states.PLANNED if stage == "received" else stage
        Exam.objects.filter(pk=self.exam.pk).update(state=state, **(times if stage in STAGES[3:7] else {}))
        if stage in STAGES[4:7]:
            admission = self.exam.admissions.get(nomination=self.nomination)
            give_mark(admission, tenths=100, passed=False)
            Admission.objects.filter(pk=admission.pk).update(state=states.HANDED_IN)

    def client(self, part: str) -> Client:
        if part == "guest":
            return Client()
        people = {**self.house.cast.people, **self.house.people}
        browser = Client()
        browser.force_login(people[part].user)
        return browser


@pytest.fixture
@kept
def secret(house) -> Secret:
    cast, by = house.cast, house.actor("exam_staff")
    for part, role in (("district_leader", LEADER), ("other_invigilator", INVIGILATOR)):
        house.people[part] = make.make_person(cast.district, f"示例{part}")
        make.make_user(house.people[part], part)
        RoleAssignment.objects.create(person=house.people[part], role=role, area=cast.district, starts_on=make.SINCE)
    nomination, withdrawn = (_received(house, post) for post in (POST, f"{POST}二"))
    nomination_withdraw(nomination=withdrawn, reason=WHY, by=by, at=NOW)
    case = "在同一机关内平级调整"
    exempted = _received(house, f"{POST}三")
    request = exemption_ask(
        nomination=exempted, exemption=case, reason=WHY, approver=house.people["district_leader"], by=by, at=NOW
    )
    step_approve(request=request, step_number=1, opinion="同意", by=house.actor("district_leader"), at=NOW)
    nominations_require(nominations=[nomination], by=by, at=NOW)
    exam = make_exam(house, state=states.PLANNED, notified_at=None, scope="宪法")
    hall = Room.objects.create(exam=exam, name="第二考场", address="四楼", seats=3)
    hall.invigilators.add(house.people["other_invigilator"])
    (admission,) = candidates_schedule(exam=exam, nominations=[nomination], order="lot", by=by, at=NOW)
    admission_move(admission=admission, room=exam.rooms.get(name="第一考场"), seat=5, by=by, at=NOW)
    exam_notify(exam=exam, revision=Exam.objects.get(pk=exam.pk).revision, by=by, at=NOW)
    tickets_print(exam=exam, by=by, at=NOW)
    notice_draft(exam=exam, by=by, at=NOW)
    return Secret(house, nomination, exam)


def _received(house, post: str) -> Nomination:
    draft = NominationDraft(
        NAME, IDENTITY, post, Organ.GOVERNMENT, NominationKind.DECIDE, "示例区人民政府", TODAY, None, PRESENT, PHONE
    )
    return nomination_receive(office=house.office, term=house.term, draft=draft, by=house.actor("exam_staff"), at=NOW)


def text_of(response: Any) -> str:
    """What a browser or a spreadsheet shows of an answer; what stands in a PDF is asked for by its status."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(content)) as archive:
            content = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".xml"))
    return html.unescape(content.decode(errors="replace")) + str(response.headers)


def found_in(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


def plain_addresses() -> Iterator[str]:
    """Every page without arguments of the portal, and of the admin those that tell of exams or of what was done."""
    for name, _ in all_views():
        if name in LEAVING or (name.startswith("admin:") and not name.removeprefix("admin:").startswith(SYSTEMS)):
            continue
        try:
            yield reverse(name)
        except NoReverseMatch:
            continue


def object_addresses(secret: Secret) -> Iterator[tuple[str, str]]:
    """Every page with arguments of this system and of what it leaves behind, filled from the rows that there are.

    (name, address)
    """
    public = [
        str(row.public_id)
        for rows in (
            Nomination.objects.all(), [secret.exam], Room.objects.all(), secret.exam.admissions.all(),
            [getattr(one, "paper", None) for one in secret.exam.admissions.all()],
            ApprovalRequest.objects.all(), Document.objects.all(), Notice.objects.all(),
        )
        for row in list(rows)[:2] if row is not None
    ]  # fmt: skip
    for name, view in all_views():
        if name.startswith(SYSTEMS) and not name.startswith("admin:"):
            for given in _fillings(view.pattern.converters, public, secret):
                try:
                    yield name, reverse(name, kwargs=given)
                except NoReverseMatch:
                    continue
    for model in apps.get_app_config("legal_exams").get_models():
        for pk in list(model._default_manager.values_list("pk", flat=True)[:2]):
            for act in ("change", "history"):
                name = f"admin:legal_exams_{model._meta.model_name}_{act}"
                yield name, reverse(name, args=[pk])


def _fillings(wanted: dict[str, Any], public: list[str], secret: Secret) -> Iterator[dict[str, Any]]:
    """`<uuid:public_id>` by every row, an ending by every ending, whatever else by 1."""
    endings = ENDINGS if {"ending", "format"} & set(wanted) else ("pdf",)
    for public_id in public if "public_id" in wanted else public[:1]:
        for ending in endings:
            known = {
                "public_id": public_id, "exam_id": str(secret.exam.public_id), "ending": ending, "format": ending,
                "code": Document.objects.values_list("code", flat=True).first() or "x",
            }  # fmt: skip
            yield {name: known.get(name, 1) for name in wanted}


def test_who_runs_the_exam_reads_them(secret):
    """The walk would find them: what others are not shown stands there."""
    client = secret.client("exam_staff")
    assert set(found_in(text_of(client.get(secret.nomination.get_absolute_url())))) == {NAME, POST, PRESENT, PHONE}
    for path in (reverse("legal_exams_nominations"), secret.exam.get_absolute_url()):
        assert set(found_in(text_of(client.get(path)))) >= {NAME, POST}
    sheet = text_of(client.get(reverse("legal_exams_nominations"), {"export": "xlsx"}))
    assert set(found_in(sheet)) == {NAME, POST, PRESENT}


def test_who_invigilates_in_the_room_reads_the_name_alone(secret):
    page = text_of(secret.client("invigilator").get(secret.exam.get_absolute_url()))
    assert found_in(page) == [NAME]


@pytest.mark.parametrize("part", OTHERS)
def test_no_list_and_no_export_names_them(part, secret):
    client, found = secret.client(part), {}
    for path in plain_addresses():
        found[path] = found_in(page := text_of(client.get(path)))
        if "export=xlsx" in page:
            found[f"{path}?export=xlsx"] = found_in(text_of(client.get(path, {"export": "xlsx"})))
    assert len(found) > 100
    assert {where: what for where, what in found.items() if what} == {}


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("part", OTHERS)
def test_no_page_of_anything_names_them(part, stage, secret):
    """Doors that are shut to the role whatever the stage, and pages that know no stage, are tried once."""
    secret.reach(stage)
    client, found, papers = secret.client(part), {}, []
    for name, path in object_addresses(secret):
        knows_stages = "legal_exams" in name and may_enter(ROLES.get(part, part), name)
        if stage != "running" and not knows_stages:
            continue
        response = client.get(path)
        found[path] = found_in(text_of(response))
        if response.status_code == 200 and response.headers.get("Content-Type") == "application/pdf":
            papers.append(path)
    assert len(found) > (50 if stage == "running" else 0)
    assert {where: what for where, what in found.items() if what} == {}
    assert [path for path in papers if path.startswith("/exams/")] == []


@pytest.mark.parametrize("part", OTHERS)
def test_no_search_finds_them(part, secret):
    client = secret.client(part)
    for path in (reverse("portal_search"), reverse("audit_entry_list"), reverse("approvals_inbox")):
        for text in (NAME, POST, IDENTITY, PHONE):
            nonsense = "99887766554433" if text.isdigit() else NONSENSE  # a redirect says a number as it was asked
            page, empty = (text_of(client.get(path, {"q": asked})) for asked in (text, nonsense))
            assert page.count(text) == empty.count(nonsense), (path, text)
            assert secret.nomination.get_absolute_url() not in page


@pytest.mark.parametrize("part", ["operator", "district_staff"])
def test_no_export_of_the_admin_holds_them(part, secret):
    secret.reach("marked")
    client = secret.client(part)
    for model in apps.get_app_config("legal_exams").get_models():
        resource = f"{model._meta.model_name}resource"
        fields = {f"{resource}_{field.name}": "on" for field in model._meta.fields}
        path = reverse(f"admin:legal_exams_{model._meta.model_name}_export")
        response = client.post(path, {"format": "0", "resource": "0", **fields})
        assert found_in(text_of(response)) == [], model._meta.label


@pytest.mark.parametrize("stage", STAGES)
def test_no_table_holds_them_in_plain_text(stage, secret):
    """Notices, approvals, documents, the log, the outbox, sessions: whoever dumps the database reads none of them."""
    secret.reach(stage)
    client = secret.client("exam_staff")
    client.get(reverse("legal_exams_nominations"), {"q": NAME, "export": "xlsx"})
    client.get(reverse("legal_exams_rosters", args=[secret.exam.public_id]))
    held = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT string_agg(t::text, chr(10)) FROM "{table}" t')
            held[table] = found_in(cursor.fetchone()[0] or "")
    assert {table: what for table, what in held.items() if what} == {}
    assert [found_in(f"{one.subject}{one.body}") for one in mail.outbox if found_in(f"{one.subject}{one.body}")] == []


def test_no_line_of_the_log_holds_them(secret, caplog):
    client = secret.client("exam_staff")
    with caplog.at_level(logging.DEBUG):
        nomination = _received(secret.house, f"{POST}四")
        client.get(reverse("legal_exams_nominations"), {"q": NAME})
        client.get(nomination.get_absolute_url())
        client.get(secret.exam.get_absolute_url())
        client.post(reverse("legal_exams_nomination_change", args=[nomination.public_id]), {"name": NAME, "post": POST})
        client.post(reverse("legal_exams_nomination_require", args=[secret.nomination.public_id]))
        for path in ("legal_exams_nomination_new", "legal_exams_nominations"):
            client.get(reverse(path), {"q": NAME, "name": NAME})
    lines = [record.getMessage() for record in caplog.records]
    assert [line for line in lines if found_in(line)] == []


@pytest.mark.parametrize("name", ["legal_exams_rosters", "legal_exams_exemption_paper"])
def test_a_paper_with_names_says_nobody_in_its_file_name_and_is_in_the_log(name, secret):
    about = secret.exam if name == "legal_exams_rosters" else Nomination.objects.get(state=states.EXEMPT)
    response = secret.client("exam_staff").get(reverse(name, args=[about.public_id]))
    assert response.headers["Content-Type"] == "application/pdf"
    assert found_in(text_of(response)) == []
    entry = Entry.objects.filter(act="legal_exams.list.printed").get()
    assert entry.subject_text == str(about)


def test_the_approver_reads_the_number_and_the_case(secret):
    exempted = Nomination.objects.get(state=states.EXEMPT)
    page = text_of(secret.client("district_leader").get(reverse("legal_exams_exemption", args=[exempted.public_id])))
    assert str(exempted) in page
    assert "在同一机关内平级调整" in page
    assert found_in(page) == []
    for part in ("staff", "deputy", "exam_setter"):
        path = reverse("legal_exams_exemption", args=[exempted.public_id])
        assert secret.client(part).get(path).status_code == 404, part

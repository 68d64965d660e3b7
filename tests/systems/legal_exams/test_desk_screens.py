"""Pages of nominations and exams: what is typed comes back, what is refused says why."""

from datetime import timedelta
from io import BytesIO
from urllib.parse import unquote

import pytest
import time_machine
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from apps.foundation.core.registry import EVERYBODY
from apps.systems.legal_exams.models import Admission, Exam, Nomination
from apps.systems.legal_exams.rules import states
from apps.systems.legal_exams.selectors import desk
from apps.systems.legal_exams.services.receiving import HEADINGS
from tests.cast import TODAY
from tests.foundation.people.rosters import identity_number
from tests.systems.legal_exams.house_of_exams import (
    NOW,
    STARTS_AT,
    make_admission,
    make_blueprint,
    make_exam,
    make_nomination,
)

TYPED = {
    "name": "密名甲", "identity_number": identity_number(), "post": "密职局局长", "organ": "government",
    "kind": "decide", "nominated_by": "示例区人民政府", "received_on": "2026-03-19", "meeting_on": "2026-04-10",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _at_work():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def client(house):
    return house.client("exam_staff")


def page_of(client, path, **query) -> str:
    return client.get(path, query).content.decode()


def test_a_nomination_is_registered_decided_and_found_by_name(client):
    client.post(reverse("legal_exams_nomination_new"), TYPED)
    nomination = Nomination.objects.get()
    client.post(reverse("legal_exams_eligibility"), {"nominations": [str(nomination.public_id)]})
    nomination.refresh_from_db()
    assert nomination.state == states.REQUIRED
    path = reverse("legal_exams_nominations")
    assert str(nomination) in page_of(client, path, q="密名甲")
    assert str(nomination) in page_of(client, path, q="密职局 政府", state="required", organ="government")
    assert str(nomination) not in page_of(client, path, q="别人")
    assert str(nomination) not in page_of(client, path, state="locked")


def test_typing_stays_where_it_is_refused(client):
    page = client.post(reverse("legal_exams_nomination_new"), {**TYPED, "identity_number": "123"}).content.decode()
    assert "应为18位,现为3位" in page
    assert "密职局局长" in page
    assert Nomination.objects.count() == 0


def test_a_stale_page_shows_both(client, house):
    nomination = make_nomination(house, state=states.RECEIVED)
    path = reverse("legal_exams_nomination_change", args=[nomination.public_id])
    assert client.post(path, {**TYPED, "revision": 0}).status_code == 302
    page = client.post(path, {**TYPED, "post": "密职新职务", "revision": 0}).content.decode()
    assert "刚被他人修改过" in page
    assert "密职新职务" in page
    assert "密职局局长" in page


def test_the_export_masks_the_identity_number(client, house):
    make_nomination(house)
    response = client.get(reverse("legal_exams_nominations"), {"export": "xlsx"})
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    assert "500199********" in str(list(sheet.values))


def test_no_other_area_sees_it(house):
    nomination = make_nomination(house)
    other = house.client("exam_setter")
    assert other.get(nomination.get_absolute_url()).status_code == 403


def sheet_of(*rows) -> BytesIO:
    book, file = Workbook(), BytesIO()
    book.active.append(list(HEADINGS))
    for row in rows:
        book.active.append([row.get(heading, "") for heading in HEADINGS])
    book.save(file)
    file.seek(0)
    file.name = "提请任命.xlsx"
    return file


def row_of(name="密名甲", **values) -> dict[str, str]:
    return {
        "姓名": name, "身份证号": identity_number(), "拟任职务": "密职局局长", "类别": "政府类", "任命方式": "决定任命",
        "提请机关": "示例区人民政府", "收到日期": "2026-03-19", **values,
    }  # fmt: skip


def test_a_sheet_is_looked_at_and_then_registered_once(client):
    path, rows = reverse("legal_exams_nominations_import"), (row_of(), row_of(拟任职务="密职主任"))
    response = client.post(path, {"file": sheet_of(*rows)})
    assert "密名甲" in response.content.decode()
    assert Nomination.objects.count() == 0
    token = response.context["token"]
    client.post(reverse("legal_exams_import_write"), {"token": token})
    assert client.post(reverse("legal_exams_import_write"), {"token": token}).status_code in (409, 422)
    assert [one.post for one in Nomination.objects.order_by("number")] == ["密职局局长", "密职主任"]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"身份证号": "123"}, "应为18位"),
        ({"类别": "街道"}, "选择"),
        ({"收到日期": "昨天"}, "日期"),
        ({"拟任职务": ""}, "必填"),
    ],
)
def test_a_wrong_row_is_told_by_its_number_and_nothing_is_kept(client, row, told):
    response = client.post(reverse("legal_exams_nominations_import"), {"file": sheet_of(row_of(), row_of(**row))})
    page = response.content.decode()
    assert "没有登记任何一件" in page
    assert told in page
    assert Nomination.objects.count() == 0


def test_the_same_row_twice_is_told(client):
    page = client.post(reverse("legal_exams_nominations_import"), {"file": sheet_of(row_of(), row_of())})
    assert "与另一行是同一人选" in page.content.decode()


@pytest.mark.parametrize("content", [b"", b"not a workbook"])
def test_a_file_that_is_no_sheet_is_refused(client, content):
    file = BytesIO(content)
    file.name = "提请任命.xlsx"
    response = client.post(reverse("legal_exams_nominations_import"), {"file": file})
    assert response.status_code == 200
    assert "文件" in response.content.decode()


def test_a_forged_preview_writes_nothing(client):
    assert client.post(reverse("legal_exams_import_write"), {"token": "x"}).status_code == 422


def test_from_a_plan_to_the_tickets(client, house):
    blueprint, chief = make_blueprint(house), house.people["chief"]
    nomination = make_nomination(house)
    client.post(
        reverse("legal_exams_exam_new"),
        {"title": "第一次考试", "blueprint": blueprint.public_id, "starts_at": "2026-03-25T09:00", "scope": "宪法",
         "chief": chief.public_id},
    )  # fmt: skip
    exam = Exam.objects.get()
    client.post(
        reverse("legal_exams_room_new", args=[exam.public_id]),
        {"name": "第一考场", "address": "三楼", "seats": 5, "invigilators": [house.people["invigilator"].public_id]},
    )
    candidates = reverse("legal_exams_candidates", args=[exam.public_id])
    assert nomination.name in page_of(client, candidates)
    client.post(candidates, {"nominations": [nomination.public_id], "order": "lot"})
    exam.refresh_from_db()
    client.post(reverse("legal_exams_exam_notify", args=[exam.public_id]), {"revision": exam.revision})
    exam.refresh_from_db()
    assert exam.state == states.NOTIFIED
    response = client.post(reverse("legal_exams_tickets", args=[exam.public_id]))
    assert b"".join(response.streaming_content)[:5] == b"%PDF-"
    assert nomination.name not in unquote(response.headers["Content-Disposition"])
    assert client.post(reverse("legal_exams_tickets", args=[exam.public_id])).status_code == 409
    seat = Admission.objects.get()
    client.post(
        reverse("legal_exams_admission_move", args=[seat.public_id]), {"room": exam.rooms.get().public_id, "seat": 3}
    )
    seat.refresh_from_db()
    assert seat.seat == 3


@pytest.mark.parametrize("name", ["legal_exams_rosters", "legal_exams_notice"])
def test_papers_are_made_on_the_spot(client, house, name):
    exam = make_exam(house, scope="宪法")
    make_admission(exam, make_nomination(house))
    given = [exam.public_id, "pdf"] if name == "legal_exams_notice" else [exam.public_id]
    response = client.get(reverse(name, args=given))
    assert b"".join(response.streaming_content)[:5] == b"%PDF-"


def test_an_unannounced_exam_is_not_shown_to_its_invigilators(house):
    exam = make_exam(house, state=states.PLANNED)
    assert house.client("invigilator").get(exam.get_absolute_url()).status_code == 404


def test_the_desk_says_what_waits(house):
    staff = house.actor("exam_staff")
    make_nomination(house, state=states.RECEIVED)
    make_nomination(house, meeting_on=TODAY + timedelta(days=9))
    make_exam(house, state=states.PLANNED)
    titles = [item.title for part in (desk.nominations_todo, desk.exams_todo) for item in part(staff, TODAY)]
    assert [title.split(":")[0] for title in titles] == ["审核是否应考", "排考", "发考试通知"]
    assert list(desk.nominations_todo(house.cast.actor("district_staff"), TODAY)) == []


def test_deadlines_reach_who_runs_and_who_watches(house):
    nomination = make_nomination(house, meeting_on=TODAY + timedelta(days=9))
    exam = make_exam(house)
    people = {part: house.people[part].pk for part in ("exam_staff", "invigilator", "chief")}
    found = {one.key: one for part in (desk.nomination_deadlines, desk.exam_deadlines) for one in part(TODAY)}
    assert found[f"legal_exams.nomination:{nomination.public_id}"].recipient_ids == (people["exam_staff"],)
    assert set(found[f"legal_exams.exam:{exam.public_id}"].recipient_ids) == set(people.values())
    assert all("密" not in one.title for one in found.values())


def test_a_resit_is_due_in_working_days(house):
    exam = make_exam(house, state=states.MARKED, ended_at=STARTS_AT)
    failed = make_nomination(house)
    make_admission(exam, failed)
    Nomination.objects.filter(pk=failed.pk).update(state=states.FAILED)
    (due,) = desk.exam_deadlines(TODAY, EVERYBODY)
    assert (due.title, str(due.on)) == (f"最迟补考:{exam}", "2026-03-30")


def test_events_and_search_are_for_those_of_the_exam(house):
    exam, nomination = make_exam(house), make_nomination(house, "密名乙")
    (event,) = desk.events(house.actor("invigilator"), TODAY)
    assert event.title == str(exam)
    assert [hit.url for hit in desk.nominations_search(house.actor("exam_staff"), "密名乙")] == [
        nomination.get_absolute_url()
    ]
    for part in ("district_staff", "leader", "operator"):
        assert list(desk.nominations_search(house.cast.actor(part), "密名乙")) == []
        assert list(desk.events(house.cast.actor(part), TODAY)) == []

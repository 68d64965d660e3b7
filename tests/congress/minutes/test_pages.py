"""The pages: who sees what, editing with a conflict, marks, files."""

import re
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from apps.congress.meetings.models import Meeting, Sitting, Speech
from apps.congress.minutes.models import Bundle, Minutes, SectionEditor
from apps.congress.minutes.selectors import desk
from apps.congress.minutes.services import bundling, editing
from apps.foundation.core import registry
from tests.congress.minutes.conftest import NOW
from tests.congress.minutes.session import at
from tests.congress.minutes.test_approving import chain, signed  # noqa: F401 - the chain is a fixture

pytestmark = pytest.mark.usefixtures("today")
EVIL = "<script>alert(1)</script>"


def page(client, name, *args, status=200, **query):
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def staff(session):
    return session.cast.client("staff")


def section_of(paper, heading="听取和审议镇人民政府工作报告"):
    return paper.sections.get(heading=heading)


def posted(client, section, text, revision=1):
    address = reverse("minutes_section", args=[section.public_id])
    return client.post(address, {"text": text, "revision": revision})


def test_the_page_of_a_meeting_shows_every_room_once(session, staff):
    html = page(staff, "meetings_detail", session.meeting.public_id)
    assert html.count('class="meeting-rooms"') == 1
    rooms = html.partition('class="meeting-rooms"')[2].partition("</nav>")[0]
    shown = [part.partition("</a>")[0].rpartition(">")[2] for part in rooms.split("<a ")[1:]]
    assert {
        "会议文件", "列席人员", "座次", "审议意见", "询问", "会议材料", "议案", "视察调研", "记录和纪要",
    } <= {title.partition("(")[0] for title in shown}  # fmt: skip
    assert len(set(shown)) == len(shown)


def test_the_office_drafts_from_the_page_of_the_meeting(session, staff):
    found = registry.related_to(session.meeting, session.staff)
    address = next(one.url for one in found if one.title == "记录和纪要")
    assert "还没有记录和纪要" in staff.get(address).content.decode()
    form = reverse("minutes_draft", args=[session.meeting.public_id])
    response = staff.post(form, {"paper": "record", "recorder": "王敏", "presided_by": ""})
    paper = Minutes.objects.get()
    assert response.url == paper.get_absolute_url()
    assert paper.recorder == "王敏"
    html = page(staff, "minutes_minutes", paper.public_id)
    assert "民生实事项目票决办法：赞成7人，反对1人，弃权0人，通过。" in html
    again = staff.post(form, {"paper": "record", "recorder": "王敏"}).content.decode()
    assert "选择一个有效的选项" in again


@pytest.mark.parametrize(
    ("part", "status"),
    [("district_staff", 200), ("leader", 200), ("other_staff", 404), ("deputy", 404), ("handler", 403)],
)
def test_who_sees_a_draft(session, record, part, status):
    page(session.cast.client(part), "minutes_minutes", record.public_id, status=status)


def test_a_leader_reads_and_does_not_write(session, record):
    client = session.cast.client("leader")
    assert "minutes/sections" not in page(client, "minutes_minutes", record.public_id)
    page(client, "minutes_section", section_of(record).public_id, status=403)


def test_what_was_edited_away_is_marked(session, record, staff):
    section = section_of(record)
    text = editing.newest_of(section).text
    assert posted(staff, section, text.replace("赞成报告", "赞成这个报告")).status_code == 302
    html = page(staff, "minutes_minutes", record.public_id)
    assert "<ins>这个</ins>" in html
    assert "人工增加的文字" in html
    assert "有人工修改" in html


def test_two_editors_see_both_texts_and_lose_nothing(session, record, staff):
    section = section_of(record)
    posted(session.cast.client("district_staff"), section, "区里写的文字")
    response = posted(staff, section, "镇里写的文字")
    html = response.content.decode()
    assert response.status_code == 409
    assert "示例district_staff已保存第2版,请对照" in html
    assert "区里写的文字" in html
    assert re.search(r"<textarea[^>]*>\s*镇里写的文字</textarea>", html)
    assert 'name="revision" value="2"' in html
    assert posted(staff, section, "镇里和区里的文字", revision=2).status_code == 302
    assert [one.text for one in section.revisions.all()][:2] == ["镇里和区里的文字", "区里写的文字"]


def test_markup_is_text_everywhere(session, record, staff):
    section = section_of(record)
    posted(session.cast.client("district_staff"), section, EVIL)
    pages = [
        posted(staff, section, f"{EVIL}乙").content.decode(),
        page(staff, "minutes_minutes", record.public_id),
        page(staff, "minutes_revisions", section.public_id, before="1", after="2"),
        page(staff, "minutes_section", section.public_id),
    ]
    assert all(EVIL not in html and "&lt;" in html for html in pages)


def test_a_second_editor_is_warned(session, record, staff):
    section = section_of(record)
    beat = reverse("minutes_editing", args=[section.public_id])
    session.cast.client("district_staff").post(beat, {"revision": 1})
    assert "示例district_staff正在编辑本节" in staff.post(beat, {"revision": 1}).content.decode()
    assert "示例district_staff正在编辑" in page(staff, "minutes_minutes", record.public_id)
    posted(session.cast.client("district_staff"), section, "区里写的文字")
    assert "示例district_staff已于" in staff.post(beat, {"revision": 1}).content.decode()
    assert SectionEditor.objects.count() == 1
    staff.post(reverse("minutes_leave", args=[section.public_id]))
    assert SectionEditor.objects.count() == 0


def test_changed_facts_are_named_and_taken_from_the_page(session, record, staff):
    Speech.objects.filter(name="方圆").update(gist="建议公开账目")
    html = page(staff, "minutes_minutes", record.public_id)
    assert "起草以后,1节的事实有变化" in html
    assert "<ins>建议公开账目。</ins>" in html
    section = section_of(record)
    staff.post(reverse("minutes_update", args=[section.public_id]), {"revision": 1})
    assert "起草以后" not in page(staff, "minutes_minutes", record.public_id)


def test_revisions_are_compared_and_restored(session, record, staff):
    section = section_of(record)
    first = editing.newest_of(section).text
    posted(staff, section, "改坏了")
    assert "<ins>改坏了</ins>" in page(staff, "minutes_revisions", section.public_id, before="1", after="2")
    staff.post(reverse("minutes_restore", args=[section.public_id]), {"number": 1, "revision": 2})
    section.refresh_from_db()
    assert editing.newest_of(section).text == first
    assert "恢复以前的版本(第1版)" in page(staff, "minutes_revisions", section.public_id)


def test_what_is_typed_after_it_was_sent_stays_on_the_page(session, minutes, staff, chain):  # noqa: F811
    section = section_of(minutes, "会议要求")
    signed(session, minutes, chain)
    response = posted(staff, section, "迟到的文字")
    assert "本稿已送审或签发,不能再改" in response.content.decode()
    assert "迟到的文字" in response.content.decode()
    page(staff, "minutes_section", section.public_id, status=409)


def test_sending_asks_for_a_reason_where_numbers_differ(session, minutes, staff, chain):  # noqa: F811
    section = section_of(minutes, "会议通过的决议决定")
    posted(staff, section, editing.newest_of(section).text.replace("6票", "7票"))
    form = reverse("minutes_submit", args=[minutes.public_id])
    assert "与登记的事实不符(1)" in staff.get(form).content.decode()
    values = {"checker": chain[0].pk, "signer": chain[1].pk, "copies": "镇党委", "reason": ""}
    assert "请改正,或者写明不一致的理由" in staff.post(form, values).content.decode()
    assert staff.post(form, values | {"reason": "监票人更正"}).status_code == 302
    assert Minutes.objects.get(pk=minutes.pk).state == "in_approval"
    assert "监票人更正" in page(staff, "minutes_minutes", minutes.public_id)


def test_a_member_reads_published_minutes_without_marks(session, minutes, staff, chain):  # noqa: F811
    section = section_of(minutes, "会议要求")
    posted(staff, section, f"{editing.newest_of(section).text}\n请代表监督。")
    signed(session, minutes, chain, is_published=True)
    client = session.cast.client("deputy")
    assert minutes.title in page(client, "minutes_list")
    html = page(client, "minutes_minutes", minutes.public_id)
    assert "请代表监督。" in html
    assert "<ins>" not in html
    assert "办理记录" not in html


def test_files_before_the_signature_and_after(session, record, staff):
    pdf = staff.get(reverse("minutes_pdf", args=[record.public_id]))
    assert b"".join(pdf.streaming_content)[:5] == b"%PDF-"
    word = staff.get(reverse("minutes_docx", args=[record.public_id]))
    assert b"".join(word.streaming_content)[:2] == b"PK"


def test_the_list_is_searched_and_exported(session, record, minutes, staff):
    assert "会议记录" in page(staff, "minutes_list", q="王敏")
    file = staff.get(reverse("minutes_list"), {"export": "xlsx", "kind": "record"})
    sheet = load_workbook(BytesIO(b"".join(file.streaming_content))).active
    assert [cell.value for cell in sheet["A"]] == ["标题", record.title]


def test_a_list_costs_the_same_whatever_its_length(session, record, minutes, staff, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        page(staff, "minutes_list")


def test_the_bundle_is_ordered_watched_and_downloaded(session, staff):
    response = staff.post(reverse("minutes_bundle_order", args=[session.meeting.public_id]))
    bundle = Bundle.objects.get()
    assert response.url == bundle.get_absolute_url()
    assert "等待生成" in page(staff, "minutes_bundle", bundle.public_id)
    page(staff, "minutes_bundle_download", bundle.public_id, status=409)
    bundling.bundle_make(bundle_id=bundle.pk, at=NOW)
    done = staff.get(reverse("minutes_bundle_progress", args=[bundle.public_id]))
    assert done["HX-Refresh"] == "true"
    assert "归档目录(12件)" in page(staff, "minutes_bundle", bundle.public_id)
    file = staff.get(reverse("minutes_bundle_download", args=[bundle.public_id]))
    assert b"".join(file.streaming_content)[:2] == b"PK"
    page(session.cast.client("other_staff"), "minutes_bundle", bundle.public_id, status=404)
    page(session.cast.client("leader"), "minutes_bundle", bundle.public_id, status=403)


def test_the_office_is_told_to_draft_the_record_by_a_working_day(session):
    (item,) = [one for one in desk.todo(session.staff, NOW.date()) if one.title.startswith("起草会议记录")]
    assert item.due == at(27, 0).date()  # five working days after Saturday, 21 March
    (deadline,) = desk.deadlines(NOW.date())
    assert (deadline.on, deadline.recipient_ids) == (item.due, (session.staff.person_id,))
    assert list(desk.todo(session.cast.actor("leader"), NOW.date())) == []


def test_the_days_of_many_records_are_asked_for_at_once(session, django_assert_num_queries):
    shared = Meeting.objects.get(pk=session.meeting.pk)
    for number in (11, 12, 13):
        copy = Meeting.objects.create(
            body=shared.body, term=shared.term, number=number, title=f"第{number}次会议", place="镇政府",
            starts_on=shared.starts_on, ends_on=shared.ends_on,
        )  # fmt: skip
        ended = at(23, 17) if number == 13 else at(20, 17)
        Sitting.objects.create(
            meeting=copy, ordinal=1, starts_at=at(20, 9), place="镇政府", state="closed", closed_at=ended
        )
    rows = desk.without_record(Meeting.objects.all(), NOW.date())
    with django_assert_num_queries(3):  # the meetings, the rule, the holidays
        found = desk.with_due_dates(rows)
    assert {meeting.number: due.day for meeting, due in found} == {11: 27, 12: 27, 3: 27, 13: 30}


def test_once_begun_the_record_is_to_be_finished(session, record):
    titles = [item.title for item in desk.todo(session.staff, NOW.date())]
    assert titles == [f"完成并送审:{record.title}"]


def test_it_is_found_by_its_title(session, record):
    assert [hit.title for hit in desk.search(session.staff, "第三次会议记录")] == [record.title]
    assert list(desk.search(session.cast.actor("deputy"), "第三次会议记录")) == []


def test_a_document_leads_back_to_its_paper(session, minutes, chain):  # noqa: F811
    document = signed(session, minutes, chain)
    assert [one.url for one in desk.related(document, session.staff)] == [minutes.get_absolute_url()]


def test_two_staff_changing_title_and_chair_lose_nothing_of_each_other(staff, record):
    address = reverse("minutes_details", args=[record.public_id])
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', staff.get(address).content.decode())[1]
    staff.post(address, {"title": record.title, "recorder": "甲", "presided_by": "他人填的", "seen": seen})
    mine = {"title": record.title, "recorder": "甲", "presided_by": "我填的", "seen": seen}
    html = staff.post(address, mine).content.decode()
    assert "标题、记录人或者主持人刚被他人修改过,没有保存" in html
    assert 'value="我填的"' in html
    assert "<span>已保存的是</span>他人填的<" in html
    assert Minutes.objects.get(pk=record.pk).presided_by == "他人填的"

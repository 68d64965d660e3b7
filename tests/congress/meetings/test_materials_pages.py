"""Pages of materials before office, leaders, members, the unit and strangers; files with the meeting's permission."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.congress.meetings.models import Material, MaterialReceipt, MaterialVersion
from apps.office.files.models import Attachment
from tests.congress.meetings.paperwork import IN_MARCH, added, item_of, pdf, read, replaced, sent


@pytest.fixture(autouse=True)
def _in_march():
    with time_machine.travel(IN_MARCH, tick=False):
        yield


def page(name, subject):
    return reverse(f"meetings_{name}", args=[subject.public_id])


def text_of(response):
    return response.content.decode()


@pytest.mark.parametrize(
    ("name", "statuses"),
    [
        ("materials", {"staff": 200, "leader": 200, "deputy": 403, "handler": 403, "other_staff": 404}),
        ("materials_readers", {"staff": 200, "leader": 200, "deputy": 403, "handler": 403, "other_staff": 404}),
        ("materials_mine", {"staff": 403, "deputy": 200, "handler": 403, "other_deputy": 404}),
        ("material_add", {"staff": 200, "leader": 403, "deputy": 403, "handler": 403, "other_staff": 404}),
    ],
)
def test_who_enters_the_pages_of_a_meetings_materials(noticed, name, statuses):
    sent(noticed)
    url = page(name, noticed.meeting)
    assert {part: noticed.cast.client(part).get(url).status_code for part in statuses} == statuses


@pytest.mark.parametrize("name", ["material_send", "material_withdraw"])
def test_the_office_alone_sends_and_takes_back(noticed, name):
    url = page(name, added(noticed).material)
    parts = {"leader": 403, "deputy": 403, "handler": 403, "other_staff": 404}
    assert {part: noticed.cast.client(part).post(url).status_code for part in parts} == parts


def test_the_office_uploads_and_sends_and_a_member_opens_by_one_tap(noticed):
    item, staff = item_of(noticed), noticed.cast.client("staff")
    staff.post(
        page("material_add", noticed.meeting),
        {"agenda_item": item.pk, "title": "政府工作报告", "file": pdf(), "text": ""},
    )
    material = Material.objects.get()
    member = noticed.cast.client("deputy")
    assert "政府工作报告</strong>" not in text_of(member.get(page("materials_mine", noticed.meeting)))
    assert "待发送" in text_of(staff.get(page("materials", noticed.meeting)))
    staff.post(page("material_send", material))
    html = text_of(member.get(page("materials_mine", noticed.meeting)))
    assert ("还有 1 份未读" in html, "未读" in html) == (True, True)
    version = MaterialVersion.objects.get()
    response = member.post(page("material_open", version))
    assert response.url == reverse("files_attachment_open", args=[Attachment.objects.get().public_id])
    assert b"".join(member.get(response.url).streaming_content).startswith(b"%PDF")
    assert MaterialReceipt.objects.get().version == version
    assert "材料已全部阅读" in text_of(member.get(page("materials_mine", noticed.meeting)))
    assert "已读1/10" in text_of(staff.get(page("materials", noticed.meeting)))


def test_a_paper_without_a_name_asks_for_its_file_again(noticed):
    sent_page = noticed.cast.client("staff").post(page("material_add", noticed.meeting), {"title": "", "file": pdf()})
    assert "文件没有保留,请重新选择。" in text_of(sent_page)
    assert not Material.objects.exists()


def test_looking_at_the_list_or_previewing_a_link_reads_nothing(noticed):
    version = sent(noticed).versions.get()
    member = noticed.cast.client("deputy")
    member.get(page("materials_mine", noticed.meeting))
    assert member.get(page("material_open", version)).status_code == 405
    assert not MaterialReceipt.objects.exists()


def test_a_text_opens_as_a_page(noticed):
    version = sent(noticed, file=None, text="会议须知:请关闭手机。").versions.get()
    member = noticed.cast.client("deputy")
    response = member.post(page("material_open", version), follow=True)
    assert "请关闭手机" in text_of(response)


def test_an_old_tap_on_a_replaced_version_gets_a_sentence(noticed):
    material = sent(noticed)
    first = material.versions.get()
    replaced(noticed, material)
    response = noticed.cast.client("deputy").post(page("material_open", first))
    assert (response.status_code, "刚更新到第2版" in text_of(response)) == (409, True)


def test_a_file_is_seen_as_its_meeting_is_and_unsent_by_office_and_unit_only(noticed):
    version = added(noticed)
    url = reverse("files_attachment_open", args=[Attachment.objects.of(version).get().public_id])
    parts = ("staff", "leader", "handler", "deputy", "other_staff", "other_deputy", "representative")
    before = {part: noticed.cast.client(part).get(url).status_code for part in parts}
    assert before == {**dict.fromkeys(parts, 404), "staff": 200, "leader": 200, "handler": 200}
    noticed.cast.client("staff").post(page("material_send", version.material))
    assert noticed.cast.client("deputy").get(url).status_code == 200
    assert noticed.cast.client("other_deputy").get(url).status_code == 404


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (SimpleUploadedFile("报告.exe", b"MZ\x90\x00"), "不是可以上传的文件"),
        (SimpleUploadedFile("报告.docx", b"%PDF-1.7"), "内容与扩展名不符"),
        (SimpleUploadedFile("报告.pdf", b""), "所提交的是空文件"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_words_and_the_rest_stays(noticed, file, sentence):
    data = {"title": "半年工作报告", "file": file, "text": ""}
    html = text_of(noticed.cast.client("staff").post(page("material_add", noticed.meeting), data))
    assert (sentence in html, "半年工作报告" in html, Material.objects.count()) == (True, True, 0)


def test_a_file_that_is_too_big_is_refused_in_words(noticed, settings):
    settings.UPLOAD_LIMIT_MB = 0
    data = {"title": "半年工作报告", "file": pdf(), "text": ""}
    html = text_of(noticed.cast.client("staff").post(page("material_add", noticed.meeting), data))
    assert "请压缩或拆分后再上传" in html


def test_the_unit_delivers_for_its_own_item_only_and_replaces_it(noticed):
    item, handler = item_of(noticed), noticed.cast.client("handler")
    assert item.title in text_of(handler.get(reverse("meetings_materials_unit")))
    url = page("materials_deliver", item)
    assert "请于2026年3月17日前报送材料" in text_of(handler.get(url))
    assert handler.post(url, {"title": "", "file": pdf(), "text": ""}).status_code == 200
    handler.post(url, {"title": "政府工作报告", "file": pdf(), "text": ""})
    material = Material.objects.get()
    assert (material.agenda_item, material.versions.get().unit) == (item, item.unit)
    handler.post(page("material_replace", material), {"seen": "1", "text": "更正后的报告", "note": "更正"})
    assert material.versions.count() == 2
    item.unit = None
    item.save()
    assert (handler.get(url).status_code, handler.get(page("material", material)).status_code) == (404, 404)


def test_a_stale_replacement_keeps_what_was_typed(noticed):
    material = sent(noticed)
    replaced(noticed, material)
    data = {"seen": "1", "text": "别人的修改稿", "note": "更正第三段"}
    html = text_of(noticed.cast.client("staff").post(page("material_replace", material), data))
    assert ("刚被更新到第2版" in html, "别人的修改稿" in html) == (True, True)


def test_readers_are_listed_and_exported(noticed):
    read(sent(noticed).versions.get(), noticed.members()[0])
    client, url = noticed.cast.client("staff"), page("materials_readers", noticed.meeting)
    assert "全部已读" in text_of(client.get(url))
    assert "全部已读" not in text_of(client.get(url, {"q": noticed.members()[1].name}))
    assert client.get(url, {"export": "xlsx"}).headers["Content-Type"].endswith("spreadsheetml.sheet")


def test_the_office_reminds_and_takes_back(noticed):
    material, client = sent(noticed), noticed.cast.client("staff")
    html = text_of(client.post(page("materials_remind", noticed.meeting), follow=True))
    assert "已提醒10名代表" in html
    assert client.post(page("material_withdraw", material), {"reason": ""}).status_code == 422
    client.post(page("material_withdraw", material), {"reason": "发错了"})
    assert "发错了" in text_of(client.get(page("material", material)))
    assert "政府工作报告</strong>" not in text_of(
        noticed.cast.client("deputy").get(page("materials_mine", noticed.meeting))
    )


@pytest.mark.parametrize(("name", "part"), [("materials", "staff"), ("materials_mine", "deputy")])
def test_a_page_asks_the_same_number_of_queries_however_many_papers(noticed, name, part):
    client, url = noticed.cast.client(part), page(name, noticed.meeting)
    sent(noticed)
    counts = []
    for _ in range(2):
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        counts.append(len(asked))
        for number in range(4):
            sent(noticed, title=f"材料{number}")
    assert counts[0] == counts[1]

"""Every page of documents before its audiences, and the way of a paper through all hands."""

import re
from dataclasses import replace
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from apps.foundation.core.once import SAID_OTHERWISE
from apps.office.documents import composing
from apps.office.documents.models import Document, Letterhead, Number, Series
from apps.office.documents.rules.drafting import body_text
from apps.office.documents.rules.tree import Column, Paragraph, Table, to_json
from apps.office.documents.selectors import issue_request
from apps.office.documents.services import delivering, drafting
from tests import factories as make
from tests.office.documents.desk import NOW, archived, draft, issue, sign, submit
from tests.office.documents.paper import pages_of
from tests.sent import key_on, sent_twice

READ = ["documents_document", "documents_docx", "documents_archive"]
CHANGE = ["documents_edit", "documents_submit", "documents_deliver"]
ACTS = ["documents_recall", "documents_discard", "documents_withdraw", "documents_archive_retry"]
WORD = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {color:red}</style></head>'
    '<body><p class="MsoNormal"><b>一、总体要求</b><o:p></o:p></p>\r\n<p class="MsoNormal">坚持'
    '<span lang="EN-US">&nbsp;A&amp;B</span>原则。<o:p></o:p></p></body></html>'
)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def at(name, document):
    return reverse(name, args=[document.public_id])


def text(response):
    return response.content.decode()


def typed(document, **values):
    """What a browser sends for the draft's form."""
    tree = document.content
    return {
        "title": tree.title, "recipients": "、".join(tree.recipients), "body": body_text(tree), "attachments": "",
        "signer": "", "urgency": "", "note": "", "copies": "", "revision": document.revision,
    } | values  # fmt: skip


@pytest.mark.parametrize("name", [*READ, *CHANGE, "documents_pdf"])
def test_the_office_of_the_organ_sees_every_page_of_a_draft(office, name):
    assert office.client("staff").get(at(name, draft(office))).status_code == 200


@pytest.mark.parametrize("name", [*READ, *CHANGE, *ACTS, "documents_pdf"])
def test_the_other_towns_office_finds_nothing(office, name):
    client, url = office.client("other_staff"), at(name, draft(office))
    answer = client.post(url, {"reason": "x"}) if name in ACTS else client.get(url)
    assert answer.status_code == 404


@pytest.mark.parametrize("name", [*CHANGE, *ACTS])
def test_a_leader_reads_and_does_not_draft(office, name):
    client, document = office.client("leader"), draft(office)
    assert client.get(at("documents_document", document)).status_code == 200
    assert client.post(at(name, document), {"reason": "x"}).status_code == 403


@pytest.mark.parametrize("name", ACTS)
def test_acts_are_never_done_by_get(office, name):
    assert office.client("staff").get(at(name, draft(office))).status_code == 405


@pytest.mark.parametrize("part", ["deputy", "handler"])
def test_a_draft_is_not_for_deputies_and_units(office, part):
    assert office.client(part).get(at("documents_document", draft(office))).status_code in {403, 404}


@pytest.mark.parametrize("name", [*READ, *CHANGE, "documents_pdf"])
def test_a_guest_is_sent_to_sign_in(office, name):
    assert Client().get(at(name, draft(office))).url.startswith("/accounts/login/")


def test_a_document_goes_from_the_first_word_to_the_receipt(office):
    """拟稿 → 送审 → 核稿 → 签发 → 归档 → 送达 → 签收 → 核验, by the pages alone."""
    clerk = office.client("staff")
    made = clerk.post(reverse("documents_new"), {
        "kind": "general_letter", "organ": office.congress.pk, "title": "关于视察的函",
    })  # fmt: skip
    document = Document.objects.get()
    assert made.url == at("documents_edit", document)
    clerk.post(made.url, typed(document, body="请安排人员。", recipients="镇人民政府,镇财政所"))
    document.refresh_from_db()
    assert document.content.recipients == ("镇人民政府", "镇财政所")
    people = {"checker": office.people["checker"].pk, "signer": office.people["signer"].pk}
    clerk.post(at("documents_submit", document), people)
    for number, part in enumerate(("checker", "signer"), start=1):
        client = office.client(part)
        page = text(client.get(at("documents_document", document)))
        assert ("去核稿" if number == 1 else "去签发") in page
        request = issue_request(document)
        client.post(reverse("approvals_approve", args=[request.public_id, number]), {"opinion": "同意"})
    document.refresh_from_db()
    assert document.number == "青人函〔2026〕1号"
    clerk.post(at("documents_deliver", document), {"units": [unit_of(office).pk]})
    handler = office.client("handler")
    assert "待签收" in text(handler.get(reverse("documents_inbox")))
    handler.post(at("documents_receive", document))
    assert "已于 2026年3月20日 10:00 签收" in text(handler.get(at("documents_document", document)))
    assert "青人函〔2026〕1号" in text(Client().get(reverse("documents_verify", args=[document.code])))


def test_a_document_sent_twice_is_begun_once(office):
    typed = {"kind": "general_letter", "organ": office.congress.pk, "title": "关于视察的函"}
    first, second = sent_twice(office.client("staff"), reverse("documents_new"), typed)
    assert first == second == at("documents_edit", Document.objects.get())


def test_another_document_from_a_page_that_came_back_is_begun_on_the_next_save(office):
    clerk, url = office.client("staff"), reverse("documents_new")
    typed = {"kind": "general_letter", "organ": office.congress.pk, "title": "关于视察的函", "key": uuid4()}
    clerk.post(url, typed)
    refused = clerk.post(url, {**typed, "title": "关于调研的函"})
    assert SAID_OTHERWISE in text(refused)
    clerk.post(url, {**typed, "title": "关于调研的函", "key": key_on(refused)})
    assert Document.objects.count() == 2


def unit_of(office):
    return type(office.congress).objects.get(pk=office.actor("handler").unit_id)


def test_the_drafter_is_not_among_the_reviewers_and_is_refused_when_forged(office):
    document, clerk = draft(office), office.client("staff")
    own = office.people["staff"].pk
    assert f'value="{own}"' not in text(clerk.get(at("documents_submit", document)))
    page = text(clerk.post(at("documents_submit", document), {"checker": own, "signer": office.people["signer"].pk}))
    assert "invalid-feedback" in page
    assert Document.objects.get().state == "draft"


def test_one_person_twice_is_said_above_the_form(office):
    signer = office.people["signer"].pk
    page = office.client("staff").post(at("documents_submit", draft(office)), {"checker": signer, "signer": signer})
    assert "核稿人和签发人不能是同一人" in text(page)


def test_what_is_missing_stands_on_the_page_before_it_is_refused(office):
    Letterhead.objects.all().delete()
    page = text(office.client("staff").get(at("documents_document", draft(office))))
    assert "还没有设置机关代字" in page
    assert reverse("documents_letterhead", args=[office.congress.public_id]) in page


def test_typing_is_kept_where_a_field_is_wrong(office):
    document = draft(office)
    page = text(office.client("staff").post(at("documents_edit", document), typed(document, title="", body="新的正文")))
    assert "新的正文" in page
    assert Document.objects.get().content.blocks == (Paragraph("请准时参加。"),)


def test_typing_is_kept_where_a_colleague_saved_first_and_can_be_saved_after_a_look(office):
    document, client = draft(office), office.client("staff")
    tree = replace(document.content, blocks=(Paragraph("同事写的"),))
    drafting.document_change(document=document, tree=tree, revision=0, by=office.actor("staff"), at=NOW)
    page = text(client.post(at("documents_edit", document), typed(document, body="我写的")))
    assert "他人修改过" in page
    assert "我写的" in page
    assert '<input type="hidden" name="revision" value="1"' in page
    client.post(at("documents_edit", document), typed(document, body="合并后的", revision=1))
    assert Document.objects.get().content.blocks == (Paragraph("合并后的"),)


def test_typing_is_kept_where_the_draft_was_submitted_meanwhile(office):
    document = draft(office)
    submit(office, document)
    page = text(office.client("staff").post(at("documents_edit", document), typed(document, body="还没保存的")))
    assert "还没保存的" in page
    assert "已送审" in page


def test_what_word_puts_on_the_clipboard_becomes_text(office):
    document = draft(office)
    office.client("staff").post(at("documents_edit", document), typed(document, body=WORD))
    document.refresh_from_db()
    assert document.content.blocks == (Paragraph("总体要求", 1), Paragraph("坚持 A&B原则。"))


def test_html_that_is_not_words_is_shown_as_it_was_typed(office):
    document = draft(office)
    office.client("staff").post(at("documents_edit", document), typed(document, body="<script>alert(1)</script>"))
    page = text(office.client("staff").get(at("documents_document", document)))
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_twenty_thousand_characters_are_kept_and_previewed(office):
    document, body = draft(office), "\n".join(["民生实事项目" * 100] * 34)
    office.client("staff").post(at("documents_edit", document), typed(document, body=body))
    document.refresh_from_db()
    assert sum(len(block.text) for block in document.content.blocks) == 20_400
    assert office.client("staff").get(at("documents_pdf", document)).status_code == 200


def test_a_table_of_five_hundred_rows_is_shown_and_keeps_its_place_in_the_text(office):
    rows = tuple((str(number), f"项目{number}") for number in range(1, 501))
    tree = composing.register(office.congress, "一览表", [Table((Column("序号"), Column("项目", 4)), rows)])
    document = draft(office)
    Document.objects.filter(pk=document.pk).update(tree=to_json(tree))
    document.refresh_from_db()
    client = office.client("staff")
    assert "项目500" in text(client.get(at("documents_document", document)))
    client.post(at("documents_edit", document), typed(document, body="如下:\n【表格1】"))
    document.refresh_from_db()
    assert document.content.blocks[1].rows == rows
    pages = pages_of(client.get(at("documents_pdf", document)).getvalue())
    assert any("项目500" in line.text for line in pages[-1])


def test_a_lost_table_is_said_beside_the_text(office):
    tree = composing.red_head(office.congress, "通知", [Table((Column("序号"),), (("1",),))])
    document = draft(office)
    Document.objects.filter(pk=document.pk).update(tree=to_json(tree))
    page = text(office.client("staff").post(at("documents_edit", document), typed(document, body="没有表格")))
    assert "【表格1】来自登记的数据" in page
    assert "没有表格" in page


def test_the_preview_says_that_it_is_a_draft_and_the_archive_does_not(office):
    document = draft(office)
    preview = pages_of(office.client("staff").get(at("documents_pdf", document)).getvalue())
    assert {"草", "稿"} <= {line.text for line in preview[0]}
    filed = archived(office)
    content = b"".join(office.client("staff").get(at("documents_pdf", filed)).streaming_content)
    assert not {"草", "稿"} & {line.text for page in pages_of(content) for line in page}


def test_files_that_are_still_being_made_are_not_an_error(office):
    document, client = issue(office), office.client("staff")
    assert "正在后台排版" in text(client.get(at("documents_document", document)))
    answer = client.get(at("documents_pdf", document))
    assert answer.status_code == 409
    assert "稍后再下载" in text(answer)


def test_the_line_of_steps_follows_the_document(office):
    document, client = draft(office), office.client("staff")

    def current():
        page = text(client.get(at("documents_document", document)))
        return page.partition('aria-current="step">')[2].partition("</li>")[0]

    assert current() == "拟稿"
    submit(office, document)
    assert current() == "核稿"
    sign(office, document)
    assert current() == "归档"


def test_a_withdrawn_document_says_so_to_the_office_and_to_everybody(office):
    document = archived(office, kind="general_announcement")
    office.client("staff").post(at("documents_withdraw", document), {"reason": "日期有误"})
    assert "日期有误" in text(office.client("staff").get(at("documents_document", document)))
    page = text(Client().get(reverse("documents_verify", args=[document.code])))
    assert "已经撤回,不再有效" in page
    assert "日期有误" not in page


def verify(document, content=None):
    url = reverse("documents_verify", args=[document.code])
    return text(
        Client().post(url, {"file": SimpleUploadedFile("paper.pdf", content)}) if content else Client().get(url)
    )


def test_the_archived_file_is_told_from_one_with_one_byte_changed(office):
    document = archived(office)
    content = document.archive.pdf.read()
    assert "与归档文件完全一致" in verify(document, content)
    place = len(content) // 2
    tampered = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
    assert "与归档文件不一致" in verify(document, tampered)


def test_the_code_is_read_in_any_case(office):
    document = archived(office)
    assert document.title in text(Client().get(reverse("documents_verify", args=[document.code.lower()])))


def test_the_text_is_public_only_where_the_kind_is(office):
    notice, public = archived(office, text="内部安排"), archived(office, kind="general_announcement", text="现予公告")
    assert "内部安排" not in verify(notice)
    assert "现予公告" in verify(public)


def test_a_draft_has_no_page_for_the_public(office):
    assert Client().get(reverse("documents_verify", args=[draft(office).code])).status_code == 404


def test_codes_cannot_be_guessed_in_a_row(office):
    guest = Client(REMOTE_ADDR="203.0.113.7")
    answers = [guest.get(reverse("documents_verify", args=[f"AAAA{number:08}"])).status_code for number in range(31)]
    assert answers == [404] * 30 + [403]
    assert Client(REMOTE_ADDR="203.0.113.8").get(reverse("documents_verify", args=["AAAA"])).status_code == 404


def test_a_unit_reads_and_signs_only_what_it_was_sent(office):
    document, other = archived(office), archived(office, title="关于别的事的通知")
    delivering.document_deliver(document=document, units=[unit_of(office)], by=office.actor("staff"), at=NOW)
    handler = office.client("handler")
    assert handler.get(at("documents_document", other)).status_code == 404
    assert handler.post(at("documents_receive", other)).status_code == 404
    assert handler.get(at("documents_pdf", document)).status_code == 200
    handler.post(at("documents_receive", document))
    assert handler.post(at("documents_receive", document)).status_code == 409


@pytest.mark.parametrize("name", ["documents_series", "documents_documents"])
def test_the_lists_open_to_the_office_and_its_leader(office, name):
    issue(office)
    assert [office.client(part).get(reverse(name)).status_code for part in ("staff", "leader")] == [200, 200]


def test_a_letterhead_is_set_by_the_office_of_its_organ(office):
    url = reverse("documents_letterhead", args=[office.congress.public_id])
    values = {"mark": "青禾镇人民代表大会文件", "code": "青人大", "office": "青禾镇人大办公室"}
    assert office.client("other_staff").post(url, values).status_code == 404
    assert "机关代字只能是" in text(office.client("staff").post(url, values | {"code": "QR-2026"}))
    office.client("staff").post(url, values)
    assert Letterhead.objects.get().code == "青人大"


def test_a_number_used_on_paper_is_recorded_on_the_page_of_its_series(office):
    issue(office)
    series = Series.objects.get()
    client, url = office.client("staff"), reverse("documents_number_record", args=[series.public_id])
    assert office.client("leader").get(url).status_code == 403
    client.post(url, {"reason": "线下印发的会议通知"})
    assert Number.objects.get(document=None).written == "青人发〔2026〕2号"
    page = text(client.get(reverse("documents_numbers", args=[series.public_id])))
    assert "号码连续,无缺号" in page
    assert "线下印发的会议通知" in page


def test_a_series_begins_where_the_paper_register_ended(office):
    client, url = office.client("staff"), reverse("documents_series_start")
    slug = re.search(r'<option value="(\w+)">发\([^)]*通知', text(client.get(url)))[1]
    client.post(url, {"organ": office.congress.pk, "kind": slug, "first": "18", "reason": "1至17号在线下"})
    assert issue(office).number == "青人发〔2026〕18号"


def test_a_discarded_draft_is_kept_with_its_reason(office):
    document = draft(office)
    office.client("staff").post(at("documents_discard", document), {"reason": "改为口头通知"})
    page = text(office.client("staff").get(at("documents_document", document)))
    assert "改为口头通知" in page
    assert "签发后编号" not in page
    assert "请写明作废理由" in text(
        office.client("staff").post(at("documents_discard", draft(office)), {"reason": " "})
    )


@pytest.mark.parametrize(("act", "began"), [("documents_discard", draft), ("documents_withdraw", issue)])
def test_a_reason_longer_than_its_place_is_refused_in_words(office, act, began):
    client, document = office.client("staff"), began(office)
    refused = client.post(at(act, document), {"reason": "长" * 20_000})
    assert refused.status_code == 422
    assert "最多300字。您写的内容仍在下面" in text(refused)
    assert "长" * 20_000 in text(refused)
    typed = re.search(r'name="reason"[^>]*maxlength="(\d+)"', text(client.get(at("documents_document", document))))[1]
    assert client.post(at(act, document), {"reason": "长" * int(typed)}).status_code == 302


def test_a_draft_is_not_put_into_the_archive(office):
    assert office.client("staff").post(at("documents_archive_retry", draft(office))).status_code == 409


def test_a_full_disk_is_said_with_the_way_out(office):
    document = issue(office)
    Document.objects.filter(pk=document.pk).update(archive_trouble="服务器磁盘空间不足")
    page = text(office.client("staff").get(at("documents_document", document)))
    assert "服务器磁盘空间不足" in page
    assert at("documents_archive_retry", document) in page
    assert office.client("staff").post(at("documents_archive_retry", document)).status_code == 302


def test_the_list_of_documents_stays_within_its_budget_of_queries(office, django_assert_max_num_queries):
    for number in range(30):
        draft(office, title=f"通知{number}")
    client = office.client("staff")
    client.get(reverse("documents_documents"))
    with django_assert_max_num_queries(12):
        client.get(reverse("documents_documents"))


def test_a_unit_without_account_is_named_as_such_and_one_that_has_the_paper_is_not_offered_again(office):
    document, client = archived(office), office.client("staff")
    make.make_unit(office.town, "department", "农业服务中心")
    page = text(client.get(at("documents_deliver", document)))
    assert f"{unit_of(office).name}</span>" in page
    assert "农业服务中心(没有办理账号" in page
    assert "请至少选择一个收文单位" in text(
        client.post(at("documents_deliver", document), {"csrfmiddlewaretoken": "x"})
    )
    client.post(at("documents_deliver", document), {"units": [unit_of(office).pk]})
    assert unit_of(office).name not in text(client.get(at("documents_deliver", document)))


def test_a_draft_is_not_sent_out(office):
    page = office.client("staff").post(at("documents_deliver", draft(office)), {"units": [unit_of(office).pk]})
    assert "只有已签发的公文可以送达" in text(page)

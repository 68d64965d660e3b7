"""The pages of approvals before their audiences, and what they do."""

from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.test import RequestFactory
from openpyxl import load_workbook

from apps.office.approvals import selectors
from tests.cast import TODAY
from tests.office.approvals.desk import NOW, later, step

ACTS = ("1/approve/", "1/return/", "1/delegate/", "withdraw/")


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel(later(1), tick=False):
        yield


def page(client, approval, act="", **kwargs):
    return client.get(f"/approvals/{approval.public_id}/{act}", **kwargs)


def post(client, approval, act, **data):
    return client.post(f"/approvals/{approval.public_id}/{act}", data)


def text(response):
    return response.content.decode()


@pytest.mark.parametrize(
    ("part", "status"), [("staff", 200), ("leader", 200), ("deputy", 200), ("other_staff", 404), ("other_deputy", 404)]
)
def test_who_sees_a_request(desk, part, status):
    assert page(desk.cast.client(part), desk.open()).status_code == status


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(("part", "status"), [("leader", 403), ("other_staff", 404), ("representative", 404)])
def test_who_may_not_act(desk, act, part, status):
    assert post(desk.cast.client(part), desk.open(), act, reason="理由").status_code == status


def test_a_guest_is_sent_to_sign_in(desk, client):
    assert page(client, desk.open()).headers["Location"].startswith("/accounts/login/")


def test_the_holder_agrees_with_one_click(desk):
    approval, client = desk.open(), desk.cast.client("deputy")
    shown = text(page(client, approval))
    assert "轮到您:核稿" in shown
    assert 'href="/documents/1/"' in shown
    response = client.post(f"/approvals/{approval.public_id}/1/approve/", follow=True)
    assert "“核稿”您已同意。" in text(response)
    assert step(approval).outcome == "approved"


def test_only_whose_turn_it_is_gets_the_forms(desk):
    approval = desk.open()
    assert "轮到您" not in text(page(desk.cast.client("leader"), approval))
    assert "转交他人办理" in text(page(desk.cast.client("district_staff"), approval))
    assert "转交他人办理" not in text(page(desk.cast.client("staff"), approval))


def test_a_return_without_reason_comes_back_open(desk):
    approval, client = desk.open(), desk.cast.client("deputy")
    response = post(client, approval, "1/return/", reason=" ")
    assert response.status_code == 200
    assert '<details class="portal-approval-more" open>' in text(response)
    assert "请写明退回的理由,让拟稿人知道怎样修改。" in text(response)
    assert step(approval).outcome == "waiting"
    assert "已退回示例staff" in text(
        client.post(f"/approvals/{approval.public_id}/1/return/", {"reason": "缺附件"}, follow=True)
    )


def test_what_was_typed_for_an_organ_is_kept_when_the_date_is_wrong(desk):
    approval, client = desk.open(desk.study), desk.cast.client("staff")
    typed = {"document_number": "青禾委纪〔2026〕3号", "decided_on": "2026-03-21", "opinion": "原则同意"}
    shown = text(post(client, approval, "1/approve/", **typed))
    assert "研究决定的日期不能晚于今天" in shown
    assert "青禾委纪〔2026〕3号" in shown
    assert "原则同意" in shown
    scan = SimpleUploadedFile("纪要.pdf", b"%PDF-1.7 minutes")
    post(client, approval, "1/approve/", **{**typed, "decided_on": "2026-03-20"}, files=[scan])
    shown = text(page(client, approval))
    assert "青禾委纪〔2026〕3号,2026年3月20日研究决定" in shown
    assert "纪要.pdf" in shown


def test_a_second_window_is_told_who_was_first_and_keeps_its_words(desk):
    approval, client = desk.open(), desk.cast.client("deputy")
    post(client, approval, "1/approve/")
    shown = text(post(client, approval, "1/return/", reason="第二个窗口写的"))
    assert "“核稿”已由安然于2026年3月20日 11:00办理" in shown
    assert "您刚才填写的:第二个窗口写的" in shown


def test_a_step_is_handed_on_from_the_page(desk):
    approval, client = desk.open(), desk.cast.client("deputy")
    values = {"to": desk.person("handler").pk, "reason": "出差"}
    assert "“核稿”已转交示例handler。" in text(
        client.post(f"/approvals/{approval.public_id}/1/delegate/", values, follow=True)
    )
    shown = text(page(desk.cast.client("handler"), approval))
    assert "轮到您:核稿" in shown
    assert "由安然于 2026年3月20日 11:00 转交:出差" in shown
    assert "轮到您" not in text(page(client, approval))


def test_the_drafter_is_not_offered_and_not_taken_as_delegate(desk):
    approval, client = desk.open(), desk.cast.client("deputy")
    shown = text(post(client, approval, "1/delegate/", to=desk.person("staff").pk, reason="出差"))
    assert "选择一个有效的选项" in shown
    assert step(approval).person == desk.person("deputy")


def test_withdrawing_without_reason_says_so(desk):
    approval, client = desk.open(), desk.cast.client("staff")
    assert "请写明撤回的理由" in text(post(client, approval, "withdraw/", reason=""))
    post(client, approval, "withdraw/", reason="内容有变")
    assert "内容有变" in text(page(client, approval))


def test_rounds_are_linked(desk):
    first = desk.open()
    post(desk.cast.client("deputy"), first, "1/return/", reason="缺附件")
    second = desk.open(at=later(2))
    shown = text(page(desk.cast.client("staff"), second))
    assert "第2轮" in shown
    assert f"/approvals/{first.public_id}/" in shown
    assert "核稿:缺附件" in shown


@pytest.mark.parametrize(
    ("part", "box", "listed"),
    [
        ("deputy", "", True), ("leader", "", False), ("staff", "", False), ("staff", "drafted/", True),
        ("deputy", "drafted/", False), ("deputy", "done/", False), ("leader", "all/", True),
        ("other_staff", "all/", False),
    ],
)  # fmt: skip
def test_each_box_lists_what_belongs_into_it(desk, part, box, listed):
    desk.open()
    assert ("关于召开会议的通知" in text(desk.cast.client(part).get(f"/approvals/{box}"))) is listed


def test_the_box_is_searched_filtered_and_exported(desk):
    desk.open()
    client = desk.cast.client("staff")
    assert "没有符合条件的记录" in text(client.get("/approvals/all/?q=不存在"))
    assert "没有符合条件的记录" in text(client.get("/approvals/all/?state=approved"))
    book = load_workbook(BytesIO(b"".join(client.get("/approvals/all/?export=xlsx").streaming_content)))
    assert [cell.value for cell in book.active[2]][:3] == ["关于召开会议的通知", "审批中", "核稿:安然"]


def test_the_desk_says_what_to_do(desk):
    desk.open()
    desk.open(desk.study, kind="livelihood.party_study", title="候选项目名单")
    todo = {
        part: [item.title for item in selectors.todo(desk.actor(part), TODAY)] for part in ("deputy", "staff", "leader")
    }
    assert todo == {"deputy": ["核稿:关于召开会议的通知"], "staff": ["党委研究:候选项目名单"], "leader": []}


def test_it_is_found_by_title_and_by_the_number_of_the_paper(desk):
    desk.record(desk.open(desk.study))
    for words in ("召开会议", "青禾委纪"):
        assert [hit.title for hit in selectors.search(desk.actor("staff"), words)] == ["关于召开会议的通知"]
        assert list(selectors.search(desk.actor("other_staff"), words)) == []


def chain(desk, part):
    request = RequestFactory().get("/")
    request.actor = desk.actor(part)
    context = Context({"request": request, "subject": desk.subject})
    return Template("{% load approvals %}{% approval_chain subject %}").render(context)


def test_other_apps_show_the_chain_to_those_who_may_see_it(desk):
    approval = desk.open()
    desk.approve(approval, 1, "deputy", opinion="文字已核<b>")
    shown = chain(desk, "staff")
    assert "文字已核&lt;b&gt;" in shown
    assert f"/approvals/{approval.public_id}/" in shown
    assert chain(desk, "other_staff").strip() == ""


def test_the_chain_shows_only_the_latest_round(desk):
    first = desk.open()
    post(desk.cast.client("deputy"), first, "1/return/", reason="缺附件")
    desk.open(at=later(2))
    assert "缺附件" not in chain(desk, "staff")
    assert "(第2轮)" in chain(desk, "staff")


def test_pages_stay_within_their_budget_of_queries(desk, django_assert_max_num_queries):
    for number in range(20):
        approval = desk.open(kind=f"documents.issue{number}", at=NOW)
    client = desk.cast.client("deputy")
    for path in ("/approvals/", f"/approvals/{approval.public_id}/"):
        client.get(path)
        with django_assert_max_num_queries(18):
            client.get(path)

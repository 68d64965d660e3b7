"""The public pages without sign-in, and the office's."""

from io import BytesIO

import pytest
import time_machine
from django.test import Client
from openpyxl import load_workbook

from apps.foundation.audit.models import Entry
from apps.office.public_notices import selectors
from apps.office.public_notices.models import Objection
from apps.office.public_notices.services import notice_withdraw
from apps.office.public_notices.views import public
from tests.office.public_notices.board import moment

OFFICE_PAGES = ["", "record/", "conclude/"]


@pytest.fixture(autouse=True)
def clock():
    """It is Monday morning; a test may move on."""
    with time_machine.travel(moment(23), tick=False) as traveller:
        yield traveller


def text(response):
    return response.content.decode()


def say(client, notice, words="年限不够", **values):
    return client.post(notice.public_url, {"text": words, **values})


def test_a_guest_reads_what_runs_and_objects_without_a_name(board):
    notice, guest = board.publish(), Client()
    assert "候选人选公示" in text(guest.get("/public-notices/open/"))
    assert "张示例、王示例。" in text(guest.get(notice.public_url))
    response = guest.post(notice.public_url, {"text": "年限不够"}, follow=True)
    assert "的意见已经收到" in text(response)
    assert (Objection.objects.get().text, Objection.objects.get().name) == ("年限不够", "")


def test_somebody_signed_in_stays_as_anonymous_as_a_guest(board):
    notice = board.publish()
    say(board.cast.client("deputy"), notice)
    entry = Entry.objects.get(act="public_notices.objection.received")
    assert (entry.actor_name, entry.user_id, entry.person_id) == ("访客", None, None)


def test_an_empty_objection_comes_back_with_what_was_typed(board):
    shown = text(say(Client(), board.publish(), " ", name="周示例"))
    assert "请写明您的意见和理由。" in shown
    assert "周示例" in shown
    assert not Objection.objects.exists()


def test_a_text_beyond_the_limit_is_refused_and_kept(board):
    shown = text(say(Client(), board.publish(), "长" * 2001))
    assert "至多" in shown or "2000" in shown
    assert "长" * 2001 in shown


def test_html_in_an_objection_is_shown_as_text(board):
    notice = board.publish()
    say(Client(), notice, "<script>alert(1)</script>")
    assert "<script>alert" not in text(board.cast.client("staff").get(notice.get_absolute_url()))


def test_many_submissions_from_one_address_are_refused_and_the_words_kept(board, monkeypatch):
    monkeypatch.setattr(public, "SUBMISSIONS", public.Throttle("test_objections", limit=2, seconds=60))
    notice = board.publish()
    assert [say(Client(), notice, words).status_code for words in ("一", "二", "三")] == [302, 302, 429]
    assert "短时间内提交的意见过多" in text(say(Client(), notice, "第四条"))
    assert "第四条" in text(say(Client(), notice, "第四条"))
    assert say(Client(REMOTE_ADDR="10.0.0.9"), notice).status_code == 302
    assert Objection.objects.count() == 3


def test_at_midnight_the_form_closes_and_typing_is_kept(board, clock):
    notice, guest = board.publish(), Client()
    clock.move_to(moment(27, 23, 59, 59))
    assert "提交意见" in text(guest.get(notice.public_url))
    clock.move_to(moment(28, 0))
    assert "提交意见" not in text(guest.get(notice.public_url))
    shown = text(say(guest, notice, "来晚的意见"))
    assert "不再接收网上意见" in shown
    assert "来晚的意见" in shown
    assert "候选人选公示" not in text(guest.get("/public-notices/open/"))


def test_a_concluded_notice_shows_its_conclusion_but_no_longer_the_names(board, clock):
    notice = board.conclude(board.publish())
    clock.move_to(moment(28))
    shown = text(Client().get(notice.public_url))
    assert "公示期间未收到异议。" in shown
    assert "张示例" not in shown


def test_a_withdrawn_notice_says_so_without_the_names(board):
    notice = board.publish()
    notice_withdraw(notice=notice, reason="名单有误", by=board.staff, at=moment(23))
    shown = text(Client().get(notice.public_url))
    assert "这项公示已经撤回" in shown
    assert "张示例" not in shown
    assert "名单有误" not in shown


def test_what_has_not_begun_has_no_public_page(board):
    notice = board.publish(starts_on=moment(24).date())
    assert Client().get(notice.public_url).status_code == 404
    assert say(Client(), notice).status_code == 404


@pytest.mark.parametrize("act", OFFICE_PAGES)
@pytest.mark.parametrize(("part", "status"), [("staff", 200), ("other_staff", 404), ("deputy", 403), ("handler", 403)])
def test_who_enters_the_offices_pages(board, act, part, status):
    notice = board.publish()
    assert board.cast.client(part).get(f"/public-notices/{notice.public_id}/{act}").status_code == status


@pytest.mark.parametrize("part", ["leader", "deputy"])
@pytest.mark.parametrize("act", ["record/", "conclude/", "withdraw/"])
def test_leaders_and_members_only_look(board, part, act):
    notice = board.publish()
    assert board.cast.client(part).post(f"/public-notices/{notice.public_id}/{act}").status_code == 403


@pytest.mark.parametrize(("part", "status"), [("staff", 200), ("leader", 403), ("other_staff", 404), ("deputy", 403)])
def test_who_answers_an_objection(board, part, status):
    objection = board.object(board.publish())
    path = f"/public-notices/objections/{objection.public_id}/settle/"
    assert board.cast.client(part).get(path).status_code == status


def test_only_who_answers_sees_who_objected(board):
    notice = board.publish()
    say(Client(), notice, name="周示例", contact="13812345678")
    page = notice.get_absolute_url()
    shown = text(board.cast.client("staff").get(page))
    assert "周示例 13812345678" in shown
    masked = text(board.cast.client("leader").get(page))
    assert "周示例" not in masked
    assert "实名 138****78" in masked


def test_the_office_answers_and_concludes_from_the_page(board, clock):
    notice, client = board.publish(), board.cast.client("staff")
    objection = board.object(notice)
    page = notice.get_absolute_url()
    assert "还有1条意见没有处理" in text(client.get(page))
    path = f"/public-notices/objections/{objection.public_id}/settle/"
    assert "请选择意见是否成立。" in text(client.post(path, {"answer": "已核实"}))
    client.post(path, {"upheld": "0", "answer": "经核实不成立"})
    assert "经核实不成立" in text(client.get(page))
    refused = text(client.post(f"{page}conclude/", {"conclusion": "无异议"}))
    assert "次日起方可办结" in refused
    assert "无异议" in refused
    clock.move_to(moment(28))
    client = board.cast.client("staff")
    assert "填写结论并办结" in text(client.get(page))
    shown = text(client.post(f"{page}conclude/", {"conclusion": "无异议"}, follow=True))
    assert "公示已办结" in shown


def test_a_letter_is_written_down_by_the_office(board):
    notice, client = board.publish(), board.cast.client("staff")
    values = {"channel": "letter", "text": "来信一封", "name": "", "contact": ""}
    shown = text(client.post(f"{notice.get_absolute_url()}record/", values, follow=True))
    assert "来信一封" in shown
    assert "示例staff登记" in shown
    assert "选择一个有效的选项" in text(
        client.post(f"{notice.get_absolute_url()}record/", {**values, "channel": "online"})
    )


def test_withdrawing_without_reason_says_so(board):
    notice, client = board.publish(), board.cast.client("staff")
    page = notice.get_absolute_url()
    assert "请写明撤回的理由" in text(client.post(f"{page}withdraw/", {"reason": ""}))
    client.post(f"{page}withdraw/", {"reason": "名单有误"})
    assert "名单有误" in text(client.get(page))


def test_the_register_is_searched_filtered_and_exported(board):
    board.object(board.publish())
    client = board.cast.client("staff")
    assert "没有符合条件的记录" in text(client.get("/public-notices/?q=不存在"))
    assert "没有符合条件的记录" in text(client.get("/public-notices/?state=withdrawn"))
    assert "候选人选公示" not in text(board.cast.client("other_staff").get("/public-notices/"))
    book = load_workbook(BytesIO(b"".join(client.get("/public-notices/?export=xlsx").streaming_content)))
    row = [cell.value for cell in book.active[2]]
    assert (row[:3], row[5:7]) == (["候选人选公示", "公示中", "青禾镇"], [1, 1])


def test_it_is_found_by_title_inside_the_area(board):
    board.publish()
    assert [hit.title for hit in selectors.search(board.staff, "人选")] == ["候选人选公示"]
    assert list(selectors.search(board.cast.actor("other_staff"), "人选")) == []


def test_pages_stay_within_their_budget_of_queries(board, django_assert_max_num_queries):
    for number in range(20):
        notice = board.publish(title=f"公示{number}")
        board.object(notice)
    client = board.cast.client("staff")
    for path in ("/public-notices/", notice.get_absolute_url(), "/public-notices/open/", notice.public_url):
        client.get(path)
        with django_assert_max_num_queries(14):
            client.get(path)
